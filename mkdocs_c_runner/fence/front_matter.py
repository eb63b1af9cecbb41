"""What a page says in its front matter for all of its fences, under `c_runner`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..engine.job import Limits
from ..place import places_in
from .defaults import Defaults
from .table import HIGHLIGHTER_OPTIONS, OPTIONS, parse_option
from .values import nearest

KEY = "c_runner"

# Not what makes one fence different from the others.
PAGE_OPTIONS = tuple(
    name
    for name in OPTIONS
    if name not in {"run", "file", "name", "stdin_file", "data", "expect_output", "alt"}
)

# As MkDocs takes it.
_BLOCK = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)

_FIELDS_OF_DEFAULTS = (
    *("compilers", "std", "flag_sets", "libs"),
    *("show", "inline", "godbolt", "search", "fold", "layout"),
    *("prelude", "prelude_places", "tools"),
)


@dataclass(slots=True)
class FrontMatter:
    """What a page says of all of its fences.

    Attributes:
        defaults: What a fence gets that says nothing.
        enabled: Whether the page's blocks are run.
        problems: What is wrong with what stands there: the number of the line, and a sentence.
    """

    defaults: Defaults
    enabled: bool = True
    problems: list[tuple[int, str]] = field(default_factory=list)


def split(text: str) -> tuple[Mapping[str, object], str]:
    """The front matter of a page, for hosts that do not read it, and the page without it."""
    found = _BLOCK.match(text)
    if found is None:
        return {}, text
    import yaml  # noqa: PLC0415 - few pages have front matter

    try:
        said = yaml.safe_load(found[1])
    except yaml.YAMLError:
        return {}, text
    return (said, text[found.end() :].lstrip("\n")) if isinstance(said, dict) else ({}, text)


def read(said: Mapping[str, object], text: str, path: str, site: Defaults) -> FrontMatter:
    """Reads the front matter of a page.

    Args:
        said: The front matter.
        text: The page with its front matter, in which places are looked for.
        path: Its path as places name it.
        site: What the site says.
    """
    front = FrontMatter(site)
    if KEY not in said:
        return front
    options = said[KEY]
    if not isinstance(options, dict):
        front.problems.append((_line_of(text, KEY), f"{KEY}: must be options with their values."))
        return front
    found: dict[str, Any] = {}
    for name, value in options.items():
        try:
            found |= _option(str(name), value, site)
        except ValueError as error:
            front.problems.append((_line_of(text, KEY, str(name)), f"{KEY}: {error}."))
    if "prelude" in found:
        found["prelude_places"] = places_in(text, found["prelude"], path)
    front.enabled = found.pop("enabled", True)
    limits = {name: found.pop(name) for name in Limits.__slots__ if name in found}
    own = {name: found.pop(name) for name in _FIELDS_OF_DEFAULTS if name in found}
    run_limits = replace(site.run_limits, **limits)
    front.defaults = replace(site, **own, run_limits=run_limits, further=found)
    return front


def _option(name: str, value: object, site: Defaults) -> dict[str, Any]:
    if name == "enabled":
        if not isinstance(value, bool):
            raise ValueError("enabled: must be true or false")
        return {"enabled": value}
    if name == "prelude":
        if not isinstance(value, str):
            raise ValueError('prelude: must be code, such as "#include <stdio.h>"')
        return {"prelude": value}
    if name not in PAGE_OPTIONS:
        if name in (*OPTIONS, *HIGHLIGHTER_OPTIONS):
            raise ValueError(f'"{name}" is an option of fences, and none of a page')
        close = nearest(name, [*PAGE_OPTIONS, "enabled", "prelude"])
        hint = f' (did you mean "{close}"?)' if close else ""
        raise ValueError(f'a page has no option "{name}"{hint}')
    text = _spelled(value)
    try:
        return parse_option(name, text, site)
    except ValueError as error:
        raise ValueError(f'{name}: "{text}": {error}') from None


def _spelled(value: object) -> str:
    """A value of YAML as a fence would spell it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return " ".join(map(_spelled, value)) if isinstance(value, list) else str(value)


def _line_of(text: str, *keys: str) -> int:
    """The number of the line with the last of these keys, each looked for behind the one before."""
    position = 0
    for key in keys:
        found = re.compile(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*:", re.MULTILINE).search(
            text, position
        )
        position = found.end() if found else position
    return 1 + text.count("\n", 0, position)
