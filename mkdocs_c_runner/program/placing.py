"""The places of new pieces in a file: behind what they need, before what needs them, and beside their neighbors.

A comment that stands alone is the headline of what follows it, up to the next one. A new definition goes to the end of
the headline under which its fence has it; without one, behind the definition that is above it in the fence.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from .assemble import Part
from .growth import Piece
from .unit import END_OF_GUARD, GUARD, Kind

# How the names of macros begin that headers of the system look at: `_GNU_SOURCE`.
_FOR_HEADERS = "_"

_DATA = frozenset({Kind.TYPE, Kind.VARIABLE, Kind.MACRO})
_PREPROCESSED = frozenset({Kind.MACRO, Kind.INCLUDE})

# The kinds that stand together, by a number; those that are not here stand with functions.
_GROUP_OF = {
    Kind.INCLUDE: 1,
    Kind.MACRO: 2,
    Kind.TYPE: 3,
    Kind.VARIABLE: 3,
}


def position(pieces: Sequence[Piece], piece: Piece, fence: Sequence[Piece]) -> int:
    """Return the index at which a new piece goes into a file; `order` moves what it needs before it.

    Args:
        pieces: The file.
        piece: The piece.
        fence: All pieces of its fence, in their order.
    """
    if END_OF_GUARD in piece.unit.defines:
        return len(pieces)
    if GUARD in piece.unit.defines:
        return 0
    ends = (index for index, one in enumerate(pieces) if END_OF_GUARD in one.unit.defines)
    begins = (index + 1 for index, one in enumerate(pieces) if GUARD in one.unit.defines)
    index = _position(pieces, piece, fence)
    return min(max(index, next(begins, 0)), next(ends, len(pieces)))


def _position(pieces: Sequence[Piece], piece: Piece, fence: Sequence[Piece]) -> int:
    """Return that index for what is no include guard, not yet between the lines of one."""
    if piece.is_comment:
        return _of_headline(pieces, piece, fence)
    headers = [index for index, one in enumerate(pieces) if one.unit.kind is Kind.INCLUDE]
    wanted = _beside(pieces, piece, fence)
    if piece.unit.kind is Kind.INCLUDE:
        has_functions = any(one.unit.kind is Kind.FUNCTION for one in pieces[:wanted])
        if wanted is None or has_functions or (headers and wanted == headers[-1] + 1):
            wanted = _among_headers(pieces, piece)
        return _outside_group(pieces, wanted)
    if piece.unit.kind is Kind.MACRO and _is_for_headers(piece):
        most = headers[0] if headers else 0
        return _outside_group(pieces, most if wanted is None else min(wanted, most))
    most = _first_user(pieces, piece)
    least = max(headers[-1] + 1 if headers else 0, _behind(pieces, piece.unit.needs))
    if wanted is None and piece.unit.kind in _DATA:
        wanted = _behind_data(pieces, piece.unit.kind, most)
    if wanted is None or not least <= wanted <= most:
        wanted = most
    return _outside_group(pieces, wanted)


def _is_for_headers(piece: Piece) -> bool:
    return all(name.startswith(_FOR_HEADERS) for name in piece.unit.defines)


def _among_headers(pieces: Sequence[Piece], piece: Piece) -> int:
    """Return the index for a new header: by the alphabet if the others are so, else behind them."""
    headers = [
        (one.text, index) for index, one in enumerate(pieces) if one.unit.kind is Kind.INCLUDE
    ]
    if not headers:
        first = (
            i for i, one in enumerate(pieces) if not one.is_comment and not _is_for_headers(one)
        )
        return next(first, len(pieces))
    later = [index for text, index in headers if text > piece.text]
    return later[0] if later and headers == sorted(headers) else headers[-1][1] + 1


def _behind_data(pieces: Sequence[Piece], kind: Kind, most: int) -> int | None:
    """Return the index behind the last data of a kind before an index; else before all that stands behind such data."""
    before = pieces[:most]
    kinds = _PREPROCESSED if kind is Kind.MACRO else _DATA
    data = [index for index, one in enumerate(before) if one.unit.kind in kinds]
    if data:
        return data[-1] + 1
    later = {Kind.FUNCTION} if kind is not Kind.MACRO else {Kind.FUNCTION, Kind.TYPE, Kind.VARIABLE}
    return next((index for index, one in enumerate(before) if one.unit.kind in later), None)


def _of_headline(pieces: Sequence[Piece], piece: Piece, fence: Sequence[Piece]) -> int:
    """Return the index for a new headline: above the definition or the headline that follows it in the fence.

    If these are new, too, it is before the headline of the first definition that needs one of those beneath it.
    """
    indices = _indices(pieces, piece.part)
    beneath: frozenset[str] = frozenset()
    kinds: set[Kind] = set()
    for one in fence[fence.index(piece) + 1 :]:
        index = indices.get(id(one.unit))
        if index is not None:
            return _outside_group(pieces, index)
        if one.is_comment:
            break
        beneath |= one.names
        kinds.add(one.unit.kind)
    if kinds and kinds <= _DATA:
        kind = Kind.MACRO if kinds == {Kind.MACRO} else Kind.TYPE
        index = _behind_data(pieces, kind, len(pieces))
        return _outside_group(pieces, len(pieces) if index is None else index)
    users = [
        index
        for index, one in enumerate(pieces)
        if "main" in one.unit.defines or not beneath.isdisjoint(one.unit.needs)
    ]
    index = users[0] if users else len(pieces)
    headline = next((i for i in range(index - 1, -1, -1) if pieces[i].is_comment), index)
    return _outside_group(pieces, headline)


def _beside(pieces: Sequence[Piece], piece: Piece, fence: Sequence[Piece]) -> int | None:
    """Return the index where a piece stands as in its fence.

    That is behind the definition above it, or before the one beneath it, under the same headline; or else at the end of
    the headline. None says that it has no neighbors there.
    """
    indices = _indices(pieces, piece.part)
    number = fence.index(piece)
    above = list(takewhile(lambda one: not one.is_comment, reversed(fence[:number])))
    below = takewhile(lambda one: not one.is_comment, fence[number + 1 :])
    has_headline = len(above) < number
    headline = indices.get(id(fence[number - 1 - len(above)].unit)) if has_headline else None
    for others, offset in ((above, 1), (below, 0)):
        for other in others:
            index = indices.get(id(other.unit))
            if index is not None and (has_headline or _are_neighbors(other, piece)):
                return index + offset
    return None if headline is None else _end_of_headline(pieces, headline)


def _are_neighbors(one: Piece, other: Piece) -> bool:
    """Whether definitions of these kinds usually stand together, or one is an assertion about the other."""
    if not other.names and not one.names.isdisjoint(other.unit.needs):
        return True
    return _GROUP_OF.get(one.unit.kind) == _GROUP_OF.get(other.unit.kind)


def _indices(pieces: Sequence[Piece], part: Part) -> dict[int, int]:
    """Return the indices of those pieces of a fence that are in a file already, by the ids of their units."""
    own = {
        id(one.unit): index
        for index, one in enumerate(pieces)
        if one.part is part and not one.prototype
    }
    return own | {id(one.anchor): index for index, one in enumerate(pieces) if one.anchor}


def _end_of_headline(pieces: Sequence[Piece], index: int) -> int:
    """Return the index behind all that stands under a headline."""
    later = (i for i in range(index + 1, len(pieces)) if pieces[i].is_comment)
    return next(later, len(pieces))


def _first_user(pieces: Sequence[Piece], piece: Piece) -> int:
    """Return the index of the first piece that needs this one; else that of main, or the end."""
    is_declared = piece.unit.kind is Kind.FUNCTION and any(
        piece.unit.defines <= one.unit.declares for one in pieces
    )
    if not is_declared:
        for index, one in enumerate(pieces):
            if not piece.names.isdisjoint(one.unit.needs):
                return index
    mains = (index for index, one in enumerate(pieces) if "main" in one.unit.defines)
    return next(mains, len(pieces))


def _behind(pieces: Sequence[Piece], needs: frozenset[str]) -> int:
    """Return the least index behind everything of these names. A declaration is enough."""
    least = 0
    known: set[str] = set()
    for index, one in enumerate(pieces):
        found = one.names & needs
        if found - known:
            least = index + 1
        known |= found
    while 0 < least < len(pieces) and _are_in_one_group(pieces, least):
        least += 1
    return least


def _outside_group(pieces: Sequence[Piece], index: int) -> int:
    """Return the index before the lines of a conditional if this one is between them."""
    while 0 < index < len(pieces) and _are_in_one_group(pieces, index):
        index -= 1
    return index


def _are_in_one_group(pieces: Sequence[Piece], index: int) -> bool:
    """Whether the piece at an index and the one before it are."""
    return bool(pieces[index].group) and pieces[index].group == pieces[index - 1].group
