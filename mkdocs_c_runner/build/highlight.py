"""The site's own highlighter, as it would treat the code of a fence that is not marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pymdownx.superfences import highlight_validator

from ..fence.highlighter import is_usable, words_of
from ..html.source import Source
from ..markup import Markup, element, trusted
from ..pages.superfences import Call
from ..program.hidden_lines import Listing, may_hide
from .highlight_cache import NO_CACHE, HighlightCache, settings_of


class Highlighter(NamedTuple):
    """The site's own highlighter, for one fence.

    Attributes:
        call: The fence.
        uri: Its page, if that is known.
        cache: Keeps highlighted sources.
    """

    call: Call
    uri: str | None = None
    cache: HighlightCache = NO_CACHE

    def __call__(self, source: str) -> Markup:
        """Return some code as the site would show it in this fence."""
        call = self.call
        processor: Any = call.md.preprocessors["fenced_code_block"]
        wanted = self._wanted()
        fence = self._fence(processor, wanted)
        # Blocks are numbered for the ids of their lines.
        number = processor.highlight_ext.pygments_code_block

        def make() -> str:
            options = dict(fence["options"])  # those that are read are removed
            return str(processor.highlight(src=source, md=call.md, **{**fence, "options": options}))

        decisive = [source, number, *fence.values(), settings_of(call.md)]
        html = trusted(self.cache.recall(self.uri, decisive, make))
        processor.highlight_ext.pygments_code_block = number + 1
        title = words_of(wanted.get("title", ""), wanted.get("title_mode"))
        if title and not processor.use_pygments:  # messages name it, so readers have to see it
            return element(
                "div", element("span", title, class_="filename"), html, class_="highlight"
            )
        return html

    def _wanted(self) -> dict[str, str]:
        """Return the options of the fence that are meant for a highlighter."""
        return {
            name: value
            for name, value in self.call.inputs.items()
            if isinstance(value, str) and (name.startswith("data-") or is_usable(name, value))
        }

    def _fence(self, processor: Any, wanted: Mapping[str, str]) -> dict[str, Any]:
        """Return the arguments of the highlighter that describe the fence, as JSON values."""
        call = self.call
        options: dict[str, Any] = {}
        unknown: dict[str, Any] = {}
        highlight_validator(call.language, wanted, options, unknown, call.md)
        attrs = dict(call.attrs)
        if processor.attr_list:
            attrs |= {name: value for name, value in unknown.items() if name.startswith("data-")}
        return {
            "language": call.language,
            "options": options,
            "classes": [name for name in call.classes if name != "run"],
            "id_value": call.id_value,
            "attrs": attrs,
        }

    def plainly(self, source: str) -> Markup:
        """Return some code without anything that this fence asks for."""
        plain = self.call._replace(inputs={}, classes=[], id_value="", attrs={})
        return self._replace(call=plain)(source)


def source_of(text: str, highlight: Highlighter) -> Source:
    """Return the source of a fence as readers see it, and beside it the whole of it where lines are hidden."""
    listing = Listing.of(text) if may_hide(text) else None
    if listing is None or not listing.hides:
        return Source(highlight(text))
    if listing.visible == listing.whole:  # but for comments that ask for pictures
        return Source(highlight(listing.visible))
    return Source(highlight(listing.visible), highlight.plainly(listing.whole))
