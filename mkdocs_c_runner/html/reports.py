"""Reports of sanitizers: readers see the kind, the author's own frames and the summary, and unfold the rest."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from ..markup import element, line
from ..terminal.rows import joined
from ..terminal.screen import Run
from ..terminal.seen import cut
from .pieces import NOT_COPIED, PRINTED, Section, piece
from .shown import Shown

# The first line of a report, and its last one but for maps of the memory.
_HEADLINE = re.compile(r"(?:==\d+==)?(?:ERROR|WARNING): \w{1,20}Sanitizer: ")
_SUMMARY = "SUMMARY: "
_FRAME = re.compile(r" +#\d+ ")
# How lines begin that follow the summary.
_BEHIND = ("Shadow ", "  ", "=>", "==")
# The frames that are shown of one stack.
_MOST_FRAMES = 8
# A report of which fewer lines would be hidden is shown whole.
_FEWEST_HIDDEN = 3

_Line = list[Run]


def without_details(shown: Shown, runs: list[Run]) -> tuple[list[Run], list[Section]]:
    """Return an output in which reports are short, and the whole of it for readers to unfold.

    Args:
        shown: The block.
        runs: Its whole output.
    """
    job = shown.checked.snippet.job
    most = shown.options.process.truncate
    if not job.sanitizers:
        return cut(runs, most), []
    texts = (name for source in job.sources for name, _ in source.quoted)
    lines = _lines(runs)
    kept = list(_short(lines, {*(source.name for source in job.sources), *texts}))
    if len(lines) - len(kept) < _FEWEST_HIDDEN:
        return _whole_lines(runs, most), []
    html = line(
        "details",
        "\n",
        element("summary", shown.labels["report"]),
        "\n",
        piece(_whole_lines(runs, most), "c-runner-report", shown.look, PRINTED),
        data_search_exclude=True,
        class_=f"c-runner-more {NOT_COPIED}",
    )
    return _whole_lines(_text(kept), most), [Section("", html)]


def _short(lines: list[_Line], files: Collection[str]) -> Iterator[_Line]:
    """Yield the lines that are shown: those outside of reports, and of reports what matters to the author."""
    texts = ["".join(part for part, _ in runs) for runs in lines]
    state = "outside"
    frames = 0
    for runs, text, following in zip(lines, texts, [*texts[1:], ""], strict=True):
        if _HEADLINE.match(text):
            state = "inside"
        elif state == "behind" and not text.startswith(_BEHIND):
            state = "outside"
        if state == "behind" or (text.startswith("====") and _HEADLINE.match(following)):
            continue
        if state == "inside" and _FRAME.match(text):
            frames += 1
            if frames > _MOST_FRAMES or not _is_in(text, files):
                continue
        else:
            frames = 0
            state = "behind" if state == "inside" and text.startswith(_SUMMARY) else state
        yield runs


def _is_in(frame: str, files: Collection[str]) -> bool:
    """Return whether a frame is in one of these files: `#1 0x5555 in main main.c:4`."""
    places = (word.partition(":") for word in frame.split())
    return any(file in files and number[:1].isdigit() for file, _, number in places)


def _lines(runs: Iterable[Run]) -> list[_Line]:
    lines: list[_Line] = [[]]
    for text, style in runs:
        first, *others = text.split("\n")
        lines[-1].append((first, style))
        for part in others:
            lines[-1].append(("\n", style))
            lines.append([(part, style)])
    return [joined(line) for line in lines]


def _whole_lines(runs: list[Run], most: int) -> list[Run]:
    """Cut a text behind its last line that fits."""
    some = cut(runs, most)
    if sum(len(text) for text, _ in some) == sum(len(text) for text, _ in runs):
        return some
    lines = _lines(some)
    return _text(lines[:-1] or lines)


def _text(lines: Iterable[_Line]) -> list[Run]:
    """Return lines as a text, without its final line feed."""
    runs = joined(run for line in lines for run in line)
    if runs:
        text, style = runs.pop()
        runs.append((text.removesuffix("\n"), style))
    return runs
