"""Output that is not plain text: pictures, tables, numbers to be drawn, HTML.

Goes in: bytes that nobody trusts. Comes out: a harmless value of known bounds, or `NotAResult` with what is wrong, and
from such a value the HTML that shows it. Both have bounds. Decoders run outside of the sandbox, so they are written in
Python: a decoder in C, as imaging libraries have, would hand hostile bytes to memory that nothing protects. The C that
is trusted is that of the standard library: expat (`svg.py`), zlib (`png.py`) and csv (`table.py`), each behind a bound.

A kind of results is a file beside this one and a line in `KINDS`: options, checks and pages take all kinds from there.

- `kind`, `errors`: what a kind is, and the error of output that is not of its kind.
- `picture`, `png`, `pnm`, `svg`, `references`: pictures. `table`: tables. `foreign`: Markdown and HTML.
- `plot`, `chart`, `axis`, `chart_drawing`: numbers that are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from .kind import Kind


def _of(file: str, function: str) -> Callable[..., Any]:
    """Return a function of a file of this room that is imported when the first output of its kind comes."""

    def call(*arguments: object) -> Any:
        return getattr(import_module(f".{file}", __package__), function)(*arguments)

    return call


# What can be any HTML is part of the page, so that no label stands above it.
_ANYTHING = {"is_labeled": False, "needs_allow_html": True}

# The kinds of results, by the words of the option `result`. Output of any other block is text.
KINDS: Mapping[str, Kind[Any]] = {
    "image": Kind("an image", _of("picture", "decode"), _of("picture", "draw"), is_text=False),
    "svg": Kind("SVG", _of("svg", "decode"), _of("picture", "draw")),
    "csv": Kind("a table", _of("table", "decode"), _of("table", "draw")),
    "plot": Kind("numbers to draw", _of("chart", "decode"), _of("chart_drawing", "draw")),
    "markdown": Kind(
        "Markdown", _of("foreign", "decode"), _of("foreign", "draw_markdown"), **_ANYTHING
    ),
    "html": Kind("HTML", _of("foreign", "decode"), _of("foreign", "draw_html"), **_ANYTHING),
}
