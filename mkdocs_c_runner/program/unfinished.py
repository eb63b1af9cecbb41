"""Code that ends in the middle of a declaration, so that compilers find the mistake in the code behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..place import Place
from .assemble import Part
from .c_source import without_comments

_SIGN = re.compile(r"[{};]")
# What stands before a brace whose end needs a semicolon: a type, or the values of a variable.
_NEEDS_SEMICOLON = re.compile(r"\b(?:struct|union|enum)\b[^()]*\Z|=\s*\Z")
# A macro in capitals may stand for whole functions.
_MACRO = re.compile(r"\s*[A-Z_][A-Z0-9_]*\s*\(")


class Missing(NamedTuple):
    """A sign that is missing at the end of some code.

    Attributes:
        name: The name of that code.
        sign: The sign.
        place: The place where it should stand.
    """

    name: str
    sign: str
    place: Place


def unfinished(part: Part) -> Missing | None:
    """Return what is missing at the end of some code, if something is."""
    lines = _without_directives(list(without_comments(part.source.split("\n"))))
    sign = _missing("\n".join(lines))
    if not sign:
        return None
    last = max(number for number, line in enumerate(lines) if line.strip())
    place = part.place_of(last + 1)
    return Missing(part.name, sign, place.right(len(lines[last].rstrip())))


def _without_directives(lines: Sequence[str]) -> list[str]:
    """Return lines of C, those of the preprocessor empty."""
    kept = []
    is_directive = goes_on = False
    for line in lines:
        is_directive = (goes_on and is_directive) or line.lstrip().startswith("#")
        goes_on = line.endswith("\\")
        kept.append("" if is_directive else line)
    return kept


def _missing(code: str) -> str:
    """Return the sign that is missing at the end of some code, or nothing."""
    opened: list[bool] = []
    begin = 0
    needs_semicolon = False
    for sign in _SIGN.finditer(code):
        before = code[begin : sign.start()]
        begin = sign.end()
        if sign[0] == "{":
            opened.append(_NEEDS_SEMICOLON.search(before) is not None)
        else:
            needs_semicolon = sign[0] == "}" and bool(opened) and opened.pop()
    if opened:
        return "}"
    rest = code[begin:].strip()
    return ";" if (rest and not _MACRO.match(rest)) or (needs_semicolon and not rest) else ""
