"""Lays the entries of a site, a page or a fence over the options of the level below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..bounds import OPTION
from .options import OPTIONS, Options
from .rules import Rules
from .table import FENCE, SITE, Option, Where
from .values import shortened

# The quotes of word processors. A header in braces may have them around a value.
_CURLY = tuple("“”„‘’‚«»‹›")
_STRAIGHT = "; write it between straight quotes"


class Problem(NamedTuple):
    """A value that cannot be used.

    Attributes:
        name: The option.
        text: The value as it was spelled.
        reason: The mistake, in words that follow the option and the value.
    """

    name: str
    text: str
    reason: str


class Layer(NamedTuple):
    """The options of one level.

    Attributes:
        options: The options, with those of the level below in place of values that cannot be used.
        problems: The values that cannot be used.
    """

    options: Options
    problems: list[Problem]


def read(below: Options, entries: Mapping[str, object], where: Where, rules: Rules) -> Layer:
    """Lay the entries of one level over the options of the level below.

    Args:
        below: The options of the level below.
        entries: The values by the names of options, all of which are allowed at this level. On a fence they are text,
            or None, True or their own name for a bare word; on a page and a site they are YAML.
        where: The level.
        rules: The ceilings and permissions of the site.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in entries.items():
        row = OPTIONS[name]
        text = _text_of(row, value) if where is FENCE else spelled(value)
        try:
            _check_length(text)
            if where is SITE:
                values[name] = row.kind.from_yaml(value)
            else:
                group = getattr(below, row.group) if row.group else below
                values[name] = row.kind.from_text(text, getattr(group, name), rules)
        except ValueError as error:
            problems.append(Problem(name, shortened(text), _reason(name, text, error)))
        else:
            values |= row.implies
    return Layer(below.with_values(values), problems)


def _reason(name: str, text: str, error: ValueError) -> str:
    if text.endswith("\\"):
        start = shortened(text[:-1])
        return (
            "a value ends at the next such quote, also behind a backslash; "
            f"put it between the other quotes, as in {name}='{start}\"…\"'"
        )
    quotes = _STRAIGHT if text[:1] in _CURLY or text[-1:] in _CURLY else ""
    return f"{error}{quotes}"


def _check_length(text: str) -> None:
    if len(text) > OPTION:
        raise ValueError(f"must have at most {OPTION:,} characters, not {len(text):,}")


def _text_of(row: Option, value: object) -> str:
    """Return the text of an option of a fence; SuperFences gives a word without a value its own name as one."""
    if row.alone is not None and (value in (None, True) or value == row.name):
        return row.alone
    return "" if value is None or value is True else str(value)


def spelled(value: object) -> str:
    """Return a value of YAML as a fence would spell it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return " ".join(map(spelled, value)) if isinstance(value, list) else str(value)
