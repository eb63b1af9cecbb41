"""The order of a file in which each definition stands before what needs it, as far as a new fence has changed that.

What is needed moves up: all that is under its headline if that compiles there, else it alone. Functions stay under
their headlines; they are declared where those of other headlines need them, and so are functions that need each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .assemble import Part
from .c_tree import TAG
from .growth import Piece, prototype
from .unit import END_OF_GUARD, Kind

# Headlines that move, at most: each of them moves up once for a fence.
_MOST_MOVES = 20


def in_order(pieces: Sequence[Piece], part: Part) -> list[Piece]:
    """Return the pieces of a file in such an order.

    Args:
        pieces: The file.
        part: The fence that has changed it.
    """
    ordered = list(pieces)
    for _ in range(_MOST_MOVES):
        if not _moves_headline(ordered, part):
            break
    return _Order(ordered, part).made()


def _moves_headline(pieces: list[Piece], part: Part) -> bool:
    """Move all under one headline before the headline of what needs some of it; say whether there was any."""
    known: set[str] = set()
    definitions: dict[str, int] = {}
    for index, piece in enumerate(pieces):
        for name in piece.unit.defines:
            definitions.setdefault(name, index)
    for index, piece in enumerate(pieces):
        for name in sorted(piece.unit.needs - known - piece.names):
            later = definitions.get(name, 0)
            if later <= index or not _concerns(part, piece, pieces[later]):
                continue
            if pieces[later].unit.head:  # it is declared
                continue
            first, end = _section(pieces, later)
            user, _ = _section(pieces, index)
            if first is None or user is None or first <= index:
                continue
            moved = pieces[first:end]
            if _compiles(moved, pieces[:user], pieces):
                del pieces[first:end]
                pieces[user:user] = moved
                return True
        known |= piece.names
    return False


def _concerns(part: Part, *pieces: Piece) -> bool:
    """Whether one of these pieces is of a fence. Only what that has changed may move."""
    return any(piece.part is part for piece in pieces)


def _section(pieces: Sequence[Piece], index: int) -> tuple[int | None, int]:
    """Return the index of the headline of a piece, or None, and the index behind all under it."""
    above = (i for i in range(index, -1, -1) if pieces[i].is_comment)
    below = (
        i
        for i in range(index + 1, len(pieces))
        if pieces[i].is_comment or END_OF_GUARD in pieces[i].unit.defines
    )
    return next(above, None), next(below, len(pieces))


def _compiles(moved: Sequence[Piece], before: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    """Whether pieces find before them, or among them, all that the file defines and they need."""
    nothing: frozenset[str] = frozenset()
    names = nothing.union(*(piece.names for piece in pieces))
    known = nothing.union(*(piece.names for piece in (*before, *moved)))
    return all(piece.unit.needs & names <= known for piece in moved)


class _Order:
    """Takes the pieces of a file over one by one, each behind what it needs."""

    def __init__(self, pieces: Sequence[Piece], part: Part) -> None:
        self._pieces = pieces
        self._part = part
        self._definitions: dict[str, Piece] = {}
        for piece in pieces:
            for name in piece.unit.defines:
                self._definitions.setdefault(name, piece)
        self._headlines: dict[int, Piece | None] = {}
        headline: Piece | None = None
        for piece in pieces:
            headline = piece if piece.is_comment else headline
            self._headlines[id(piece)] = headline
        self._known: set[str] = set()
        self._complete: set[str] = set()  # without structs that are only declared
        self._taken: set[int] = set()
        self._made: list[Piece] = []

    def made(self) -> list[Piece]:
        """Return the pieces in their order."""
        for piece in self._pieces:
            self._take(piece)
        return self._made

    def _take(self, piece: Piece) -> None:
        """Take a piece over behind what it needs, without recursion: chains of needs may be long."""
        waiting = [piece]
        begun: set[int] = set()
        while waiting:
            current = waiting[-1]
            if id(current) in self._taken:
                waiting.pop()
                continue
            missing = [] if id(current) in begun else self._missing(current, begun)
            begun.add(id(current))
            if missing:
                waiting += reversed(missing)
                continue
            waiting.pop()
            if waiting and self._waits_for_data(current, begun):
                continue  # it is declared there, and has its turn behind it
            self._declare(current, begun)
            self._taken.add(id(current))
            self._known |= current.names
            self._complete |= current.names - {
                name for name in current.unit.declares if name.startswith(TAG)
            }
            self._made.append(current)

    def _missing(self, piece: Piece, begun: set[int]) -> list[Piece]:
        """Return the pieces that one needs and that have to move up for it."""
        if not _uses_others(piece):
            return []
        known = self._complete if piece.unit.kind is Kind.TYPE else self._known
        found = (self._definitions.get(name) for name in sorted(piece.unit.needs - known))
        return [
            one
            for one in found
            if one is not None
            and one is not piece
            and id(one) not in begun
            and id(one) not in self._taken
            and not one.group
            and not self._stays(one, piece)
            and (begun or _concerns(self._part, piece, one))
        ]

    def _stays(self, function: Piece, user: Piece) -> bool:
        """Whether a function stays under its headline, and is declared where another headline's code needs it."""
        if not function.unit.head:
            return False
        own, others = self._headlines[id(function)], self._headlines[id(user)]
        return own is not None and others is not None and own is not others

    def _waits_for_data(self, piece: Piece, begun: set[int]) -> bool:
        """Whether a function needs data that need it themselves: of the two, only the function can be declared."""
        if not piece.unit.head:
            return False
        found = (self._definitions.get(name) for name in piece.unit.needs - self._known)
        return any(
            one is not None
            and one.unit.kind is Kind.VARIABLE
            and id(one) in begun
            and id(one) not in self._taken
            for one in found
        )

    def _declare(self, piece: Piece, begun: set[int]) -> None:
        """Declare the functions that a piece needs and that need it themselves."""
        if not _uses_others(piece):
            return
        for name in sorted(piece.unit.needs - self._known - piece.names):
            one = self._definitions.get(name)
            if one is None or not one.unit.head or id(one) in self._taken:
                continue
            if id(one) in begun or _concerns(self._part, piece, one):
                self._made.append(replace(prototype(one), is_added=True))
                self._known.add(name)


def _uses_others(piece: Piece) -> bool:
    """Whether names in a piece mean what was defined before it; a macro is looked at where it is used."""
    return piece.unit.kind in (Kind.FUNCTION, Kind.VARIABLE, Kind.TYPE, Kind.DECLARATION)
