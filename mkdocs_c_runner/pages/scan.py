"""Finds the marked fences of a page before it is rendered.

The scan gives three things that SuperFences does not: the results can be made while other pages are
still read, each fence has its line and column, and the program gets the tabs that rendering replaces.
It cannot disagree with SuperFences on what a fence is, because SuperFences itself does the finding: its
block preprocessor runs over the page with every formatter taken away.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from markdown import Markdown
from markdown.util import HtmlStash, Registry
from pymdownx.superfences import (
    CodeStash,
    SuperFencesBlockPreprocessor,
    SuperFencesRawBlockPreprocessor,
)

from ..fence.near_miss import corrected, looks_like_ours
from .included import Inclusion, Written

_OF_OURS = re.compile(r"(?m)^[ \t>]*(?:`{3}|~{3}).*\b(?:(?i:run)|file|name)\b")
_SNIPPET = re.compile(r"-+8<-+")

# What alters the lines of a page before SuperFences gets them, in order; not all sites have all.
_BEFORE_SUPERFENCES = (
    "pymdownx-pre-norm-ws",
    "fenced_raw_block",
    "normalize_whitespace",
    "pymdownx-post-norm-ws",
)

# Each takes a pass over its page; whoever has more than this has one mistake many times.
_MOST_MISSES = 50

Header = tuple[tuple[str, str | None], ...]

# A file that the page includes (empty for the page itself), a line and a column.
Origin = tuple[str, int, int]

# The language of the fence that says what the block above it prints.
OUTPUT_LANGUAGE = "output"


class FoundOutput(NamedTuple):
    """A fence in the language `output`.

    Attributes:
        source: The text in it, as SuperFences will hand it over.
        line: The 1-based line of its opening, or None if that is not known.
        column: The 1-based column of its opening.
        path: The included file in which it stands; empty for the page itself.
        belongs: Whether it stands directly beneath a block that is run, and so says what that prints.
    """

    source: str
    line: int | None
    column: int = 1
    path: str = ""
    belongs: bool = False

    def moved(self, lines: int) -> FoundOutput:
        """The fence so many lines further down, if it stands in the page itself."""
        if self.line is None or self.path:
            return self
        return self._replace(line=self.line + lines)


class FoundFence(NamedTuple):
    """A marked fence as it stands in the page.

    Attributes:
        header: Its options, sorted, as a key.
        source: The code as SuperFences will hand it over: tabs and blank lines normalised.
        raw: The code as the author wrote it, less the indentation of the fence.
        text: The line that opens it, from the first backtick on.
        line: The 1-based line of its opening, or None if that is not known.
        column: The 1-based column of its opening.
        path: The included file in which it stands; empty for the page itself.
        origins: Where each line of the code was written, if that is not right beneath the opening.
        expected_output: The fence beneath it that says what it prints, or None.
    """

    header: Header
    source: str
    raw: str
    text: str
    line: int | None
    column: int = 1
    path: str = ""
    origins: tuple[Origin, ...] = ()
    expected_output: FoundOutput | None = None

    def __hash__(self) -> int:
        """By what tells most of them apart."""
        return hash((self.line, self.text, self.source))

    def without_place(self) -> FoundFence:
        """The fence as one that nobody wrote in a file."""
        output = self.expected_output and self.expected_output._replace(line=None, path="")
        return self._replace(line=None, column=1, path="", origins=(), expected_output=output)

    @property
    def is_run(self) -> bool:
        """Whether it has the word `run`."""
        return any(name == "run" or (name, value) == (".", "run") for name, value in self.header)

    def moved(self, lines: int) -> FoundFence:
        """The fence so many lines further down, as far as it stands in the page itself."""
        if not lines:
            return self
        return self._replace(
            line=self.line if self.line is None or self.path else self.line + lines,
            origins=tuple(
                (path, line if path else line + lines, column)
                for path, line, column in self.origins
            ),
            expected_output=self.expected_output and self.expected_output.moved(lines),
        )


class NearMiss(NamedTuple):
    """A line that was meant to open a marked fence and does not.

    Attributes:
        line: Its 1-based number.
        column: The 1-based column of the fence.
        fence: Its backticks or tildes.
        text: What stands there.
        correction: What should stand there, or None if the header is right but the fence never closes.
    """

    line: int
    column: int
    fence: str
    text: str
    correction: str | None

    def __str__(self) -> str:
        """What to tell the author."""
        if self.correction is None:
            return f"This fence is never closed, so it is no code block: {self.text}"
        return f"This is no fence for Markdown: {self.text} - write: {self.correction}"


@dataclass(frozen=True)
class ScannedPage:
    """What the scan found.

    Attributes:
        fences: The marked fences, in the order of the page.
        near_misses: The lines that were meant to open one.
        outputs: The fences in the language `output`, in the order of the page.
        included: The files that the page includes.
    """

    fences: tuple[FoundFence, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    outputs: tuple[FoundOutput, ...] = ()
    included: tuple[str, ...] = ()

    @cached_property
    def by_text(self) -> Mapping[tuple[Header, str], Sequence[FoundFence]]:
        """The marked fences by header and source, as the formatter gets them."""
        found: dict[tuple[Header, str], list[FoundFence]] = {}
        for fence in self.fences:
            found.setdefault((fence.header, fence.source), []).append(fence)
        return found


def header_key(inputs: Mapping[str, Any], classes: Iterable[str]) -> Header:
    """The options of a fence in a form that compares equal in scan and rendering."""
    pairs = [(name, None if value is None else str(value)) for name, value in inputs.items()]
    return (*sorted(pairs), *((".", name) for name in classes))


def may_have_fences(text: str) -> bool:
    """Whether the scan is worth its time: a cheap look at the text."""
    return bool(_OF_OURS.search(text) or _SNIPPET.search(text))


class Scanner:
    """Scans pages as one Markdown configuration sees them.

    Args:
        md: A Markdown instance with the site's extensions and our fence in it. It stays as it is, so it may
            render before, after and meanwhile.
        formatter: The formatter of our fence, by which it is told from others.
    """

    def __init__(self, md: Markdown, formatter: object) -> None:
        live: Any = md.preprocessors["fenced_code_block"]
        self._md = copy.copy(md)
        self._md.htmlStash = HtmlStash()
        self._extension = copy.copy(live.extension)
        self._extension.stash = CodeStash()
        self._md.preprocessors = Registry()
        for name in (*_BEFORE_SUPERFENCES, "snippet"):
            if name in md.preprocessors:
                processor: Any = copy.copy(md.preprocessors[name])
                if isinstance(processor, SuperFencesRawBlockPreprocessor):
                    processor = _RawFences(md, live.config)
                processor.md = self._md
                if hasattr(processor, "extension"):
                    processor.extension = self._extension
                self._md.preprocessors.register(processor, name, 0)
        self._recorder = _FenceRecorder(self._md, live.config, self._extension, formatter)
        self._md.preprocessors.register(self._recorder, "fenced_code_block", 0)
        self._inclusion: Inclusion | None = None
        if "snippet" in self._md.preprocessors:
            self._inclusion = Inclusion(self._md.preprocessors["snippet"])

    def scan(self, text: str, first_line: int = 1) -> ScannedPage:
        """Finds the fences of a page.

        Args:
            text: The Markdown, without front matter.
            first_line: The number of its first line in the file.
        """
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        found = self._fences(lines)
        misses = self._near_misses(lines, {fence.line for fence in found})
        included: list[str] = []
        if self._inclusion and _SNIPPET.search(text):
            lines = [*self._inclusion.lines(lines)]
            included = self._inclusion.files
            found = self._fences(lines)
        outputs = tuple(_with_place_of_output(output, lines) for output in self._recorder.outputs)
        offset = first_line - 1
        return ScannedPage(
            tuple(fence.moved(offset) for fence in found),
            tuple(miss._replace(line=miss.line + offset) for miss in misses),
            tuple(output.moved(offset) for output in outputs),
            tuple(dict.fromkeys(included)),
        )

    def _fences(self, lines: list[str]) -> list[FoundFence]:
        """The marked fences as they will be rendered, each with the author's bytes and its place."""
        result = []
        for fence in self._recorder.record(self._normalized(lines)):
            number = fence.line
            if number is not None and _is_at(fence, lines, number):
                body = self._recorder.body(fence, lines)
                author = "\n".join(text for text, _ in body)
                if author.split() == fence.source.split():
                    fence = fence._replace(raw=author)  # noqa: PLW2901
                fence = _with_place(fence, lines, body)  # noqa: PLW2901
            result.append(fence)
        return result

    def _normalized(self, lines: list[str]) -> list[str]:
        """The lines as SuperFences gets them, one for one."""
        self._md.htmlStash.reset()
        self._extension.stash.clear_stash()
        for name in _BEFORE_SUPERFENCES:
            if name in self._md.preprocessors:
                lines = self._md.preprocessors[name].run(list(lines))
        return lines

    def _near_misses(self, lines: list[str], good: set[int | None]) -> list[NearMiss]:
        """The fences that are none, after a search for those that are.

        A fence that is none leaves its closing line behind, which opens one where none was meant. So
        each is mended before the next is looked for.
        """
        mended = list(lines)
        suspects = {
            number: miss
            for number, line in enumerate(lines, 1)
            if ("`" in line or "~" in line)
            and number not in good
            and (miss := _near_miss(line, number))
        }
        misses: list[NearMiss] = []
        while len(misses) < _MOST_MISSES:
            inside = self._recorder.lines_inside
            miss = next((miss for number, miss in suspects.items() if number not in inside), None)
            if miss is None:
                break
            misses.append(miss)
            del suspects[miss.line]
            mended[miss.line - 1] = f"{mended[miss.line - 1][: miss.column - 1]}{miss.fence}c"
            self._recorder.record(self._normalized(mended))
        return misses


def _is_at(fence: FoundFence, lines: list[str], number: int) -> bool:
    """Whether the line that opens a fence has that number in the page, as it should."""
    return number <= len(lines) and lines[number - 1].split()[-1:] == fence.text.split()[-1:]


def _written_at(lines: Sequence[str], number: int) -> Origin | None:
    """Where the first character of a line was written, or None if that is not known."""
    line = lines[number - 1]
    if not isinstance(line, Written):
        return "", number, 1
    return (line.path, line.number, 1 - line.added) if line.number else None


def _with_place(
    fence: FoundFence, lines: Sequence[str], body: Sequence[tuple[str, int]]
) -> FoundFence:
    """A fence with the place where it was written, and those of its lines.

    Args:
        fence: The fence, with its number among these lines.
        lines: The lines of its page.
        body: Its code, line by line, each with the number of characters that it lost.
    """
    number = fence.line or 0
    output = fence.expected_output and _with_place_of_output(fence.expected_output, lines)
    written = _written_at(lines, number)
    if written is None:
        return fence._replace(line=None, expected_output=output)
    path, line, first = written
    column = first + lines[number - 1].index(fence.text[:3])
    origins = []
    for below, (text, lost) in enumerate(body, 1):
        origin = _written_at(lines, number + below)
        if origin is None:
            origins.append((path, line, column))
        elif text.strip():
            origins.append((origin[0], origin[1], origin[2] + lost))
        else:
            origins.append((origin[0], origin[1], column))
    usual = [(path, line + below, column) for below in range(1, len(body) + 1)]
    return fence._replace(
        path=path,
        line=line,
        column=column,
        origins=() if origins == usual else tuple(origins),
        expected_output=output,
    )


def _with_place_of_output(output: FoundOutput, lines: Sequence[str]) -> FoundOutput:
    """An `output` fence with the place where it was written."""
    written = _written_at(lines, output.line) if output.line else None
    if written is None:
        return output._replace(line=None)
    path, line, first = written
    opening = re.search(r"`{3}|~{3}", lines[(output.line or 0) - 1])
    return output._replace(path=path, line=line, column=first + (opening.start() if opening else 0))


def _near_miss(line: str, number: int) -> NearMiss | None:
    found = looks_like_ours(line)
    if found is None:
        return None
    header = found["header"].rstrip()
    fixed = corrected(header)
    column = found.start("header") + 1
    return NearMiss(number, column, found["fence"], header, None if fixed == header else fixed)


class _RawFences(SuperFencesRawBlockPreprocessor):  # type: ignore[misc]
    """What keeps tabs in fences, without the line that it adds to a fence that has none."""

    def __init__(self, md: Markdown, config: Any) -> None:
        super().__init__(md)
        self.config = config
        self.extension: Any = None

    def _store(self, source: str, code: str, start: int, end: int) -> None:
        super()._store(source if self.code else "", code, start, end)


class _FenceRecorder(SuperFencesBlockPreprocessor):  # type: ignore[misc]
    """SuperFences' own search, which notes marked fences instead of replacing any."""

    def __init__(self, md: Markdown, config: Any, extension: Any, formatter: object) -> None:
        super().__init__(md)
        self.config = config
        self.extension = extension
        self._ours = formatter
        self.lines_inside: set[int] = set()
        self.outputs: list[FoundOutput] = []
        self._lines: list[str] = []
        self._found: list[FoundFence] = []
        self._bodies: dict[int, tuple[int, int]] = {}

    def record(self, lines: list[str]) -> list[FoundFence]:
        """The marked fences among these lines."""
        self._lines = lines
        self._found = []
        self._bodies = {}
        self.lines_inside = set()
        self.outputs = []
        self.run(lines)
        return self._found

    def body(self, fence: FoundFence, lines: list[str]) -> list[tuple[str, int]]:
        """The body of a fence that was just recorded, cut out of the lines as the author wrote them.

        Each line comes with the number of characters before it that are none of the code's.
        """
        end, indent = self._bodies[fence.line or 0]
        body = lines[fence.line or 0 : end - 1]
        dedented = [_without_columns(line, indent, self.tab_len) for line in body]
        return [(text, len(line) - len(text)) for line, text in zip(body, dedented, strict=True)]

    def process_nested_block(self, ws: str, content: str, start: int, end: int) -> None:  # noqa: ARG002
        """Notes a fence that is closed."""
        self.lines_inside.update(range(start + 1, end + 1))
        if self.formatter == self._ours:
            source = self.rebuild_block(self.code)
            header = header_key(self.options["inputs"], self.classes)
            text = self.first[len(self.ws) :].rstrip()
            self._bodies[start + 1] = (end, self.ws_virtual_len)
            self._found.append(FoundFence(header, source, source, text, start + 1))
        elif self.lang == OUTPUT_LANGUAGE:
            self._note_output(FoundOutput(self.rebuild_block(self.code), start + 1))
        self.clear()

    def _note_output(self, output: FoundOutput) -> None:
        """Notes an `output` fence, and whose output it is if it stands directly beneath a block."""
        above = self._found[-1] if self._found else None
        if above is not None and above.is_run and above.expected_output is None:
            end, indent = self._bodies[above.line or 0]
            between = self._lines[end : (output.line or 0) - 1]
            if indent == self.ws_virtual_len and not any(line.strip("> \t") for line in between):
                output = output._replace(belongs=True)
                self._found[-1] = above._replace(expected_output=output)
        self.outputs.append(output)


def _without_columns(line: str, columns: int, tab_length: int) -> str:
    """A line without its first columns; what a tab has beyond them is left as blanks."""
    column = index = 0
    while column < columns and index < len(line):
        column += tab_length - column % tab_length if line[index] == "\t" else 1
        index += 1
    return " " * (column - columns) + line[index:]
