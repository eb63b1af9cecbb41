"""Reads values as authors write them: text with escapes, times, sizes and numbers; suggests the nearest known word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from ..bounds import COMPARED_WORD, COMPARED_WORDS, MEMORY_STEPS, QUOTED_OPTION
from ..engine.job import MEBIBYTE

# The lines that pictures of memory step through if an author does not say how many.
USUAL_STEPS = 200

_SIMPLE_ESCAPES = dict(zip("ntrabefv\\\"'?", "\n\t\r\a\b\x1b\f\v\\\"'?", strict=True))
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|u[0-9a-fA-F]{4}|.|$)", re.DOTALL)


def decode_escapes(text: str) -> bytes:
    r"""Decode C escapes: `3 4\n` is a line, `\xff` is a byte.

    Raises:
        ValueError: If an escape is not one of C.
    """
    result = bytearray()
    end = 0
    for escape in _ESCAPE.finditer(text):
        result += text[end : escape.start()].encode()
        end = escape.end()
        code = escape[1]
        if code[:1] == "x" and len(code) > 1:
            result.append(int(code[1:], 16))
        elif code[:1] == "u" and len(code) == 5:
            result += chr(int(code[1:], 16)).encode("utf-8", "replace")
        elif code and set(code) <= set("01234567"):
            result.append(int(code, 8) & 0xFF)
        elif code in _SIMPLE_ESCAPES:
            result += _SIMPLE_ESCAPES[code].encode()
        else:
            raise ValueError(f"\\{code} is not a C escape; write a backslash as \\\\")
    return bytes(result + text[end:].encode())


def duration(text: str) -> float:
    """Return seconds for `2`, `2.5s` or `500ms`.

    Raises:
        ValueError: If the text has another form, or is zero.
    """
    time = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(ms|s)?", text.strip())
    seconds = float(time[1]) / (1000 if time[2] == "ms" else 1) if time else 0.0
    if seconds <= 0:
        meant = re.fullmatch(r"(\d{1,4})\s*(m|min|mins|sec|secs|seconds?|minutes?)", text.strip())
        number = int(meant[1]) * (60 if meant[2][0] == "m" else 1) if meant else 0
        raise ValueError(
            f'must be a time such as "2" or "500ms"{hint(str(number) if number else None)}'
        )
    return seconds


def size(text: str) -> int:
    """Return bytes for `64M`, `1G` or `512K`; the multiples are binary.

    Raises:
        ValueError: If the text has another form, or is zero.
    """
    number = re.fullmatch(r"(\d{1,18})\s*([KMG]?)(?:i?B)?", text.strip(), re.IGNORECASE)
    scale = {"": 1, "K": 1024, "M": MEBIBYTE, "G": 1024 * MEBIBYTE}
    total = int(number[1]) * scale[number[2].upper()] if number else 0
    if total <= 0:
        raise ValueError('must be a size such as "64M"')
    return total


def memory(text: str) -> int:
    """Return bytes for a size that a program can begin in.

    Raises:
        ValueError: If the text is none, such as a number alone, which was meant in mebibytes.
    """
    wanted = size(text)
    if wanted < MEBIBYTE:
        raise ValueError(f"must be at least 1M{hint(f'{text}M' if text.isdecimal() else None)}")
    return wanted


def count(text: str) -> int:
    """Return a positive number.

    Raises:
        ValueError: If the text is anything else.
    """
    if not (text.isdecimal() and len(text) <= 18) or int(text) <= 0:
        raise ValueError("must be a positive number")
    return int(text)


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known word that was probably meant, if any; `cutoff` is the least similarity, from 0 to 1."""
    import difflib  # noqa: PLC0415 - most authors mistype nothing

    if len(word) > COMPARED_WORD:
        return None
    some = [other for other in islice(known, COMPARED_WORDS) if len(other) <= COMPARED_WORD]
    return next(iter(difflib.get_close_matches(word, some, 1, cutoff)), None)


def hint(meant: str | None) -> str:
    """Return the words that end a message about an unknown value: the one that was probably meant, if any."""
    return f' (did you mean "{meant}"?)' if meant else ""


def shortened(text: str) -> str:
    """Return a value as messages repeat it: the beginning of a long one."""
    return text if len(text) <= QUOTED_OPTION else f"{text[:QUOTED_OPTION]}…"


def steps(text: str) -> int:
    """Read how many lines pictures of memory step through; 0 for none, and a usual number where there is none."""
    word = text.lower()
    if word in ("off", "false", "no", "0"):
        return 0
    if word in ("", "on", "true", "yes"):
        return USUAL_STEPS
    if not (text.isascii() and text.isdecimal() and len(text) < 6) or int(text) > MEMORY_STEPS:
        raise ValueError(f'must be "on", "off", or a number of steps up to {MEMORY_STEPS:,}')
    return int(text)
