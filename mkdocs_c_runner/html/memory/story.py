"""All steps of a program as a table in words: which line comes next, what the one before changed, what it printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ...engine.memory.snapshots import MAIN_ENDS, Snapshot
from ...labels import Labels, number
from ...markup import Markup, element, joined, line
from ...markup import text as escaped
from ...terminal.screen import plain
from .contents import place
from .kept import Kept
from .texts import NAME, TOLD, tame
from .words import Words, facts

# The changes of one step that are told.
_MOST_CHANGES = 8


def table(
    snapshots: Sequence[Snapshot],
    printed: Sequence[bytes],
    code: Callable[[str, int], str],
    words: Words,
) -> Markup:
    """Return the table. A script takes its cells: the line, its code, the changes, what was printed.

    Args:
        snapshots: The steps.
        printed: What was printed in each, since the step before.
        code: Returns a line of the source.
        words: Tells snapshots.
    """
    labels = words.labels
    names = [labels["memory_step"], labels["memory_next_line"], "", labels["memory_change"]]
    if any(printed):
        names.append(labels["output"])
    head = line(
        "tr", *(element("th", name, scope="col") if name else element("td") for name in names)
    )
    rows = []
    kept = Kept()
    before: Snapshot | None = None
    known: dict[str, str] = {}
    for index, snapshot in enumerate(snapshots):
        now = facts(snapshot, words, kept)
        changes = joined(_changes(snapshot, before, now, known, words), "; ")
        cells = [
            element("td", number(index + 1, labels)),
            element("td", _where(snapshot, words)),
            element("td", _code(snapshot, code)),
            element("td", changes),
        ]
        if any(printed):
            text = plain(printed[index] + b"\n") if printed[index] else ""
            cells.append(element("td", text, class_="c-runner-printed"))
        rows.append(line("tr", *cells))
        before, known = snapshot, now
    parts = [line("thead", head), line("tbody", "\n", *rows)]
    return element("table", "\n", *parts, class_="c-runner-values c-runner-story")


def _where(snapshot: Snapshot, words: Words) -> str:
    """Return the line that comes next, as short as possible."""
    name = tame(snapshot.file.partition(" ")[0], NAME)
    if not snapshot.line:
        return ""
    if name in ("", words.own):
        return str(snapshot.line)
    return place(snapshot.file, snapshot.line, words.own, words.labels)


def _code(snapshot: Snapshot, code: Callable[[str, int], str]) -> Markup:
    text = " ".join(code(snapshot.file, snapshot.line).split())
    return element("code", tame(text, TOLD)) if text else joined([])


def _changes(
    now: Snapshot,
    before: Snapshot | None,
    facts_now: dict[str, str],
    known: dict[str, str],
    words: Words,
) -> Iterator[Markup]:
    """Yield what is told of a step."""
    labels = words.labels
    calls = [frame.name for frame in now.frames]
    earlier = [frame.name for frame in before.frames] if before else []
    if before and calls and calls != earlier:
        label = labels["memory_called" if len(calls) > len(earlier) else "memory_returned"]
        yield escaped(label.format(function=tame(calls[-1], NAME)))
    own = f"{calls[-1]}." if calls else ""
    told = [
        joined([element("code", tame(name.removeprefix(own).strip(), TOLD)), escaped(f": {said}")])
        for name, said in facts_now.items()
        if known.get(name) != said
    ]
    yield from told[:_MOST_CHANGES]
    if len(told) > _MOST_CHANGES:
        count = number(len(told) - _MOST_CHANGES, labels)
        yield escaped(labels["memory_more"].format(count=count))
    if now.ended:
        yield escaped(_end(now.ended, labels))


def _end(ended: str, labels: Labels) -> str:
    """Return how a program ended."""
    if ended == MAIN_ENDS:
        return labels["memory_ends"]
    name = "killed" if ended in labels else "killed_unnamed"
    return labels[name].format(signal=tame(ended, NAME), meaning=labels.get(ended, ""))
