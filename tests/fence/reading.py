"""Options of a fence, read within the rules of a site, and what becomes of them."""

from __future__ import annotations

from typing import Any

from mkdocs_c_runner.fence.header import ParsedHeader, parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules

SITE, RULES = Options(), Rules()


def parsed(**inputs: str | None) -> ParsedHeader:
    """A marked header with these options."""
    return parse({"run": "run", **inputs}, SITE, RULES)


def short(value: object) -> str:
    """What stands for a value in the name of a test."""
    return repr(value)[:24]


USUAL = ["-Wall", "-Wextra"]


def ways(compilers: list[str], *flag_sets: list[str]) -> dict[str, Any]:
    """The fields that decide in which ways a block is compiled."""
    return {"compiler": tuple(compilers), "flags": tuple(map(tuple, flag_sets or [USUAL]))}


def refused(flag: str) -> str:
    """What is said of a flag that pages may not use."""
    return f"a page may not use {flag}; the site can allow it with allowed_flags"
