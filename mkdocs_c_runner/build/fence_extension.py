"""Puts the fences of a build into a Markdown instance, whatever SuperFences it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from ..pages.superfences import SuperFence, entries_of, extension_of, register
from .material import ListsOfAnnotations

# The name of the Markdown extension that does without MkDocs what the plugin does.
EXTENSION = "c_runner"

# SuperFences' own preprocessor has 25. Registering any earlier does not last: a later listed SuperFences extension
# replaces the one that was there.
_PRIORITY = 25.5

# When all blocks have become elements; inline markup, which has 20, comes later.
_PRIORITY_IN_TREE = 30


class FenceExtension(Extension):
    """Adds fences to a Markdown instance whenever it converts a page."""

    def __init__(self, fences: Sequence[SuperFence]) -> None:
        super().__init__()
        self._entries = entries_of(fences)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register the preprocessor that does it, and the one that keeps annotations with their code."""
        md.preprocessors.register(_Registrar(md, self._entries), "c_runner", _PRIORITY)
        keep_annotations(md)


class _Registrar(Preprocessor):
    def __init__(self, md: Markdown, entries: Sequence[Mapping[str, Any]]) -> None:
        super().__init__(md)
        self._entries = entries

    def run(self, lines: list[str]) -> list[str]:
        extension = extension_of(self.md)
        if extension is not None:  # plain fenced code takes no marked fence
            register(extension, self._entries)
        return lines


def keep_annotations(md: Markdown) -> None:
    """Let the list of annotations that follows a block stay next to its code."""
    md.treeprocessors.register(ListsOfAnnotations(md), "c_runner", _PRIORITY_IN_TREE)


def is_ours(extension: object) -> bool:
    """Return whether an extension of a site runs blocks: that of a build, or the one for hosts without plugins."""
    return isinstance(extension, FenceExtension) or extension == EXTENSION
