"""The pictures of memory of a block: one beneath the other, or all steps as one drawing."""

from __future__ import annotations

from functools import lru_cache

from ...engine.artifacts import MEMORY
from ...engine.memory.record import decode
from ...engine.memory.snapshots import MAIN_ENDS, Memory, Snapshot
from ...labels import Labels, number
from ...markup import Markup, element, joined
from ..code_lines import put_before
from ..pieces import Section, paragraph
from ..shown import Shown
from .around import in_words, scrolled
from .contents import Contents, changed, contents, place
from .drawing import groups, headings, moved
from .layout import layout
from .remarks import remarks
from .stepper import Printed, stepper
from .texts import NAME, tame
from .words import Words

# How many of them are held: a block is drawn more than once, to be compared with its variants.
_HELD = 8


def memory(shown: Shown) -> list[Section]:
    """Return the pictures, and what is to be told of them; nothing if there are none."""
    held = memory_of(shown)
    if held is None:
        return []
    own, labels, search = shown.options.names.file_name, shown.labels, shown.look.search
    notes = [
        paragraph(text, "c-runner-problem", search=search) for text in remarks(held, own, labels)
    ]
    sections = []
    if held.steps and len(held.snapshots) > 1:
        printed = Printed.of(shown.result.run, held.snapshots)
        html = stepper(
            held.snapshots,
            printed,
            shown.line,
            Words(labels, own),
            shown.publishing,
            search=search,
        )
        sections = [Section(labels["memory"], html)]
    else:
        before: Contents | None = None
        for snapshot in held.snapshots:
            now = contents(snapshot, labels, own)
            html = picture(snapshot, now, before, Words(labels, own), search=search)
            sections.append(Section(title(snapshot, own, labels), html))
            before = now
    if not notes:
        return sections
    if not sections:
        return [Section(labels["memory"], joined(notes))]
    label, html = sections[-1]
    return [*sections[:-1], Section(label, joined([html, *notes]))]


def with_marks(html: Markup, shown: Shown) -> Markup:
    """Return highlighted source with a mark in each line that a step comes to, for the script to show."""
    held = memory_of(shown)
    if held is None or not held.steps:
        return html
    own = shown.options.names.file_name
    lines = {step.line for step in held.snapshots if step.file == own and step.line}
    marks = {one: element("span", class_="c-runner-step", data_line=str(one)) for one in lines}
    return put_before(html, marks)


def memory_of(shown: Shown) -> Memory | None:
    """Return the snapshots of a block, or None if it has none."""
    texts = (item.text for item in shown.result.artifacts if item.name == MEMORY)
    text = next(texts, None)
    return _decoded(text) if text else None


@lru_cache(maxsize=_HELD)
def _decoded(text: bytes) -> Memory | None:
    try:
        return decode(text)
    except ValueError:
        return None


def title(snapshot: Snapshot, own: str, labels: Labels) -> str:
    """Return what stands above a picture: the moment that it shows."""
    where = place(snapshot.file, snapshot.line, own, labels)
    if snapshot.ended == MAIN_ENDS:
        return labels["memory_at_end"]
    if snapshot.ended:
        return labels["memory_crash"].format(signal=tame(snapshot.ended, NAME), place=where)
    if snapshot.seen > 1:
        count = number(snapshot.seen, labels)
        return labels["memory_again"].format(place=where, count=count)
    return labels["memory_before"].format(place=where) if where else labels["memory"]


def picture(
    snapshot: Snapshot, now: Contents, before: Contents | None, words: Words, *, search: bool
) -> Markup:
    """Return a picture with its words."""
    labels = words.labels
    drawn, new = layout(now), changed(now, before)
    svg = element(
        "svg",
        headings(drawn, labels["memory_stack"], labels["memory_heap"]),
        *(moved(group) for group in groups(drawn, new)),
        # The words say the same.
        data_search_exclude=True,
        width=str(drawn.width),
        height=str(drawn.height),
        viewBox=f"0 0 {drawn.width} {drawn.height}",
        role="img",
        aria_label=title(snapshot, words.own, labels),
    )
    told = words.list_of(snapshot, new)
    return joined([scrolled(svg, labels), in_words(told, labels, search=search)])
