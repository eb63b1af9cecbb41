"""Recognizes fences that Markdown accepts and that were meant to be run, though nothing runs them.

`{.cpp .run}` has our mark and a language that is not ours; `{.c .running}` and `{.c stdin="3"}` have our language and
another mark, or none. Their code is shown, and without a word here nobody would miss the output.
"""

from __future__ import annotations

from itertools import islice
from typing import Literal

from ..engine.toolchain.languages import MARKED_WORDS, RELATIVES
from .near_miss import OPTION_WORDS, OWN_OPTIONS, means_run, opens_another, says_run, word_of_other

# The words of a header that are looked at.
_LOOKED_AT = 10


def nearly_marked(header: str) -> Literal["relative", "unmarked"] | None:
    """Return why nothing runs a block that its header seems to mark.

    Other languages than the relatives of ours may have the word `run` for another tool.

    Args:
        header: The line that opens a fence which Markdown accepts and which is not marked, from its first sign on.

    Returns:
        `relative`: the mark stands behind a language that is not run and often taken for ours. `unmarked`: the
        language is ours, and an option or nearly the word `run` stands behind it. None: it is none of ours.
    """
    opening = opens_another(header)
    word = word_of_other(opening) if opening else ""
    if opening is None or not word:
        return None
    if word.lower() in RELATIVES:
        return "relative" if "run" in header.lower() and says_run(opening) else None
    if word not in MARKED_WORDS:
        return None
    _, _, behind = opening["info"].partition(word)
    for option in islice(OPTION_WORDS.finditer(behind), _LOOKED_AT):
        bare = option["class"] or (option["name"] if option["value"] is None else None)
        if (bare and means_run(bare)) or (option["value"] and option["name"] in OWN_OPTIONS):
            return "unmarked"
    return None
