"""Keeps track of the lines that the snippets extension includes in a page: the file and number of each.

Extensions derived from it may rewrite what is included. A line that cannot be told for certain then has no number.
"""

from __future__ import annotations

import copy
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..place import path_from

# The characters before a line whose columns are not those of its file: more than a line has, so that its places are
# at its beginning.
_NO_COLUMNS = 1_000_000_000


class Written(str):
    """A line that still knows its file and number.

    The preprocessor of the snippets extension passes lines through many functions, and all of them expect plain `str`.
    A subclass survives them if each method that makes a new line here, `+` with an indentation and `replace`, keeps the
    place. Other methods return a plain `str`, and `_numbered` then counts anew. This holds for
    pymdown-extensions 10.11 to 13.1.

    Attributes:
        path: The included file, relative to the working directory; empty for the page itself.
        number: Its 1-based number there; 0 if that is not known.
        added: The number of characters before it that are not in the file; negative if some are missing.
    """

    __slots__ = ("added", "number", "path")

    path: str
    number: int
    added: int

    @classmethod
    def of(cls, text: str, path: str, number: int, added: int = 0) -> Written:
        """Return a line with the place where it was written."""
        line = cls(text)
        line.path, line.number, line.added = path, number, added
        return line

    def __radd__(self, before: str) -> Written:
        """Return the line indented, as it is where a file is included in an indented place."""
        return Written.of(f"{before}{self}", self.path, self.number, self.added + len(before))

    def replace(self, *args: Any) -> Written:
        """Return the line without the sign that escapes an inclusion."""
        text = super().replace(*args)
        return Written.of(text, self.path, self.number, self.added + len(text) - len(self))


class Inclusion:
    """Includes files as the site's own preprocessor does, by letting a copy of it do the work.

    Args:
        preprocessor: The preprocessor of the snippets extension, which is left as it is.

    Attributes:
        files: The absolute paths of the files that were included since `lines` was last called.
    """

    def __init__(self, preprocessor: Any) -> None:
        self.files: list[str] = []
        self._preprocessor = copy.copy(preprocessor)
        # A file that is missing now may be there when the page is rendered: macros can write paths.
        self._preprocessor.check_paths = False
        # Numbered as they are read, lines keep their numbers wherever else they are rewritten.
        self._numbers_on_reading = hasattr(preprocessor, "read_lines")
        for name in (
            "get_snippet_path",
            "read_lines",
            "parse_snippets",
            "extract_section",
            "extract_lines",
            "select_snippet_lines",
            "process_snippet_lines",
            "dedent",
        ):
            done = getattr(self._preprocessor, name, None)
            if done:
                setattr(self._preprocessor, name, getattr(self, f"_{name}")(done))

    def lines(self, lines: Iterable[str]) -> list[Written]:
        """Return the lines of a page with those of the included files in their places."""
        self.files.clear()
        return [
            line if isinstance(line, Written) else Written.of(line, "", 0)
            for line in self._preprocessor.run(_numbered(lines))
        ]

    def _get_snippet_path(self, done: Any) -> Any:
        def find(path: str) -> str | None:
            found: str | None = done(path)
            if found:
                self.files.append(os.path.abspath(found))
            return found

        return find

    def _read_lines(self, done: Any) -> Any:
        return lambda path: _numbered(done(path), path_from(path))

    def _parse_snippets(self, done: Any) -> Any:
        def parse(
            lines: Sequence[str], file_name: str | None = None, *rest: Any, **named: Any
        ) -> Any:
            if file_name and os.path.isfile(file_name):  # and not downloaded
                path = path_from(file_name)
                if self._numbers_on_reading:
                    lines = _unnumbered(lines, path)
                lines = _numbered(lines, path)
            return done(lines, file_name, *rest, **named)

        return parse

    def _select_snippet_lines(self, done: Any) -> Any:
        return lambda lines, target: _recognized(done(lines, target), lines)

    _process_snippet_lines = _select_snippet_lines

    def _extract_section(self, done: Any) -> Any:
        return lambda section, lines: done(section, self._numbered_first(lines))

    def _extract_lines(self, done: Any) -> Any:
        return lambda start, end, lines: done(start, end, self._numbered_first(lines))

    def _numbered_first(self, lines: Sequence[str]) -> Sequence[str]:
        return lines if self._numbers_on_reading else _numbered(lines)

    def _dedent(self, done: Any) -> Any:
        def dedent(lines: Sequence[str]) -> list[str]:
            return [
                Written.of(text, line.path, line.number, line.added + len(text) - len(line))
                if isinstance(line, Written)
                else text
                for line, text in zip(lines, done(lines), strict=True)
            ]

        return dedent


def _unnumbered(lines: Iterable[str], path: str) -> list[Written]:
    """Give the lines that somebody wrote anew no number."""
    return [line if isinstance(line, Written) else Written.of(line, path, 0) for line in lines]


def _recognized(rewritten: Sequence[str], lines: Sequence[str]) -> list[str]:
    """Return lines that somebody may have rewritten, with the numbers of those that are certainly the same.

    Args:
        rewritten: The lines as they are now.
        lines: The lines as they were.
    """
    if len(rewritten) == len(lines) and all(map(str.__eq__, rewritten, lines)):
        return list(lines)
    before, after = Counter(map(str, lines)), Counter(map(str, rewritten))
    known = {str(line): line for line in lines if before[str(line)] == after[str(line)] == 1}
    untouched = set(map(id, lines))
    originals = {line.number: line for line in lines if isinstance(line, Written)}
    return [
        line if id(line) in untouched else known.get(line, _in_other_columns(line, originals))
        for line in rewritten
    ]


def _in_other_columns(line: str, originals: Mapping[int, Written]) -> str:
    """Return a line that was rewritten: its columns are those of the file only where its end is the same."""
    if not isinstance(line, Written):
        return line
    was = originals.get(line.number, line)
    is_end = str.endswith(was, line) or str.endswith(line, was)
    added = was.added + len(line) - len(was) if is_end else _NO_COLUMNS
    return Written.of(line, line.path, line.number, added)


def _numbered(lines: Iterable[str], path: str = "") -> list[Written]:
    """Number the lines of a file, except those that know their numbers already because they are a part of it."""
    return [
        Written.of(line, path, line.number, line.added)
        if isinstance(line, Written)
        else Written.of(line, path, number)
        for number, line in enumerate(lines, 1)
    ]
