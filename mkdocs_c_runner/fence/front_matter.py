"""The options of a page for all of its fences, from its front matter under `c_runner`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from ..place import places_in
from .highlighter import HIGHLIGHTER_OPTIONS
from .layers import read as read_layer
from .options import ROWS, Options
from .rules import Rules
from .table import FENCE, PAGE
from .values import hint, nearest

KEY = "c_runner"

# The entry of a page that is not an option.
_ENABLED = "enabled"

# As MkDocs takes it.
_BLOCK = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


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


def split(text: str) -> tuple[Mapping[str, object], str]:
    """Return the front matter of a page and the page without it, for hosts that do not read front matter."""
    block = _BLOCK.match(text)
    if block is None:
        return {}, text
    try:
        meta = yaml.safe_load(block[1])
    except yaml.YAMLError:
        return {}, text
    return (meta, text[block.end() :].lstrip("\n")) if isinstance(meta, dict) else ({}, text)


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
    front = FrontMatter(site)
    if KEY not in meta:
        return front
    entries = meta[KEY]
    if not isinstance(entries, dict):
        front.problems.append((_line_of(text, KEY), f"{KEY}: must be options with their values."))
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
    front.problems = [
        (_line_of(text, KEY, name), f"{KEY}: {reasons[name]}.")
        for name in entries
        if name in reasons
    ]
    return front


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
    close = nearest(name, [*ROWS[PAGE], _ENABLED])
    return f'a page has no option "{name}"{hint(close)}'


def _line_of(text: str, *keys: str) -> int:
    """Return the number of the line with the last of these keys, each looked for behind the one before."""
    position = 0
    for key in keys:
        line = re.compile(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*:", re.MULTILINE).search(
            text, position
        )
        position = line.end() if line else position
    return 1 + text.count("\n", 0, position)
