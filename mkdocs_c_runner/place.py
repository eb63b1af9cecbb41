"""A place in a file, as editors and CI services read it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from os.path import relpath
from typing import NamedTuple


class Place(NamedTuple):
    """A place in a file: 1-based, columns in characters.

    Attributes:
        path: The file, relative to the working directory.
        line: The line, or None if it is not known.
        column: The column; 1 if it is not known. That of the beginning of a line is less than 1 if the line has
            characters before it that its file does not have.
    """

    path: str
    line: int | None = 1
    column: int = 1

    def __str__(self) -> str:
        """Return the place as editors and CI services read it, with line 1 if the line is not known."""
        path = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in self.path)
        return f"{path}:{self.line or 1}:{self.column}"

    @property
    def known(self) -> bool:
        """Whether the line is known."""
        return self.line is not None

    def below(self, lines: int) -> Place:
        """Return the place a number of lines further down."""
        return self if self.line is None else self._replace(line=self.line + lines)

    def right(self, columns: int) -> Place:
        """Return the place a number of columns further to the right."""
        return self if self.line is None else self._replace(column=max(1, self.column + columns))


class LineError(ValueError):
    """Something is wrong in a line of a fence.

    Args:
        number: The 1-based number of the line in the fence.
        reason: What is wrong.
    """

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(reason)
        self.number = number

    def place_in(self, fence: Place, origins: Sequence[Place]) -> Place:
        """Return the place of the line.

        Args:
            fence: The place of the fence.
            origins: The place of each of its lines, or nothing if they directly follow the fence.
        """
        if origins:
            return origins[min(self.number, len(origins)) - 1]
        return fence.below(self.number)


def lines_in(text: str) -> list[str]:
    """Return the lines of a text as places count them, without their ends.

    `str.splitlines` also ends lines at form feeds, which old C is full of, and at the separators of Unicode.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def places_in(text: str, code: str, path: str) -> tuple[Place, ...]:
    """Return the place of each line of code within its YAML file, or () if it is not found.

    Args:
        text: The file.
        code: The code, without the indentation that it has there.
        path: The path of the file.
    """
    there = text.split("\n")
    wanted = code.rstrip("\n").split("\n")
    first = _line_with(there, wanted[0]) if len(wanted) == 1 else _first_of(there, wanted)
    found = [whole.find(line) for whole, line in zip(there[first:], wanted, strict=False)]
    if first < 0 or min(found) < 0:
        return ()
    return tuple(Place(path, first + number, column + 1) for number, column in enumerate(found, 1))


def _line_with(there: Sequence[str], wanted: str) -> int:
    """Return the index of the first line that contains a text, or -1."""
    return next((index for index, line in enumerate(there) if wanted in line), -1)


def _first_of(there: Sequence[str], wanted: Sequence[str]) -> int:
    """Return the index of the first of some lines that stand below each other, less their indentation, or -1."""
    text, part = ("\n".join(["", *map(str.strip, lines), ""]) for lines in (there, wanted))
    position = text.find(part)
    return -1 if position < 0 else text.count("\n", 0, position)


def path_from(path: str | os.PathLike[str], start: str | os.PathLike[str] = os.curdir) -> str:
    """Return a path as seen from a directory, by default the working directory.

    It stays absolute if no relative path leads there: on Windows, from one drive to another.
    """
    try:
        return relpath(path, start)
    except ValueError:
        return os.fspath(path)
