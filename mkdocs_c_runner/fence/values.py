"""Values as authors write them: text with escapes, times, sizes, numbers, mistyped words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..engine.job import MEBIBYTE

_SIMPLE_ESCAPES = dict(zip("ntrabefv\\\"'?", "\n\t\r\a\b\x1b\f\v\\\"'?", strict=True))
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|u[0-9a-fA-F]{4}|.|$)", re.DOTALL)


def decode_escapes(text: str) -> bytes:
    r"""Decodes C escapes: `3 4\n` is a line, `\xff` is a byte.

    Raises:
        ValueError: If there is no such escape.
    """
    result = bytearray()
    end = 0
    for found in _ESCAPE.finditer(text):
        result += text[end : found.start()].encode()
        end = found.end()
        code = found[1]
        if code[:1] == "x" and len(code) > 1:
            result.append(int(code[1:], 16))
        elif code[:1] == "u" and len(code) == 5:
            result += chr(int(code[1:], 16)).encode("utf-8", "replace")
        elif code and set(code) <= set("01234567"):
            result.append(int(code, 8) & 0xFF)
        elif code in _SIMPLE_ESCAPES:
            result += _SIMPLE_ESCAPES[code].encode()
        else:
            raise ValueError(f"\\{code} is no escape of C; a backslash itself is \\\\")
    return bytes(result + text[end:].encode())


def duration(text: str) -> float:
    """Seconds: `2`, `2.5s`, `500ms`.

    Raises:
        ValueError: If it is none of these, or zero.
    """
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(ms|s)?", text.strip())
    seconds = float(found[1]) / (1000 if found[2] == "ms" else 1) if found else 0.0
    if seconds <= 0:
        raise ValueError('must be a time such as "2" or "500ms"')
    return seconds


def size(text: str) -> int:
    """Bytes: `64M`, `1G`, `512K`, binary multiples.

    Raises:
        ValueError: If it is none of these, or zero.
    """
    found = re.fullmatch(r"(\d+)\s*([KMG]?)(?:i?B)?", text.strip(), re.IGNORECASE)
    scale = {"": 1, "K": 1024, "M": MEBIBYTE, "G": 1024 * MEBIBYTE}
    count = int(found[1]) * scale[found[2].upper()] if found else 0
    if count <= 0:
        raise ValueError('must be a size such as "64M"')
    return count


def count(text: str) -> int:
    """A number of characters.

    Raises:
        ValueError: If it is no positive number.
    """
    if not text.isdecimal() or int(text) <= 0:
        raise ValueError("must be a positive number")
    return int(text)


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that was probably meant, if there is one; `cutoff` is how alike they must be, up to 1."""
    import difflib  # noqa: PLC0415 - most authors mistype nothing

    return next(iter(difflib.get_close_matches(word, list(known), 1, cutoff)), None)
