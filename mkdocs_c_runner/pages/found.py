"""The result of a scan: the fences of a page with their places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from ..engine.toolchain.languages import C, Language, language_of_fence
from ..fence.values import shortened
from ..place import Place

Header = tuple[tuple[str, str | None], ...]


class FoundOutput(NamedTuple):
    """A fence in the language `output`.

    Attributes:
        source: Its text, as SuperFences will hand it over.
        place: The place of its opening line.
        belongs: Whether it follows directly after a block that is run, and so says what that block prints.
        raw: Its text as the author wrote it, with tabs.
    """

    source: str
    place: Place
    belongs: bool = False
    raw: str = ""


class FoundFence(NamedTuple):
    """A marked fence of the page.

    Attributes:
        header: Its options, sorted, as a key.
        source: The code as SuperFences will hand it over: tabs and blank lines normalized.
        raw: The code as the author wrote it, less the indentation of the fence.
        text: The line that opens it, from the first backtick on.
        place: The place of that line.
        origins: The place of each line of the code, or nothing if they follow the opening line by line.
        expected_output: The fence beneath it that says what it prints, or None.
        is_comment: Whether it stands in an HTML comment.
    """

    header: Header
    source: str
    raw: str
    text: str
    place: Place
    origins: tuple[Place, ...] = ()
    expected_output: FoundOutput | None = None
    is_comment: bool = False

    def __hash__(self) -> int:
        """Hash the cheap, distinguishing fields only."""
        return hash((self.place, self.text, self.source))

    @property
    def is_run(self) -> bool:
        """Whether it has the word `run`."""
        return is_run(self.header)

    def without_place(self, path: str) -> FoundFence:
        """Return the fence as one that another plugin wrote into this page."""
        nowhere = Place(path, None)
        output = self.expected_output and self.expected_output._replace(place=nowhere)
        return self._replace(place=nowhere, origins=(), expected_output=output)


class NearMiss(NamedTuple):
    """A line that was meant to open a marked fence, or one with its output, and does not.

    Attributes:
        place: The place of its fence.
        text: The line as it is, from the fence on.
        correction: The line as it should be, or None if no other line would help.
        reason: What is wrong with it.
        blocks: The number of blocks that are not run because of it.
        in_code: Whether it counts although the page shows the line as code: it swallows a block or stands beneath one.
    """

    place: Place
    text: str
    correction: str | None
    reason: str = "Markdown does not accept this fence"
    blocks: int = 1
    in_code: bool = False

    @property
    def line(self) -> int:
        """The 1-based number of the line."""
        return self.place.line or 1

    @property
    def column(self) -> int:
        """The 1-based column of the fence."""
        return self.place.column

    def __str__(self) -> str:
        """Return the message for the author."""
        message = f"{self.reason}: {shortened(self.text)}"
        if self.correction is None:
            return message
        return f"{message} - write: {shortened(self.correction)}"


@dataclass(frozen=True)
class ScannedPage:
    """The result of the scan of one page.

    Attributes:
        fences: The marked fences, in the order of the page.
        near_misses: The lines that were meant to open one, or one with output.
        outputs: The fences in the language `output`, in the order of the page.
        included: The absolute paths of the files that the page includes.
    """

    fences: tuple[FoundFence, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    outputs: tuple[FoundOutput, ...] = ()
    included: tuple[str, ...] = ()

    @cached_property
    def by_text(self) -> Mapping[tuple[Header, str], Sequence[FoundFence]]:
        """The marked fences by header and source, which is all that a formatter is given."""
        fences: dict[tuple[Header, str], list[FoundFence]] = {}
        for fence in self.fences:
            fences.setdefault((fence.header, fence.source), []).append(fence)
        return fences

    @cached_property
    def outputs_by_text(self) -> Mapping[str, Sequence[FoundOutput]]:
        """The fences in the language `output` by their text, which is all that a formatter is given."""
        outputs: dict[str, list[FoundOutput]] = {}
        for output in self.outputs:
            outputs.setdefault(output.source, []).append(output)
        return outputs

    @cached_property
    def says_what_is_printed(self) -> bool:
        """Whether one of the fences in the language `output` says what a block prints."""
        return any(output.belongs for output in self.outputs)


def header_key(inputs: Mapping[str, Any], classes: Iterable[str], language: Language = C) -> Header:
    """Return the options of a fence, and its language unless that is C, in a form that compares equal everywhere."""
    word = () if language is C else (("", language.words[0]),)
    pairs = [(name, None if value is None else str(value)) for name, value in inputs.items()]
    return (*word, *sorted(pairs), *[(".", name) for name in classes])


def language_of(header: Header) -> Language:
    """Return the language of a fence with this header."""
    return language_of_fence(next((word or "" for name, word in header if not name), C.words[0]))


def is_run(header: Header) -> bool:
    """Return whether a header has the word `run`."""
    return "run" in dict(header) or (".", "run") in header
