"""Annotated code, as Material has it: `(1)` in a comment, and right behind the block a numbered list.

Material takes the list only if nothing stands between the two, so the figure beneath such a block is moved behind its
list. Other plugins see the block whole, as the formatter returned it.
"""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from ..html.block import Rendered

# The markers that Material's script looks for, in the elements where it does.
_MARKER = re.compile(r'<span class="c[1m]?">[^<]*\(\d+\)')

_COMMENTS = ('<span class="c">', '<span class="c1">', '<span class="cm">')


# The blocks that each Markdown instance has rendered, by their whole HTML.
_RENDERED: WeakKeyDictionary[Markdown, dict[str, Rendered]] = WeakKeyDictionary()


def note_seam(md: Markdown, rendered: Rendered) -> None:
    """Remember where the source of a block ends that a Markdown instance has rendered."""
    above = rendered.above
    if (
        rendered.beneath
        and any(comment in above for comment in _COMMENTS)
        and _MARKER.search(above)
    ):
        _RENDERED.setdefault(md, {})[str(rendered.html)] = rendered


class ListsOfAnnotations(Treeprocessor):
    """Moves the figure beneath an annotated block behind the list of its annotations."""

    md: Markdown

    def run(self, root: Element) -> None:
        """Move it wherever a numbered list follows an annotated block: in lists, tabs and admonitions too."""
        rendered = _RENDERED.pop(self.md, None)
        if rendered is None:
            return
        for parent in list(root.iter()):
            children = list(parent)
            for above, child in zip([None, *children], children, strict=False):
                if child.tag == "ol":
                    self._move(parent, child, _end_of(parent, above), rendered)

    def _move(
        self, parent: Element, annotations: Element, before: str, blocks: dict[str, Rendered]
    ) -> None:
        placeholders = list(HTML_PLACEHOLDER_RE.finditer(before))
        if not placeholders or before[placeholders[-1].end() :].strip():
            return
        stash = self.md.htmlStash
        number = int(placeholders[-1][1])
        rendered = blocks.get(str(stash.rawHtmlBlocks[number]))
        if rendered is None:
            return
        stash.rawHtmlBlocks[number] = str(rendered.above)
        moved = Element("p")
        moved.text = stash.store(str(rendered.beneath))
        parent.insert(list(parent).index(annotations) + 1, moved)


def _end_of(parent: Element, above: Element | None) -> str:
    """Return the text right before a child of an element: the end of the paragraph above it, or the element's own."""
    if above is None:
        return parent.text or ""
    if (above.tail or "").strip():
        return above.tail or ""
    if above.tag != "p":
        return ""
    return (above[-1].tail if len(above) else above.text) or ""
