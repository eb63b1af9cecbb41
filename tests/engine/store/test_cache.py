"""Kept results: whole, harmless, and used wherever they may be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.result import LimitName, Measured, Outcome, Result, Segment, Stage
from mkdocs_c_runner.engine.store.cache import FORMAT_VERSION, ResultCache, cache_key, is_lasting

JOB = Job((SourceFile("main.c", b"int main(void) {}\n"),))
KEY = cache_key(JOB, "digest")


def printed(text: str | bytes, limit: LimitName | None = None) -> Result:
    """The result of a program that prints this."""
    data = text.encode() if isinstance(text, str) else text
    run = Stage(
        exit_code=None if limit else 0,
        signal="SIGKILL" if limit else None,
        limit_hit=limit,
        segments=(Segment("terminal", data),),
        total_chars=len(data),
    )
    return Result.judge(Stage(exit_code=0), run, Measured(cpu_time=0.5))


HELLO = printed("hello\n")


@pytest.fixture
def cache(tmp_path: Path) -> ResultCache:
    return ResultCache(tmp_path / "cache" / "results")


def kept(cache: ResultCache, key: str) -> Result | None:
    """The result under a key."""
    outcome = cache.read(key)
    return outcome.result if outcome else None


def entry_path(cache: ResultCache, key: str = KEY) -> Path:
    """The file of an entry, whether it is there or not."""
    cache.directory.mkdir(parents=True, exist_ok=True)
    return cache.directory / f"{key}.json"


class TestTheCache:
    @pytest.mark.parametrize(
        "result",
        [HELLO, printed(b"\xff\0\x1b[31m"), printed("\u20ac" * 10_000)],
        ids=["a", "b", "c"],
    )
    def test_gives_back_what_it_was_given(self, cache: ResultCache, result: Result) -> None:
        cache.write(KEY, "gcc 14", result)

        outcome = cache.read(KEY)
        assert outcome == Outcome(result, "cache", "gcc 14")
        assert outcome.result.measured == result.measured

    def test_knows_nothing_at_first(self, cache: ResultCache) -> None:
        assert kept(cache, KEY) is None
        assert cache.entries() == []

    def test_keeps_results_apart(self, cache: ResultCache) -> None:
        for number in range(3):
            cache.write(f"key{number}", "gcc 14", printed(f"{number}"))

        assert [kept(cache, f"key{number}") for number in range(4)] == [
            printed("0"),
            printed("1"),
            printed("2"),
            None,
        ]

    def test_replaces_a_result(self, cache: ResultCache) -> None:
        cache.write(KEY, "gcc 14", HELLO)
        cache.write(KEY, "gcc 14", printed("new"))

        assert kept(cache, KEY) == printed("new")

    def test_says_of_an_entry_which_compiler_made_it(self, cache: ResultCache) -> None:
        cache.write(KEY, "gcc 14", HELLO)

        entry = json.loads(entry_path(cache).read_bytes())

        assert entry["version"] == FORMAT_VERSION
        assert entry["compiler"] == "gcc 14"

    def test_says_of_its_directory_what_it_is(self, cache: ResultCache) -> None:
        """To people, to git and to backup programs."""
        cache.write(KEY, "gcc 14", HELLO)

        files = {path.name: path.read_text() for path in cache.directory.iterdir()}

        assert files[".gitignore"] == "*\n"
        assert files["CACHEDIR.TAG"] == "Signature: 8a477f597d28d172789f06886806bc55\n"
        assert "can be deleted" in files["README"]

    def test_leaves_nothing_else_behind(self, cache: ResultCache) -> None:
        for number in range(3):
            cache.write(KEY, "gcc 14", printed(f"{number}"))

        names = {path.name for path in cache.directory.iterdir()}

        assert names == {f"{KEY}.json", ".gitignore", "CACHEDIR.TAG", "README"}

    def test_can_be_deleted_at_any_time(self, cache: ResultCache) -> None:
        cache.write(KEY, "gcc 14", HELLO)
        for path in cache.directory.iterdir():
            path.unlink()
        cache.directory.rmdir()

        assert kept(cache, KEY) is None
        cache.write(KEY, "gcc 14", HELLO)
        assert kept(cache, KEY) == HELLO


def entry(**changes: Any) -> bytes:
    """A good entry, but for these names."""
    good = {"version": FORMAT_VERSION, "compiler": "", "result": HELLO.to_json()}
    return json.dumps(good | changes).encode()


def with_run(**changes: Any) -> bytes:
    """A good entry, but for these names of its run stage."""
    result = HELLO.to_json()
    result["run"] |= changes
    return entry(result=result)


def with_text(text: Any) -> bytes:
    """A good entry, but for the text that was printed."""
    return with_run(segments=[{"stream": "terminal", "text": text}])


BAD_ENTRIES: dict[str, bytes] = {
    "empty": b"",
    "blank": b"\n",
    "cut off": entry()[:-10],
    "cut off early": entry()[:1],
    "two": entry() + entry(),
    "no JSON": b"hello\n",
    "no text": b"\xff\xfe\xfd",
    "zeros": bytes(10_000),
    "null": b"null",
    "number": b"1",
    "string": b'"version"',
    "list": b"[]",
    "object": b"{}",
    "NaN": b"NaN",
    "huge": b" " * (16 * 1024 * 1024) + entry(),
    "nested lists": b"[" * 200_000,
    "nested objects": b'{"result":' * 200_000,
    "nested and closed": b"[" * 200_000 + b"]" * 200_000,
    "no version": json.dumps({"result": HELLO.to_json()}).encode(),
    "older version": entry(version=FORMAT_VERSION - 1),
    "newer version": entry(version=FORMAT_VERSION + 1),
    "version as text": entry(version=str(FORMAT_VERSION)),
    "version as list": entry(version=[FORMAT_VERSION]),
    "no result": entry(result=None),
    "result as text": entry(result=json.dumps(HELLO.to_json())),
    "result of another shape": entry(result={"output": "hello"}),
    "stage alone": entry(result=HELLO.to_json()["run"]),
    "verdict of another result": entry(result=HELLO.to_json() | {"verdict": "compile-error"}),
    "no verdict": entry(result=HELLO.to_json() | {"verdict": "fine"}),
    "internal error": entry(result=Result.internal_error("x").to_json()),
    "more names": entry(result=HELLO.to_json() | {"more": 1}),
    "artifacts": entry(result=HELLO.to_json() | {"artifacts": ["/etc/passwd"]}),
    "exit status as text": with_run(exit_code="0"),
    "exit status as truth": with_run(exit_code=False),
    "exit status beyond all": with_run(exit_code=10**4000),
    "exit status of too many digits": with_run().replace(
        b'"exit_code": 0', b'"exit_code": ' + b"9" * 5000
    ),
    "characters as number with a point": with_run(total_chars=1.0),
    "characters NaN": with_run(total_chars=float("nan")),
    "characters infinite": with_run(total_chars=float("inf")),
    "characters beyond all": with_run(total_chars=10**4000),
    "truncated as number": with_run(truncated=1),
    "signal as number": with_run(signal=11),
    "signal with markup": with_run(exit_code=None, signal="<script>"),
    "unknown limit": with_run(limit_hit="patience"),
    "unknown stream": with_run(segments=[{"stream": "log", "text": ""}]),
    "text as number": with_text(1),
    "text as null": with_text(None),
    "text no base64": with_text({"base64": "!"}),
    "text with a lone surrogate": with_text("\ud800"),
}


def deepest_json() -> int:
    """How many lists within lists the reader of JSON bears, here and now."""
    low, high = 1, 1_000_000
    while high - low > 1:
        depth = (low + high) // 2
        try:
            json.loads("[" * depth + "]" * depth)
            low = depth
        except RecursionError:
            high = depth
    return low


class TestAnEntryThatIsNotGood:
    @pytest.mark.parametrize("case", BAD_ENTRIES)
    def test_is_a_miss_and_is_replaced(self, cache: ResultCache, case: str) -> None:
        entry_path(cache).write_bytes(BAD_ENTRIES[case])

        assert kept(cache, KEY) is None

        cache.write(KEY, "gcc 14", HELLO)
        assert kept(cache, KEY) == HELLO

    @pytest.mark.parametrize(
        "template",
        [
            entry(version="here"),
            entry(result="here"),
            entry(result=HELLO.to_json() | {"verdict": "here"}),
            entry(result=HELLO.to_json() | {"artifacts": "here"}),
            with_run(limit_hit="here"),
            with_run(exit_code="here"),
            with_run(segments=[{"stream": "here", "text": ""}]),
            with_text("here"),
        ],
        ids=["version", "result", "verdict", "artifacts", "limit", "exit status", "stream", "text"],
    )
    def test_is_a_miss_however_deep_it_is(self, cache: ResultCache, template: bytes) -> None:
        """What the reader of JSON only just bears may be too deep for all that follows."""
        mark = json.dumps("here")
        text = template.decode()
        deepest = deepest_json()
        for depth in range(max(1, deepest - 60), deepest + 10):
            entry_path(cache).write_text(text.replace(mark, "[" * depth + "]" * depth))

            assert kept(cache, KEY) is None

    def test_is_a_miss_if_it_is_a_directory(self, cache: ResultCache) -> None:
        entry_path(cache).mkdir()

        assert kept(cache, KEY) is None
        cache.write(KEY, "gcc 14", HELLO)
        assert kept(cache, KEY) is None

    @pytest.mark.parametrize("target", ["/dev/zero", "/dev/full", "/nowhere", "itself"])
    def test_is_a_miss_if_it_leads_elsewhere(self, cache: ResultCache, target: str) -> None:
        path = entry_path(cache)
        path.symlink_to(path.name if target == "itself" else target)

        assert kept(cache, KEY) is None
        cache.write(KEY, "gcc 14", HELLO)
        assert kept(cache, KEY) == HELLO

    def test_is_a_miss_if_it_is_a_pipe_that_nobody_writes(self, cache: ResultCache) -> None:
        os.mkfifo(entry_path(cache))
        script = (
            "import sys; from pathlib import Path\n"
            "from mkdocs_c_runner.engine.store.cache import ResultCache\n"
            "print(ResultCache(Path(sys.argv[1])).read(sys.argv[2]))"
        )

        done = subprocess.run(
            [sys.executable, "-c", script, cache.directory, KEY],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )

        assert done.stdout == "None\n"


class TestADirectoryThatCannotBeWritten:
    @pytest.mark.parametrize("place", ["/proc/c-runner", "/dev/null/c-runner"])
    def test_keeps_nothing_and_disturbs_nobody(self, place: str) -> None:
        cache = ResultCache(Path(place))

        cache.write(KEY, "gcc 14", HELLO)

        assert kept(cache, KEY) is None
        assert cache.entries() == []
        assert cache.prune(since=None, most=0) == 0

    def test_may_be_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("text")
        cache = ResultCache(tmp_path / "file")

        cache.write(KEY, "gcc 14", HELLO)

        assert kept(cache, KEY) is None
        assert (tmp_path / "file").read_text() == "text"

    def test_still_answers(self, cache: ResultCache) -> None:
        cache.write(KEY, "gcc 14", HELLO)
        entry_path(cache).chmod(0o444)
        cache.directory.chmod(0o555)
        try:
            cache.write("other", "gcc 14", HELLO)

            assert kept(cache, KEY) == HELLO
        finally:
            cache.directory.chmod(0o755)


WRITER = """
import sys
from pathlib import Path
from mkdocs_c_runner.engine.store.cache import ResultCache
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.result import Measured, Result, Segment, Stage

letter = sys.argv[2].encode()
run = Stage(exit_code=0, segments=(Segment("terminal", letter * 50_000),), total_chars=50_000)
result = Result.judge(Stage(exit_code=0), run, Measured())
for _ in range(100):
    ResultCache(Path(sys.argv[1])).write("key", "gcc", result)
"""


def whole(result: Result) -> bool:
    """Whether this is what one of the writers wrote."""
    assert result.run is not None
    text = result.run.text()
    return len(text) == 50_000 and len(set(text)) == 1


class TestAtTheSameTime:
    def test_threads_read_what_one_of_them_wrote(self, cache: ResultCache) -> None:
        def write_and_read(letter: str) -> list[Result | None]:
            found = []
            for _ in range(50):
                cache.write("key", "gcc 14", printed(letter * 50_000))
                found.append(kept(cache, "key"))
            return found

        with ThreadPoolExecutor(8) as pool:
            results = [result for part in pool.map(write_and_read, "abcdefgh") for result in part]

        assert len(results) == 400
        assert all(result and whole(result) for result in results)

    def test_processes_write_while_another_reads(self, cache: ResultCache) -> None:
        writers = [
            subprocess.Popen([sys.executable, "-c", WRITER, cache.directory, letter])
            for letter in "abc"
        ]
        found = []
        while any(writer.poll() is None for writer in writers):
            found.append(kept(cache, "key"))
        found.append(kept(cache, "key"))

        assert [writer.wait() for writer in writers] == [0, 0, 0]
        assert found[-1] is not None
        assert all(result is None or whole(result) for result in found)
        begun = next(index for index, result in enumerate(found) if result)
        assert None not in found[begun:], "an entry that was there was gone for a moment"
        assert not list(cache.directory.glob(".*.tmp"))


class TestWhatIsOld:
    @pytest.fixture
    def aged(self, cache: ResultCache) -> ResultCache:
        """Three entries of the days 1, 2 and 3."""
        for day in (2, 3, 1):
            cache.write(f"day{day}", "gcc 14", HELLO)
            os.utime(entry_path(cache, f"day{day}"), (day * 86_400, day * 86_400))
        return cache

    def left(self, cache: ResultCache) -> list[str]:
        return [entry.path.stem for entry in cache.entries()]

    def test_comes_first(self, aged: ResultCache) -> None:
        assert self.left(aged) == ["day1", "day2", "day3"]

    @pytest.mark.parametrize(
        ("since", "entries", "left"),
        [
            (None, None, ["day1", "day2", "day3"]),
            (2.5 * 86_400, None, ["day3"]),
            (9 * 86_400, None, []),
            (None, 2, ["day2", "day3"]),
            (None, 0, []),
            (None, 3, ["day1", "day2", "day3"]),
            (1.5 * 86_400, 1, ["day3"]),
        ],
    )
    def test_is_removed_first(
        self, aged: ResultCache, since: float | None, entries: int | None, left: list[str]
    ) -> None:
        most = None if entries is None else entries * aged.entries()[0].size

        assert aged.prune(since, most) == 3 - len(left)
        assert self.left(aged) == left


@pytest.mark.parametrize(
    ("result", "always", "expected"),
    [
        (HELLO, True, True),
        (Result.judge(Stage(exit_code=1), None, Measured()), True, True),
        (Result.judge(Stage(exit_code=0), Stage(exit_code=1), Measured()), True, True),
        (Result.judge(Stage(exit_code=0), Stage(signal="SIGSEGV"), Measured()), True, True),
        (printed("", "wall_time"), False, True),
        (printed("", "cpu_time"), False, True),
        (printed("", "memory"), False, True),
        (printed("", "output"), False, True),
        (Result.internal_error("x"), False, False),
    ],
)
def test_what_depends_on_the_machine_lasts_only_where_it_is_expected(
    result: Result, *, always: bool, expected: bool
) -> None:
    assert is_lasting(result, limit_expected=False) is always
    assert is_lasting(result, limit_expected=True) is expected
