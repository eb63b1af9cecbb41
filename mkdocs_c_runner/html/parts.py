"""The parts that can stand beneath a source: the output of the program and that of the compiler."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..engine.result import Stage, Stream
from ..media import KINDS
from ..media.errors import NotAResult
from ..media.kind import Canvas
from ..terminal.screen import to_runs
from .frames import drawings
from .pieces import Section, text_of
from .reports import without_details
from .shown import Shown

Part = Callable[[Shown], list[Section]]

# Bytes of output that is not of its kind.
_BEGINNING = 2000


def _diagnostics(shown: Shown) -> list[Section]:
    if not shown.result.compile.segments:
        return []
    from .emphasis import emphasized  # noqa: PLC0415 - most compilers have nothing to say
    from .excerpts import MESSAGES  # noqa: PLC0415
    from .notes import without_noted  # noqa: PLC0415

    options = shown.options
    compiled = without_noted(shown) if options.has_notes else shown.result.compile
    text = text_of(compiled, ("stdout", "stderr"))
    title = "" if options.names.file else options.display.title
    return shown.text(emphasized(text, title), "c-runner-diagnostics", "diagnostics", MESSAGES)


def _output(shown: Shown) -> list[Section]:
    run = shown.result.run
    if run is None:
        return []
    if shown.options.display.result in KINDS:
        return [*_value(shown, run), *_stderr(shown)]
    if shown.options.process.stdio == "pipes":
        return [*_stream(shown, "stdout", apart=bool(run.text("stderr"))), *_stderr(shown)]
    streams: tuple[Stream, ...] = (
        ("terminal", "stdin") if shown.options.display.echo else ("terminal",)
    )
    text, reports = without_details(shown, text_of(run, streams))
    output = shown.text(text, "c-runner-output", "output")
    return [*output, *reports, *drawings(shown, streams)]


def _value(shown: Shown, run: Stage) -> list[Section]:
    """Return the value that was printed. Output that is none, which is a failure, is shown as text, cut short."""
    options, value = shown.options, shown.checked.ran.value
    kind = KINDS[options.display.result]
    canvas = Canvas(
        shown.labels,
        shown.publishing.publish,
        options.display.alt or options.display.title,
        shown.publishing.markdown,
        options.display.search,
    )
    try:
        if isinstance(value, NotAResult):
            raise value
        label = shown.labels["output"] if kind.is_labeled else ""
        return [Section(label, kind.draw(value, canvas))]
    except NotAResult:
        text = to_runs([(run.text("stdout")[:_BEGINNING], False)])
        return shown.text(text, "c-runner-output c-runner-stdout", "output")


def _stdout(shown: Shown) -> list[Section]:
    return _stream(shown, "stdout")


def _stderr(shown: Shown) -> list[Section]:
    return _stream(shown, "stderr")


def _stream(shown: Shown, name: Stream, *, apart: bool = True) -> list[Section]:
    """Return one of two streams; alone it is simply the output."""
    run = shown.result.run
    if run is None:
        return []
    label = name if apart else "output"
    text, reports = without_details(shown, text_of(run, (name,)))
    output = shown.text(text, f"c-runner-output c-runner-{name}", label)
    return [*output, *reports, *drawings(shown, (name,))]


def _view(function: str) -> Part:
    """Return a part of `views.py`, which is imported when the first block shows one."""

    def part(shown: Shown) -> list[Section]:
        from . import views  # noqa: PLC0415

        sections: list[Section] = getattr(views, function)(shown)
        return sections

    return part


def _memory(shown: Shown) -> list[Section]:
    from .memory.part import memory  # noqa: PLC0415 - a room of its own, which few sites need

    return memory(shown)


def _changes(shown: Shown) -> list[Section]:
    from .changes import changes  # noqa: PLC0415 - few sites show any

    return changes(shown)


def _program(shown: Shown) -> list[Section]:
    from .whole_program import program  # noqa: PLC0415 - see above

    return program(shown)


def _command(shown: Shown) -> list[Section]:
    from .command import command  # noqa: PLC0415 - few blocks show it

    return command(shown)


def _data(shown: Shown) -> list[Section]:
    from .data import data  # noqa: PLC0415 - few blocks show it

    return data(shown)


PARTS: Mapping[str, Part] = {
    "command": _command,
    "data": _data,
    "output": _output,
    "stdout": _stdout,
    "stderr": _stderr,
    "diagnostics": _diagnostics,
    "asm": _view("assembly"),
    "preprocessed": _view("preprocessed"),
    "symbols": _view("symbols"),
    "sections": _view("sections"),
    "disassembly": _view("disassembly"),
    "memory": _memory,
    "changes": _changes,
    "program": _program,
}
