"""Finds the marked fences of a page before it is rendered.

The scan gives three things that SuperFences does not: the results can be made while other pages are still read, each
fence has its line and column, and the program gets the tabs that rendering replaces. It cannot disagree with
SuperFences on what a fence is, because SuperFences itself does the search: its block preprocessor runs over the page
with every formatter taken away.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Sequence
from typing import Any

from markdown import Markdown
from markdown.util import HtmlStash, Registry
from pymdownx.superfences import CodeStash, SuperFencesRawBlockPreprocessor

from ..engine.toolchain.languages import MARKED_WORDS
from ..fence.means_output import OUTPUT_LANGUAGE
from ..place import Place
from .comments import lines_in_comments
from .fence_search import RawFences
from .found import FoundFence, FoundOutput, NearMiss, ScannedPage
from .included import Inclusion, Written
from .misses import Misses
from .recorder import SENTINELS, Recorded, Recorder
from .refused import UNCLOSED, Miss
from .superfences import entries_of, register

_WORDS = "|".join(map(re.escape, MARKED_WORDS))
_OF_OURS = re.compile(
    r"(?m)^[ \t>\xa0\u200b\u200c\u200d\u2060\ufeff]*(?:(?:[-*+]|\d+[.)])[ \t]+)*"
    r"(?:`{3}|~{3}|[´｀ˋ′‘’':]{3}|``(?=[^`\n]+$))"
    r"(?:.*(?:(?i:run|exec|code-cell)|\b(?:file|name)\b|[^\x00-\x7f])"
    rf"|[`~]*[ \t{{.]*(?:{_WORDS})[ \t,{{}}:;.-]+\w)"
)
_SNIPPET = "-8<-"

# What alters the lines of a page before SuperFences gets them, in order; not all sites have all.
_BEFORE_SUPERFENCES = (
    "pymdownx-pre-norm-ws",
    "fenced_raw_block",
    "normalize_whitespace",
    "pymdownx-post-norm-ws",
)

_SENTINELS = entries_of(SENTINELS)

# What is wrong with fences with output that nobody compares.
_UNCHECKED = {
    "misspelled": "This fence beneath a block has no language that is compared with what the block prints",
    "apart": "This fence does not stand directly beneath its block, which begins {} lines above, so nobody compares "
    "the two. Move it there, or call its language text",
    "indented": "This fence is not indented like the block above it, so nobody compares the two. Give both the same "
    "indentation, or call the language of this fence text",
    "above": "This fence stands above its block, so nobody compares the two. Move it directly beneath the block, or "
    "call its language text",
    "unrun": "The block above this fence is not run, so nobody compares the two. Give that block the word run, or "
    "call the language of this fence text",
    "session": "The block above this fence is a session, so nobody compares the two. Write what a command prints "
    "beneath that command, or call the language of this fence text",
}


def may_have_fences(text: str) -> bool:
    """Return whether a scan is worth its time: a cheap look at the text."""
    return bool(_OF_OURS.search(text)) or may_include(text)


def may_include(text: str) -> bool:
    """Return whether a page may include files, whether they are there or not."""
    return _SNIPPET in text


class Scanner:
    """Scans pages as one Markdown configuration sees them.

    Args:
        md: A Markdown instance with the site's extensions, SuperFences among them. The scanner works on copies, so
            the instance may render before, after and meanwhile.
    """

    def __init__(self, md: Markdown) -> None:
        live: Any = md.preprocessors["fenced_code_block"]
        self._md = copy.copy(md)
        self._md.htmlStash = HtmlStash()
        self._extension = copy.copy(live.extension)
        self._extension.stash = CodeStash()
        register(self._extension, _SENTINELS)
        self._md.preprocessors = Registry()
        for name in (*_BEFORE_SUPERFENCES, "snippet"):
            if name in md.preprocessors:
                processor: Any = copy.copy(md.preprocessors[name])
                if isinstance(processor, SuperFencesRawBlockPreprocessor):
                    processor = RawFences(md, live.config)
                processor.md = self._md
                if hasattr(processor, "extension"):
                    processor.extension = self._extension
                self._md.preprocessors.register(processor, name, 0)
        self._recorder = Recorder(self._md, live.config, self._extension)
        self._md.preprocessors.register(self._recorder, "fenced_code_block", 0)
        self._inclusion: Inclusion | None = None
        if "snippet" in self._md.preprocessors:
            self._inclusion = Inclusion(self._md.preprocessors["snippet"])

    def scan(self, text: str, path: str, first_line: int = 1) -> ScannedPage:
        """Find the fences of a page.

        Args:
            text: The Markdown, without front matter.
            path: The path of the page, as places name it.
            first_line: The number of the first line in that file.
        """
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        page = _Lines(lines, path, first_line)
        included: list[str] = []
        if self._inclusion and may_include(text):
            page = _Lines(self._inclusion.lines(lines), path, first_line)
            included = self._inclusion.files
        self._record_lines(page.lines)
        marked, outputs = self._recorder.marked, self._recorder.outputs
        comments = lines_in_comments(page.lines, self._recorder.lines_inside) if marked else set()
        owned = {fence.output.line for fence in marked if fence.output}
        return ScannedPage(
            tuple(self._fence(fence, page, comments) for fence in marked),
            outputs=tuple(page.output(output, belongs=output.line in owned) for output in outputs),
            included=tuple(dict.fromkeys(included)),
            near_misses=tuple(self._near_misses(page)),  # it searches other lines, so it is last
        )

    def _record_lines(self, lines: Sequence[str]) -> None:
        """Search lines as SuperFences gets them."""
        self._recorder.record(self._normalized(lines))

    def _fence(self, fence: Recorded, page: _Lines, comments: Collection[int]) -> FoundFence:
        """Return a fence with its place and, where it is found as expected, with the author's bytes."""
        raw = fence.source
        place = Place(page.path, fence.line + page.offset)
        origins: tuple[Place, ...] = ()
        if page.is_as_written and not fence.indent and page.has(fence):
            author = "\n".join(page.lines[fence.line : fence.end - 1])
            raw = author if author != raw and author.split() == raw.split() else raw
            place = place._replace(column=1)
        elif page.has(fence):
            body = self._recorder.body(fence, page.lines)
            author = "\n".join([text for text, _ in body])
            if author != raw and author.split() == raw.split():
                raw = author
            place = page.place(fence)
            origins = page.origins(fence, body, place) if place.known else ()
        output = self._expected(fence.output, page) if fence.output else None
        return FoundFence(
            fence.header,
            fence.source,
            raw,
            fence.text,
            place,
            origins,
            output,
            is_comment=fence.line in comments,
        )

    def _expected(self, output: Recorded, page: _Lines) -> FoundOutput:
        """Return a fence that says what a block prints, with the author's bytes where they are known."""
        found = page.output(output, belongs=True)
        if not page.has(output):
            return found
        raw = "\n".join(text for text, _ in self._recorder.body(output, page.lines))
        return found._replace(raw=raw) if raw.split() == found.raw.split() else found

    def _normalized(self, lines: Sequence[str]) -> list[str]:
        """Return the lines as SuperFences gets them, one for one."""
        self._md.htmlStash.reset()
        self._extension.stash.clear_stash()
        normalized = list(lines)
        for name in _BEFORE_SUPERFENCES:
            if name in self._md.preprocessors:
                normalized = self._md.preprocessors[name].run(list(normalized))
        return normalized

    def _near_misses(self, page: _Lines) -> list[NearMiss]:
        """Return the near misses of a page, after a search for its fences, in the order of its lines."""
        comments = lines_in_comments(page.lines, self._recorder.lines_inside)
        found: list[tuple[int, NearMiss]] = []
        for fence, why, lines in self._recorder.unchecked:
            if page.has(fence):
                mended = f"{fence.text[:3]}{OUTPUT_LANGUAGE}" if why == "misspelled" else None
                reason = _UNCHECKED[why].format(lines)
                miss = NearMiss(page.place(fence), fence.text, mended, reason, 0, why == "indented")
                found.append((fence.line, miss))
        for one in Misses(page.lines, self._recorder, self._record_lines).found():
            # A fence that is closed swallows what follows, in a comment too.
            if one.reason != UNCLOSED or one.number not in comments:
                place = page.written_at(one.number).right(one.column - 1)
                found.append(
                    (
                        one.number,
                        _near_miss(place, one),
                    )
                )
        return [miss for _, miss in sorted(found, key=lambda item: item[0])]


class _Lines:
    """The lines of a page, which know where they were written.

    Attributes:
        lines: The lines, with those of included files in their places.
        path: The path of the page.
        offset: The number of lines before them in its file.
        is_as_written: Whether all of them are lines of the page itself.
    """

    def __init__(self, lines: Sequence[str], path: str, first_line: int) -> None:
        self.lines = lines
        self.path = path
        self.offset = first_line - 1
        self.is_as_written = Written not in map(type, lines)

    def has(self, fence: Recorded) -> bool:
        """Return whether the line that opens a fence has its number here too, as it should."""
        if fence.line > len(self.lines):
            return False
        return self.lines[fence.line - 1].split()[-1:] == fence.text.split()[-1:]

    def written_at(self, number: int) -> Place:
        """Return the place where the first character of a line was written."""
        line = self.lines[number - 1]
        if not isinstance(line, Written):
            return Place(self.path, number + self.offset)
        if not line.number:
            return Place(self.path, None)
        offset = 0 if line.path else self.offset
        return Place(line.path or self.path, line.number + offset, 1 - line.added)

    def place(self, fence: Recorded) -> Place:
        """Return the place of the opening of a fence."""
        place = self.written_at(fence.line)
        if place.line is None:
            return place
        return place._replace(
            column=place.column + self.lines[fence.line - 1].index(fence.text[:3])
        )

    def origins(
        self, fence: Recorded, body: Sequence[tuple[str, int]], place: Place
    ) -> tuple[Place, ...]:
        """Return the place of each line of a fence, or nothing if they follow its opening line by line.

        Args:
            fence: The fence.
            body: Its code, line by line, each with the number of characters that it lost.
            place: The place of its opening.
        """
        if place == Place(self.path, fence.line + self.offset, place.column):
            lines = self.lines[fence.line : fence.line + len(body)]
            # Most fences are written where they are read. A page has thousands of lines, so this comes first.
            if Written not in map(type, lines) and all(
                1 + lost == place.column or not text.strip() for text, lost in body
            ):
                return ()
        origins = []
        for number, (text, lost) in enumerate(body, fence.line + 1):
            origin = self.written_at(number)
            if origin.line is None:
                origins.append(place)
            elif text.strip():
                origins.append(origin._replace(column=origin.column + lost))
            else:
                origins.append(origin._replace(column=place.column))
        usual = [place.below(number) for number in range(1, len(body) + 1)]
        return () if origins == usual else tuple(origins)

    def output(self, output: Recorded, *, belongs: bool) -> FoundOutput:
        """Return an `output` fence with the place where it was written."""
        place = self.written_at(output.line)
        opening = re.search(r"`{3}|~{3}", self.lines[output.line - 1])
        if place.line is not None and opening:
            place = place._replace(column=place.column + opening.start())
        return FoundOutput(output.source, place, belongs, output.source)


def _near_miss(place: Place, miss: Miss) -> NearMiss:
    return NearMiss(place, miss.text, miss.correction, miss.reason, miss.blocks, miss.swallows)
