"""Assembly made readable: the output of a compiler without the lines that only the assembler needs.

The rules are those that readers know from Compiler Explorer: directives go, and with them debug information;
labels that nothing refers to go; data stays where code refers to it; functions that came from a header go.
Both gcc and clang put line information into directives, from which each instruction gets its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

# A line of a text for readers: its origin in the source, or nothing, and the line.
TracedLine = tuple[str, str]

_FILE = re.compile(r'\s*\.file\s+(?P<number>\d+)\s+(?:"[^"]*"\s+)?"(?P<name>[^"]*)"')
_LINE = re.compile(r"\s*\.loc\s+(?P<file>\d+)\s+(?P<line>\d+)")
_FUNCTION = re.compile(r"\s*\.type\s+(?P<name>[^\s,]+)\s*,\s*[@%]function")
_SECTION = re.compile(r"\s*\.(?:section\s+\"?(?P<name>[^\s,\"]+)|text\b|data\b|bss\b)")
_LABEL = re.compile(r"(?P<name>[^\s:#\"]+):")
# Gcc's other label, on aarch64: that of a group of objects.
_ANCHOR = re.compile(r"\s*\.set\s+(?P<name>\.L\w+)\s*,\s*\. \+ 0$")
_DATA = re.compile(
    r"\s*\.(?:[248]?byte|ascii|asciz|string|[hx]?word|short|value|int|long|quad|octa|float|single|double"
    r"|zero|skip|space|inst)\b"
)
_REFERENCE = re.compile(r"[.A-Za-z_$][\w.$]*")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))(?:#|//)(?:[ \t]|(?:APP|NO_APP)?$)")
_NUMBER_AGAIN = re.compile(r"(?:#|//) 0x[0-9a-f]+$")
# How gcc writes an address in position-independent code: `-4[rbp]` is `[rbp-4]`.
_DISPLACED = re.compile(r"(?<![\w.$])(?P<offset>-?\d{1,20})\[(?P<base>[^\[\]]+)\]")

_NOT_FOR_READERS = (".debug", ".note", ".comment", ".eh_frame", ".llvm")
_LOCAL = ".L"


@dataclass(slots=True)
class _Piece:
    """A label with what follows it, up to the next one.

    Attributes:
        label: The label.
        function: The function that it belongs to, or empty.
        is_code: Whether it is code, not data.
        lines: The lines.
        references: The names that the lines refer to.
    """

    label: str
    function: str
    is_code: bool
    lines: list[TracedLine] = field(default_factory=list)
    references: set[str] = field(default_factory=set)

    @property
    def is_local(self) -> bool:
        """Whether the compiler made up its name."""
        return self.label.startswith(_LOCAL)

    @property
    def begins_something(self) -> bool:
        """Whether it is a function or an object, not a label inside one."""
        return not self.is_local and (not self.is_code or self.label == self.function)


class Assembly:
    """The assembly of one source file.

    Args:
        text: The output of the compiler.
        origin: Returns the name of a file for readers, or nothing if they do not see it.
        is_around: Returns whether a file surrounds the code that readers see: functions that begin there are shown.
    """

    def __init__(
        self,
        text: Iterable[str],
        origin: Callable[[str], str],
        is_around: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._origin = origin
        self._is_around = is_around
        self._files: dict[int, str] = {}
        self._functions: set[str] = set()
        self._shown: dict[str, bool] = {}  # whether readers see a function
        self._pieces = [_Piece("", "", is_code=True)]
        # The function, the origin and the section of the line that is read.
        self._function = self._where = ""
        self._is_code, self._is_left_out = True, False
        for line in text:
            self._read(line.rstrip() if line.startswith("\t") else _parts(line)[0])

    def readable(self) -> Iterator[TracedLine]:
        """Yield its lines for readers: the code, then the data."""
        kept = [piece for piece in self._pieces if self._is_wanted(piece)]
        used = _used(kept)
        before: _Piece | None = None
        for piece in sorted(kept, key=lambda piece: not piece.is_code):
            is_named = piece.label and not (piece.is_local and piece.label not in used)
            if is_named:
                if before and (piece.begins_something or piece.is_code < before.is_code):
                    yield "", ""
                yield "", f"{piece.label}:"
            if is_named or (piece.is_code and piece.lines):
                before = piece
                for where, line in piece.lines:
                    yield where, _laid_out(line)

    def _read(self, line: str) -> None:
        section = _SECTION.match(line)
        if section:
            name = section["name"] or line.strip()
            self._is_left_out = name.startswith(_NOT_FOR_READERS)
            self._is_code = name.startswith(".text")
        elif self._is_left_out or self._noted(line):
            return
        elif label := _LABEL.match(line) or _ANCHOR.match(line):
            if label["name"] in self._functions:
                self._function, self._where = label["name"], ""
            self._pieces.append(_Piece(label["name"], self._function, self._is_code))
        elif _DATA.match(line):
            self._add("", line)
        elif not line.lstrip().startswith("."):
            self._add(self._where, line)

    def _noted(self, line: str) -> bool:
        """Note a directive about files, lines or functions; return whether the line is one."""
        if match := _LINE.match(line):
            name = self._files.get(int(match["file"]), "")
            self._where = self._place(name, int(match["line"]))
            self._shown.setdefault(self._function, bool(self._where) or self._is_around(name))
        elif match := _FILE.match(line):
            self._files[int(match["number"])] = match["name"]
        elif match := _FUNCTION.match(line):
            self._functions.add(match["name"])
        return match is not None

    def _place(self, file: str, line: int) -> str:
        name = self._origin(file)
        return f"{name}:{line}" if name and line else ""

    def _add(self, where: str, line: str) -> None:
        code, _ = _parts(line)
        if code.strip():
            self._pieces[-1].references.update(_REFERENCE.findall(code))
            self._pieces[-1].lines.append((where, line))

    def _is_wanted(self, piece: _Piece) -> bool:
        return not piece.is_code or not piece.function or self._shown.get(piece.function, False)


def _used(pieces: list[_Piece]) -> set[str]:
    """Return the labels that code and named objects refer to, and the labels that data there refers to."""
    by_label = {piece.label: piece for piece in pieces}
    used: set[str] = set()
    roots = [piece for piece in pieces if piece.is_code or not piece.is_local]
    waiting = [name for piece in roots for name in piece.references]
    while waiting:
        name = waiting.pop()
        if name in by_label and name not in used:
            used.add(name)
            waiting += by_label[name].references
    return used


def _parts(line: str) -> tuple[str, str]:
    """Return the code and the comment of a line; no comment begins before a quotation mark."""
    match = _COMMENT.search(line, line.rfind('"') + 1)
    return (line[: match.start()].rstrip(), line[match.start() :].strip()) if match else (line, "")


def _laid_out(line: str) -> str:
    """Return an instruction, or a piece of data, in columns."""
    code, comment = _parts(line)
    name, *rest = code.split(maxsplit=1)
    operands = rest[0].rstrip() if rest else ""
    if not name.startswith("."):
        operands = _DISPLACED.sub(_with_base_first, " ".join(operands.split()))
    text = f"    {name:<7} {operands}".rstrip()
    return f"{text}  {comment}" if comment and not _NUMBER_AGAIN.match(comment) else text


def _with_base_first(match: re.Match[str]) -> str:
    offset = int(match["offset"])
    return f"[{match['base']}{offset:+d}]" if offset else f"[{match['base']}]"
