"""The places of fences on a page that another plugin has rewritten: those of the author's own lines."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..place import Place
from .found import FoundFence, ScannedPage


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
    left = list(range(len(written.fences)))
    same: list[int | None] = []
    for fence in changed.fences:
        found = next((index for index in left if _is_same(fence, written.fences[index])), None)
        if found is not None:
            left.remove(found)
        same.append(found)
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
    outputs = tuple(output._replace(place=nowhere) for output in changed.outputs)
    included = tuple(dict.fromkeys([*written.included, *changed.included]))
    return replace(written, fences=tuple(fences), outputs=outputs, included=included), new


def _is_same(fence: FoundFence, other: FoundFence) -> bool:
    return (fence.header, fence.source) == (other.header, other.source)


def _rewritten(
    changed: ScannedPage, written: ScannedPage, same: Sequence[int | None], left: Sequence[int]
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
        alike = len(ours) == len(theirs) and set(ours) <= set(left)
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
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        last = min(max(start, end - 1), len(origins) - 1)
        for number in range(new_end - new_start):
            now = fence.origins[new_start + number] if fence.origins else None
            if now is not None and now.path != path:  # it is included, and was written nowhere else
                yield now
            else:
                yield origins[min(start + number, last)]
