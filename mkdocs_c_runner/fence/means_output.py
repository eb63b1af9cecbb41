"""Recognizes headers that were meant for the fence with the output of a block: `ouput`, `text output`, `stdout`."""

from __future__ import annotations

import re
from itertools import islice

from .values import nearest

OUTPUT_LANGUAGE = "output"

# Languages that nobody knows, by which authors mean `output`.
_MEANS_OUTPUT = {"stdout", "out", "prints", "expected", "result", "results"} | {
    f"{word}{sign}output" for word in ("expect", "expected") for sign in "-_"
}
# An option with its value, which says nothing about the language, and any other word.
_WORD = re.compile(r"""[\w-]{1,40}+\s{0,9}=\s{0,9}(?:"[^"]*"|'[^']*'|[^\s}]+)|(?P<word>[\w-]+)""")
# The words of a header that are looked at.
_LOOKED_AT = 5


def is_nearly_output(language: str | None) -> bool:
    """Return whether this is `output`, perhaps misspelled, or a word for the same."""
    word = str(language or "").lower()
    return word in _MEANS_OUTPUT or _is_like_output(word)


def says_output(header: str) -> bool:
    """Return whether one of the first words of a header means `output`, as in `text output` and `{.text .stdout}`."""
    words = (found["word"] for found in islice(_WORD.finditer(header), _LOOKED_AT))
    return any(is_nearly_output(word) for word in words)


def _is_like_output(word: str) -> bool:
    return nearest(word, [OUTPUT_LANGUAGE], 0.75) is not None
