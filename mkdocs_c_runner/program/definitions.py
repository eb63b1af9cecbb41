"""The names that the blocks of a page define for others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from ..engine.toolchain.languages import Language
from .assemble import has_main
from .c_source import without_comments


class Definitions:
    """The names that blocks define, each of which is read once, however many others lack a name.

    Args:
        blocks: The code of the blocks that others can use, by their names.
    """

    def __init__(self, blocks: Mapping[str, str]) -> None:
        self._blocks = blocks
        self._whole: dict[str, frozenset[str]] = {}

    def of(self, name: str, language: Language) -> Iterable[str]:
        """Return the blocks that define a name, without those that are whole programs of a language.

        Args:
            name: The name.
            language: The language of the block that lacks it.
        """
        blocks = self._by_name.get(name, ())
        if not blocks:
            return ()
        whole = self._whole.get(language.name)
        if whole is None:
            whole = frozenset(one for one, code in self._blocks.items() if has_main(code, language))
            self._whole[language.name] = whole
        return (block for block in blocks if block not in whole)

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        """The blocks that define a name, in the order of the page."""
        blocks: dict[str, list[str]] = {}
        for block, code in self._blocks.items():
            for name in defined_names(code):
                blocks.setdefault(name, []).append(block)
        return blocks


def defined_names(code: str) -> frozenset[str]:
    """Return the words of the lines that define something for all of a file, its names among them."""
    words: set[str] = set()
    for line in without_comments(code.split("\n")):
        declares = line.startswith(("extern", "#include")) or line.rstrip().endswith(");")
        if line[:1].strip() and not declares:
            words.update(re.findall(r"\w+", line))
    return frozenset(words)
