"""The Python-Markdown extension that puts our fence into whatever SuperFences there is."""

from __future__ import annotations

from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from .page.fences import LANGUAGES, Fences
from .page.scan import OUTPUT_LANGUAGE

# SuperFences' own preprocessor has 25. Registering any earlier does not last: a later listed SuperFences
# extension replaces the one that was there.
_PRIORITY = 25.5


class FenceExtension(Extension):
    """Adds the fences of a build to a Markdown instance."""

    def __init__(self, fences: Fences) -> None:
        super().__init__()
        self._fences = fences

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Registers the preprocessor that does it."""
        md.preprocessors.register(_Registrar(md, self._fences), "c_runner", _PRIORITY)


class _Registrar(Preprocessor):
    def __init__(self, md: Markdown, fences: Fences) -> None:
        super().__init__(md)
        self._fences = fences

    def run(self, lines: list[str]) -> list[str]:
        register(self.md, self._fences)
        return lines


def register(md: Markdown, fences: Fences) -> None:
    """Adds our fence to the SuperFences of a Markdown instance, once."""
    processor: Any = md.preprocessors["fenced_code_block"]
    extension: Any = getattr(processor, "extension", None)
    if not hasattr(extension, "extend_super_fences"):
        return  # plain fenced code: it takes no marked fence
    if any(entry["formatter"] == fences.format for entry in extension.superfences):
        return
    for language in LANGUAGES:
        extension.extend_super_fences(language, fences.format, fences.validate, None)
    extension.extend_super_fences(
        OUTPUT_LANGUAGE, fences.format_output, fences.validate_output, None
    )
