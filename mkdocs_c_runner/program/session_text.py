"""The text of a session: the commands, how they are to end, and what stands beneath them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..bounds import SESSION_LINES
from ..engine.session import CONTINUED, PROMPT

# How a command ends, at its end, as a comment of the shell.
_ENDING = re.compile(
    r"\s{1,20}#\s{0,9}(?P<ending>exit \d{1,3}|SIG[A-Z0-9]{2,8}|any|(?:time|memory|output)-limit)\s{0,20}$"
)
USUAL_ENDING = "exit 0"
LIMITS = ("time-limit", "memory-limit", "output-limit")
ANY_ENDING = "any"


@dataclass(frozen=True)
class Entry:
    """A command of a session.

    Attributes:
        number: The 1-based number of its line in the block.
        last: The number of the last line that belongs to it, with its output.
        command: The command, in several lines if it goes on behind the prompt `> `.
        ending: How it is to end: `exit 1`, a signal, a limit or `any`; empty if its author does not say.
        expected: The lines beneath it; none if anything may be printed.
    """

    number: int
    last: int
    command: str
    ending: str = ""
    expected: tuple[str, ...] = ()

    @property
    def lines_of_command(self) -> int:
        """The number of lines that the command has in the block."""
        return self.command.count("\n") + 1


def entries_of(text: str) -> tuple[Entry, ...]:
    """Return the commands of a session.

    Raises:
        ValueError: If the text is no session, with the reason.
    """
    lines = text.rstrip("\n").split("\n")
    starts = [index for index, line in enumerate(lines) if _is_command(line)]
    if len(starts) > SESSION_LINES:
        raise ValueError(
            f"the session has {len(starts)} commands, but at most {SESSION_LINES} are allowed"
        )
    head = next((line for line in lines[: starts[0] if starts else None] if line.strip()), None)
    if head is not None or not starts:
        raise ValueError(
            f'the first line of a session is a command behind "{PROMPT}", such as $ ./a.out'
        )
    ends = [*starts[1:], len(lines)]
    return tuple(_entry(lines, *pair) for pair in zip(starts, ends, strict=True))


def _is_command(line: str) -> bool:
    return line.startswith(PROMPT) or line == PROMPT.rstrip()


def _entry(lines: list[str], start: int, end: int) -> Entry:
    first = lines[start].removeprefix(PROMPT).strip()
    if not first or first == PROMPT.rstrip():
        raise ValueError(f"line {start + 1} of the session has a prompt and no command")
    continued = list(_continued(lines[start + 1 : end], first))
    ending = None if continued else _ENDING.search(first)
    command = first[: ending.start()] if ending else "\n".join([first, *continued])
    if command.endswith("\\"):
        raise ValueError(
            f'line {start + 1} of the session goes on: write the next line behind "{CONTINUED}"'
        )
    expected = lines[start + 1 + len(continued) : end]
    while expected and not expected[-1].strip():
        expected.pop()
    named = ending["ending"] if ending else ""
    return Entry(start + 1, end, command, named, tuple(expected))


def _continued(lines: list[str], first: str) -> Iterator[str]:
    """Yield the lines behind the prompt `> ` of a command that goes on, or is followed by a text."""
    goes_on = first.endswith("\\") or "<<" in first
    for line in lines if goes_on else ():
        if not line.startswith(CONTINUED) and line != CONTINUED.rstrip():
            return
        yield line[len(CONTINUED) :]
