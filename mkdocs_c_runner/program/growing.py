"""Puts the pieces of a fence into a file: in the place of what has the same names, or where they compile.

Nothing is guessed: where it is not sure which lines are meant, a `GrowthError` names them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..bounds import DEFINITIONS
from ..fence.values import hint, nearest
from .assemble import Part
from .c_tree import TAG
from .growth import GrowthError, Piece, pieces_of, prototype
from .order import in_order
from .placing import position
from .unit import Kind, Unit

_WORD = re.compile(r"\w+")
# A body that has dots in a comment, where dots alone stand for the body that is there.
_COMMENT_ALONE = re.compile(r"\{ ?(?:/\* ?(?:\.\.\.|…) ?\*/|// ?(?:\.\.\.|…)) ?\}[^{}]{0,100}\Z")


def grown(earlier: Sequence[Piece], part: Part) -> tuple[Piece, ...]:
    """Return the pieces of a file with those of a fence.

    Raises:
        GrowthError: If the fence does not fit.
    """
    if not earlier:
        return tuple(pieces_of(part))
    growing = _Growing(list(earlier), part)
    if len(growing.new) > DEFINITIONS:  # before each is compared with each
        raise GrowthError(f"the block has more than {DEFINITIONS:,} definitions")
    return growing.grown()


@dataclass
class _Growing:
    """A file to which the pieces of one fence are added.

    Attributes:
        pieces: The file.
        part: The fence.
        new: The pieces of the fence.
        defined: The names that they define.
    """

    pieces: list[Piece]
    part: Part
    new: list[Piece] = field(init=False)
    defined: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.new = pieces_of(self.part)
        names: frozenset[str] = frozenset()
        self.defined = names.union(*(piece.unit.defines for piece in self.new))

    def grown(self) -> tuple[Piece, ...]:
        self._check_twice()
        for number, name in self.part.listing.removals:
            self._remove(name, number)
        added = [piece for piece in self.new if not self._replaces(piece)]
        headlines = [piece for piece in added if piece.is_comment]
        # What needs a definition usually stands beneath it, and decides where it may go.
        definitions = [piece for piece in reversed(added) if not piece.is_comment]
        below: Piece | None = None
        for piece in (*headlines, *definitions):
            if below and piece.group and piece.group == below.group:
                index = self.pieces.index(below)
            else:
                index = self._position(piece, definitions)
            self.pieces.insert(index, piece)
            below = piece
        return tuple(in_order(self.pieces, self.part))

    def _position(self, piece: Piece, added: Sequence[Piece]) -> int:
        """Return the index for a new piece; for the last one of a group, that for all of it."""
        group = [one for one in added if one.group == piece.group and one.names]
        if piece.group and group:
            return min(position(self.pieces, one, self.new) for one in group)
        return position(self.pieces, piece, self.new)

    def _remove(self, name: str, number: int) -> None:
        """Take a definition away, with its declarations."""
        where = self.part.place_of(number)
        found = [piece for piece in self.pieces if name in piece.names]
        if not found:
            known = {known for piece in self.pieces for known in piece.names}
            tagged = [piece for piece in self.pieces if f"{TAG}{name}" in piece.unit.defines]
            likely = _named(tagged[0], f"{TAG}{name}") if tagged else nearest(name, known)
            meant = hint(likely) or "; take it out of the comment"
            raise GrowthError(f"{where}: the program has no {name} to remove{meant}")
        for piece in found:
            if piece.unit.kind is Kind.CONDITIONAL:
                raise GrowthError(
                    f"{where}: {name} stands within the #if at {piece.where}; write that #if without it"
                )
            if others := piece.unit.defines - piece.unit.optional - {name}:
                listed = ", ".join(_named(piece, other) for other in sorted(others))
                raise GrowthError(f"{where}: {piece.where} defines {listed}, too; write it anew")
            self.pieces.remove(piece)

    def _replaces(self, piece: Piece) -> bool:
        """Put a piece in the place of what has its names, if there is anything."""
        if piece.unit.kind is Kind.UNKNOWN:
            raise GrowthError(
                f"{piece.where}: not understood as a definition; a block that extends another one has whole "
                "definitions, each on lines of its own"
            )
        if piece.unit.folded:
            self._keep(piece)
            return True
        if not piece.names:
            return self._has_text_of(piece)
        self.pieces = [one for one in self.pieces if not (one.is_added and is_same(one, piece))]
        found = [earlier for earlier in self.pieces if is_same(earlier, piece)]
        if not found:
            self._check_macros(piece)
            return False
        if found[0].unit.kind is Kind.CONDITIONAL and piece.unit.kind is not Kind.CONDITIONAL:
            self._replace_within(found[0], piece)
            return True
        self._check(found, piece)
        if _COMMENT_ALONE.search(piece.text) and not _COMMENT_ALONE.search(found[0].text):
            raise GrowthError(
                f"{piece.where}: a comment is all of the body, so it would be empty; "
                "write { ... } for the body that is there"
            )
        self._follow_head(found[0], piece)
        if piece.group and not found[0].group:
            for other in found:
                self.pieces.remove(other)
            return False  # it goes where its group goes
        self.pieces[self.pieces.index(found[0])] = replace(piece, group=found[0].group)
        for other in found[1:]:
            self.pieces.remove(other)
        return True

    def _keep(self, piece: Piece) -> None:
        """Keep the definition for which a folded one stands, which says where others go."""
        if not piece.names:
            self._keep_without_name(piece)
            return
        found = [one for one in self.pieces if piece.unit.defines & one.unit.defines]
        names = ", ".join(sorted(name.removeprefix(TAG) for name in piece.unit.defines))
        if not found:
            raise GrowthError(
                f"{piece.where}: the program has no {names} that stays as it is; "
                "write its body in place of the dots"
            )
        if _words(piece.unit.head) != _words(found[0].unit.head):
            raise GrowthError(
                f"{piece.where}: {names} has another head than at {found[0].where}; "
                "write its body, too, in place of the dots"
            )
        self.pieces[self.pieces.index(found[0])] = replace(found[0], anchor=piece.unit)

    def _keep_without_name(self, piece: Piece) -> None:
        """Keep the enum without a name, of which there must be one."""
        found = [one for one in self.pieces if one.unit.is_unnamed]
        if len(found) != 1:
            count = f"{len(found)} enums" if found else "no enum"
            raise GrowthError(
                f"{piece.where}: the program has {count} without a name; "
                "write its constants in place of the dots, or leave it out"
            )
        self.pieces[self.pieces.index(found[0])] = replace(found[0], anchor=piece.unit)

    def _has_text_of(self, piece: Piece) -> bool:
        """Put a piece without names, such as an assertion or a headline, in the place of one with the same text."""
        for index, earlier in enumerate(self.pieces):
            if earlier.unit.kind is piece.unit.kind and earlier.text == piece.text:
                self.pieces[index] = replace(piece, group=earlier.group)
                return True
        return False

    def _check(self, found: Sequence[Piece], piece: Piece) -> None:
        """Make sure that nothing is lost, and that it is known which of several definitions is meant."""
        for earlier in found:
            if lost := earlier.unit.defines - earlier.unit.optional - self.defined:
                listed = ", ".join(_named(earlier, name) for name in sorted(lost))
                raise GrowthError(
                    f"{piece.where}: {earlier.where}, which is replaced, defines {listed}, too; "
                    "define it here again, or put it on a line of its own there"
                )
        for name in piece.unit.defines:
            places = [earlier.where for earlier in found if name in earlier.unit.defines]
            if len(places) > 1 and piece.unit.kind is not Kind.CONDITIONAL:
                raise GrowthError(
                    f"{piece.where}: {name} is defined more than once, at {' and '.join(places)}; "
                    "it is not known which one is meant"
                )

    def _check_twice(self) -> None:
        """Make sure that the fence defines each name once: of two definitions, only one would be in the program."""
        first: dict[str, Piece] = {}
        for piece in self.new:
            if piece.unit.kind not in (Kind.FUNCTION, Kind.MACRO, Kind.TYPE):
                continue
            for name in sorted(piece.unit.defines):
                if name in first:
                    raise GrowthError(
                        f"{piece.where}: {_named(piece, name)} is defined at {first[name].where}, too; write it once"
                    )
                first[name] = piece

    def _check_macros(self, piece: Piece) -> None:
        """Make sure that it is known where a macro is not defined any more."""
        for earlier in self.pieces:
            undefined = piece.names & earlier.unit.defines
            if undefined and piece.unit.kind is Kind.DIRECTIVE and earlier.unit.kind is Kind.MACRO:
                name = ", ".join(sorted(undefined))
                raise GrowthError(
                    f"{piece.where}: it is not known up to where the program uses {name}, defined at {earlier.where}; "
                    f'write "// c-runner: remove {name}" to take it out of the program'
                )

    def _replace_within(self, outer: Piece, piece: Piece) -> None:
        """Put a piece in its place between the lines of a conditional."""
        inner = [one for one in outer.unit.inner if piece.unit.defines & one.defines]
        if len(inner) != 1 or inner[0].inner or inner[0].defines - self.defined:
            names = ", ".join(sorted(piece.names & outer.names))
            raise GrowthError(
                f"{piece.where}: {names} stands in branches of the #if at {outer.where}; "
                "write that #if anew, from #if to #endif"
            )
        compiled = outer.part.listing.compiled
        first, last = compiled[inner[0].first - 1], compiled[inner[0].last - 1]
        group = outer.group or f"{outer.part.page} {outer.part.name} {outer.unit.first}"
        before = [one for one in outer.unit.inner if one.last < inner[0].first]
        after = [one for one in outer.unit.inner if one.first > inner[0].last]
        sides = [
            _side(outer, group, [n for n in outer.numbers if n < first], before),
            replace(piece, group=group),
            _side(outer, group, [n for n in outer.numbers if n > last], after),
        ]
        index = self.pieces.index(outer)
        self.pieces[index : index + 1] = [side for side in sides if side.numbers]

    def _follow_head(self, earlier: Piece, piece: Piece) -> None:
        """Let the prototypes of a function that has new parameters say so, unless the fence has prototypes itself."""
        head = piece.unit.head
        if not head or not earlier.unit.head or head == earlier.unit.head:
            return
        if any(piece.unit.defines & other.unit.declares for other in self.new):
            return
        for index, other in enumerate(self.pieces):
            if other.unit.kind is Kind.DECLARATION and other.unit.declares == piece.unit.defines:
                self.pieces[index] = prototype(piece, other.group)
            elif dict(other.unit.prototypes).keys() == other.unit.declares > piece.unit.defines:
                self.pieces[index] = _with_prototype(other, piece)


def _named(piece: Piece, name: str) -> str:
    """Return a name that a piece defines as messages have it: `enum color` for the tag of an enum."""
    if not name.startswith(TAG):
        return name
    written = re.search(rf"\b(?:struct|union|enum) {name.removeprefix(TAG)}\b", piece.text)
    return written[0] if written else name


def _words(head: str) -> list[str]:
    """Return the words and signs of a head, however they are spaced."""
    return re.findall(r"\w+|[^\w\s]", head)


def is_same(earlier: Piece, piece: Piece) -> bool:
    """Whether a piece defines, or only declares, the same as an earlier one."""
    if piece.unit.defines:
        return not piece.unit.defines.isdisjoint(earlier.unit.defines)
    return not earlier.unit.defines and not piece.names.isdisjoint(earlier.names)


def _with_prototype(declaration: Piece, function: Piece) -> Piece:
    """Return a declaration of several functions in which one of them has other parameters."""
    head = function.unit.head
    changed = dict.fromkeys(function.unit.defines & declaration.unit.declares, head)
    prototypes = dict(declaration.unit.prototypes) | changed
    words = set(_WORD.findall(head))
    types = {name for name in function.unit.needs if name.removeprefix(TAG) in words}
    needs = declaration.unit.needs | types
    unit = replace(declaration.unit, prototypes=tuple(prototypes.items()), needs=needs)
    written = " ".join(f"{text};" for text in prototypes.values())
    return replace(declaration, unit=unit, prototype=written)


def _side(outer: Piece, group: str, numbers: Sequence[int], inner: Sequence[Unit]) -> Piece:
    """Return a conditional up to a piece within it, or from there on."""
    names: frozenset[str] = frozenset()
    unit = replace(
        outer.unit,
        defines=names.union(*(one.defines for one in inner)),
        declares=names.union(*(one.declares for one in inner)),
        inner=tuple(inner),
    )
    return replace(outer, unit=unit, numbers=tuple(numbers), group=group)
