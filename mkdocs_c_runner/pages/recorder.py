"""SuperFences' own search for fences, which here records those that are ours and replaces none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Literal, NamedTuple, NoReturn

from markdown import Markdown
from pymdownx.superfences import SuperFencesBlockPreprocessor

from ..bounds import CORRECTED_HEADER
from ..engine.toolchain.languages import CONSOLE, FENCE_WORDS, MARKED_WORDS, language_of_fence
from ..fence.header import is_marked
from ..fence.means_output import OUTPUT_LANGUAGE, is_nearly_output, says_output
from ..fence.near_miss import looks_like_ours
from ..fence.nearly_marked import nearly_marked
from ..fence.other_words import in_our_words, opens_fence
from .fence_search import FenceSearch
from .found import Header, header_key, is_run
from .superfences import SuperFence, adapter_of

# A heading, or the line beneath one: another section begins.
_HEADING = re.compile(r"#{1,6}[ \t]*\S|=+$|-+$")


# Called for each line of each fence.
_eval_fence = SuperFencesBlockPreprocessor.eval_fence


def _unused(*_: object) -> NoReturn:
    raise NotImplementedError("the scan renders nothing")


def _is_marked(word: str, inputs: Mapping[str, Any], classes: list[str], _md: Markdown) -> bool:
    return is_marked(inputs, classes, language_of_fence(word))


# Take the marked fences, as those of a build do, and have no other purpose than to be recognized.
SENTINELS = [
    SuperFence(
        word,
        partial(_is_marked, word),
        format=_unused,
        rescue=_unused,
    )
    for word in MARKED_WORDS
]


class Recorded(NamedTuple):
    """A closed fence among the lines that were searched.

    Attributes:
        header: Its options.
        source: The text in it, as SuperFences will hand it over.
        text: The line that opens it, from the first backtick on.
        line: The 1-based number of that line.
        end: The number of the line that closes it.
        indent: The columns of indentation before it, which are not code.
        output: The fence directly beneath it that says what it prints, or None.
    """

    header: Header
    source: str
    text: str
    line: int
    end: int
    indent: int
    output: Recorded | None = None


class Unchecked(NamedTuple):
    """A fence with output that is compared with nothing.

    Attributes:
        fence: The fence.
        why: Its language is misspelled; it stands apart from its block, directly beneath it with other indentation, or
            above it; or that block is not run, or a session.
        lines: The lines between its opening and that of the block above it, or 0.
    """

    fence: Recorded
    why: Literal["misspelled", "apart", "indented", "above", "unrun", "session"]
    lines: int = 0


class Recorder(FenceSearch):
    """Searches the lines of a page.

    Args:
        md: An instance that has this as its preprocessor of fences.
        config: The settings of SuperFences.
        extension: The extension object of SuperFences, in which `SENTINELS` are registered.

    Attributes:
        marked: The marked fences that were found, in the order of the lines.
        outputs: The fences in the language `output`.
        lines_inside: The numbers of the lines that are in any fence.
        lines_in_bare: The fences without a language, by the numbers of the lines in them.
        strangers: The numbers of the lines that open a fence of no language of ours, and look like one of ours.
        nearly: The numbers of the lines that open a fence which Markdown accepts and nothing runs, though it seems to
            be marked, with the reasons.
        unchecked: The fences with output that nobody compares, in the order of the lines.
        unclosed: The number of the line that opens a fence that is never closed, or None.
        abandoned: The numbers of lines that SuperFences reads as the end of a fence that is not closed, because they
            stand elsewhere in the page's structure, with the numbers of the lines that open those fences.
        around: The fences of other languages, by the numbers of the lines in them.
    """

    def __init__(self, md: Markdown, config: Any, extension: Any) -> None:
        super().__init__(md)
        self.config = config
        self.extension = extension
        self.marked: list[Recorded] = []
        self.outputs: list[Recorded] = []
        self.lines_inside: set[int] = set()
        self.lines_in_bare: dict[int, Recorded] = {}
        self.strangers: set[int] = set()
        self.nearly: dict[int, Literal["relative", "unmarked"]] = {}
        self.unchecked: list[Unchecked] = []
        self.unclosed: int | None = None
        self._above: Recorded | None = None
        self._last: Recorded | None = None
        self._is_last_unrun = self._is_last_session = False
        self._early: list[Unchecked] = []
        self._opening = 0
        self.abandoned: dict[int, int] = {}
        self.around: dict[int, Recorded] = {}
        self._lines = []

    def record(self, lines: list[str]) -> list[Recorded]:
        """Find the marked fences among these lines."""
        self.marked, self.outputs, self.unchecked, self._above = [], [], [], None
        self._last, self._early = None, []
        self.lines_inside, self.strangers, self.nearly = set(), set(), {}
        self.abandoned, self.around, self.lines_in_bare = {}, {}, {}
        self.run(lines)
        self.unclosed = None if self.fence is None else self._opening
        blocks = [block.line for block in self.marked if is_run(block.header)]
        self.unchecked += [item for item in self._early if blocks and self._counts(item, blocks)]
        return self.marked

    def _counts(self, early: Unchecked, blocks: Sequence[int]) -> bool:
        """Return whether a fence above all blocks, or beneath one that is not run, is meant for a block.

        Args:
            early: The fence.
            blocks: The lines that open the blocks that are run.
        """
        if early.why == "unrun":
            return True
        below = next((line for line in blocks if line > early.fence.line), None)
        lines = () if below is None else self._lines[early.fence.end : below - 1]
        return below is not None and not any(_HEADING.match(line.strip("> \t")) for line in lines)

    def block_above(self, number: int) -> Recorded | None:
        """Return the block that is run and has no `output` fence, if the line with this number is the next below it."""
        last = number - 1
        while last > 0 and not self._lines[last - 1].strip("> \t"):
            last -= 1
        above = next((block for block in reversed(self.marked) if block.end <= last), None)
        if above is None or above.end != last or above.output or not is_run(above.header):
            return None
        return above

    def body(self, fence: Recorded, lines: Sequence[str]) -> list[tuple[str, int]]:
        """Cut the code of a fence out of the lines as the author wrote them.

        Returns:
            The lines of the code, each with the number of characters before it that are not code.
        """
        body = lines[fence.line : fence.end - 1]
        if not fence.indent:
            return [(line, 0) for line in body]
        dedented = [_without_columns(line, fence.indent, self.tab_len) for line in body]
        return [(text, len(line) - len(text)) for line, text in zip(body, dedented, strict=True)]

    def eval_fence(self, ws: str, content: str, start: int, end: int) -> None:
        """Read a line of a fence, which began at this index."""
        start, end = self.numbers(start, end)
        self._opening = start + 1
        _eval_fence(self, ws, content, start, end)
        if self.fence is None:
            self._note_abandoned(end)

    def eval_quoted(self, ws: str, content: str, quote_level: int, start: int, end: int) -> None:
        """Read a line of a fence in a quote."""
        self._opening = start + 1
        super().eval_quoted(ws, content, quote_level, start, end)
        if self.fence is None:
            self._note_abandoned(end)

    def _note_abandoned(self, line: int) -> None:
        if line not in self.lines_inside:
            self.abandoned[line] = self._opening

    def process_nested_block(self, ws: str, content: str, start: int, end: int) -> None:  # noqa: ARG002
        """Record a fence that is closed."""
        self.lines_inside.update(range(start + 1, end + 1))
        adapter = adapter_of(self.formatter)
        is_marked = adapter is not None and adapter.fence in SENTINELS
        text = self.first[len(self.ws) :].rstrip()
        header: Header = ()
        has_code = is_marked or self.lang == OUTPUT_LANGUAGE
        source = self.code_of(start, end) if has_code else ""
        if is_marked:
            language = language_of_fence(self.lang)
            header = header_key(self.options.get("inputs", {}), self.classes, language)
        fence = Recorded(header, source, text, start + 1, end, self.ws_virtual_len)
        is_bare = not text.strip("`~ \t")
        if is_marked:
            self.marked.append(fence)
            # What a session prints stands in it.
            may_have_output = is_run(header) and self.lang not in CONSOLE.words
            self._above = fence if may_have_output else None
        else:
            around = self.lines_in_bare if is_bare else self.around
            around.update(dict.fromkeys(range(fence.line + 1, end), fence))
            if looks_like_ours(text) or self._names_ours(text):
                self.strangers.add(fence.line)
            elif (why := nearly_marked(text)) and not self._is_custom:
                self.nearly[fence.line] = why
            self._above = self._record_output(fence)
        self._last = fence
        self._is_last_session = is_marked and is_run(header) and self.lang in CONSOLE.words
        self._is_last_unrun = self.lang in FENCE_WORDS and self._above is None
        self.clear()

    @property
    def _is_custom(self) -> bool:
        """Whether the site has a fence of its own with the name of this language."""
        return any(
            entry["name"] == self.lang and adapter_of(entry["formatter"]) is None
            for entry in self.extension.superfences
        )

    def _names_ours(self, text: str) -> bool:
        """Return whether a header names a language of ours in words that no fence of the site has as its name."""
        header = None if self._is_custom or len(text) > CORRECTED_HEADER else opens_fence(text)
        return header is not None and in_our_words(header) is not None

    def _record_output(self, output: Recorded) -> Recorded | None:
        """Record an `output` fence, and give it to the block above if it follows directly; return that block then."""
        is_output, above = self.lang == OUTPUT_LANGUAGE, self._above
        if is_output:
            self.outputs.append(output)
        if above is None:
            self._record_early(output, is_output=is_output)
            return None
        between = [line.strip("> \t") for line in self._lines[above.end : output.line - 1]]
        is_beneath = above.indent == output.indent and not any(between)
        if above.output is not None:  # a second one directly beneath the first
            if is_beneath and is_output:
                self.unchecked.append(Unchecked(output, "apart", output.line - above.line))
            return None
        if is_beneath and is_output:
            self.marked[-1] = above._replace(output=output)
            return self.marked[-1]._replace(end=output.end)
        if is_beneath and (is_nearly_output(self.lang) or says_output(output.text)):
            self.unchecked.append(Unchecked(output, "misspelled"))
        elif is_output and not any(between):
            self.unchecked.append(Unchecked(output, "indented"))
        elif is_output and not any(_HEADING.match(line) for line in between):
            self.unchecked.append(Unchecked(output, "apart", output.line - above.line))
        return None

    def _record_early(self, output: Recorded, *, is_output: bool) -> None:
        """Record an `output` fence that has no block above it that is run."""
        if not is_output:
            return
        end = self._last.end if self._last else 0
        between = [line.strip("> \t") for line in self._lines[end : output.line - 1]]
        if self._last is None or any(_HEADING.match(line) for line in between):
            self._early.append(Unchecked(output, "above"))
        elif self._last.indent == output.indent and not any(between):
            if self._is_last_session:
                self.unchecked.append(Unchecked(output, "session"))
            elif self._is_last_unrun:
                self._early.append(Unchecked(output, "unrun"))


def _without_columns(line: str, columns: int, tab_length: int) -> str:
    """Return a line without its first columns; the rest of a tab that reaches beyond them becomes spaces."""
    column = index = 0
    while column < columns and index < len(line):
        column += tab_length - column % tab_length if line[index] == "\t" else 1
        index += 1
    return " " * (column - columns) + line[index:]
