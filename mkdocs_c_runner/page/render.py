"""A snippet and its result become HTML. All class names and all structure are here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from html import escape
from typing import NamedTuple

from ..engine.job import MEBIBYTE, Limits
from ..engine.result import Result, Stage, Stream, Verdict
from .labels import SIGNAL_MEANINGS
from .options import FenceOptions
from .pointing import with_title
from .terminal_text import to_html

Labels = Mapping[str, str]

# Python-Markdown leaves an empty paragraph where there is nothing at all.
NOTHING = "<!-- c-runner -->"


class Source(NamedTuple):
    """The highlighted source of a block, as HTML.

    Attributes:
        visible: What readers see.
        whole: The same with its hidden lines; empty where there are none.
    """

    visible: str
    whole: str = ""


def block(
    options: FenceOptions,
    result: Result,
    source: Callable[[], Source],
    labels: Labels,
    unexpected: str = "",
) -> str:
    """The HTML of a block: its parts in the order that the author asked for.

    Args:
        options: What the fence asks for.
        result: What came of it.
        source: Makes the highlighted source.
        labels: The words around the output.
        unexpected: What was expected and did not come, in words that follow "expected to".
    """
    before: list[str] = []
    after: list[str] = []
    shown: list[str] = []
    for part in _parts(options, result):
        if part == "source":
            code = source()
            before += [*_figure(shown, result, labels), code.visible]
            shown = _whole(code, labels)
        else:
            shown += _part(part, options, result, labels)
    status = []
    if unexpected or _wants_status(options, result):
        status = [_paragraph(text) for text in _status(options, result, labels, unexpected)]
    after = _figure(shown + status, result, labels)
    return "\n".join([*before, *after]) or NOTHING


def unrun(source: Source, labels: Labels, sentences: Iterable[str] = ()) -> str:
    """A block that is not run.

    Args:
        source: Its source.
        labels: The words around the output.
        sentences: Why it is not run, if its author wanted it to.
    """
    notes = [_paragraph(sentence, "c-runner-problem") for sentence in sentences]
    content = _whole(source, labels) + notes
    if not content:
        return source.visible
    label = labels["not_run" if notes else "whole_source"]
    return f"{source.visible}\n{_group(content, label)}"


def problems(sentences: Iterable[str], labels: Labels) -> str:
    """The note that stands beneath a block whose header has mistakes."""
    return _group(
        [_paragraph(sentence, "c-runner-problem") for sentence in sentences], labels["not_run"]
    )


def _parts(options: FenceOptions, result: Result) -> tuple[str, ...]:
    """The parts that are asked for; a compiler error is shown in any case, where output would be."""
    parts = options.show
    failed = result.run is None and result.verdict is not Verdict.OK
    return parts if not failed or "diagnostics" in parts else (*parts, "diagnostics")


def _wants_status(options: FenceOptions, result: Result) -> bool:
    asked = {"output", "stdout", "stderr"} & set(options.show)
    failed = result.run is None and "diagnostics" in options.show
    return bool(asked) or failed or result.verdict is Verdict.INTERNAL_ERROR


def _figure(content: list[str], result: Result, labels: Labels) -> list[str]:
    if not content:
        return []
    label = labels["diagnostics" if result.run is None else "output"]
    return [_group(content, label, f' data-verdict="{result.verdict}"')]


def _group(content: Iterable[str], label: str, attributes: str = "") -> str:
    return (
        f'<div class="result c-runner"{attributes} role="group" aria-label="{escape(label)}">\n'
        f"{''.join(content)}</div>"
    )


def _whole(source: Source, labels: Labels) -> list[str]:
    """The source with its hidden lines, to be unfolded."""
    if not source.whole:
        return []
    summary = f"<summary>{escape(labels['whole_source'])}</summary>"
    return [f'<details class="c-runner-whole">\n{summary}\n{source.whole}\n</details>\n']


def _part(part: str, options: FenceOptions, result: Result, labels: Labels) -> list[str]:
    run = result.run
    if part == "diagnostics":
        text = _text(_with_title(result.compile, options), ("stdout", "stderr"))
        return _pre(text, "c-runner-diagnostics", labels["diagnostics"])
    if run is None:
        return []
    if part == "output" and options.stdio == "terminal":
        streams: tuple[Stream, ...] = ("terminal", "stdin") if options.echo else ("terminal",)
        return _pre(_text(run, streams), "c-runner-output", labels["output"])
    names: tuple[Stream, ...] = ("stdout", "stderr")
    wanted = [name for name in names if part in ("output", name)]
    apart = part != "output" or bool(run.text("stderr"))
    return [
        item
        for name in wanted
        for item in _pre(
            _text(run, (name,)),
            f"c-runner-output c-runner-{name}",
            labels[name if apart else "output"],
        )
    ]


def _with_title(stage: Stage, options: FenceOptions) -> Stage:
    """What the compiler said, of a file that has the name that readers see above the block."""
    if not options.title or options.file:
        return stage
    segments = tuple(
        replace(segment, text=with_title(segment.text, options.title)) for segment in stage.segments
    )
    return replace(stage, segments=segments)


def _text(stage: Stage, streams: tuple[Stream, ...]) -> str:
    return to_html(
        (segment.text, segment.stream == "stdin")
        for segment in stage.segments
        if segment.stream in streams
    )


def _pre(html: str, classes: str, label: str) -> list[str]:
    if not html:
        return []
    code = f'<code class="nohighlight language-text">{html}</code>'
    return [
        f'<p class="c-runner-label">{escape(label)}</p>\n',
        f'<pre class="{classes}">{code}</pre>\n',
    ]


def _paragraph(text: str, classes: str = "c-runner-status") -> str:
    return f'<p class="{classes}">{to_html([(text.encode(), False)])}</p>\n'


def _status(
    options: FenceOptions, result: Result, labels: Labels, unexpected: str
) -> Iterable[str]:
    """What there is to say about how the block ended, a sentence each."""
    run = result.run
    if result.verdict is Verdict.INTERNAL_ERROR:
        yield labels["internal_error"]
    elif run is None:
        limited = result.compile.limit_hit is not None
        yield labels["compile_limit" if limited else "not_compiled"]
    else:
        if run.truncated:
            key = "truncated_at_limit" if run.limit_hit == "output" else "truncated"
            shown = min(run.total_chars, options.run_limits.truncate)
            yield labels[key].format(shown=f"{shown:,}", total=f"{run.total_chars:,}")
        yield from _ending(run, options.run_limits, labels)
        if run.succeeded and not run.segments:
            yield labels["no_output"]
    if unexpected:
        yield labels["unexpected"].format(expectation=unexpected)


def _ending(run: Stage, limits: Limits, labels: Labels) -> Iterable[str]:
    if run.limit_hit in ("wall_time", "cpu_time"):
        yield labels["time_limit"].format(limit=f"{limits.wall_time:g} s")
    elif run.limit_hit == "memory":
        yield labels["memory_limit"].format(limit=_size(limits.memory))
    elif run.limit_hit == "output":
        yield labels["output_limit"].format(limit=_size(limits.output))
    elif run.signal is not None and run.signal in SIGNAL_MEANINGS:
        yield labels["killed"].format(signal=run.signal, meaning=SIGNAL_MEANINGS[run.signal])
    elif run.signal:
        yield labels["killed_unnamed"].format(signal=run.signal)
    elif run.exit_code:
        yield labels["exited"].format(status=str(run.exit_code))


def _size(count: int) -> str:
    return f"{count / MEBIBYTE:g} MiB"
