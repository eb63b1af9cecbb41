"""A place in a file, as editors and CI services read it."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A place in a file: 1-based, columns in characters.

    Attributes:
        path: The file, relative to the working directory.
        line: The line; 1 if it is not known.
        column: The column; 1 if it is not known.
        known: Whether line and column are.
    """

    path: str
    line: int = 1
    column: int = 1
    known: bool = True

    def __str__(self) -> str:
        """As editors and CI services read it."""
        path = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in self.path)
        return f"{path}:{self.line}:{self.column}"

    def below(self, lines: int) -> Place:
        """The place so many lines down."""
        return self._replace(line=self.line + lines)

    def right(self, columns: int) -> Place:
        """The place so many columns to the right."""
        return self._replace(column=max(1, self.column + columns))
