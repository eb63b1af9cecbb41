"""Lines that were meant to open a fence of ours, or one with its output, and do not: what is wrong with each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from ..bounds import CORRECTED_HEADER
from ..engine.session import PROMPT
from ..engine.toolchain.languages import CONSOLE, FENCE_WORDS, LANGUAGES, language_of_fence
from ..fence.means_output import OUTPUT_LANGUAGE, is_nearly_output, says_output
from ..fence.near_miss import (
    corrected,
    corrected_other,
    looks_like_ours,
    opens_another,
    says_run,
    word_of_other,
)
from ..fence.other_words import (
    has_other_signs,
    in_our_words,
    odd_before,
    odd_character,
    opens_fence,
)
from .found import is_run
from .recorder import Recorder

_NAMES = " and ".join(language.name for language in LANGUAGES)
ONLY_OURS = f"Only {_NAMES} is run, and Markdown does not accept this fence"
AROUND = (
    "This fence is not closed before the block {}, which is therefore a part of it. Close it; if the block is an "
    "example, open and close this fence with {}"
)
RELATIVE = (
    f"Only {_NAMES} is run, and this block has the word run behind another language. Remove that word, or name "
    f"{_NAMES.lower()} as the language"
)
NO_FENCE = "Markdown does not accept this fence"
UNCLOSED = "This fence is never closed, so it is not a code block. Close it with the same signs, alone on a line"
ON_BULLET = (
    "A fence cannot begin on the line of its bullet. Write text behind the bullet, and the fence on a line of its own "
    "below it, indented by 4"
)
NO_SIGNS = "A fence begins with three backticks, which stand alone, or with three tildes"
NO_LANGUAGE = "This fence does not say {} run, so its block is not run"


class Miss(NamedTuple):
    """A near miss among the lines of a page.

    Attributes:
        number: The 1-based number of its line.
        column: The 1-based column of its fence.
        text: The line, from the fence on.
        reason: What is wrong with it.
        correction: The line as it should be, or None.
        mended: The whole line, changed so that it opens a fence; empty if that was done.
        blocks: The number of blocks that are not run because of it.
        swallows: Whether another block is not run because of it, even if this line is an example.
    """

    number: int
    column: int
    text: str
    reason: str
    correction: str | None
    mended: str = ""
    blocks: int = 1
    swallows: bool = False


# Most headers of a site are the same few.
@lru_cache(maxsize=256)
def of_ours(line: str) -> Miss | None:
    """Return a line that looks like a header of ours as a near miss, without its number."""
    match = looks_like_ours(line)
    if match is None:
        return _in_other_words(line)
    text = match["header"].rstrip()
    fixed = corrected(text) if len(text) <= CORRECTED_HEADER else f"{text[:3]}{FENCE_WORDS[0]} run"
    column = match.start("header")
    before = line[:column]
    reason = odd_character(text) or NO_FENCE
    correction: str | None = fixed
    if match["bullet"]:
        start = match.start("bullet")
        before = line[:start] + " " * (column - start)
        correction = None if fixed == text else fixed
        reason, text, column = ON_BULLET, line[start:].rstrip(), start
    elif fixed == text:
        reason, correction = UNCLOSED, None
    return Miss(
        0, column + 1, text, reason, correction, f"{before}{match['fence']}{FENCE_WORDS[0]}"
    )


def _in_other_words(line: str) -> Miss | None:
    header = opens_fence(line) if len(line) <= CORRECTED_HEADER else None
    meant = in_our_words(header) if header else None
    if header is None or meant is None:
        return None
    column, text = header.start("header"), header["header"].rstrip()
    is_fence = not has_other_signs(header)
    before = "" if odd_before(header) else line[:column]
    mended = f"{before}{header['signs']}{FENCE_WORDS[0]}" if is_fence else ""
    unmarked = NO_LANGUAGE.format(FENCE_WORDS[0])
    reason = (odd_character(line) or unmarked) if is_fence else NO_SIGNS
    return Miss(0, column + 1, text, reason, corrected(meant), mended)


def of_accepted(line: str, number: int, why: Literal["relative", "unmarked"]) -> Miss:
    """Return a header that Markdown accepts and nothing runs, though it seems to be marked, as a near miss.

    Args:
        line: The line.
        number: Its number.
        why: What is wrong with it, as `nearly_marked` returns it.
    """
    column = min(index for sign in "`~" if (index := line.find(sign * 3)) >= 0)
    header = line[column:].rstrip()
    is_ours = why == "unmarked" and len(header) <= CORRECTED_HEADER
    correction = corrected(header) if is_ours else None
    opening = opens_another(header)
    word = language_of_fence(word_of_other(opening) if opening else "").words[0]
    reason = NO_LANGUAGE.format(word) if why == "unmarked" else RELATIVE
    mended = f"{line[:column]}{header[: marks(header)]}x"
    return Miss(number, column + 1, header, reason, correction, mended)


def lines_below(lines: int) -> str:
    """Return where something stands that is so many lines below."""
    return "in the next line" if lines == 1 else f"{lines} lines below"


def marks(header: str) -> int:
    """Return the number of backticks or tildes that a header begins with."""
    return len(header) - len(header.lstrip(header[:1]))


def of_other(
    header: re.Match[str], number: int, reason: str, below: str = "", *, is_output: bool = False
) -> Miss:
    """Return a header that is not one of ours as a near miss.

    Args:
        header: The header, as `opens_another` returns it.
        number: The number of its line.
        reason: What is wrong with it.
        below: The line below it.
        is_output: Whether it was meant to say what the block above prints.
    """
    column = header.start("header")
    mended = f"{header.string[:column]}{header['fence']}x"
    text = header["header"].rstrip()
    if not is_output and (session := _as_session(header, below)):
        reason = NO_FENCE if reason is ONLY_OURS else reason
        return Miss(number, column + 1, text, reason, session, mended)
    word = OUTPUT_LANGUAGE if is_output else ""
    return Miss(number, column + 1, text, reason, corrected_other(header, word), mended)


def _as_session(header: re.Match[str], below: str) -> str | None:
    """Return the header of a session, if a header of another language has the word `run` and a prompt below it."""
    word = word_of_other(header)
    is_short = len(header["header"]) <= CORRECTED_HEADER
    if not (word and is_short and below.lstrip("> \t").startswith(PROMPT) and says_run(header)):
        return None
    return corrected(header["header"].rstrip().replace(word, CONSOLE.words[0], 1))


def means_output(header: re.Match[str]) -> bool:
    """Return whether such a header, directly beneath a block, was meant to say what the block prints."""
    return is_nearly_output(word_of_other(header)) or says_output(header["info"])


def refused_outputs(lines: Sequence[str], recorder: Recorder) -> Iterator[Miss]:
    """Yield the lines directly beneath a block that were meant to open a fence with its output, and do not."""
    for block in recorder.marked:
        if block.output is not None or not is_run(block.header):
            continue
        number = block.end + 1
        while number <= len(lines) and not lines[number - 1].strip("> \t"):
            number += 1
        line = lines[number - 1] if number <= len(lines) else ""
        header = opens_another(line) if number not in recorder.lines_inside else None
        if header and means_output(header):
            miss = of_other(header, number, NO_FENCE, is_output=True)._replace(blocks=0)
            if miss.correction == miss.text:  # nothing is wrong with the line itself
                miss = miss._replace(reason=UNCLOSED, correction=None)
            yield miss
