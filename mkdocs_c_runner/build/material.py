"""Annotated code, as Material has it: `(1)` in a comment, and right behind the block a numbered list.

Material takes the list only where nothing stands between the two, so what we put beneath such a block is moved
behind its list. The block's own HTML stays what the formatter made of it.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from ..html.markup import split_beneath

# What Material's script looks for, in the elements where it does.
_MARKER = re.compile(r'<span class="c[1m]?">[^<]*\(\d+\)')


class ListsOfAnnotations(Treeprocessor):
    """Moves what is beneath an annotated block behind the list of its annotations."""

    md: Markdown

    def run(self, root: Element) -> None:
        """Does it wherever a numbered list follows an annotated block: in lists, tabs, admonitions too."""
        if not any("c-runner" in str(block) for block in self.md.htmlStash.rawHtmlBlocks):
            return
        for parent in list(root.iter()):
            children = list(parent)
            for above, child in zip([None, *children], children, strict=False):
                if child.tag == "ol":
                    self._move(parent, child, _end_of(parent, above))

    def _move(self, parent: Element, annotations: Element, before: str) -> None:
        placeholders = list(HTML_PLACEHOLDER_RE.finditer(before))
        if not placeholders or before[placeholders[-1].end() :].strip():
            return
        stash = self.md.htmlStash
        number = int(placeholders[-1][1])
        source, beneath = split_beneath(str(stash.rawHtmlBlocks[number]))
        if not beneath or not _MARKER.search(source):
            return
        stash.rawHtmlBlocks[number] = source
        moved = Element("p")
        moved.text = stash.store(beneath)
        parent.insert(list(parent).index(annotations) + 1, moved)


def _end_of(parent: Element, above: Element | None) -> str:
    """The text right before a child of an element: the end of the paragraph above it, or the element's own."""
    if above is None:
        return parent.text or ""
    if (above.tail or "").strip():
        return above.tail or ""
    if above.tag != "p":
        return ""
    return (above[-1].tail if len(above) else above.text) or ""
