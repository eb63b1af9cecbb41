"""Views of the code and of the program, such as assembly, each line tied to its line in the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from ..markup import EMPTY, Markup, element, joined
from ..markup import text as escaped
from ..terminal.screen import plain
from ..terminal.sgr import PLAIN
from .code_lines import put_before
from .folding import cuts_of, is_wide
from .pieces import NOT_COPIED, Section, pre, unfold
from .shown import Shown

_ORIGIN = re.compile(r"(?P<name>[^:]{1,200}):(?P<line>\d{1,9})")
_INSTRUCTION = re.compile(
    r"(?P<indent>\s+)(?P<name>\S+)(?P<operands>.*?)(?P<comment>  (?:#|//) .*)?"
)
_DATA = re.compile(r"(?P<indent>\s+)(?P<name>\.\S+)(?P<operands>.*)(?P<comment>)")
_DISASSEMBLED = re.compile(
    r"(?P<indent> *)(?P<bytes>[0-9a-f]+:   *(?:[0-9a-f]{2} )*[0-9a-f]{2})(?P<gap>  +)(?P<name>[^ ]+)"
    r"(?P<operands>.*?)(?P<comment>  +# .*)?"
)
_SYMBOL = re.compile(r"(?P<numbers>[0-9a-f ]{17,34})(?P<kind>[A-Za-z?-])(?P<name> .*)")
# The views that color the lines of the source from which they are made.
_COLORING = ("asm", "symbols", "disassembly")
# The number of colors that tell lines of the source apart.
_HUES = 6


def assembly(shown: Shown) -> list[Section]:
    """Return the assembly, with its words told apart."""
    return _view(shown, "asm", _painted)


def preprocessed(shown: Shown) -> list[Section]:
    """Return the source after the preprocessor."""
    return _view(shown, "preprocessed", escaped)


def symbols(shown: Shown) -> list[Section]:
    """Return the symbols of the object files."""
    return _view(shown, "symbols", _painted_symbol)


def sections(shown: Shown) -> list[Section]:
    """Return the sections of the program."""
    return _view(shown, "sections", escaped)


def disassembly(shown: Shown) -> list[Section]:
    """Return the machine code of the author's functions."""
    return _view(shown, "disassembly", _painted_instruction)


def with_colors_of_views(html: Markup, variants: Iterable[Shown]) -> Markup:
    """Return the highlighted source of a block, each line with the color at its side that it has in a view."""
    numbers = set[int]().union(*map(_tied, variants))
    return put_before(
        html,
        {
            number: element("span", class_=f"c-runner-origin c-runner-hue-{number % _HUES}")
            for number in numbers
        },
    )


def _tied(shown: Shown) -> set[int]:
    """Return the lines of the source that stand in sight of the views that are made of them."""
    display = shown.options.display
    views = set(_COLORING).intersection(display.show)
    if not views or "source" not in display.show:
        return set()
    if display.layout == "tabs" and len(shown.options.toolchain.variants) == 1:
        return set()
    return {
        int(origin["line"])
        for artifact in shown.result.artifacts
        if artifact.name in views
        for line in artifact.text.split(b"\n")
        if (origin := _ORIGIN.fullmatch(plain(line.partition(b"\t")[0])))
        if origin["name"] == shown.options.names.file_name
    }


def _view(shown: Shown, name: str, paint: Callable[[str], Markup]) -> list[Section]:
    artifacts = [artifact for artifact in shown.result.artifacts if artifact.name == name]
    if not artifacts or not artifacts[0].text:
        return []
    text = artifacts[0].text.removesuffix(b"\n")
    pairs = [line.partition(b"\t") for line in text.split(b"\n")]
    origins = [_ORIGIN.fullmatch(plain(origin)) for origin, _, _ in pairs]
    codes = [plain(code) for _, _, code in pairs]
    wide = is_wide((f"{code}\n", PLAIN) for code in codes)
    lines = list(_lines(shown, origins, codes, paint))

    def piece(lines: Sequence[Markup], more: str = "", copied: str | None = None) -> Markup:
        classes = f"c-runner-view c-runner-{name}{more}"
        search = shown.look.search
        return pre(joined(lines), classes, wide=wide, search=search, data_copy=copied)

    label = shown.labels[name]
    cuts = cuts_of(len(lines), shown.look.fold)
    if cuts is None:
        return [Section(label, piece(lines))]
    begin, end = cuts
    head = piece(lines[:begin], copied="\n".join(codes))
    hidden = unfold(piece(lines[begin:end]), end - begin, shown.look)
    tail = piece(lines[end:], f" {NOT_COPIED}") if lines[end:] else EMPTY
    return [Section(label, joined((head, hidden, tail)))]


def _lines(
    shown: Shown,
    origins: Sequence[re.Match[str] | None],
    codes: Sequence[str],
    paint: Callable[[str], Markup],
) -> Iterator[Markup]:
    own = shown.options.names.file_name
    margins = [_margin(origin, own) for origin in origins]
    width = max(map(len, margins))
    before = ""
    tied = _tied(shown)
    for origin, margin, code in zip(origins, margins, codes, strict=True):
        written = "" if margin == before else margin
        before = margin or before
        number = EMPTY
        if width:
            number = element("span", f"{written:>{width}} ", class_="c-runner-number")
        yield element("span", number, paint(code), "\n", **_attributes(shown, origin, tied))


def _margin(origin: re.Match[str] | None, own: str) -> str:
    """Return the number of a line in the source, with the file unless that is the block's own."""
    if origin is None:
        return ""
    return origin["line"] if origin["name"] == own else origin[0]


def _attributes(
    shown: Shown, origin: re.Match[str] | None, tied: Container[int]
) -> dict[str, str | None]:
    if origin is None:
        return {}
    number = int(origin["line"])
    line = shown.line(origin["name"], number).strip()
    is_tied = origin["name"] == shown.options.names.file_name and number in tied
    return {
        "class_": f"c-runner-hue-{number % _HUES}" if is_tied else None,
        "data_line": origin[0],
        "title": line or None,
    }


def _painted(code: str) -> Markup:
    """Return a line of assembly in the colors of a terminal."""
    words = _DATA.fullmatch(code) if '"' in code else _INSTRUCTION.fullmatch(code)
    if words is None:
        return element("span", code, class_="c-runner-bold") if code else EMPTY
    comment = words["comment"]
    return joined(
        [
            escaped(words["indent"]),
            element("span", words["name"], class_="c-runner-fg-blue"),
            escaped(words["operands"]),
            element("span", comment, class_="c-runner-faint") if comment else EMPTY,
        ]
    )


def _painted_instruction(code: str) -> Markup:
    """Return a line of a disassembly in the colors of a terminal."""
    words = _DISASSEMBLED.fullmatch(code)
    if words is None:
        return element("span", code, class_="c-runner-bold") if code else EMPTY
    comment = words["comment"]
    return joined(
        [
            escaped(words["indent"]),
            element("span", words["bytes"], class_="c-runner-faint"),
            escaped(words["gap"]),
            element("span", words["name"], class_="c-runner-fg-blue"),
            escaped(words["operands"]),
            element("span", comment, class_="c-runner-faint") if comment else EMPTY,
        ]
    )


def _painted_symbol(code: str) -> Markup:
    """Return a symbol in the colors of a terminal."""
    words = _SYMBOL.fullmatch(code)
    if words is None:
        return escaped(code)
    return joined(
        [
            element("span", words["numbers"], class_="c-runner-faint"),
            element("span", words["kind"], class_="c-runner-fg-blue"),
            escaped(words["name"]),
        ]
    )
