"""Failures of blocks, as they appear in a log: foreign text in them cannot be taken for the log's own lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from ..foreign import LogText, joined, line
from ..place import Place, lines_in
from ..terminal.screen import plain

# Lines of foreign text in one failure.
_MOST_LINES = 30
# Characters of one such line.
_LONGEST_LINE = 500
# The other blocks that a failure of the machine names.
_NAMED = 3


class Failure(NamedTuple):
    """A block that did not do what it was expected to do, or a mistake of an author.

    Attributes:
        place: Where to look.
        reason: The reason, in one sentence.
        details: The words of the compiler or the program, which are never printed raw.
        block: The place of the block.
        cause: What keeps it from being compiled, in words that follow "but", or empty. Other blocks may share it.
        level: The word behind the place.
        of_machine: Whether the machine has failed, and not the block. Other blocks may meet the same.
    """

    place: Place
    reason: str
    details: str
    block: Place | None = None
    cause: str = ""
    level: Literal["error", "warning"] = "error"
    of_machine: bool = False

    def in_log(self) -> LogText:
        """Return the failure as it stands in the log: a place, then lines that cannot be taken for the log's own."""
        return joined([line(f"{self.place}: {self.level}: {self.reason}"), *quoted(self.details)])

    def __str__(self) -> str:
        """Return the failure as it appears in the log."""
        return self.in_log()


def merged(failures: Iterable[Failure]) -> list[Failure]:
    """Return failures, those that one mistake in shared code or the machine causes in several blocks as one."""
    groups: dict[object, list[Failure]] = {}
    for number, failure in enumerate(failures):
        key: object = (failure.place, failure.cause) if failure.cause else number
        groups.setdefault(failure.details if failure.of_machine else key, []).append(failure)
    found: list[Failure] = []
    for group in groups.values():
        blocks = dict.fromkeys(failure.block for failure in group)
        if len(blocks) < 2:
            found += group
        elif group[0].of_machine:
            found.append(_of_machine(sorted(group, key=in_order)))
        else:
            found.append(_as_one(group[0], len(blocks)))
    return found


def in_order(failure: Failure) -> tuple[str, int]:
    """Return the key by which failures are in the order of their places."""
    return failure.place.path, failure.place.line or 1


def _of_machine(group: Sequence[Failure]) -> Failure:
    """Return the failures that the machine causes in several blocks, in their order, as one."""
    first, *others = dict.fromkeys(failure.place for failure in group)
    named = ["this one", *map(str, others[:_NAMED])]
    if len(others) > _NAMED:
        named.append(f"{len(others) - _NAMED:,} more")
    *most, last = named
    reason = f"{len(others) + 1:,} blocks could not be run: {', '.join(most)} and {last}."
    return group[0]._replace(place=first, reason=reason)


def _as_one(first: Failure, blocks: int) -> Failure:
    reason = f"This code stops {blocks} blocks, the first of them at {first.block}: {first.cause}"
    return first._replace(reason=one_line(sentence(reason)))


def sentence(text: str) -> str:
    """Return words as a sentence; some compilers ask a question."""
    return text if text.endswith("?") else f"{text}."


class Mistake(NamedTuple):
    """Something on a page that does not do what its author wrote.

    Attributes:
        place: The place of it.
        reasons: The reasons, a sentence each.
        unrun: The number of blocks that were therefore not run.
    """

    place: Place
    reasons: tuple[str, ...]
    unrun: int = 0

    def failures(self, level: Literal["error", "warning"]) -> list[Failure]:
        """Return a failure for each reason."""
        return [Failure(self.place, one_line(reason), "", level=level) for reason in self.reasons]


def one_line(text: str) -> str:
    """Return text that may quote an author as one line without control characters."""
    return " ".join(plain(text.encode(errors="replace")).split())


def quoted(text: str) -> list[LogText]:
    """Return foreign text for a log: lines indented behind a bar, at most `_MOST_LINES` of them."""
    lines = lines_in(text)
    shown = [line(f"    | {clipped(text)}") for text in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        shown.append(line(f"    | … {len(lines) - _MOST_LINES} more lines"))
    return shown


def clipped(text: str) -> str:
    """Return a line of foreign text for a log, cut if it is too long."""
    more = len(text) - _LONGEST_LINE
    return f"{text[:_LONGEST_LINE]}… {more:,} more characters" if more > 0 else text
