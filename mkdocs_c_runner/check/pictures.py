"""What an author should know of pictures of memory that are missing, or not all of them, and what to type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..engine.artifacts import MEMORY
from ..engine.job import Job
from ..engine.result import Result
from ..program.hidden_lines import may_hide

if TYPE_CHECKING:
    from ..engine.memory.snapshots import Remark
    from ..program.snippet import Snippet

_WORDS = {
    "different": "the program is not the same in each run, so it has no pictures. Let it depend neither on the time, "
    "nor on its own addresses, nor on other threads, and give random numbers a fixed seed.",
    "undefined": "{place}the program depends on memory that was never initialized. Give each variable a value before "
    "it is read.",
    "threads": "{place}another thread begins, but only the first one is shown. To show what another one does, call its "
    "function from main, in a block without threads.",
    "not-reached": "{place}the program never comes here. Move the snapshot comment before a line that is executed.",
    "size": "there are more pictures than fit. Ask for fewer, or for some variables: // c-runner: snapshot NAME.",
    "no-end": "the program did not end by itself, so its end is not shown. Show the moment before a line: "
    "// c-runner: snapshot.",
    "machine": "there are no pictures on {text}. Build the site on x86-64 with gcc or clang, or record its results "
    "there.",
    "unreadable": "{text}.",
}

# The parts that stand behind pictures, mostly.
_PRINTED = ("output", "stdout", "stderr")

_NAME = re.compile(rb"[A-Za-z_]\w{0,60}")


def about_pictures(result: Result) -> Iterator[str]:
    """Yield a sentence for each thing that is told beneath the pictures of a block, and the cure."""
    text = next((item.text for item in result.artifacts if item.name == MEMORY), None)
    if text is None:
        return
    # Sites without pictures do without all of it.
    from ..engine.memory.record import remarks_of  # noqa: PLC0415

    for remark in remarks_of(text):
        if words := _WORDS.get(remark.about.value):
            yield f'show="memory": {words.format(place=_place(remark), text=remark.text)}'


def about_names(job: Job) -> Iterator[str]:
    """Yield a sentence for each name in a snapshot comment that is nowhere in the program, and the cure.

    Args:
        job: The job of a block.
    """
    marks = job.pictures.marks
    asked = dict.fromkeys(name for mark in marks for name in mark.names)
    if not asked:
        return
    known = {name for source in job.sources for name in _NAME.findall(source.content)}
    for name in asked:
        if name.lstrip("*").encode() not in known:
            yield (
                f'show="memory": the program has no variable {name.lstrip("*")}, which // c-runner: snapshot names. '
                "Write the name of a variable, or nothing, for all variables."
            )


def about_snapshots(snippet: Snippet) -> Iterator[str]:
    """Yield a sentence if a block has snapshot comments that ask for nothing, and the cure."""
    part = snippet.program.parts[0]
    if not may_hide(part.source):
        return
    display = snippet.options.display
    is_pictured = MEMORY in display.show
    if (is_pictured and not display.steps) or not part.listing.snapshots:
        return
    if is_pictured:
        yield (
            "steps shows the moment before each line, so // c-runner: snapshot asks for nothing. Remove steps, or the "
            "comment."
        )
    else:
        show = [part for part in display.show if part != "none"]
        index = next((at for at, part in enumerate(show) if part in _PRINTED), len(show))
        asked = " ".join([*show[:index], MEMORY, *show[index:]])
        yield (
            f"// c-runner: snapshot asks for a picture, but this block does not show its memory. Write "
            f'show="{asked}", or remove the comment.'
        )


def _place(remark: Remark) -> str:
    return f"{remark.file}:{remark.line}: " if remark.line else ""
