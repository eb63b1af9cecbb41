"""The sentences that tell how a block ended."""

from __future__ import annotations

from collections.abc import Iterable

from ..engine.job import MEBIBYTE, Limits
from ..engine.result import LIMIT_VERDICTS, Result, Stage, Stream, Verdict
from ..fence.options import Options
from ..labels import Labels, number
from ..terminal.seen import length

_LIMITS = {str(verdict): limit for limit, verdict in LIMIT_VERDICTS.items()}

_PRINTED: tuple[Stream, ...] = ("terminal", "stdout", "stderr")


def status(options: Options, result: Result, labels: Labels, expectation: str) -> Iterable[str]:
    """Yield the sentences about the end of a block.

    Args:
        options: The options of its fence.
        result: Its result.
        labels: The words for it.
        expectation: The expectation that was not met, in words that follow "expected to", or empty.
    """
    run = result.run
    if result.verdict is Verdict.INTERNAL_ERROR:
        yield labels["internal_error"]
    elif not result.compile.succeeded:
        limited = result.compile.limit_hit is not None
        yield labels["compile_limit" if limited else "not_compiled"]
    elif run is not None:
        shown, total = _seen(run, options.process.truncate)
        yield from truncation(shown, total, labels, at_limit=run.limit_hit == "output")
        yield from _ending(run, options.process.limits, labels)
        if run.succeeded and not run.segments:
            yield labels["no_output"]
    if expectation:
        yield labels["unexpected"].format(expectation=expectation)


def truncation(shown: int, total: int, labels: Labels, *, at_limit: bool = False) -> Iterable[str]:
    """Yield the sentence about output of which not all is shown."""
    if shown < total:
        key = "truncated_at_limit" if at_limit else "truncated"
        yield labels[key].format(shown=number(shown, labels), total=number(total, labels))


def ending_in_words(ending: str, limits: Limits, labels: Labels) -> Iterable[str]:
    """Yield the sentence about the end of a line of a session: `exit 1`, a signal, or a limit."""
    word, _, status = ending.partition(" ")
    if word == "exit":
        stage = Stage(exit_code=int(status) if status.isdecimal() else 0)
    elif word in _LIMITS:
        stage = Stage(limit_hit=_LIMITS[word])
    else:
        stage = Stage(signal=word)
    return _ending(stage, limits, labels)


def _seen(run: Stage, most: int) -> tuple[int, int]:
    """Return how many characters are shown of what is seen, and how many are seen in all."""
    streams = {segment.stream for segment in run.segments}.intersection(_PRINTED)
    lengths = [length(run.pieces(stream)) for stream in streams]
    total = sum(lengths)
    shown = sum(min(seen, most) for seen in lengths)
    return shown, max(total, run.total_chars) if run.truncated else total


def _ending(run: Stage, limits: Limits, labels: Labels) -> Iterable[str]:
    if run.limit_hit in ("wall_time", "cpu_time"):
        yield labels["time_limit"].format(limit=f"{number(limits.wall_time, labels)} s")
    elif run.limit_hit == "memory":
        yield labels["memory_limit"].format(limit=_size(limits.memory, labels))
    elif run.limit_hit == "output":
        yield labels["output_limit"].format(limit=_size(limits.output, labels))
    elif run.signal is not None and run.signal in labels:
        yield labels["killed"].format(signal=run.signal, meaning=labels[run.signal])
    elif run.signal:
        yield labels["killed_unnamed"].format(signal=run.signal)
    elif run.exit_code:
        yield labels["exited"].format(status=str(run.exit_code))


def _size(count: int, labels: Labels) -> str:
    return f"{number(count / MEBIBYTE, labels)} MiB"
