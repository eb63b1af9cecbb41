"""The words around the output, in the language of the page.

Goes in: the tag of a language, and the words that a site replaces. Comes out: words by the names of labels. Each
language is a file beside this one, `NAME.json`, with the same names as `en.json` and the signs in its numbers. Nothing
here is HTML, and no word of an author or a program is here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

# The words of one language, by the names of labels.
Labels = Mapping[str, str]

_LANGUAGES = Path(__file__).parent

# The tags that sites use for Chinese in traditional characters.
_TRADITIONAL_CHINESE = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


class UnknownLabel(ValueError):
    """A site replaces a label that does not exist, or replaces one by text that cannot be filled in."""


def labels(replacements: Mapping[str, str], language: str = "en") -> Labels:
    """Return the words of a language with some of them replaced.

    Args:
        replacements: Other words, by the names of labels.
        language: The tag of the language, such as `de`, `pt-BR` or `zh_TW`; English if there is no file for it.

    Raises:
        UnknownLabel: If there is no such label, or its text names a field that it does not have.
    """
    english = words("en") if replacements else {}
    for name, text in replacements.items():
        if name not in english:
            raise UnknownLabel(f"There is no label {name!r}; there are {', '.join(english)}.")
        fields = fields_of(english[name]) or set()
        used = fields_of(text)
        if used is None or not used <= fields:
            allowed = ", ".join(f"{{{field}}}" for field in sorted(fields)) or "none"
            raise UnknownLabel(f"The label {name!r} may only use the fields {allowed}.")
    return {**words(_nearest(language)), **replacements}


def languages() -> list[str]:
    """Return the names of all languages."""
    return sorted(path.stem for path in _LANGUAGES.glob("*.json"))


@cache
def words(language: str) -> Labels:
    """Read the words of a language that has a file."""
    read: dict[str, str] = json.loads((_LANGUAGES / f"{language}.json").read_text("utf-8"))
    return read


def number(value: float, words: Labels) -> str:
    """Return a number as the language of these words writes it."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:g}"
    return text.translate({ord(","): words["thousands"], ord("."): words["decimal"]})


def fields_of(text: str) -> set[str] | None:
    """Return the names of the fields in a label, or None if it cannot be filled in."""
    try:
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        text.format(**dict.fromkeys(names, ""))
    except (ValueError, LookupError, AttributeError):
        return None
    return names


def _nearest(language: str) -> str:
    """Return the language that comes nearest to a tag."""
    tag = language.replace("_", "-").lower()
    if tag.startswith(_TRADITIONAL_CHINESE):
        return "zh-Hant"
    primary = tag.partition("-")[0]
    known = primary.isalpha() and (_LANGUAGES / f"{primary}.json").is_file()
    return primary if known else "en"
