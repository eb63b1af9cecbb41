"""The rows of the table of options: a row is a field of a dataclass, declared with its kind, levels and meaning."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Flag, auto
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

from .from_yaml import parsed
from .rules import Rules

Value = TypeVar("Value")
Read_co = TypeVar("Read_co", covariant=True)

_ROW = "row"


class Where(Flag):
    """The levels at which an option may stand; each is laid over the one before."""

    SITE = auto()
    PAGE = auto()
    FENCE = auto()


SITE, PAGE, FENCE = Where.SITE, Where.PAGE, Where.FENCE
EVERYWHERE = SITE | PAGE | FENCE


class Kind(NamedTuple, Generic[Read_co]):
    """A kind of value.

    Attributes:
        from_text: Reads the text of a fence or a page. It also gets the value of the level below, for
            options that add to it, and the rules of the site. It raises ValueError with what is allowed, in words
            that follow the option and its value.
        from_yaml: Reads the value in the site's configuration. It raises ValueError with the whole reason.
    """

    from_text: Callable[[str, Any, Rules], Read_co]
    from_yaml: Callable[[object], Read_co]


def plain(parse: Callable[[str], Value]) -> Kind[Value]:
    """Return the kind of value that is spelled alike at every level and depends on nothing else."""
    return Kind(lambda text, _below, _rules: parse(text), parsed(parse))


class Option(NamedTuple):
    """One row: all that is known of an option.

    Attributes:
        name: Its name, which is that of its field.
        group: The field of the whole record that contains its own field, or empty if the record itself does.
        kind: How its values are read.
        where: The levels at which it may stand.
        help: Its meaning, in one sentence.
        alone: The text that it stands for where it has no value on a fence; None if it needs a value.
        implies: Values that this option gives to others.
    """

    name: str
    group: str
    kind: Kind[Any]
    where: Where
    help: str
    alone: str | None = None
    implies: Mapping[str, Any] = MappingProxyType({})


def option(
    kind: Kind[Value],
    where: Where,
    help: str,  # noqa: A002 - the word for it
    *,
    default: Value,
    alone: str | None = None,
    implies: Mapping[str, Any] | None = None,
) -> Value:
    """Declare a field that is an option; see `Option` for the arguments."""
    row = Option("", "", kind, where, help, alone, implies or {})
    field: Value = dataclasses.field(default=default, metadata={_ROW: row})
    return field


def rows_of(record: type) -> Mapping[str, Option]:
    """Return the rows of a dataclass and of the dataclasses that are its groups, by their names."""
    rows: dict[str, Option] = {}
    for field, group in _fields_of(record):
        if _ROW in field.metadata:
            rows[field.name] = field.metadata[_ROW]._replace(name=field.name, group=group)
    return rows


def groups_of(record: type) -> Mapping[str, str]:
    """Return the group of every field, by its name; empty for the fields of the record itself."""
    return {field.name: group for field, group in _fields_of(record)}


def _fields_of(record: type) -> list[tuple[dataclasses.Field[Any], str]]:
    found: list[tuple[dataclasses.Field[Any], str]] = []
    for field in fields(record):
        if is_dataclass(field.default) and _ROW not in field.metadata:
            found += [(inner, field.name) for inner in fields(field.default)]
        else:
            found.append((field, ""))
    return found
