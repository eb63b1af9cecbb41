"""Mistakes in front matter that nobody sees once it is read: it is no YAML, is not closed, or has a key twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import yaml

from ..bounds import FRONT_MATTER, FRONT_MATTER_ALIASES, FRONT_MATTER_NODES

KEY = "c_runner"

# As MkDocs takes it.
BLOCK = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)

# What looks like front matter up to our key, whether a host takes it or not. A fence is no part of it.
_MEANT = re.compile(
    r"""\A(?P<above>(?:[ \t]*+\n|\#[^\n]*+\n)*+) (?P<dashes>-{3,}+)[ \t]*+\n
        (?: (?!-{3} | \.{3} | [ \t]*+(?:`{3}|~{3})) [^\n]*+\n )*?
        (?P<indent>[ \t]*+) (?P<key>["']?(?i:c[-_ ]?runner)["']?) (?:[ \t]*+(?::|\n))""",
    re.VERBOSE,
)


class TooMany(Exception):
    """Front matter has more of something than it may have."""


class Loader(yaml.SafeLoader):
    """Reads front matter whose aliases do not multiply it."""

    aliases = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Count aliases."""
        if self.check_event(yaml.AliasEvent):
            self.aliases += 1
            if self.aliases > FRONT_MATTER_ALIASES:
                raise TooMany(f"front matter has at most {FRONT_MATTER_ALIASES} aliases")
        return super().compose_node(parent, index)

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Count the entries that are merged into others: they would double with each level."""
        super().flatten_mapping(node)
        if len(node.value) > FRONT_MATTER_NODES:
            raise TooMany(f"a mapping in front matter has at most {FRONT_MATTER_NODES:,} entries")


def mistakes(meta: Mapping[str, object], text: str) -> Iterator[tuple[int, str]]:
    """Yield the mistakes that keep our options, or some of them, out of what a host read.

    Args:
        meta: The front matter as the host read it.
        text: The page with its front matter.

    Yields:
        The number of the line, and a sentence.
    """
    head = text[:FRONT_MATTER]
    meant = _MEANT.match(head)
    if meant is None:
        return
    block = BLOCK.match(head)
    line = 1 + head.count("\n", 0, meant.start("key"))
    if KEY in meta or meant["key"].strip("\"'") in meta:
        yield from _repeated(block[1] if block else "")
    elif meant["above"] or meant["dashes"] != "---":
        yield line, "Front matter begins in the first line of the page, with three hyphens."
    elif block is not None and block.end() >= meant.end():
        yield from _not_taken(block[1], line, is_indented=bool(meant["indent"]))
    elif head == text:
        yield line, "This front matter is not closed: a line of three hyphens must follow it."


def _not_taken(yaml_text: str, line: int, *, is_indented: bool) -> Iterator[tuple[int, str]]:
    """Yield why a host does not find our key, which stands in this line, in front matter."""
    try:
        yaml.load(yaml_text, Loader)  # noqa: S506 - a safe loader, with limits
    except TooMany:
        return
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        yield _not_yaml(error, line)
    else:
        if not is_indented:  # below another key it may be a key of somebody else
            yield line, f"{KEY} is no key here: write {KEY}: and its options indented below it."


def _not_yaml(error: Exception, line: int) -> tuple[int, str]:
    """Return the mistake in front matter that is no YAML; without a place of its own it has the line of our key."""
    problem = ""
    if isinstance(error, yaml.MarkedYAMLError):
        problem = f": {error.problem}" if error.problem else ""
        mark = error.problem_mark
        line = mark.line + 2 if mark else line  # behind the hyphens, and counted from one
    return line, f"This front matter is no YAML, so none of it counts{problem}."


def _repeated(yaml_text: str) -> Iterator[tuple[int, str]]:
    """Yield our key, and the options below it, where they stand there once more; YAML would take the last."""
    try:
        root = yaml.compose(yaml_text, Loader)
    except (TooMany, yaml.YAMLError, ValueError, RecursionError):
        return
    entries = [] if not isinstance(root, yaml.MappingNode) else root.value
    ours = [(key, value) for key, value in entries if key.value == KEY]
    for key, _ in ours[1:]:
        yield _again(key, KEY)
    for _, value in ours[:1]:
        seen: set[str] = set()
        for key, _ in value.value if isinstance(value, yaml.MappingNode) else ():
            name = str(key.value)
            if isinstance(key, yaml.ScalarNode) and name in seen:
                yield _again(key, f'{KEY}: "{name}"')
            seen.add(name)


def _again(key: yaml.Node, name: str) -> tuple[int, str]:
    return key.start_mark.line + 2, f"{name} stands there more than once: all but one must go."
