"""A job holds all that decides its result: whatever changes in it changes its key."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest

from mkdocs_c_runner.engine.artifacts import Mark, Pictures
from mkdocs_c_runner.engine.job import (
    COMPILE_LIMITS,
    RUN_LIMITS,
    Job,
    Limits,
    Line,
    Session,
    SourceFile,
    is_plain_name,
    is_plain_path,
)
from mkdocs_c_runner.engine.store import cache
from mkdocs_c_runner.engine.store.cache import cache_key
from mkdocs_c_runner.engine.store.records import record_key

JOB = Job(
    sources=(SourceFile("main.c", b"int main(void) {}\n"), SourceFile("list.h", b"")),
    compiler="tcc",
    std="c17",
    flags=("-Wall", "-O2"),
    libs=("-lm",),
    program="count",
    args=("-n", "two words"),
    env=(("A", "1"), ("B", "2")),
    stdin=b"3 4\n",
    stdio="pipes",
    data=(SourceFile("scores.csv", b"1,2\n"),),
    tools=True,
    dated=True,
    objects=("list.o",),
    artifacts=("preprocessed",),
    pictures=Pictures((Mark("main.c", 1, 2, ("list",)),), 10),
    session=Session((Line("ls -l"),)),
    runs=False,
    compile_limits=COMPILE_LIMITS,
    run_limits=RUN_LIMITS,
)

# Of each field, values that differ from that of the job above as little as they can.
OTHERS: dict[str, list[Any]] = {
    "sources": [
        (),
        JOB.sources[:1],
        JOB.sources[::-1],
        (SourceFile("main.c", b"int main(void) {}"), JOB.sources[1]),
        (SourceFile("main.c", b"int main(void) {}\xff"), JOB.sources[1]),
        (SourceFile("Main.c", b"int main(void) {}\n"), JOB.sources[1]),
        (replace(JOB.sources[0], quoted=(("main.c", b""),)), JOB.sources[1]),
        (replace(JOB.sources[0], quoted=(("main.c (hidden)", b""),)), JOB.sources[1]),
    ],
    "compiler": ["clang", "", "gcc"],
    "std": ["c11", ""],
    "flags": [(), ("-O2", "-Wall"), ("-Wall -O2",), ("-Wall", "-O2", "")],
    "libs": [(), ("-lm", "-lm")],
    "program": ["bank", "b.out"],
    "args": [(), ("-n", "two", "words"), ("-n two words",), ("two words", "-n")],
    "env": [(), (("B", "2"), ("A", "1")), (("A", "1"),), (("A", "1B"), ("", "2"))],
    "stdin": [b"", b"3 4", b"3 4\n\n", b"\xff", b'{"base64": "/w=="}'],
    "stdio": ["terminal"],
    "data": [(), (SourceFile("scores.csv", b"1,2"),), (SourceFile("scores", b"1,2\n"),)],
    "tools": [False],
    "dated": [False],
    "objects": [(), ("list.o", "list.o"), ("stack.o",)],
    "artifacts": [(), ("asm",), ("asm", "preprocessed"), ("preprocessed", "asm")],
    "pictures": [
        Pictures(),
        Pictures(JOB.pictures.marks),
        Pictures(JOB.pictures.marks, 11),
        Pictures(JOB.pictures.marks, 10, addresses=True),
        Pictures((), 10),
        Pictures((Mark("main.h", 1, 2, ("list",)),), 10),
        Pictures((Mark("main.c", 2, 2, ("list",)),), 10),
        Pictures((Mark("main.c", 1, 3, ("list",)),), 10),
        Pictures((Mark("main.c", 1, 2, ("list", "*list")),), 10),
    ],
    "session": [
        Session(()),
        Session((Line("ls"),)),
        Session((Line("ls"), Line("ls"))),
        Session((Line("ls"),), (Job(()),)),
        Session((Line("ls"),), (Job((), program="x"),)),
        Session((Line("ls", Job((), program="x")),)),
        Session((Line("ls", parts=(Job((), program="x.o"),)),)),
    ],
    "runs": [True],
    "compile_limits": [RUN_LIMITS],
    "run_limits": [COMPILE_LIMITS],
}

FIELDS = [field.name for field in fields(Job)]
LIMITS = [field.name for field in fields(Limits)]


def key(job: Job) -> str:
    """The key of a job with one compiler."""
    return cache_key(job, "digest")


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_changes_the_key(field: str) -> None:
    jobs = [JOB, *(replace(JOB, **{field: other}) for other in OTHERS[field])]

    assert len({key(job) for job in jobs}) == len(jobs)


@pytest.mark.parametrize("stage", ["compile_limits", "run_limits"])
@pytest.mark.parametrize("field", LIMITS)
def test_every_limit_of_both_stages_changes_the_key(field: str, stage: str) -> None:
    limits = getattr(JOB, stage)
    other = replace(limits, **{field: getattr(limits, field) + 1})

    assert key(replace(JOB, **{stage: other})) != key(JOB)


def test_the_compiler_changes_the_key() -> None:
    assert cache_key(JOB, "digest of another") != key(JOB)


def test_a_new_format_of_the_cache_changes_all_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key(JOB)
    monkeypatch.setattr(cache, "FORMAT_VERSION", cache.FORMAT_VERSION + 1)
    monkeypatch.setattr(cache, "_besides_digest", cache._besides_digest.__wrapped__)

    assert key(JOB) != before


@pytest.mark.parametrize("field", [field.name for field in fields(Limits) if field.type == "float"])
def test_equal_jobs_have_equal_keys_however_their_numbers_are_spelled(field: str) -> None:
    """The default of five seconds is `5`, a fence that says so has `5.0`."""
    spelled: dict[str, Any] = {field: float(getattr(RUN_LIMITS, field))}
    other = replace(JOB, run_limits=replace(RUN_LIMITS, **spelled))

    assert other == JOB
    assert key(other) == key(JOB)


def test_a_key_is_the_same_in_every_process_and_a_plain_file_name() -> None:
    copy = Job(**{name: getattr(JOB, name) for name in reversed(FIELDS)})

    assert key(copy) == key(JOB)
    assert is_plain_name(key(JOB))


@pytest.mark.parametrize("field", FIELDS)
def test_json_has_every_field(field: str) -> None:
    assert field in JOB.to_json()


def test_json_without_limits_has_every_other_field() -> None:
    assert set(FIELDS) - set(JOB.to_json(limits=False)) == {"compile_limits", "run_limits"}
    assert JOB.to_json(limits=False).items() <= JOB.to_json().items()


@pytest.mark.parametrize("stage", ["compile_limits", "run_limits"])
@pytest.mark.parametrize("field", LIMITS)
def test_limits_are_not_in_the_json_without_limits(field: str, stage: str) -> None:
    limits = getattr(JOB, stage)
    other = replace(JOB, **{stage: replace(limits, **{field: getattr(limits, field) + 1})})

    assert other.to_json(limits=False) == JOB.to_json(limits=False)
    assert other.to_json() != JOB.to_json()


def test_json_is_readable() -> None:
    """People read records and cache entries to see what has changed."""
    text = json.loads(json.dumps(JOB.to_json(limits=False)))

    assert text == {
        "sources": [
            {"name": "main.c", "content": "int main(void) {}\n"},
            {"name": "list.h", "content": ""},
        ],
        "compiler": "tcc",
        "std": "c17",
        "flags": ["-Wall", "-O2"],
        "libs": ["-lm"],
        "program": "count",
        "args": ["-n", "two words"],
        "env": [["A", "1"], ["B", "2"]],
        "stdin": "3 4\n",
        "stdio": "pipes",
        "data": [{"name": "scores.csv", "content": "1,2\n"}],
        "tools": True,
        "dated": True,
        "objects": ["list.o"],
        "artifacts": ["preprocessed"],
        "pictures": {
            "marks": [{"file": "main.c", "line": 1, "seen": 2, "names": ["list"]}],
            "steps": 10,
        },
        "session": {"lines": [{"command": "ls -l"}]},
        "runs": False,
    }


def test_a_field_that_is_new_in_a_later_version_changes_no_key() -> None:
    """What has its default value is not in the JSON, so that no recorded site becomes stale."""
    job = Job(sources=(SourceFile("main.c", b"int x;\n"),))

    assert job.to_json(limits=False) == {"sources": [{"name": "main.c", "content": "int x;\n"}]}
    assert record_key(job) == "7313594a9e7f058d84063f54d1612a8da8b98b31ee4502e23c3b66859a7ebc3e"


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("main.c", True),
        ("a", True),
        ("A-1_2+3.tar.gz", True),
        ("x" * 100, True),
        ("x" * 101, False),
        ("", False),
        (".", False),
        ("..", False),
        (".hidden", False),
        ("-o", False),
        ("a/b", False),
        ("a\\b", False),
        ("a b", False),
        ("a\nb", False),
        ("a\0", False),
        ("@file", False),
        ("\u00e9.c", False),
        ("a:b", False),
        ("~a", False),
    ],
)
def test_a_plain_name_stays_in_its_directory(name: str, *, plain: bool) -> None:
    assert is_plain_name(name) is plain


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("main.c", True),
        ("a/b.h", True),
        ("a/b/c/d/e.h", True),
        ("a/b/c/d/e/f.h", False),
        ("../a.h", False),
        ("a/../b.h", False),
        ("/a.h", False),
        ("a//b.h", False),
        ("a/", False),
        ("a/-b.h", False),
    ],
)
def test_a_plain_path_stays_where_it_is_put(path: str, *, plain: bool) -> None:
    assert is_plain_path(path) is plain


@pytest.mark.parametrize(
    "name", ["main.c", "a.h (hidden)", "lib/a.h (hidden)", "a (before) (hidden)"]
)
def test_a_quoted_text_has_a_plain_name_and_perhaps_a_remark(name: str) -> None:
    assert SourceFile("main.c", b"", ((name, b""),)).quoted == ((name, b""),)


@pytest.mark.parametrize(
    "name", ["", " (hidden)", "../a (hidden)", "a (../b)", "a hidden", "a (b", "a ()", "a (b) c"]
)
def test_a_quoted_text_under_any_other_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a name for a text"):
        SourceFile("main.c", b"", ((name, b""),))


@pytest.mark.parametrize("name", ["", "../main.c", "-o", "/etc/passwd"])
def test_a_source_file_under_any_other_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a plain file name"):
        SourceFile(name, b"")


@pytest.mark.parametrize(
    ("flags", "sanitizers"),
    [
        ((), set()),
        (("-O2", "-fsanitize=address"), {"address"}),
        (("-fsanitize=undefined,leak", "-fsanitize=thread"), {"undefined", "leak", "thread"}),
        (("-fno-sanitize=all",), set()),
        (("-fsanitize-recover=all",), set()),
    ],
)
def test_sanitizers_are_seen_in_the_flags(flags: tuple[str, ...], sanitizers: set[str]) -> None:
    assert replace(JOB, flags=flags).sanitizers == sanitizers
