"""Results of blocks, and the HTML of blocks that have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mkdocs_c_runner.check.check import check
from mkdocs_c_runner.check.ran import Ran
from mkdocs_c_runner.engine.result import (
    Artifact,
    LimitName,
    Measured,
    Outcome,
    Result,
    Segment,
    Stage,
    Stream,
)
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.html.block import block
from mkdocs_c_runner.html.shown import Shown
from mkdocs_c_runner.html.source import Source
from mkdocs_c_runner.labels import words
from mkdocs_c_runner.markup import trusted
from mkdocs_c_runner.program.snippet import Snippet

from .shown import PLACE, shown

SOURCE = "<pre>source</pre>"


ENGLISH = words("en")


def options(**inputs: str) -> Options:
    """The options of a block."""
    header = parse({"run": "run", **inputs}, Options(), Rules())
    assert header.problems == []
    return header.options


def stage(
    *segments: tuple[Stream, str],
    exit_code: int | None = 0,
    signal: str | None = None,
    limit: LimitName | None = None,
    total: int | None = None,
) -> Stage:
    """A stage that printed this, and ended like that."""
    kept = sum(len(text) for stream, text in segments if stream != "stdin")
    return Stage(
        exit_code=None if signal else exit_code,
        signal=signal,
        limit_hit=limit,
        segments=tuple(Segment(stream, text.encode()) for stream, text in segments),
        total_chars=kept if total is None else total,
        truncated=total is not None,
    )


def ran(run: Stage, compiled: Stage | None = None) -> Result:
    """A program that was compiled and run."""
    return Result.judge(compiled or stage(), run, Measured())


WARNED = stage(("stderr", "main.c:1:1: warning: x < y\n"))


HELLO = ran(stage(("terminal", "hello\n")), WARNED)


SILENT = ran(stage())


APART = ran(stage(("stdout", "out\n"), ("stderr", "err\n"), ("stdout", "more\n")), WARNED)


LONG = ran(stage(("terminal", "line\n" * 50)))


ONLY_STDOUT = ran(stage(("stdout", "out\n")))


TYPED = ran(stage(("terminal", "? "), ("stdin", "3\n"), ("terminal", "9\n")))


EXIT_3 = ran(stage(("terminal", "bye\n"), exit_code=3))


VIEWED = replace(
    HELLO,
    artifacts=(
        Artifact("asm", b"\tf:\nmain.c:3\t    mov     eax, 1  # x < 1\nmain.c:3\t    ret\n"),
        Artifact("preprocessed", b"\t/* stdio.h: 7 lines */\nlist.h:12\tint x;\n"),
        Artifact("symbols", b"main.c:1\t0000000000000000 000000000000000f T f\n"),
        Artifact("sections", b"\t  [ 1] .text  PROGBITS\n"),
        Artifact(
            "disassembly",
            b"\t0000000000001139 <f>:\nmain.c:1\t    1139:       55                      push   rbp\n",
        ),
    ),
)


SHOW_ALL = "source output diagnostics asm preprocessed symbols sections disassembly compiler"


REFUSED = Result.judge(stage(("stderr", "main.c:1:1: error: x\n"), exit_code=1), None, Measured())


BROKEN = Result.internal_error("no <sandbox>")


def html_of(result: Result, words: Mapping[str, str] = ENGLISH, /, **inputs: str) -> str:
    """The HTML of a block with this result."""
    ran = Ran.of(Snippet("", options(**inputs), PLACE), Outcome(result, "run"))
    shown = Shown(check(ran), words)
    return str(block([shown], lambda: Source(trusted(SOURCE)), "name").html)


def matrix(results: Mapping[str, Result], words: Mapping[str, str] = ENGLISH, **inputs: str) -> str:
    """The HTML of a block that was compiled by several compilers."""
    asked = options(**{"compiler": " ".join(results), **inputs})
    variants = [
        shown(
            asked,
            results[variant.compiler],
            words,
            compiler=f"{variant.compiler} version 1.2",
            variant=variant,
        )
        for variant in asked.toolchain.variants
    ]
    return str(block(variants, lambda: Source(trusted(SOURCE)), "name").html)


def limited(limit: LimitName, total: int | None = None) -> Result:
    """A program that hit a limit."""
    return ran(stage(("terminal", "x\n"), signal="SIGKILL", limit=limit, total=total))


VERDICTS = {
    "ok": HELLO,
    "runtime-error": EXIT_3,
    "compile-error": REFUSED,
    "time-limit": limited("wall_time"),
    "memory-limit": limited("memory"),
    "output-limit": limited("output"),
    "internal-error": BROKEN,
}
