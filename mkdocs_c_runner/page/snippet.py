"""The runnable piece on a page: its code, what its fence asks for, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from ..engine.job import Job, SourceFile
from .options import FenceOptions

LONGEST_SOURCE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Place:
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

    def below(self, lines: int, columns: int = 0) -> Place:
        """The place so many lines down and columns to the right."""
        return Place(self.path, self.line + lines, self.column + columns)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A marked fence.

    Attributes:
        source: The author's code, tabs and all, without the page's indentation.
        options: What the fence asks for.
        place: Where the fence begins.
    """

    source: str
    options: FenceOptions
    place: Place

    def job(self) -> Job:
        """What decides the result, and nothing of the page."""
        options = self.options
        return Job(
            sources=(SourceFile(options.file, f"{self.source}\n".encode()),),
            compiler=options.compiler,
            std=options.std,
            flags=options.flags,
            libs=options.libs,
            args=options.args,
            env=options.env,
            stdin=options.stdin,
            stdio=options.stdio,
            compile_limits=options.compile_limits,
            run_limits=options.run_limits,
        )

    def problem(self) -> str | None:
        """Why this source cannot be run, whatever its options."""
        if not self.source.strip():
            return "The block is empty. If it includes a file, that file is missing or empty."
        if len(self.source.encode()) > LONGEST_SOURCE:
            return f"The source is longer than {LONGEST_SOURCE // 1024} KiB."
        return None
