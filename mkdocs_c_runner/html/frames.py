"""The states of a screen that a program drew again and again, for readers who want to see more than the last one."""

from __future__ import annotations

from ..engine.result import Stream
from ..labels import number
from ..markup import element, line
from .pieces import NOT_COPIED, PRINTED, Section, piece
from .shown import Shown


def drawings(shown: Shown, streams: tuple[Stream, ...]) -> list[Section]:
    """Return the states, which readers can unfold; nothing if there is only one, or nobody asks for them."""
    run = shown.result.run
    if run is None or not shown.options.display.frames:
        return []
    from ..terminal.sequences import frames  # noqa: PLC0415 - few programs move the cursor

    states, count = frames(run.pieces(*streams), shown.options.process.truncate)
    if count < 2:
        return []
    total = number(count, shown.labels)
    if len(states) == count:
        summary = shown.labels["frames"].format(count=total)
    else:
        first = number(len(states), shown.labels)
        summary = shown.labels["some_frames"].format(shown=first, total=total)
    pieces = [piece(state, "c-runner-frame", shown.look, PRINTED) for state in states]
    html = line(
        "details",
        "\n",
        element("summary", summary),
        "\n",
        *pieces,
        data_search_exclude=True,
        class_=f"c-runner-more {NOT_COPIED}",
    )
    return [Section("", html)]
