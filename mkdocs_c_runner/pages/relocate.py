"""Places on a page that another plugin has rewritten: those of what its author wrote."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .scan import FoundFence, Origin, ScannedPage


def with_places(changed: ScannedPage, written: ScannedPage) -> tuple[ScannedPage, list[FoundFence]]:
    """The scan of a page that was changed after its author wrote it, with the places that are known.

    Args:
        changed: The scan of the text that is rendered.
        written: The scan of what the author wrote.

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
            new.append(_with_places_of(fence, written.fences[rewritten[number]]))
        else:
            new.append(fence if fence.path else fence.without_place())
        fences.append(new[-1])
    outputs = tuple(output._replace(line=None, path="") for output in changed.outputs)
    included = tuple(dict.fromkeys([*written.included, *changed.included]))
    return replace(written, fences=tuple(fences), outputs=outputs, included=included), new


def _is_same(fence: FoundFence, other: FoundFence) -> bool:
    return (fence.header, fence.source) == (other.header, other.source)


def _rewritten(
    changed: ScannedPage, written: ScannedPage, same: Sequence[int | None], left: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The fences whose code alone was changed: as many as there were, between two that are the same.

    Args:
        changed: The scan of the text that is rendered.
        written: The scan of what the author wrote.
        same: For each fence which one of the author's it is, if one is the same.
        left: The author's fences that are no more.

    Yields:
        The number of such a fence, and of what the author wrote in its place.
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


def _with_places_of(fence: FoundFence, written: FoundFence) -> FoundFence:
    """A fence with the place of the one that the author wrote, and with those of the lines that are alike."""
    output, said = fence.expected_output, written.expected_output
    if output is not None:
        line, column, path = (said.line, said.column, said.path) if said else (None, 1, "")
        output = output._replace(line=line, column=column, path=path)
    return fence._replace(
        line=written.line,
        column=written.column,
        path=written.path,
        origins=tuple(_origins(fence, written)),
        expected_output=output,
    )


def _origins(fence: FoundFence, written: FoundFence) -> Iterator[Origin]:
    """Where each line of a fence was written, or where the lines were that it has come from."""
    if written.line is None:
        return
    before, after = written.raw.split("\n"), fence.raw.split("\n")
    first = written.line
    origins = written.origins or [
        (written.path, first + number, written.column) for number in range(1, len(before) + 1)
    ]
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for _, start, end, new_start, new_end in matcher.get_opcodes():
        last = min(max(start, end - 1), len(origins) - 1)
        for number in range(new_end - new_start):
            now = fence.origins[new_start + number] if fence.origins else ("", 0, 0)
            is_included = bool(now[0])  # that has been written nowhere else
            yield now if is_included else origins[min(start + number, last)]
