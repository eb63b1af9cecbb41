"""Text on a terminal: its width, its colors, and paragraphs that are wrapped and aligned."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable

from ..check.failure import clipped
from ..foreign import LogText, echo, joined, line, lines, styled

_WIDEST = 80
# The columns that a text beside something needs at least.
_NARROW = 20

_ERROR = "error:"
_BAR = "    | "

_KIND_COLORS = {"error": "red", "warning": "yellow", "note": "cyan"}
_DIFF_COLORS = {"-": "red", "+": "green", "@": "cyan"}
_OF_FILES = ("---", "+++")


def width() -> int:
    """Return the number of columns that text may take."""
    return max(40, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))


def wrapped(text: str, first: str = "", indent: int | None = None) -> LogText:
    """Return text in lines that are not too long.

    Args:
        text: The text, of one paragraph.
        first: What stands before the first line, without colors.
        indent: The blanks before each further line; by default as wide as `first`.
    """
    further = " " * (len(first) if indent is None else indent)
    rows = textwrap.wrap(
        text,
        width(),
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )
    # A line may begin with what was harmless in the middle of one.
    return lines("\n".join(rows) or first.rstrip())


def beside_or_below(head: str, below: int) -> int:
    """Return the indentation of a text behind a head: as wide as that, or less where little room is left beside it.

    Args:
        head: What stands before the first line of the text.
        below: The indentation beneath the head.
    """
    return len(head) if width() > len(head) + _NARROW else below


def paragraph(text: str, *, err: bool = False) -> None:
    """Print one paragraph, wrapped."""
    echo(wrapped(text), err=err)


def error(text: str) -> None:
    """Print an error: what happened, then, in further lines, what to type. On a terminal the first line is wrapped."""
    reason, _, cure = text.partition("\n")
    first = line(f"{_ERROR} {reason}")
    if sys.stderr and sys.stderr.isatty():
        first = wrapped(first)
    echo(styled(first, 0, len(_ERROR), fg="red", bold=True), err=True)
    if cure:
        echo(lines(cure), err=True)


def at_place(text: str, *, err: bool = False) -> None:
    """Print a message that begins with its place and its kind, with the lines below it that are quoted."""
    first, *quoted = map(line, text.split("\n"))
    is_diff = bool(quoted) and quoted[0].startswith("    | --- ")
    echo(joined([_with_place(first), *(map(_of_diff, quoted) if is_diff else quoted)]), err=err)


def _with_place(text: LogText) -> LogText:
    for kind, color in _KIND_COLORS.items():
        end = text.find(f": {kind}: ")
        if end >= 0:
            begin = end + len(": ")
            colored = styled(text, begin, begin + len(f"{kind}:"), fg=color, bold=True)
            return styled(colored, 0, end, bold=True)
    return text


def quoted_diff(texts: Iterable[str]) -> None:
    """Print the lines of a diff behind a bar: red what is gone, green what has come."""
    for text in texts:
        echo(joined([_of_diff(line(f"{_BAR}{clipped(text)}"))]))


def _of_diff(text: LogText) -> LogText:
    content = text.removeprefix(_BAR)
    if content.startswith(_OF_FILES):
        return styled(text, len(_BAR), bold=True)
    color = _DIFF_COLORS.get(content[:1])
    return styled(text, len(_BAR), fg=color) if color else text


def shortened(text: str, columns: int) -> str:
    """Return text of one line, with an ellipsis at its end if it is too long."""
    return text if len(text) <= columns else f"{text[: columns - 1]}…"
