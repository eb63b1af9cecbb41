"""The site's own highlighter, as it would treat the code of a fence that is not marked."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pymdownx.highlight import Highlight
from pymdownx.superfences import highlight_validator

from ..fence.highlighter import is_usable, words_of
from ..html.code_lines import html_lines
from ..html.publishing import plain_lines
from ..html.source import Source
from ..markup import EMPTY, Markup, element, trusted
from ..pages.superfences import Call
from ..program.hidden_lines import Listing, may_hide
from .highlight_cache import NO_CACHE, HighlightCache, key_of, settings_of


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
        numbers = processor.highlight_ext
        number = numbers.pygments_code_block + 1
        prefixes = _prefixes(processor)
        # The HTML is that of the first block, so that it is found again when there is another block before this one.
        made_as = number if prefixes is None else 0

        def make() -> str:
            numbers.pygments_code_block = made_as - 1
            options = dict(fence["options"])  # those that are read are removed
            return str(processor.highlight(src=source, md=call.md, **{**fence, "options": options}))

        decisive = [source, made_as, *fence.values(), settings_of(call.md)]
        html = self.cache.recall(self.uri, decisive, make)
        if prefixes and not call.id_value:  # an id takes the place of the number
            html = _renumbered(html, prefixes, number)
        html = trusted(html)
        numbers.pygments_code_block = number
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

    @property
    def decisive(self) -> Sequence[object] | None:
        """Everything that decides what `source` returns for the code of the fence; None if not all of it is known."""
        source, language, inputs, md, classes, identity, attrs = self.call
        processor: Any = md.preprocessors["fenced_code_block"]
        if not is_own(processor) or may_hide(source):
            return None
        # Where lines have no ids, another block before this one changes nothing.
        has_ids = _prefixes(processor) != []
        number = processor.highlight_ext.pygments_code_block if has_ids else 0
        fence = (language, dict(inputs), classes, identity, dict(attrs), processor.attr_list)
        return (source, fence, number, settings_of(md))

    @property
    def key(self) -> str:
        """The key under which the highlighted code of the fence is kept, but where the number of the block counts."""
        processor: Any = self.call.md.preprocessors["fenced_code_block"]
        fence = self._fence(processor, self._wanted())
        return key_of([self.call.source, 0, *fence.values(), settings_of(self.call.md)])

    def skip(self, key: str) -> None:
        """Count the code of the fence, which was highlighted in an earlier build, and let it stay in the cache."""
        processor: Any = self.call.md.preprocessors["fenced_code_block"]
        processor.highlight_ext.pygments_code_block += 1
        if self.uri is not None:
            self.cache.retain(self.uri, key)

    def source(self, text: str) -> Source:
        """Return the source of a fence as readers see it, and beside it the whole of it where lines are hidden."""
        listing = Listing.of(text) if may_hide(text) else None
        if listing is None or not listing.hides:
            return Source(self(text))
        if listing.visible == listing.whole:  # but for comments that ask for pictures
            return Source(self(listing.visible))
        return Source(self(listing.visible), self.plainly(listing.whole))

    def lines(self, code: str) -> Sequence[Markup]:
        """Return the lines of some code, highlighted as a whole."""
        key = (self.call.language, code)
        return self.cache.lines(self.uri, key, lambda: self._lines(code))

    def _lines(self, code: str) -> Sequence[Markup]:
        processor: Any = self.call.md.preprocessors["fenced_code_block"]
        numbers = processor.highlight_ext
        with uncounted(processor):
            numbers.pygments_code_block = 0
            highlighted = html_lines(self.plainly(code))
        texts = code.split("\n")
        filled = [index for index, text in enumerate(texts) if text]
        # Highlighters leave out empty lines at both ends.
        if not filled or len(highlighted) != filled[-1] - filled[0] + 1:
            return plain_lines(code)
        behind = len(texts) - 1 - filled[-1]
        return [*[EMPTY] * filled[0], *highlighted, *[EMPTY] * behind]

    def plainly(self, source: str) -> Markup:
        """Return some code without anything that this fence asks for."""
        plain = self.call._replace(inputs={}, classes=[], id_value="", attrs={})
        return self._replace(call=plain)(source)


def is_own(processor: Any) -> bool:
    """Return whether SuperFences highlights with pymdownx's own highlighter."""
    return processor.highlighter is Highlight


@contextlib.contextmanager
def uncounted(processor: Any) -> Iterator[None]:
    """Highlight code meanwhile that does not count: what SuperFences has counted stays as it is."""
    numbers = processor.highlight_ext
    number, lines = numbers.pygments_code_block, processor.line_count
    try:
        yield
    finally:
        numbers.pygments_code_block, processor.line_count = number, lines


def _prefixes(processor: Any) -> Sequence[str] | None:
    """Return what stands before the number of a block in the ids of its lines; None if that is not known.

    Before the number of a line there is that of the block, or the id of its fence.
    """
    if not is_own(processor):
        return None
    prefixes = {processor.line_spans, processor.line_anchors}
    if processor.anchor_linenums and not processor.line_anchors:
        prefixes.add("__codelineno")
    prefixes.discard("")
    known = all(isinstance(prefix, str) and prefix.isidentifier() for prefix in prefixes)
    return sorted(prefixes) if known else None


def _renumbered(html: str, prefixes: Sequence[str], number: int) -> str:
    """Return the HTML of the first block of a page as that of another one."""
    for prefix in prefixes if number else ():
        for before in ('id="', 'name="', 'href="#'):  # text has no quotes
            html = html.replace(f"{before}{prefix}-0-", f"{before}{prefix}-{number}-")
    return html
