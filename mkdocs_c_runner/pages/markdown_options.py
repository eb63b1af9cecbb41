"""The Markdown extensions of a site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markdown import Markdown

from .superfences import EXTRA, SUPERFENCES


class MarkdownOptions(NamedTuple):
    """The Markdown extensions of a site and their settings.

    Attributes:
        extensions: The names of the extensions, or the extensions themselves.
        settings: Their settings, by their names.
    """

    extensions: Sequence[Any]
    settings: Mapping[str, Any]

    @property
    def has_superfences(self) -> bool:
        """Whether SuperFences is among them."""
        return any(name in (SUPERFENCES, EXTRA) for name in self.extensions)

    def instance(self) -> Markdown:
        """Make an instance like those that render the pages; SuperFences is added where it is missing."""
        more = () if self.has_superfences else (SUPERFENCES,)
        return Markdown(extensions=[*self.extensions, *more], extension_configs=dict(self.settings))
