"""Programs that grow: the program of an earlier block, with what a later block defines anew.

A program is a list of pieces for each of its files, and each piece is some lines of one fence. `growing` puts the
pieces of a fence into a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..bounds import DEFINITIONS
from ..engine.toolchain.languages import C, is_source
from .assemble import Lines, Part, Program, assemble_files
from .c_tree import TAG
from .unit import Kind, Unit
from .units import units

_PUSH_OR_POP = re.compile(r"# ?pragma .{0,40}\b(push|pop)\b")


class GrowthError(ValueError):
    """A block does not fit into the program that it extends."""


@dataclass(frozen=True, eq=False)
class Piece:
    """Some lines of a fence in a program.

    Attributes:
        part: The fence.
        unit: The definition in these lines.
        numbers: The numbers of the lines in the fence.
        prototype: A declaration that stands in the place of these lines: that of a function which was written anew.
        group: The conditional or the `#pragma` around it, or empty.
        is_added: Whether it is a declaration that no fence has, without which the program would not compile.
        anchor: The folded unit of the last fence that says where this piece stands, or None.
    """

    part: Part
    unit: Unit
    numbers: tuple[int, ...]
    prototype: str = ""
    group: str = ""
    is_added: bool = False
    anchor: Unit | None = None

    @property
    def names(self) -> frozenset[str]:
        """The names that it defines or declares."""
        return self.unit.defines | self.unit.declares

    @property
    def is_comment(self) -> bool:
        """Whether it is a comment that stands alone."""
        return self.unit.kind is Kind.COMMENT

    @property
    def where(self) -> str:
        """The place of its code, for messages."""
        return str(self.part.place_of(self._code))

    @property
    def text(self) -> str:
        """Its code, with one blank in place of each space between words."""
        lines = self.part.listing.lines
        return self.prototype or " ".join(" ".join(lines[n - 1] for n in self.numbers).split())

    @property
    def _code(self) -> int:
        """The number in the fence of the line on which its code begins."""
        return self.part.listing.compiled[self.unit.code - 1]

    @property
    def head(self) -> int:
        """The number that readers give to the line on which its code begins."""
        shown = self.part.listing.shown
        return shown.index(self._code) + 1 if self._code in shown else max(1, len(shown))


class Grown(NamedTuple):
    """A program that others may extend.

    Attributes:
        files: The pieces of each file, by its name.
        parts: The fences that it is made of, even if all their lines were replaced.
        names: The name of the file of each of them.
    """

    files: Mapping[str, tuple[Piece, ...]]
    parts: tuple[Part, ...] = ()
    names: tuple[str, ...] = ()

    def with_part(self, part: Part, file: str) -> Grown:
        """Return the program with the definitions of a fence.

        Args:
            part: The fence.
            file: The name of its file.

        Raises:
            GrowthError: If the fence does not fit.
        """
        from .growing import grown  # noqa: PLC0415 - it needs the pieces

        if file == C.default_file and file not in self.files:
            for name, pieces in self.files.items():
                if any("main" in piece.unit.defines for piece in pieces):
                    raise GrowthError(f'main of that program stands in {name}; write file="{name}"')
        pieces = grown(self.files.get(file, ()), part)
        if len(pieces) > DEFINITIONS:
            raise GrowthError(f"the program has more than {DEFINITIONS:,} definitions")
        files = {**self.files, file: pieces}
        return Grown(files, (*self.parts, part), (*self.names, file))

    def with_parts(self, parts: Sequence[Part]) -> Grown:
        """Return the program of fences that have been edited.

        Args:
            parts: All its fences, in their order.

        Raises:
            GrowthError: If one does not fit any more.
        """
        if all(new is old for new, old in zip(parts, self.parts, strict=True)):
            return self
        made = Grown({})
        for part, file in zip(parts, self.names, strict=True):
            made = made.with_part(part, file)
        return made

    def program(self, block: Part, file: str, prelude: Part | None) -> Program:
        """Return the program of a block that is a part of this one.

        Args:
            block: The block.
            file: The name of its file.
            prelude: The code that the site or the page puts before it, or None.
        """
        names = sorted(self.files, key=lambda name: (name != file, not is_source(name)))
        parts = [part for part in self.parts if part is not block]
        files = {name: _lines_of(self.files[name]) for name in names}
        return assemble_files(block, parts, files, prelude)


def pieces_of(part: Part) -> list[Piece]:
    """Return the pieces of a fence.

    Raises:
        GrowthError: If it cannot be read.
    """
    compiled = part.listing.compiled
    try:
        found = units(part.listing.whole)
    except ValueError as error:
        raise GrowthError(f"{part.place_of(1)}: {error}") from None
    pieces = [Piece(part, unit, tuple(compiled[unit.first - 1 : unit.last])) for unit in found]
    return _with_regions(pieces)


def _with_regions(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with groups: from a `#pragma` that pushes to the one that pops, or from `#define` to `#undef`."""
    begins: list[int] = []
    macros: dict[str, int] = {}
    for index, piece in enumerate(pieces):
        if piece.unit.kind is Kind.MACRO:
            macros = dict.fromkeys(piece.unit.defines, index) | macros
        for name in piece.unit.declares if piece.unit.kind is Kind.DIRECTIVE else ():
            if (begin := macros.pop(name, None)) is not None:
                _close(pieces, begin, index, name)
        change = _PUSH_OR_POP.match(piece.text) if piece.unit.kind is Kind.DIRECTIVE else None
        if change and change[1] == "push":
            begins.append(index)
        elif change and begins:
            begin = begins.pop()
            if not begins:
                _close(pieces, begin, index)
    return pieces


def _close(pieces: list[Piece], begin: int, end: int, macro: str = "") -> None:
    """Make a group of pieces, except for main.

    Args:
        pieces: All pieces of a fence.
        begin: The index of the first one.
        end: The index of the last one.
        macro: A macro that is defined for them alone, so that it has no name for others.
    """
    region = pieces[begin : end + 1]
    if any("main" in one.unit.defines or one.group for one in region):
        return
    group = f"{region[0].part.page} {region[0].part.name} {region[0].unit.first}"
    for index, one in enumerate(region, begin):
        defines, declares = one.unit.defines - {macro}, one.unit.declares - {macro}
        unit = replace(one.unit, defines=defines, declares=declares)
        pieces[index] = replace(one, unit=unit, group=group)


def prototype(function: Piece, group: str = "") -> Piece:
    """Return the declaration of a function, in the words of its head. It needs nothing of its body."""
    words = set(re.findall(r"\w+", function.unit.head))
    needs = {name for name in function.unit.needs if name.removeprefix(TAG) in words}
    unit = replace(
        function.unit,
        kind=Kind.DECLARATION,
        defines=frozenset(),
        declares=function.unit.defines,
        needs=frozenset(needs) - function.unit.defines,
    )
    return replace(function, unit=unit, prototype=f"{function.unit.head};", group=group)


def _lines_of(pieces: Iterable[Piece]) -> Iterator[Lines]:
    for piece in pieces:
        number = piece.head if piece.prototype else 0
        yield Lines(piece.part, piece.numbers, piece.prototype, number)
