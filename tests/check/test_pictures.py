"""What an author is told of pictures of memory that are missing."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.check.pictures import about_names, about_pictures, about_snapshots
from mkdocs_c_runner.engine.artifacts import MEMORY, Mark, Pictures
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.memory.snapshots import About, Memory, Remark, Snapshot
from mkdocs_c_runner.engine.memory.writing import encode
from mkdocs_c_runner.engine.result import Artifact, Measured, Result, Stage

from .test_remarks import snippet


def told(text: bytes | None) -> list[str]:
    artifacts = () if text is None else (Artifact(MEMORY, text),)
    result = Result.judge(Stage(exit_code=0), Stage(exit_code=0), Measured(), artifacts)
    return list(about_pictures(result))


@pytest.mark.parametrize(
    ("remark", "cure"),
    [
        (Remark(About.DIFFERENT), "give random numbers a fixed seed"),
        (Remark(About.UNDEFINED, "main.c", 7), "main.c:7: the program depends on memory"),
        (Remark(About.UNDEFINED), 'show="memory": the program depends on memory'),
        (Remark(About.NOT_REACHED, "main.c", 7), "Move the snapshot comment"),
        (Remark(About.THREADS, "main.c", 7), "main.c:7: another thread begins"),
        (Remark(About.THREADS), "call its function from main"),
        (Remark(About.SIZE), "Ask for fewer"),
        (Remark(About.NO_END), "Show the moment before a line"),
        (Remark(About.MACHINE, text="aarch64"), "no pictures on aarch64. Build the site on x86-64"),
        (Remark(About.UNREADABLE, text="the program left no trace"), "the program left no trace."),
    ],
)
def test_what_is_missing_is_told_with_the_cure(remark: Remark, cure: str) -> None:
    (sentence,) = told(encode(Memory((Snapshot("main.c", 1),), (remark,))))

    assert cure in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        None,
        b"",
        b"{",
        b"[" * 100_000,
        b'{"remarks":[["x"]]}',
        b'{"remarks":7}\n',
        encode(Memory()),
        encode(Memory(remarks=(Remark(About.STEPS),))),
    ],
)
def test_nothing_else_is_told(text: bytes | None) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("names", "unknown"),
    [
        ((), []),
        (("list", "*list"), []),
        (("lits",), ["lits"]),
        (("*a", "list", "*a", "b"), ["a", "b"]),
    ],
)
def test_names_that_no_program_has_are_told(names: tuple[str, ...], unknown: list[str]) -> None:
    source = SourceFile("main.c", b"int *list;\n")

    told = list(about_names(Job((source,), pictures=Pictures((Mark("main.c", 1, 0, names),)))))

    assert len(told) == len(unknown)
    assert all(f"no variable {name}," in text for name, text in zip(unknown, told, strict=True))


SNAPSHOT = "int main(void)\n{\n    // c-runner: snapshot\n    return 0;\n}"


@pytest.mark.parametrize(
    ("source", "inputs", "cure"),
    [
        (SNAPSHOT, {"show": "memory"}, ""),
        (SNAPSHOT.replace("snapshot", "hide"), {}, ""),
        (SNAPSHOT, {}, 'show="source memory output"'),
        (SNAPSHOT, {"show": "none"}, 'show="memory"'),
        (SNAPSHOT, {"show": "output asm"}, 'show="memory output asm"'),
        (SNAPSHOT, {"show": "memory", "steps": "on"}, "Remove steps"),
    ],
)
def test_snapshot_comments_that_ask_for_nothing_are_told(
    source: str, inputs: dict[str, str], cure: str
) -> None:
    told = list(about_snapshots(snippet(source, **inputs)))

    assert len(told) == bool(cure)
    assert all(cure in text and text.endswith("the comment.") for text in told)
