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

from collections.abc import Mapping
from typing import Any

from . import chart, chart_drawing, foreign, picture, svg, table
from .kind import Kind

# The kinds of results, by the words of the option `result`. Output of any other block is text.
KINDS: Mapping[str, Kind[Any]] = {
    "image": Kind("an image", picture.decode, picture.draw, is_text=False),
    "svg": Kind("SVG", svg.decode, picture.draw),
    "csv": Kind("a table", table.decode, table.draw),
    "plot": Kind("numbers to draw", chart.decode, chart_drawing.draw),
    "markdown": Kind("Markdown", foreign.decode, foreign.draw_markdown, **foreign.ANYTHING),
    "html": Kind("HTML", foreign.decode, foreign.draw_html, **foreign.ANYTHING),
}
