"""The one place that knows how SuperFences calls validators and formatters.

SuperFences swallows every exception of either but its own, and then shows the fence as inline code without a word. So
no exception passes through the formatter below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import eq
from typing import Any, NamedTuple

from markdown import Markdown

# The Markdown extension that finds fences, and another that brings it along.
SUPERFENCES, EXTRA = "pymdownx.superfences", "pymdownx.extra"
# The one that highlights the code in them.
HIGHLIGHT = "pymdownx.highlight"


class Call(NamedTuple):
    """A call of a formatter.

    Attributes:
        source: The code in the fence.
        language: Its language.
        inputs: Its options, as they are written.
        md: The instance that renders the page.
        classes: Its classes.
        id_value: Its id, or empty.
        attrs: Its further attributes.
    """

    source: str
    language: str
    inputs: Mapping[str, Any]
    md: Markdown
    classes: list[str]
    id_value: str
    attrs: Mapping[str, Any]


class SuperFence(NamedTuple):
    """A kind of fence that SuperFences is to leave to us.

    Attributes:
        language: The language of such fences.
        validate: Returns whether a fence with these options and classes is one of them.
        format: Returns its HTML.
        rescue: Returns the HTML to show instead if `format` raised this error.
    """

    language: str
    validate: Callable[[Mapping[str, Any], list[str], Markdown], bool]
    format: Callable[[Call], str]
    rescue: Callable[[Call, Exception], str]


class Adapter(NamedTuple):
    """A `SuperFence` with the signatures of SuperFences."""

    fence: SuperFence

    def validator(
        self,
        language: str,  # noqa: ARG002 - the signature is SuperFences'
        inputs: dict[str, Any],
        options: dict[str, Any],
        attrs: dict[str, Any],  # noqa: ARG002
        md: Markdown,
    ) -> bool:
        """Return whether the fence is ours; `options` are handed on to the formatter."""
        processor: Any = md.preprocessors["fenced_code_block"]
        options["inputs"] = dict(inputs)
        return self.fence.validate(inputs, processor.classes, md)

    def formatter(
        self,
        src: str,
        language: str,
        options: dict[str, Any],
        md: Markdown,
        classes: list[str] | None = None,
        id_value: str = "",
        attrs: dict[str, Any] | None = None,
        **_: object,
    ) -> str:
        """Return the HTML of a fence."""
        inputs = options["inputs"]
        call = Call(src, language, inputs, md, list(classes or []), id_value, attrs or {})
        try:
            return self.fence.format(call)
        except Exception as error:  # noqa: BLE001 - SuperFences would say nothing
            return self.fence.rescue(call, error)

    def entry(self) -> dict[str, Any]:
        """Return what SuperFences keeps of a custom fence."""
        return {
            "name": self.fence.language,
            "test": partial(eq, self.fence.language),
            "formatter": self.formatter,
            "validator": self.validator,
            "reset": None,
        }


def entries_of(fences: Sequence[SuperFence]) -> list[Mapping[str, Any]]:
    """Return what SuperFences keeps of these fences; see `register`."""
    return [Adapter(fence).entry() for fence in fences]


def register(extension: Any, entries: Sequence[Mapping[str, Any]]) -> None:
    """Let fences take the place of any of ours that were registered here before.

    SuperFences' own `extend_super_fences` does not have the same arguments in all versions.

    Args:
        extension: The extension object of SuperFences.
        entries: The fences, as `entries_of` returns them.
    """
    others = [entry for entry in extension.superfences if adapter_of(entry["formatter"]) is None]
    extension.superfences = [*others, *entries]


def adapter_of(formatter: object) -> Adapter | None:
    """Return the adapter that a formatter of SuperFences belongs to, or None if it is not ours."""
    owner = getattr(formatter, "__self__", None)
    return owner if isinstance(owner, Adapter) else None


def extension_of(md: Markdown) -> Any:
    """Return the extension object of SuperFences in an instance, or None if it has plain fenced code or none."""
    if "fenced_code_block" not in md.preprocessors:
        return None
    processor: Any = md.preprocessors["fenced_code_block"]
    extension: Any = getattr(processor, "extension", None)
    return extension if hasattr(extension, "superfences") else None
