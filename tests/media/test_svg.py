"""SVG that a program prints: all that is left of it is harmless."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mkdocs_c_runner.media.errors import NotAResult
from mkdocs_c_runner.media.svg import drawing_of

DRAWINGS = sorted((Path(__file__).parent / "drawings").glob("*.svg"))


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_is_harmless(path: Path) -> None:
    """Beside each drawing stands what is left of it, or what is wrong with it."""
    wanted = path.with_suffix(".out").read_text("utf-8").rstrip("\n")
    if not wanted.startswith("<"):
        with pytest.raises(NotAResult, match=f"^{wanted}"):
            drawing_of(path.read_bytes())
        return

    drawing = drawing_of(path.read_bytes())

    text = drawing.content.decode()
    assert text == wanted
    assert not re.search(r"(?i)<script|\bon\w+=|javascript|@import|foreign|<\?|<!", text)
    assert re.findall(r"https?:[^\"]*", text) == ["http://www.w3.org/2000/svg"]
    root = ET.fromstring(text)
    assert (root.get("width"), root.get("height")) == (str(drawing.width), str(drawing.height))


def test_a_drawing_may_not_be_too_deep() -> None:
    for count in (100, 60_000):
        nested = b"<g>" * count + b"</g>" * count
        with pytest.raises(NotAResult):
            drawing_of(
                b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1">'
                + nested
                + b"</svg>"
            )
