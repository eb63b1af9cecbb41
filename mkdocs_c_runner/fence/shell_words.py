"""Splits words as a shell does, like `shlex.split`, in time that is proportional to the text."""

from __future__ import annotations

import re

_PIECE = re.compile(
    r"""(?P<blanks>[ \t\r\n]+) | (?P<plain>[^ \t\r\n"'\\]+) | \\(?P<escaped>.)
      | '(?P<single>[^']*+)' | "(?P<double>(?:[^"\\]|\\.)*+)" | (?P<open>["'\\])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED_IN_QUOTES = re.compile(r'\\(["\\])')


def split(text: str) -> tuple[str, ...]:
    """Split a text into words at blanks, less the quotes and backslashes that a shell removes.

    Raises:
        ValueError: If a quote or a backslash has nothing behind it that ends it.
    """
    words: list[str] = []
    word: list[str] | None = None
    for piece in _PIECE.finditer(text):
        if piece["open"]:
            raise ValueError("No escaped character" if piece[0] == "\\" else "No closing quotation")
        if piece["blanks"]:
            if word is not None:
                words.append("".join(word))
            word = None
            continue
        word = word if word is not None else []
        if piece["double"] is not None:
            word.append(_ESCAPED_IN_QUOTES.sub(r"\1", piece["double"]))
        else:
            word.append(piece["plain"] or piece["escaped"] or piece["single"] or "")
    if word is not None:
        words.append("".join(word))
    return tuple(words)
