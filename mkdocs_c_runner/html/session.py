"""The HTML of a session: its lines as a terminal shows them, each with what it printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..check.ran import Checked
from ..engine.result import Verdict
from ..engine.session import CONTINUED, PROMPT, Ended, ended_lines
from ..labels import Labels
from ..markup import EMPTY, Markup, element, joined, line
from ..program.session import SessionSnippet
from ..terminal.screen import Run, html_of, to_runs
from ..terminal.seen import cut, length
from ..terminal.sgr import PLAIN, TYPED, Style
from .block import Rendered
from .ending import NO_ENDING, ending
from .folding import Lines
from .parts import PARTS
from .pieces import Drawing, concatenated, group, header_row, paragraph, preformatted
from .publishing import BY_ITSELF, Publishing
from .shown import Shown
from .status import ending_in_words, truncation

_PROMPT = Style(emphasis="prompt")
_STATUS = Style(emphasis="ended")


def render_session(
    checked: Checked, labels: Labels, publishing: Publishing = BY_ITSELF
) -> Rendered:
    """Return the HTML of a session.

    Args:
        checked: The session with its outcome.
        labels: The words around it.
        publishing: The means of the page's host.
    """
    shown = Shown(checked, labels, publishing)
    search = shown.options.display.search
    end = (
        ending(shown, search=search)
        if checked.mismatch or not checked.is_as_expected
        else NO_ENDING
    )
    if shown.result.run is None:
        diagnostics = concatenated(PARTS["diagnostics"](shown), search=search)
        content = joined((header_row(end.statuses), diagnostics, end.failure))
    else:
        label = line(
            "p",
            shown.options.display.title or labels["session"],
            class_="c-runner-label",
            data_search_exclude=not search,
        )
        content = joined((label, _transcript(shown), end.failure))
    verdict = str(shown.result.verdict)
    return Rendered(group([content], labels["session"], verdict, alone=True))


def _transcript(shown: Shown) -> Markup:
    ended = ended_lines(shown.result)
    text, heads = _text(shown, ended)
    commands = "\n".join(one.command for one in ended)
    look = Drawing(_html, folds_lines=True, heads=heads)
    classes = "c-runner-output c-runner-session"
    html = preformatted(text, classes, shown.look, look, commands) if text else EMPTY
    search = shown.options.display.search
    sentences = _missing(shown, len(ended))
    return joined((html, *(paragraph(sentence, search=search) for sentence in sentences)))


def _text(shown: Shown, ended: Iterable[Ended]) -> tuple[list[Run], list[Lines]]:
    """Return what a terminal shows of a session, and the lines of it that are commands."""
    text: list[Run] = []
    heads: list[Lines] = []
    count = 0
    for one in ended:
        runs = list(_runs(shown, one))
        heads.append((count, count + one.command.count("\n") + 1))
        count += sum(part.count("\n") for part, _ in runs)
        text += runs
    return _without_last_newline(text), heads


def _missing(shown: Shown, count: int) -> Iterable[str]:
    """Yield a sentence if the session ended before its last line."""
    snippet = shown.checked.snippet
    if isinstance(snippet, SessionSnippet) and count < len(snippet.entries):
        yield shown.labels["session_ended"]


def _runs(shown: Shown, ended: Ended) -> Iterator[Run]:
    """Yield a command behind its prompt, what it printed, and how it ended if not with status 0."""
    for number, command in enumerate(ended.command.split("\n")):
        yield CONTINUED if number else PROMPT, _PROMPT
        yield command, TYPED
        yield "\n", PLAIN
    most = shown.options.process.truncate
    pieces = [(ended.output, False)]
    output = cut(to_runs(pieces), most)
    yield from output
    if output:
        yield "\n", PLAIN
    kept = length(pieces) if output else 0
    at_limit = ended.ending == str(Verdict.OUTPUT_LIMIT)
    sentences = [
        *truncation(min(kept, most), max(kept, ended.total), shown.labels, at_limit=at_limit),
        *ending_in_words(ended.ending, shown.options.process.limits, shown.labels),
    ]
    for sentence in sentences:
        yield f"{sentence}\n", _STATUS


def _without_last_newline(runs: list[Run]) -> list[Run]:
    text, style = runs[-1] if runs else ("\n", PLAIN)
    return [*runs[:-1], (text.removesuffix("\n"), style)] if text != "\n" else runs[:-1]


def _html(runs: Iterable[Run]) -> Markup:
    """Return lines of a session. Nobody selects the prompt with the command behind it."""
    return joined(
        element("span", text, class_="c-runner-prompt")
        if style == _PROMPT
        else html_of([(text, style)])
        for text, style in runs
    )
