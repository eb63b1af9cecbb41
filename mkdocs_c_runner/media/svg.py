"""SVG made harmless: elements and attributes that are known to draw are kept, all others are left out.

The file is shown as an image, in which browsers run nothing. But it can also be opened by itself, at an address of the
site, so it must hold nothing that does more than draw.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import ParseError, XMLParser

from ..markup import start_tag
from ..markup import text as escaped
from .errors import NotAResult
from .kind import Reading
from .picture import Picture
from .references import References

_NAMESPACE = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"

_NAMES_OF_ELEMENTS = """
    svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath
    linearGradient radialGradient stop clipPath mask pattern marker
"""
_NAMES_OF_ATTRIBUTES = """
    id class x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points width height viewBox preserveAspectRatio
    transform offset rotate textLength lengthAdjust startOffset pathLength gradientUnits gradientTransform
    spreadMethod clipPathUnits maskUnits maskContentUnits patternUnits patternContentUnits patternTransform
    markerWidth markerHeight markerUnits refX refY orient fill fill-opacity fill-rule stroke stroke-width
    stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit opacity
    color stop-color stop-opacity clip-path clip-rule mask marker-start marker-mid marker-end paint-order
    vector-effect shape-rendering text-rendering font-family font-size font-style font-weight text-anchor
    dominant-baseline alignment-baseline letter-spacing word-spacing text-decoration visibility display
"""
_ELEMENTS = frozenset(_NAMES_OF_ELEMENTS.split())
_ATTRIBUTES = frozenset(_NAMES_OF_ATTRIBUTES.split())

# A reference into the picture itself; any other value of that form can load something.
_REFERENCE = re.compile(r"url\(\s*['\"]?#([\w.-]+)['\"]?\s*\)")
# Other functions of style sheets can load something too: `image-set("//…" 1x)`. The name of one ends a text.
_NAME = re.compile(r"(?<![\w-])[\w-]*$")
_LONGEST_NAME = 20
_COLORS = ["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch"]
_TRANSFORMS = ["matrix", "translate", "translatex", "translatey", "rotate", "skewx", "skewy"]
_FUNCTIONS = frozenset([*_COLORS, *_TRANSFORMS, "scale", "scalex", "scaley", "calc"])
_PROPERTY = re.compile(r"\s*(?P<name>[a-z-]+)\s*:(?P<value>[^:;{}@\\<>]*)")
_LENGTH = re.compile(r"\s*(\d{1,5}(?:\.\d+)?)\s*(?:px)?\s*")

_DEEPEST = 64
_MOST_ELEMENTS = 50_000


def decode(data: bytes, reading: Reading) -> Picture:  # noqa: ARG001 - the signature of all kinds
    """Read a drawing; see `drawing_of`."""
    return drawing_of(data)


def drawing_of(data: bytes) -> Picture:
    """Read a drawing, and return the harmless part of it.

    Raises:
        NotAResult: If it is not well-formed SVG, has no size, or is too large.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise NotAResult("its SVG is not UTF-8") from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise NotAResult("its SVG has a document type, which is not allowed")
    writer = _Writer()
    # No document type, so no entities; and the target bounds depth and number of elements.
    parser = XMLParser(target=writer)  # noqa: S314
    try:
        parser.feed(text)
        parser.close()
    except ParseError as error:
        raise NotAResult(f"its SVG is not well-formed: {error}") from None
    width, height = writer.size
    return Picture(writer.content(), ".svg", width, height)


class _Writer:
    """Writes the harmless part of a drawing while it is read."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._open: list[str] = []
        self._left_out = 0
        self._count = 0
        self._references = References()
        self.size = (0, 0)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Write the start of an element, or leave the element out."""
        self._count += 1
        if self._count > _MOST_ELEMENTS or len(self._open) + self._left_out > _DEEPEST:
            raise NotAResult("its SVG has too many elements, or too deep ones")
        namespace, _, name = tag.removeprefix("{").rpartition("}")
        good = namespace in (_NAMESPACE, "") and name in _ELEMENTS
        if not self._open and (not good or name != "svg"):
            raise NotAResult("it did not print SVG")
        if self._left_out or not good:
            self._left_out += 1
            return
        harmless = (_harmless(*attribute) for attribute in attributes.items())
        kept = {name: value for name, value in harmless if name}
        if not self._open:
            self.size = _size(attributes)
            kept = {
                "xmlns": _NAMESPACE,
                **kept,
                "width": str(self.size[0]),
                "height": str(self.size[1]),
            }
        self._references.start(kept.get("id"), _referred(kept.values()))
        self._written.append(start_tag(name, kept))
        self._open.append(name)

    def end(self, tag: str) -> None:  # noqa: ARG002 - well-formed, so it is the last one that began
        """Write the end of an element."""
        if self._left_out:
            self._left_out -= 1
        else:
            self._written.append(f"</{self._open.pop()}>")
            self._references.end()

    def data(self, text: str) -> None:
        """Write text between elements."""
        if not self._left_out and self._open:
            self._written.append(escaped(text))

    def content(self) -> bytes:
        """Return the file."""
        self._references.check()
        return "".join(self._written).encode()


def _referred(values: Iterable[str]) -> Iterator[str]:
    """Yield the ids that these attributes refer to."""
    for value in values:
        if "#" in value:
            yield from (found[1] for found in _REFERENCE.finditer(value))
            if value.startswith("#"):
                yield value[1:]


def _harmless(name: str, value: str) -> tuple[str, str]:
    """Return an attribute as it may stay, or an empty name."""
    if name in ("href", _LINK):
        return ("href", value) if re.fullmatch(r"#[\w.-]+", value) else ("", "")
    if name == "style":
        return "style", _style(value)
    return (name, value) if name in _ATTRIBUTES and _is_harmless(value) else ("", "")


def _style(text: str) -> str:
    """Return the properties of an inline style that only draw."""
    properties = (_PROPERTY.fullmatch(declaration) for declaration in text.split(";"))
    return ";".join(
        f"{item['name']}:{item['value'].strip()}"
        for item in properties
        if item and item["name"] in _ATTRIBUTES and _is_harmless(item["value"])
    )


def _is_harmless(value: str) -> bool:
    rest = _REFERENCE.sub("", value).lower()
    is_known = all(map(_ends_in_known_name, rest.split("(")[:-1]))
    return is_known and "url" not in rest and "\\" not in rest and "script" not in rest


def _ends_in_known_name(text: str) -> bool:
    # More characters than a known name has, so that a longer one is not taken for the end of itself.
    found = _NAME.search(text.rstrip()[-_LONGEST_NAME:])
    return found is not None and found[0] in _FUNCTIONS


def _size(attributes: Mapping[str, str]) -> tuple[int, int]:
    """Return the size in pixels: its width and height, else those of its view box."""
    box = attributes.get("viewBox", "").replace(",", " ").split()
    sizes = [attributes.get("width", ""), attributes.get("height", "")]
    lengths = [
        _LENGTH.fullmatch(length) or (_LENGTH.fullmatch(box[2 + index]) if len(box) == 4 else None)
        for index, length in enumerate(sizes)
    ]
    width, height = (round(float(length[1])) if length else 0 for length in lengths)
    if not 0 < width <= 10_000 or not 0 < height <= 10_000:
        raise NotAResult("its SVG says no size between 1 and 10,000 by width and height or viewBox")
    return width, height
