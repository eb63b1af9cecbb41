"""Attacks as data: the files of `tests/attacks`, read by their headers.

`attacks/run/*.c` attack when they run, `attacks/beside/*.c` what runs at the same time, and `attacks/compile/*.c` the
compiler. `attacks/compiler/*.sh` are what a compiler could do if it were taken over: each runs in its place.
`attacks/flags.txt` are the flags that a page is refused. A header says how an attack is run, as in `programs/`, and
what must come of it:

- `expect`: the verdict, as an author would write it;
- `forbid`: a text that must not stand in any output;
- `require`: a text that must, so that an attack that did not even try is not taken for one that failed;
- `generate`: a Python expression whose value follows the header, for sources too long to be written down;
- `type`: a Python expression for what is typed, where that is too long;
- `shared`: why an ordinary user's programs can take it from each other;
- `left`: the memory that the machine is to seem to have left;
- `open`: why the attack succeeds at present.

Headers and scripts may name what stands outside and must not be reached: {port}, {name}, {socket}, {file},
{directory} and {pid}. In `compile/` and `compiler/` the limits are those of the compile stage.

An attack does no harm where it succeeds: it is bounded in size and time, sets things to what they are, and does not
kill everything where everything is more than the sandbox.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.result import Result
from mkdocs_c_runner.fence.expectation import Expectation
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.fence.values import size
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.snippet import Snippet

from .outside import SECRET

ROOT = Path(__file__).parents[3]
ATTACKS = ROOT / "tests" / "attacks"

# Seconds to wait for what must happen, so that a test that fails does not hang.
LONG = 60.0

HELLO = Job((SourceFile("main.c", b'#include <stdio.h>\nint main(void) { puts("hello"); }\n'),))


@dataclass(frozen=True)
class Attack:
    """A file of `attacks/`."""

    path: Path
    inputs: dict[str, str]
    forbid: tuple[str, ...]
    require: tuple[str, ...]
    source: bytes
    typed: bytes | None
    left: int | None
    shared: str

    def job(self) -> tuple[Job, Expectation]:
        """What is to be run, by way of the same parser that reads fences, and what is to come of it."""
        header = parse(self.inputs, Options(), Rules())
        assert header.problems == [], self.path.name
        job = Snippet("", header.options, Place(self.path.name)).job
        job = replace(job, sources=(SourceFile("main.c", self.source),))
        if self.typed is not None:
            job = replace(job, stdin=self.typed)
        asked = job.run_limits
        if "timeout" not in self.inputs:
            # That a machine is slow is no finding.
            asked = replace(asked, wall_time=LONG, cpu_time=LONG)
        if self.path.parent.name in {"run", "beside"}:
            job = replace(job, run_limits=asked)
        else:
            limits = replace(job.compile_limits, wall_time=asked.wall_time, cpu_time=asked.cpu_time)
            if "memory" in self.inputs:
                limits = replace(limits, memory=asked.memory)
            job = replace(job, compile_limits=limits, run_limits=Job(()).run_limits)
        return job, header.options.expected.expect


def header_of(path: Path) -> list[tuple[str, str]]:
    """The lines `// key: value` with which a file begins."""
    lines = []
    for line in path.read_bytes().decode(errors="surrogateescape").splitlines():
        found = re.fullmatch(r"(?://|#) (\w+): ?(.*)", line)
        if not found:
            break
        lines.append((found[1], found[2]))
    return lines


def read(path: Path, names: Mapping[str, str]) -> Attack:
    """Reads an attack; `names` stand for the words in braces."""
    inputs: dict[str, str] = {}
    keys = ("forbid", "require", "generate", "type", "left", "shared")
    texts: dict[str, list[str]] = {key: [] for key in keys}
    for key, value in header_of(path):
        if key in texts:
            texts[key].append(filled(value, names))
        elif key != "open":
            inputs[key] = filled(value, names)
    source = path.read_bytes() + b"".join(map(value_of, texts["generate"]))
    if path.suffix == ".sh":
        source = filled(source.decode(), names).encode()
    typed = b"".join(map(value_of, texts["type"])) if texts["type"] else None
    left = size(texts["left"][0]) if texts["left"] else None
    return Attack(
        path,
        inputs,
        forbid=tuple(texts["forbid"]),
        require=tuple(texts["require"]),
        source=source,
        typed=typed,
        left=left,
        shared=" ".join(texts["shared"]),
    )


def filled(text: str, names: Mapping[str, str]) -> str:
    for name, meaning in names.items():
        text = text.replace(f"{{{name}}}", meaning)
    return text


def value_of(expression: str) -> bytes:
    made = eval(expression, {})
    return made if isinstance(made, bytes) else str(made).encode()


def attacks(pattern: str) -> list[Any]:
    """The files as parameters; those that succeed at present are expected to fail the test."""
    cases = []
    for path in sorted(ATTACKS.glob(pattern)):
        reasons = [value for key, value in header_of(path) if key == "open"]
        marks = [pytest.mark.xfail(strict=False, reason=reason) for reason in reasons]
        cases.append(pytest.param(path, id=path.stem, marks=marks))
    return cases


def check(attack: Attack, expected: Expectation, result: Result) -> None:
    """Compares what came with what the header says."""
    output = result.compile.text() + (result.run.text() if result.run else b"")
    text = output.decode(errors="replace")
    told = f"{result.verdict} {result.run}\n{text[:4000]}"
    assert expected.is_met_by(result), told
    assert [line for line in (*attack.forbid, SECRET) if line in text] == [], told
    assert [line for line in attack.require if line not in text] == [], told
