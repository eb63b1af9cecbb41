"""The parts that can stand beneath a source: what was printed, what the compiler said and made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ..engine.result import Stage, Stream
from ..fence.options import Options
from ..media.errors import NotAResult
from ..messages.locate import with_title
from ..terminal.screen import to_runs
from .markup import IN_ENGLISH, text_of
from .messages import told_apart
from .notes import without_noted
from .results import Printed, result_of
from .shown import Shown
from .views import assembly, preprocessed

Part = Callable[[Shown], list[str]]

_BEGINNING = 2000  # bytes


def _diagnostics(shown: Shown) -> list[str]:
    compiled = shown.result.compile
    if shown.options.has_notes:
        compiled = without_noted(compiled, shown.options)
    compiled = _with_title(compiled, shown.options)
    messages = told_apart(text_of(compiled, ("stdout", "stderr")))
    return shown.text(messages, "c-runner-diagnostics", "diagnostics", IN_ENGLISH)


def _with_title(stage: Stage, options: Options) -> Stage:
    """What the compiler said, of a file that has the name that readers see above the block."""
    title = options.display.title
    if not title or options.names.file:
        return stage
    segments = tuple(
        replace(segment, text=with_title(segment.text, title)) for segment in stage.segments
    )
    return replace(stage, segments=segments)


def _output(shown: Shown) -> list[str]:
    run = shown.result.run
    if run is None:
        return []
    if shown.options.display.result != "text":
        return [*_made(shown, run.text("stdout")), *_stderr(shown)]
    if shown.options.process.stdio == "pipes":
        return [*_stream(shown, "stdout", apart=bool(run.text("stderr"))), *_stderr(shown)]
    streams: tuple[Stream, ...] = (
        ("terminal", "stdin") if shown.options.display.echo else ("terminal",)
    )
    return shown.text(text_of(run, streams), "c-runner-output", "output")


def _made(shown: Shown, printed: bytes) -> list[str]:
    """What is made of the output; if nothing can be made of it, which is a failure, its beginning as text."""
    try:
        return result_of(Printed(shown.options.display, printed, shown.publishing, shown.labels))
    except NotAResult:
        text = to_runs([(printed[:_BEGINNING], False)])
        return shown.text(text, "c-runner-output c-runner-stdout", "output")


def _stdout(shown: Shown) -> list[str]:
    return _stream(shown, "stdout")


def _stderr(shown: Shown) -> list[str]:
    return _stream(shown, "stderr")


def _stream(shown: Shown, name: Stream, *, apart: bool = True) -> list[str]:
    """One of two streams; alone it is simply the output."""
    run = shown.result.run
    if run is None:
        return []
    label = name if apart else "output"
    return shown.text(text_of(run, (name,)), f"c-runner-output c-runner-{name}", label)


PARTS: Mapping[str, Part] = {
    "output": _output,
    "stdout": _stdout,
    "stderr": _stderr,
    "diagnostics": _diagnostics,
    "asm": assembly,
    "preprocessed": preprocessed,
}
