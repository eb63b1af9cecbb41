"""The words that stand around the output, in the language of the page.

Each language is a file beside this one, `NAME.json`, with the words of `en.json` and how it writes numbers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

_LANGUAGES = Path(__file__).parent

# What sites call a language of which there are two in writing.
_TRADITIONAL_CHINESE = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


class UnknownLabel(ValueError):
    """A label was to be replaced that does not exist, or by text that cannot be filled in."""


def labels(replacements: Mapping[str, str], language: str = "en") -> Mapping[str, str]:
    """The words of a language with some of them replaced.

    Args:
        replacements: Other words, by the names of labels.
        language: The tag of the language, such as `de`, `pt-BR` or `zh_TW`; English if there is no such file.

    Raises:
        UnknownLabel: If there is no such label, or its text names a field that it does not have.
    """
    english = words("en") if replacements else {}
    for name, text in replacements.items():
        if name not in english:
            raise UnknownLabel(f"There is no label {name!r}; there are {', '.join(english)}.")
        fields = fields_of(english[name]) or set()
        found = fields_of(text)
        if found is None or not found <= fields:
            allowed = ", ".join(f"{{{field}}}" for field in sorted(fields)) or "none"
            raise UnknownLabel(f"The label {name!r} may only use the fields {allowed}.")
    return {**words(_nearest(language)), **replacements}


def languages() -> list[str]:
    """The languages there are."""
    return sorted(path.stem for path in _LANGUAGES.glob("*.json"))


@cache
def words(language: str) -> Mapping[str, str]:
    """The words of a language that there is."""
    found: dict[str, str] = json.loads((_LANGUAGES / f"{language}.json").read_text("utf-8"))
    return found


def number(value: float, words: Mapping[str, str]) -> str:
    """A number as the language of these words writes it."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:g}"
    return text.translate({ord(","): words["thousands"], ord("."): words["decimal"]})


def fields_of(text: str) -> set[str] | None:
    """The names of the fields in a label, or None if it cannot be filled in."""
    try:
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        text.format(**dict.fromkeys(names, ""))
    except (ValueError, LookupError, AttributeError):
        return None
    return names


def _nearest(language: str) -> str:
    """The language that there is for a tag."""
    tag = language.replace("_", "-").lower()
    if tag.startswith(_TRADITIONAL_CHINESE):
        return "zh-Hant"
    primary = tag.partition("-")[0]
    known = primary.isalpha() and (_LANGUAGES / f"{primary}.json").is_file()
    return primary if known else "en"
