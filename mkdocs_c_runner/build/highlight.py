"""The site's own highlighter, and what decides what it makes of a source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from markdown import Markdown
from pymdownx import __meta__ as pymdownx
from pymdownx.superfences import highlight_validator

from ..fence.table import HIGHLIGHTER_OPTIONS
from ..markup import Markup, element, trusted

try:
    import pygments
except ImportError:  # then the browser is to highlight
    _PYGMENTS = ""
else:
    _PYGMENTS = pygments.__version__

# Remembers what was highlighted: asked for a page, all that decides the HTML, and what makes it.
Recall = Callable[[str, object, Callable[[], str]], str]


def forgetful(uri: str, decisive: object, make: Callable[[], str]) -> str:  # noqa: ARG001 - a memory's signature
    """Remembers nothing."""
    return make()


class Highlighter(NamedTuple):
    """The site's own highlighter, for one fence.

    Attributes:
        md: What renders the page.
        language: The language of the fence.
        inputs: Its options.
        classes: Its classes.
        id_value: Its id.
        attrs: Its further attributes.
        page: The page.
        recall: Remembers what was highlighted.
    """

    md: Markdown
    language: str
    inputs: Mapping[str, Any]
    classes: list[str]
    id_value: str
    attrs: Mapping[str, Any]
    page: str = ""
    recall: Recall = forgetful

    def __call__(self, src: str) -> Markup:
        """Some code as the site would show it in this fence."""
        processor: Any = self.md.preprocessors["fenced_code_block"]
        wanted = {
            name: value
            for name, value in self.inputs.items()
            if (name in HIGHLIGHTER_OPTIONS or name.startswith("data-")) and isinstance(value, str)
        }
        options: dict[str, Any] = {}
        unknown: dict[str, Any] = {}
        highlight_validator(self.language, wanted, options, unknown, self.md)
        attrs = dict(self.attrs)
        if processor.attr_list:
            attrs |= {name: value for name, value in unknown.items() if name.startswith("data-")}
        classes = [name for name in self.classes if name != "run"]
        # Blocks are numbered for the ids of their lines.
        number = processor.highlight_ext.pygments_code_block
        fence = [self.language, dict(options), classes, self.id_value, attrs]

        def make() -> str:
            return str(
                processor.highlight(
                    src=src,
                    language=self.language,
                    options=options,
                    md=self.md,
                    classes=classes,
                    id_value=self.id_value,
                    attrs=attrs,
                )
            )

        html = trusted(self.recall(self.page, [src, number, *fence, _settings(self.md)], make))
        processor.highlight_ext.pygments_code_block = number + 1
        title = wanted.get("title")
        if title and not processor.use_pygments:  # messages name it, so readers have to see it
            return element(
                "div", element("span", title, class_="filename"), html, class_="highlight"
            )
        return html

    def plainly(self, src: str) -> Markup:
        """Some code without what this fence asks for."""
        return Highlighter(self.md, self.language, {}, [], "", {}, self.page, self.recall)(src)


_SETTINGS: WeakKeyDictionary[Markdown, str] = WeakKeyDictionary()


def _settings(md: Markdown) -> str:
    """What decides how a site highlights."""
    found = _SETTINGS.get(md)
    if found is None:
        processor: Any = md.preprocessors["fenced_code_block"]
        highlighter = processor.highlighter
        found = _SETTINGS[md] = repr(
            (
                _PYGMENTS,
                pymdownx.__version__,
                f"{highlighter.__module__}.{highlighter.__qualname__}",
                processor.css_class,
                processor.highlight_ext.get_pymdownx_highlight_settings(),
            )
        )
    return found
