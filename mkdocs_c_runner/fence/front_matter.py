"""The options of a page for all of its fences, from its front matter under `c_runner`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

import yaml

from ..bounds import (
    FRONT_MATTER,
    FRONT_MATTER_DEPTH,
    FRONT_MATTER_NODES,
    TOLD_MISTAKES,
)
from ..place import places_in
from .front_matter_text import BLOCK, KEY, Loader, TooMany, mistakes
from .highlighter import HIGHLIGHTER_OPTIONS
from .layers import read as read_layer
from .meant import meant_in_yaml, meant_option
from .options import ROWS, Options
from .rules import Rules
from .table import FENCE, PAGE
from .values import hint, nearest, shortened

_NO_OPTIONS = "its options are indented below it, a line each, such as std: c17"

# The entry of a page that is not an option.
_ENABLED = "enabled"

# The bits of a number, and the values of one list, that are looked at to find out that they are too many.
_LONGEST_NUMBER = 64
_ENOUGH = FRONT_MATTER_NODES + 1

# A line that begins with a key, perhaps in quotes.
_KEY = re.compile(
    r"""^[ \t]*+(?P<quote>["']?)(?P<name>[^\s"'](?:[^\n:"']*[^\s:"'])?)(?P=quote)[ \t]*:""",
    re.MULTILINE,
)

# As the plugin is called, or in capitals; and how much other keys are like ours at least that are meant to be it.
_MISSPELLED = re.compile(r"(?i:(?:mkdocs[-_ ]?)?c[-_ ]?runner)")
_LIKE_OURS = 0.9


@dataclass(slots=True)
class FrontMatter:
    """The front matter of a page.

    Attributes:
        options: The options of the page, laid over those of the site.
        enabled: Whether the page's blocks are run.
        problems: The mistakes: the number of the line, and a sentence.
    """

    options: Options
    enabled: bool = True
    problems: list[tuple[int, str]] = field(default_factory=list)


class Refused(NamedTuple):
    """Stands in place of options that are not read.

    Attributes:
        reason: The limit that they exceed.
    """

    reason: str


def split(text: str) -> tuple[Mapping[str, object], str]:
    """Return the front matter of a page and the page without it, for hosts that do not read front matter."""
    block = BLOCK.match(text)
    if block is None:
        return {}, text
    body = text[block.end() :].lstrip("\n")
    if len(block[1]) > FRONT_MATTER and KEY in block[1]:
        return {KEY: Refused(f"front matter has at most {FRONT_MATTER:,} characters")}, body
    try:
        meta = yaml.load(block[1], Loader)  # noqa: S506 - a safe loader, with limits
    except TooMany as error:
        return {KEY: Refused(str(error))}, body
    except (yaml.YAMLError, ValueError, RecursionError):  # a date that is none, lists in lists
        return {}, text
    return (meta, body) if isinstance(meta, dict) else ({}, text)


def read(
    meta: Mapping[str, object], text: str, path: str, site: Options, rules: Rules
) -> FrontMatter:
    """Read the front matter of a page.

    Args:
        meta: The front matter.
        text: The page with its front matter, in which places are looked for.
        path: Its path as places name it.
        site: The options of the site.
        rules: The ceilings and permissions of the site.
    """
    front = _read(meta, text, path, site, rules)
    front.problems += mistakes(meta, text)
    return front


def _read(
    meta: Mapping[str, object], text: str, path: str, site: Options, rules: Rules
) -> FrontMatter:
    front = FrontMatter(site)
    if KEY not in meta:
        front.problems += _misspelled_keys(meta, text)
        return front
    entries = entries_of(meta)
    if isinstance(entries, Refused):
        front.problems.append((_line_of(text, KEY), f"{KEY}: {entries.reason}."))
        return front
    if not isinstance(entries, dict):
        front.problems.append((_line_of(text, KEY), f"{KEY}: {_NO_OPTIONS}."))
        return front
    entries = {str(name): value for name, value in entries.items()}
    values: dict[str, object] = {}
    reasons: dict[str, str] = {}
    for name, value in entries.items():
        problem = _problem(name, value)
        if problem:
            reasons[name] = problem
        elif name == _ENABLED:
            front.enabled = bool(value)
        else:
            values[name] = value
    front.options, problems = read_layer(site, values, PAGE, rules)
    reasons |= {name: f'{name}: "{spelled}": {reason}' for name, spelled, reason in problems}
    if "prelude" in values:
        places = places_in(text, front.options.toolchain.prelude, path)
        front.options = front.options.with_values({"prelude_places": places})
    front.problems = list(
        _problems(text, {name: reasons[name] for name in entries if name in reasons})
    )
    return front


def _misspelled_keys(meta: Mapping[str, object], text: str) -> Iterator[tuple[int, str]]:
    """Yield the keys that were meant to be ours, each with the number of its line."""
    for key in islice(meta, _ENOUGH):
        name = str(key)
        if _MISSPELLED.fullmatch(name) or nearest(name, [KEY], _LIKE_OURS):
            told = f"{shortened(name)}: the options of a page stand below {KEY}."
            yield _line_of(text, name), told


def _problems(text: str, reasons: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with some options, each with the number of its line; of many only the first ones."""
    if not reasons:
        return
    lines = _lines_of(text, KEY, list(reasons)[:TOLD_MISTAKES])
    yield from ((line, f"{KEY}: {reasons[name]}.") for name, line in lines.items())
    if len(reasons) > TOLD_MISTAKES:
        more = f"{KEY}: there are {len(reasons) - TOLD_MISTAKES} more such mistakes."
        yield _line_of(text, KEY), more


def entries_of(meta: Mapping[str, object]) -> object:
    """Return what front matter says of our options, or the limit that it exceeds."""
    entries = meta.get(KEY)
    return entries if isinstance(entries, Refused) else _excess(entries) or entries


def _excess(entries: object) -> Refused | None:
    """Return the limit that some values exceed, each alias counted as often as it is used."""
    nodes = characters = 0
    waiting: list[tuple[object, int]] = [(entries, 0)]
    while waiting:
        value, depth = waiting.pop()
        nodes += 1
        if nodes > FRONT_MATTER_NODES or depth > FRONT_MATTER_DEPTH:
            return Refused(
                f"must be at most {FRONT_MATTER_NODES:,} values, at most {FRONT_MATTER_DEPTH} levels deep"
            )
        if isinstance(value, str | bytes):
            characters += len(value)
        elif isinstance(value, int) and value.bit_length() > _LONGEST_NUMBER:
            return Refused("a number in it is too long")
        elif isinstance(value, dict):
            waiting += (
                (item, depth + 1) for pair in islice(value.items(), _ENOUGH) for item in pair
            )
        elif isinstance(value, list | tuple | set):
            waiting += ((item, depth + 1) for item in islice(value, _ENOUGH))
        if characters > FRONT_MATTER:
            return Refused(f"must be at most {FRONT_MATTER:,} characters")
    return None


def _problem(name: str, value: object) -> str | None:
    """Return why a page cannot say this, if that does not depend on the option's kind of value."""
    if name == _ENABLED:
        return None if isinstance(value, bool) else "enabled: must be true or false"
    if name == "prelude":
        is_code = isinstance(value, str)
        return None if is_code else 'prelude: must be code, such as "#include <stdio.h>"'
    if name in ROWS[PAGE]:
        return None
    if name in ROWS[FENCE] or name in HIGHLIGHTER_OPTIONS:
        return f'"{name}" is an option of a fence, not of a page'
    if whole := meant_in_yaml(name):
        return f'a page has no option "{name}"; write {whole}'
    close = meant_option(name, [*ROWS[PAGE], _ENABLED])
    return f'a page has no option "{name}"{hint(close)}'


def _line_of(text: str, key: str) -> int:
    """Return the number of the first line that begins with a key; that of the first line if there is none."""
    return _lines_of(text, key, [key])[key]


def _lines_of(text: str, parent: str, keys: Iterable[str]) -> dict[str, int]:
    """Return the number of the first line that begins with each of these keys, behind the one with their parent.

    A key that begins no line has the number of its parent, as in `c_runner: {titel: x}`.
    """
    found: dict[str, int] = {}
    above = 0
    for line in _KEY.finditer(text):
        name = line["name"]
        if not above:
            if name == parent:
                above = line.start("name")
                found[name] = above
        elif name not in found:
            found[name] = line.start("name")
    starts = {key: found.get(key, above) for key in keys}
    return {key: 1 + text.count("\n", 0, start) for key, start in starts.items()}
