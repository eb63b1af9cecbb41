"""A result as text, to be compared with another one line by line."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..engine.artifacts import FIGURES
from ..engine.result import Result, Stage
from ..place import lines_in
from ..terminal.screen import described, plain

_ADDRESS = re.compile(r"0x[0-9a-f]{4,}")


class ResultText(NamedTuple):
    """A result as text.

    Attributes:
        ended: How it ended.
        printed: The output of the program, if it ran.
        compiled: The lines of the compiler's messages and views.
    """

    ended: tuple[str, ...]
    printed: str
    compiled: tuple[str, ...]

    def lines(self, *, loosely: bool) -> list[str]:
        """Return its lines, without addresses if it is compared loosely."""
        printed = _ADDRESS.sub("0x…", self.printed) if loosely else self.printed
        return [*self.ended, *lines_in(printed), *self.compiled]


def result_text(result: Result, *, loosely: bool) -> ResultText:
    """Return a result as text: how it ended, its output, the messages of the compiler."""
    ended = [f"verdict: {result.verdict}", *([_end(result.run)] if result.run else [])]
    compiled: list[str] = []
    if not loosely and result.compile.segments:
        compiled = ["compiler messages:", *lines_in(_printed(result.compile))]
    for artifact in () if loosely else result.artifacts:
        if artifact.name == FIGURES:  # no run has exactly those of another one
            continue
        compiled += [f"{artifact.name}:", *lines_in(plain(artifact.text))]
    return ResultText(tuple(ended), _printed(result.run) if result.run else "", tuple(compiled))


def _end(stage: Stage) -> str:
    ended = f"exit status {stage.exit_code}" if stage.exit_code is not None else str(stage.signal)
    return stage.limit_hit or ended


def _printed(stage: Stage) -> str:
    stream = None
    pieces = []
    for segment in stage.segments:
        if segment.stream != stream and segment.stream in ("stdout", "stderr"):
            pieces.append(f"\n[{segment.stream}]\n")
        stream = segment.stream
        pieces.append(described(segment.text))
        pieces.append("\n" if segment.text.endswith(b"\n") else "")
    return "".join(pieces)
