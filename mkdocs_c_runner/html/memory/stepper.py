"""All steps of a program as one drawing: each piece is in it once, with the steps in which it is seen.

A script goes from step to step; it takes all words from the table of the steps. Without it readers see the last step
and that table.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from typing import NamedTuple

from ...bounds import MEMORY_DRAWING
from ...engine.memory.snapshots import Snapshot
from ...engine.result import Stage
from ...labels import Labels
from ...markup import EMPTY, Markup, element, joined, line, void
from ..pieces import NOT_COPIED, paragraph
from ..publishing import Publishing
from . import story
from .around import in_words, scrolled
from .contents import Contents, changed, contents
from .drawing import Group, groups, headings, translation
from .kept import Kept
from .laid import Layout
from .layout import Laid
from .room import Sizes, room_of
from .words import Words

SCRIPT = resources.files("mkdocs_c_runner").joinpath("assets/memory.js")

# About as many characters as a place and a range of steps take.
_PLACE, _RANGE = 14, 10

_BOX, _ARROW = '<rect class="c-runner-box', '<path class="c-runner-arrow'


class Printed(NamedTuple):
    """What a program printed, in each step since the one before."""

    pieces: tuple[bytes, ...]

    @classmethod
    def of(cls, run: Stage | None, snapshots: Sequence[Snapshot]) -> Printed:
        """Divide the output of a run. What comes after the last step belongs to it."""
        text = b""
        if run is not None:
            streams = {segment.stream for segment in run.segments}
            text = run.text("terminal" if "terminal" in streams else "stdout")
            text = text.replace(b"\r\n", b"\n")
        ends = [snapshot.printed for snapshot in snapshots[:-1]] + [len(text)]
        begins = [0, *ends[:-1]]
        return cls(tuple(text[begin:end] for begin, end in zip(begins, ends, strict=True)))


class _Moving:
    """A box through all steps: where it stands, and its pieces, with the ranges of steps in which each is seen."""

    def __init__(self) -> None:
        self.steps: list[list[int]] = []
        self.places: list[tuple[int, int, int]] = []
        self.pieces: dict[Markup, list[list[int]]] = {}
        self._shown: tuple[Markup, ...] = ()
        self._ends: list[list[int]] = []
        self._last = -2  # the step at which it was shown last

    def add(self, step: int, group: Group) -> int:
        """Take in a step, and return about how many characters more that makes."""
        size = 0
        if not self.places or self.places[-1][1:] != (group.x, group.y):
            self.places.append((step, group.x, group.y))
            size += _PLACE
        if self._last == step - 1 and group.pieces == self._shown:
            self._last = step
            return size
        self._end()
        ends = {id(one := _longer(self.steps, step)): one}
        for piece in group.pieces:
            seen = self.pieces.setdefault(piece, [])
            if not seen:
                size += len(piece)
            if not seen or seen[-1][1] < step - 1:
                size += _RANGE
            one = _longer(seen, step)
            ends[id(one)] = one
        self._shown, self._ends, self._last = group.pieces, [*ends.values()], step
        return size

    def _end(self) -> None:
        """Let the ranges of what was shown last reach to its last step."""
        for one in self._ends:
            one[1] = self._last

    def html(self, last: int) -> Markup:
        """Return it as an element. Boxes come first, and arrows last."""
        self._end()
        seen = ranges(self.steps, last)
        order = sorted(
            self.pieces, key=lambda piece: piece.startswith(_ARROW) - piece.startswith(_BOX)
        )
        pieces = []
        for piece in order:
            steps = ranges(self.pieces[piece], last)
            pieces.append(piece if steps == seen else element("g", piece, data_s=steps))
        _, x, y = self.places[-1]
        places = " ".join(f"{step},{x},{y}" for step, x, y in self.places)
        return element(
            "g",
            *pieces,
            data_s=seen,
            data_at=places if len(self.places) > 1 else None,
            transform=translation(x, y),
        )


def stepper(
    snapshots: Sequence[Snapshot],
    printed: Printed,
    code: Callable[[str, int], str],
    words: Words,
    publishing: Publishing,
    *,
    search: bool = True,
) -> Markup:
    """Return a drawing that readers go through, step by step.

    Args:
        snapshots: The steps.
        printed: What was printed in each.
        code: Returns a line of the source.
        words: The words.
        publishing: Publishes the script.
        search: Whether the search of the site finds the words.
    """
    labels = words.labels
    address = publishing.publish(".js", SCRIPT.read_bytes())
    with _uncollected():
        drawing, count = _drawing(snapshots, words)
    notes = EMPTY
    if count < len(snapshots):
        snapshots, printed = snapshots[:count], Printed(printed.pieces[:count])
        notes = paragraph(labels["memory_about_steps"], "c-runner-problem", search=search)
    table = story.table(snapshots, printed.pieces, code, words)
    output = EMPTY
    if any(printed.pieces):
        label = line("p", labels["output"], class_="c-runner-label")
        text = element("code", class_="nohighlight")
        so_far = element("pre", text, class_=f"c-runner-so-far {NOT_COPIED}")
        output = line("div", label, so_far, hidden=True)
    steps = line(
        "div",
        "\n",
        _bar(count, labels),
        scrolled(drawing, labels),
        output,
        in_words(table, labels, search=search, label="memory_steps"),
        class_="c-runner-steps",
    )
    script = line("script", src=address, defer=True) if address else EMPTY
    return joined([steps, notes, script])


@contextmanager
def _uncollected() -> Iterator[None]:
    """Do not look for objects that refer to each other in circles: a drawing makes many objects, and none such."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _bar(count: int, labels: Labels) -> Markup:
    """Return the controls, which the script shows."""
    return line(
        "div",
        element("button", "‹", type="button", aria_label=labels["memory_back"]),
        void(
            "input",
            type="range",
            min="1",
            max=str(count),
            value="1",
            aria_label=labels["memory_step"],
        ),
        element("button", "›", type="button", aria_label=labels["memory_forward"]),
        element("output"),
        class_="c-runner-bar",
        hidden=True,
    )


def _drawing(snapshots: Sequence[Snapshot], words: Words) -> tuple[Markup, int]:
    """Return all steps as one drawing, and how many there are in it: no more than a page can hold."""
    labels = words.labels
    kept = Kept()
    all_contents = [contents(snapshot, labels, words.own, kept) for snapshot in snapshots]
    sizes = Sizes(room_of(all_contents, kept))
    laid = [Laid(one, sizes, kept) for one in all_contents]
    heap = max(one.heap for one in laid)
    layouts = [one.with_heap(heap) for one in laid]
    widest = max(layouts, key=lambda one: one.heap)
    width, height = max(one.width for one in layouts), max(one.height for one in layouts)
    moving, count = _united(all_contents, layouts, kept)
    drawing = element(
        "svg",
        headings(widest, labels["memory_stack"], labels["memory_heap"]),
        *(one.html(count - 1) for one in moving),
        data_search_exclude=True,
        width=str(width),
        height=str(height),
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_label=labels["memory"],
    )
    return drawing, count


def _united(
    all_contents: Sequence[Contents], layouts: Sequence[Layout], kept: Kept
) -> tuple[Iterable[_Moving], int]:
    """Return the boxes of all steps, and the number of the steps."""
    moving: dict[str, _Moving] = {}
    size = 0
    before = None
    for step, (now, drawn) in enumerate(zip(all_contents, layouts, strict=True)):
        if size > MEMORY_DRAWING:
            return moving.values(), step
        for group in groups(drawn, changed(now, before), kept):
            found = moving.get(group.key)
            if found is None:
                found = moving[group.key] = _Moving()
            size += found.add(step, group)
        before = now
    return moving.values(), len(layouts)


def _longer(found: list[list[int]], step: int) -> list[int]:
    """Return the last of some ranges, which has a step in it now."""
    if not found or found[-1][1] < step - 1:
        found.append([step, step])
    found[-1][1] = step
    return found[-1]


def ranges(found: Sequence[Sequence[int]], last: int) -> str:
    """Return ranges as text: `0-3 7 9-`; a range that goes on to the last step has no end."""
    texts = []
    for begin, end in found:
        if end == last:
            texts.append(f"{begin}-")
        else:
            texts.append(f"{begin}-{end}" if begin < end else str(begin))
    return " ".join(texts)
