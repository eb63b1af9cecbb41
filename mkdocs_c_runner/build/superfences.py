"""Puts our fences into whatever SuperFences a Markdown instance has."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import eq
from typing import Any, Protocol

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from ..pages.scan import OUTPUT_LANGUAGE
from .fences import LANGUAGES
from .material import ListsOfAnnotations

# SuperFences' own preprocessor has 25. Registering any earlier does not last: a later listed SuperFences
# extension replaces the one that was there.
_PRIORITY = 25.5

# When all blocks have become elements; inline markup, which has 20, comes later.
_PRIORITY_IN_TREE = 30


class Formatters(Protocol):
    """What SuperFences calls for fences of ours, and for those that say what one prints."""

    @property
    def validate(self) -> Callable[..., bool]:
        """Whether a fence is ours."""

    @property
    def format(self) -> Callable[..., str]:
        """The HTML of one of ours."""

    @property
    def validate_output(self) -> Callable[..., bool]:
        """Whether an `output` fence may say what a block prints."""

    @property
    def format_output(self) -> Callable[..., str]:
        """The HTML of such a fence."""


class FenceExtension(Extension):
    """Adds the fences of a build to a Markdown instance."""

    def __init__(self, fences: Formatters) -> None:
        super().__init__()
        self._fences = fences

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Registers the preprocessor that does it, and what keeps annotations with their code."""
        md.preprocessors.register(_Registrar(md, self._fences), "c_runner", _PRIORITY)
        md.treeprocessors.register(ListsOfAnnotations(md), "c_runner", _PRIORITY_IN_TREE)


class _Registrar(Preprocessor):
    def __init__(self, md: Markdown, fences: Formatters) -> None:
        super().__init__(md)
        self._fences = fences

    def run(self, lines: list[str]) -> list[str]:
        register(self.md, self._fences)
        return lines


def register(md: Markdown, fences: Formatters) -> None:
    """Adds our fence to the SuperFences of a Markdown instance, once."""
    processor: Any = md.preprocessors["fenced_code_block"]
    extension: Any = getattr(processor, "extension", None)
    if not hasattr(extension, "superfences"):
        return  # plain fenced code: it takes no marked fence
    if any(entry["formatter"] == fences.format for entry in extension.superfences):
        return
    entries = [(language, fences.format, fences.validate) for language in LANGUAGES]
    entries.append((OUTPUT_LANGUAGE, fences.format_output, fences.validate_output))
    for language, formatter, validator in entries:
        # As its `extend_super_fences` does, whose arguments are not the same in all versions.
        extension.superfences.append(
            {
                "name": language,
                "test": partial(eq, language),
                "formatter": formatter,
                "validator": validator,
                "reset": None,
            }
        )
