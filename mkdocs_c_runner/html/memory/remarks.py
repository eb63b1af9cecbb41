"""What is told beside pictures of memory: why there are none, or not all."""

from __future__ import annotations

from collections.abc import Iterator

from ...engine.memory.snapshots import About, Memory, Remark, Snapshot
from ...labels import Labels
from .contents import place

_LABELS = {
    About.UNDEFINED: "memory_about_undefined",
    About.DIFFERENT: "memory_about_different",
    About.THREADS: "memory_about_threads",
    About.NOT_REACHED: "memory_about_not_reached",
    About.STEPS: "memory_about_steps",
    About.SIZE: "memory_about_size",
    About.NO_END: "memory_about_no_end",
    About.BUSY: "memory_about_busy",
    About.MACHINE: "memory_about_machine",
    About.UNREADABLE: "memory_about_unreadable",
}


def remarks(memory: Memory, own: str, labels: Labels) -> Iterator[str]:
    """Yield the sentences that stand beneath the pictures.

    Args:
        memory: The pictures.
        own: The name of the block's own file, which needs not be said.
        labels: The words.
    """
    for remark in memory.remarks:
        yield _sentence(remark, own, labels)
    if any(map(_is_cut, memory.snapshots)):
        yield labels["memory_not_all"]


def _is_cut(snapshot: Snapshot) -> bool:
    return bool(snapshot.limits)


def _sentence(remark: Remark, own: str, labels: Labels) -> str:
    where = place(remark.file, remark.line, own, labels)
    name = _LABELS[remark.about]
    if remark.about is About.UNDEFINED and not where:
        name = "memory_about_undefined_somewhere"
    if remark.about is About.NOT_REACHED and not where:
        name = "memory_about_size"
    return labels[name].format(place=where)
