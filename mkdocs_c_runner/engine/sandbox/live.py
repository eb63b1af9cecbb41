"""The connection to a command that somebody uses while it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from ..result import Stream


class Partner(Protocol):
    """Somebody far away who types lines into a command, and may stop it. The methods are called by one thread."""

    @property
    def wake(self) -> int:
        """A descriptor that counts events: somebody has typed, or stops the command."""

    @property
    def is_stopped(self) -> bool:
        """Whether the command is to be ended at once."""

    def next_line(self) -> bytes | None:
        """Return the next line and forget it: `b""` at the end of the input, None if there is no line yet."""

    def waiting(self) -> None:
        """Learn that the command waits for a line that is not there yet."""


class Live(NamedTuple):
    """A connection to a command while it runs, as a person or a server has it.

    Attributes:
        source: A descriptor. Its bytes become the input as they come, when the program asks for input.
        output: Gets each piece of output as it comes: its stream and its bytes. An exception of it ends the command.
        on_terminal: Whether standard input, output and error are a terminal; the others are pipes.
        partner: Somebody who types lines, in place of a source. The output then has what was typed in its place.
        patience: Seconds that the command may wait for the partner in all; they do not count as time that it takes.
    """

    source: int
    output: Callable[[Stream, bytes], None]
    on_terminal: tuple[bool, bool, bool] = (True, True, True)
    partner: Partner | None = None
    patience: float = 0.0
