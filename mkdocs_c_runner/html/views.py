"""What the compiler made of the code: assembly and preprocessed source, each line tied to its line in the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from ..terminal.screen import plain
from ..terminal.sgr import PLAIN
from .code_lines import put_before
from .folding import cuts_of, is_wide
from .markup import NOT_COPIED, copied, label_of, pre, unfold
from .shown import Shown

_ORIGIN = re.compile(r"(?P<name>[^:]{1,200}):(?P<line>\d{1,9})")
_INSTRUCTION = re.compile(
    r"(?P<indent>\s+)(?P<name>\S+)(?P<operands>.*?)(?P<comment>  (?:#|//) .*)?"
)
_DATA = re.compile(r"(?P<indent>\s+)(?P<name>\.\S+)(?P<operands>.*)(?P<comment>)")
# So many lines of the source can be told apart by the colour at their side.
_HUES = 6


def assembly(shown: Shown) -> list[str]:
    """The assembly, with its words told apart."""
    return _view(shown, "asm", _painted)


def preprocessed(shown: Shown) -> list[str]:
    """The source after the preprocessor."""
    return _view(shown, "preprocessed", _text)


def with_colours_of_assembly(html: str, variants: Iterable[Shown]) -> str:
    """The highlighted source of a block, with the colours at its side that its lines have in the assembly."""
    numbers = {
        int(origin["line"])
        for shown in variants
        for artifact in shown.result.artifacts
        if artifact.name == "asm"
        for line in artifact.text.split(b"\n")
        if (origin := _ORIGIN.fullmatch(plain(line.partition(b"\t")[0])))
        if origin["name"] == shown.options.names.file_name
    }
    return put_before(
        html,
        {
            number: f'<span class="c-runner-origin c-runner-hue-{number % _HUES}"></span>'
            for number in numbers
        },
    )


def _view(shown: Shown, name: str, paint: Callable[[str], str]) -> list[str]:
    found = [artifact for artifact in shown.result.artifacts if artifact.name == name]
    if not found or not found[0].text:
        return []
    text = [line.partition(b"\t") for line in found[0].text.removesuffix(b"\n").split(b"\n")]
    wide = is_wide((f"{plain(code)}\n", PLAIN) for _, _, code in text)
    lines = list(_lines(shown, text, paint))

    def piece(lines: Sequence[str], attributes: str = "", more: str = "") -> str:
        classes = f"c-runner-view c-runner-{name}{more}"
        return pre("".join(lines), classes, attributes, wide=wide) if lines else ""

    cuts = cuts_of(len(lines), shown.folding.lines)
    if cuts is None:
        return [label_of(shown.labels[name]), piece(lines)]
    begin, end = cuts
    head = piece(lines[:begin], copied("\n".join(plain(code) for _, _, code in text)))
    hidden = unfold(piece(lines[begin:end]), end - begin, shown.labels)
    return [label_of(shown.labels[name]), head, hidden, piece(lines[end:], more=f" {NOT_COPIED}")]


def _lines(
    shown: Shown, lines: Sequence[tuple[bytes, bytes, bytes]], paint: Callable[[str], str]
) -> Iterator[str]:
    own = shown.options.names.file_name
    origins = [_ORIGIN.fullmatch(plain(origin)) for origin, _, _ in lines]
    margins = [_margin(origin, own) for origin in origins]
    width = max(map(len, margins))
    before = ""
    for origin, margin, (_, _, code) in zip(origins, margins, lines, strict=True):
        said = "" if margin == before else margin
        before = margin or before
        number = f'<span class="c-runner-number">{said:>{width}} </span>' if width else ""
        yield f"<span{_attributes(shown, origin)}>{number}{paint(plain(code))}\n</span>"


def _margin(origin: re.Match[str] | None, own: str) -> str:
    """What stands beside a line: its number in the source, and the file if that is not the block's own."""
    if origin is None:
        return ""
    return origin["line"] if origin["name"] == own else escape(origin[0])


def _attributes(shown: Shown, origin: re.Match[str] | None) -> str:
    if origin is None:
        return ""
    number = int(origin["line"])
    line = shown.line(origin["name"], number).strip()
    title = f' title="{escape(line)}"' if line else ""
    return f' class="c-runner-hue-{number % _HUES}" data-line="{escape(origin[0])}"{title}'


def _text(code: str) -> str:
    return escape(code, quote=False)


def _painted(code: str) -> str:
    """A line of assembly, with the colours that a terminal has."""
    found = (_DATA if '"' in code else _INSTRUCTION).fullmatch(code)
    if found is None:
        return f'<span class="c-runner-bold">{_text(code)}</span>' if code else ""
    comment = found["comment"]
    return "".join(
        [
            f'{found["indent"]}<span class="c-runner-fg-blue">{_text(found["name"])}</span>',
            _text(found["operands"]),
            f'<span class="c-runner-faint">{_text(comment)}</span>' if comment else "",
        ]
    )
