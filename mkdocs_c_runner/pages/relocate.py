"""The places of fences on a page that another plugin has rewritten: those of the author's own lines."""

from __future__ import annotations

import difflib
from collections import deque
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from ..bounds import REWRITTEN_LINES
from ..place import Place
from .found import FoundFence, NearMiss, ScannedPage


def with_places(
    changed: ScannedPage, written: ScannedPage, path: str
) -> tuple[ScannedPage, list[FoundFence]]:
    """Give the scan of a page that was changed after its author wrote it the places that are known.

    Args:
        changed: The scan of the text that is rendered.
        written: The scan of the author's text.
        path: The path of the page, as places name it.

    Returns:
        The scan, and the fences that are new in it.
    """
    same = _matched(changed, written)
    left = set(range(len(written.fences))).difference(index for index in same if index is not None)
    rewritten = dict(_rewritten(changed, written, same, left))
    fences = []
    new = []
    for number, (fence, found) in enumerate(zip(changed.fences, same, strict=True)):
        if found is not None:
            fences.append(written.fences[found])
            continue
        if number in rewritten:
            new.append(_with_places_of(fence, written.fences[rewritten[number]], path))
        else:
            is_included = fence.place.path != path
            new.append(fence if is_included else fence.without_place(path))
        fences.append(new[-1])
    nowhere = Place(path, None)
    misses = tuple(_misses(changed, written, path))
    outputs = tuple(output._replace(place=nowhere) for output in changed.outputs)
    included = tuple(dict.fromkeys([*written.included, *changed.included]))
    now = replace(
        written, fences=tuple(fences), outputs=outputs, included=included, near_misses=misses
    )
    return now, new


def _matched(changed: ScannedPage, written: ScannedPage) -> list[int | None]:
    """Return for each fence the index of the equal one that its author wrote, or None."""
    equal: dict[object, deque[int]] = {}
    for index, fence in enumerate(written.fences):
        equal.setdefault((fence.header, fence.source), deque()).append(index)
    found = (equal.get((fence.header, fence.source)) for fence in changed.fences)
    return [indices.popleft() if indices else None for indices in found]


def _misses(changed: ScannedPage, written: ScannedPage, path: str) -> Iterator[NearMiss]:
    """Yield the near misses of a page that was changed, with the places that are known."""
    left = list(written.near_misses)
    for miss in changed.near_misses:
        same = next((item for item in left if item.text == miss.text), None)
        if same is not None:
            left.remove(same)
            yield miss._replace(place=same.place)
        else:
            is_included = miss.place.path != path
            yield miss if is_included else miss._replace(place=Place(path, None))


def _rewritten(
    changed: ScannedPage, written: ScannedPage, same: Sequence[int | None], left: AbstractSet[int]
) -> Iterator[tuple[int, int]]:
    """Pair fences of which only the code changed: equally many between two unchanged ones.

    Args:
        changed: The scan of the text that is rendered.
        written: The scan of the author's text.
        same: For each fence the number of the author's one that is the same, or None.
        left: The numbers of the author's fences that are no more.

    Yields:
        The number of such a fence, and that of the author's fence in its place.
    """
    start, before = 0, -1
    for end, after in enumerate([*same, len(written.fences)]):
        if after is None:
            continue
        ours, theirs = range(before + 1, after), range(start, end)
        alike = len(ours) == len(theirs) and all(map(left.__contains__, ours))
        if alike and all(
            changed.fences[new].header == written.fences[old].header
            for old, new in zip(ours, theirs, strict=True)
        ):
            yield from zip(theirs, ours, strict=True)
        start, before = end + 1, after


def _with_places_of(fence: FoundFence, written: FoundFence, path: str) -> FoundFence:
    """Return a fence with the place of the author's own, and its lines with those of lines that are alike."""
    output, original = fence.expected_output, written.expected_output
    if output is not None:
        output = output._replace(place=original.place if original else Place(path, None))
    return fence._replace(
        place=written.place,
        origins=tuple(_origins(fence, written, path)),
        expected_output=output,
    )


def _origins(fence: FoundFence, written: FoundFence, path: str) -> Iterator[Place]:
    """Yield the place of each line of a fence, or of the lines that it was made from."""
    if written.place.line is None:
        return
    before, after = written.raw.split("\n"), fence.raw.split("\n")
    origins = written.origins or [
        written.place.below(number) for number in range(1, len(before) + 1)
    ]
    for start, end, new_start, new_end in _pieces(before, after):
        last = min(max(start, end - 1), len(origins) - 1)
        for number in range(new_end - new_start):
            now = fence.origins[new_start + number] if fence.origins else None
            if now is not None and now.path != path:  # it is included, and was written nowhere else
                yield now
            else:
                yield origins[min(start + number, last)]


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the ranges of lines that correspond to each other: those that are equal, and those that were changed.

    Where many lines were changed, they are one range: to compare each with each takes too long.
    """
    shorter = min(len(before), len(after))
    head = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if before[-1 - n] != after[-1 - n]), rest)
    end, new_end = len(before) - tail, len(after) - tail
    yield 0, head, 0, head
    if max(end, new_end) - head > REWRITTEN_LINES:
        yield head, end, head, new_end
    else:
        matcher = difflib.SequenceMatcher(None, before[head:end], after[head:new_end], False)  # noqa: FBT003
        for _, *piece in matcher.get_opcodes():
            first, last, new_first, new_last = (head + index for index in piece)
            yield first, last, new_first, new_last
    yield end, len(before), new_end, len(after)
