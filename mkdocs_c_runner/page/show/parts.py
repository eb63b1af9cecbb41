"""The parts that can stand beneath a source: what was printed, what the compiler said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from ...engine.result import Result, Stage, Stream
from ..options import FenceOptions
from ..pointing import with_title
from .markup import Labels, preformatted, text_of


class Shown(NamedTuple):
    """A block that was compiled, and perhaps run, as its parts see it.

    Attributes:
        options: What its fence asks for.
        result: What came of it.
        labels: The words around the parts.
    """

    options: FenceOptions
    result: Result
    labels: Labels


Part = Callable[[Shown], list[str]]


def _diagnostics(shown: Shown) -> list[str]:
    compiled = _with_title(shown.result.compile, shown.options)
    text = text_of(compiled, ("stdout", "stderr"))
    return preformatted(text, "c-runner-diagnostics", shown.labels["diagnostics"])


def _with_title(stage: Stage, options: FenceOptions) -> Stage:
    """What the compiler said, of a file that has the name that readers see above the block."""
    if not options.title or options.file:
        return stage
    segments = tuple(
        replace(segment, text=with_title(segment.text, options.title)) for segment in stage.segments
    )
    return replace(stage, segments=segments)


def _output(shown: Shown) -> list[str]:
    run = shown.result.run
    if run is None:
        return []
    if shown.options.stdio == "pipes":
        return [*_stream(shown, "stdout", apart=bool(run.text("stderr"))), *_stderr(shown)]
    streams: tuple[Stream, ...] = ("terminal", "stdin") if shown.options.echo else ("terminal",)
    return preformatted(text_of(run, streams), "c-runner-output", shown.labels["output"])


def _stdout(shown: Shown) -> list[str]:
    return _stream(shown, "stdout")


def _stderr(shown: Shown) -> list[str]:
    return _stream(shown, "stderr")


def _stream(shown: Shown, name: Stream, *, apart: bool = True) -> list[str]:
    """One of two streams; alone it is simply the output."""
    run = shown.result.run
    if run is None:
        return []
    label = shown.labels[name if apart else "output"]
    return preformatted(text_of(run, (name,)), f"c-runner-output c-runner-{name}", label)


PARTS: Mapping[str, Part] = {
    "output": _output,
    "stdout": _stdout,
    "stderr": _stderr,
    "diagnostics": _diagnostics,
    "none": lambda _: [],
}
