"""Blocks with pictures of memory, as pages have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from mkdocs_c_runner.engine.memory.snapshots import MAIN_ENDS, About, Limit, Memory, Remark
from mkdocs_c_runner.engine.memory.values import NotShown
from mkdocs_c_runner.engine.memory.writing import encode
from mkdocs_c_runner.engine.result import Artifact, Result, Segment, Stage, Verdict
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.html.block import block
from mkdocs_c_runner.html.publishing import Publishing
from mkdocs_c_runner.html.source import Source, explained
from mkdocs_c_runner.labels import Labels, words
from mkdocs_c_runner.markup import trusted

from ..shown import shown
from .pictures import BUGS, LIST, VALUES, array, call, pushed, snapshot
from .pictures import block as of_the_heap

SOURCE = trusted("<pre><code>" + "int x;\n" * 30 + "</code></pre>")


def html_of(
    memory: Memory,
    printed: bytes = b"",
    layout: Literal["stack", "tabs"] = "stack",
    script: str = "",
    labels: Labels = words("en"),  # noqa: B008 - it is read once
) -> str:
    """The HTML of a block with these snapshots."""
    options = Options()
    display = replace(options.display, show=("source", "memory"), layout=layout)
    run = Stage(exit_code=0, segments=(Segment("terminal", printed),) if printed else ())
    artifacts = (Artifact("memory", encode(memory)),)
    result = Result(Verdict.OK, Stage(exit_code=0), run, artifacts=artifacts)
    one = shown(replace(options, display=display), result, labels)
    if script:
        one = one._replace(publishing=Publishing(lambda _suffix, _content: script))
    return str(block([one], lambda: explained(Source(SOURCE), [one]), "name").html)


def all_words(labels: Labels) -> Iterator[str]:
    """Pictures with every word that can stand in them."""
    yield html_of(pushed(2), b"20\r\n10\r\n", labels=labels)
    everything = BUGS._replace(statics=VALUES.statics)
    unplaced = of_the_heap(9, array(1, more=3), "int")._replace(file="", line=0, type="")
    hidden = snapshot(
        call("main", 3, file=NotShown()),
        blocks=(unplaced, unplaced._replace(name="heap#8", size=1)),
    )
    snapshots = (
        *(everything, VALUES, LIST._replace(seen=2), hidden._replace(limits=(Limit.BLOCKS,))),
        *(LIST._replace(ended="SIGSEGV"), LIST._replace(ended=MAIN_ENDS)),
    )
    remarks = [Remark(about, "main.c", line) for about in About for line in (0, 3)]
    yield html_of(Memory(snapshots, tuple(remarks)), labels=labels)
