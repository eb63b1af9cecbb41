"""The pieces of HTML of which everything beneath a block is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import NamedTuple

from ..engine.result import Stage, Stream
from ..labels import number
from ..terminal.screen import Run, html_of, to_html, to_runs
from .folding import fold, is_wide
from .search import ATTRIBUTE

Labels = Mapping[str, str]

# Compilers speak it, whatever the language of the page.
IN_ENGLISH = ' lang="en"'

# The class of what gets no copy button of its own from Material.
NOT_COPIED = "no-copy"

# Python-Markdown leaves an empty paragraph where there is nothing at all.
NOTHING = "<!-- c-runner -->"

_GROUP = '<div class="result c-runner'


class Folding(NamedTuple):
    """How long text is folded.

    Attributes:
        lines: How many lines are shown at most; 0 for all.
        labels: The words around it.
    """

    lines: int
    labels: Labels


def group(content: Iterable[str], label: str, attributes: str = "", *, alone: bool = False) -> str:
    """What stands beneath a source, or alone, as one labelled group."""
    classes = f'{_GROUP}{" c-runner-alone" if alone else ""}"'
    return f'{classes}{attributes} role="group" aria-label="{escape(label)}">\n{"".join(content)}</div>'


def split_beneath(html: str) -> tuple[str, str]:
    """The HTML of a block: all down to its source, and the groups beneath that, or nothing."""
    above, _, beneath = html.partition(f"\n{_GROUP}")
    if not beneath or above.count("<div") != above.count("</div>"):  # within something larger
        return html, ""
    return above, f"{_GROUP}{beneath}"


def inline(text: str) -> str:
    """Words of ours, which may quote an author."""
    return to_html([(text.encode(), False)])


def link(address: str, text: str) -> str:
    """A quiet link to somewhere else."""
    return (
        f'<p class="c-runner-elsewhere" {ATTRIBUTE}><a href="{escape(address)}" '
        f'rel="noopener noreferrer">{escape(text)}</a></p>\n'
    )


def paragraph(text: str, classes: str = "c-runner-status") -> str:
    """A sentence of ours, which may quote an author."""
    return f'<p class="{classes}">{inline(text)}</p>\n'


def label_of(text: str) -> str:
    """The label of a part."""
    return f'<p class="c-runner-label">{escape(text)}</p>\n'


def preformatted(
    text: list[Run], classes: str, label: str, folding: Folding, attributes: str = ""
) -> list[str]:
    """Foreign text under its label, folded if it is long; nothing if it is empty."""
    if not text:
        return []
    folded = fold(text, folding.lines)
    if folded is None:
        return [label_of(label), _pre(text, classes, attributes)]
    whole = copied("".join(piece for piece, _ in text))
    head = _pre(folded.head, classes, f"{attributes}{whole}")
    hidden = _pre(folded.hidden, classes, attributes)
    tail = [_pre(folded.tail, f"{classes} {NOT_COPIED}", attributes)] if folded.tail else []
    return [label_of(label), head, unfold(hidden, folded.lines, folding.labels), *tail]


def copied(text: str) -> str:
    """The attribute of the first piece of a text that says what its copy button takes: all the pieces."""
    return f' data-copy="{escape(text)}"'


def unfold(html: str, lines: int, labels: Labels) -> str:
    """So many lines that readers can unfold."""
    count = labels["hidden_lines"].format(count=number(lines, labels))
    return f'<details class="c-runner-more {NOT_COPIED}">\n<summary>{escape(count)}</summary>\n{html}</details>\n'


def _pre(text: list[Run], classes: str, attributes: str) -> str:
    return pre(html_of(text), classes, attributes, wide=is_wide(text))


def pre(html: str, classes: str, attributes: str = "", *, wide: bool) -> str:
    """Text as it is; what can be too wide for the page scrolls, and the keyboard reaches it."""
    scrolls, focus = (" c-runner-wide", ' tabindex="0"') if wide else ("", "")
    code = f'<code class="nohighlight"{focus}>{html}</code>'
    return f'<pre class="{classes}{scrolls}"{attributes}>{code}</pre>\n'


def text_of(stage: Stage, streams: tuple[Stream, ...]) -> list[Run]:
    """What a stage printed to these streams, as a terminal shows it."""
    return to_runs(
        (segment.text, segment.stream == "stdin")
        for segment in stage.segments
        if segment.stream in streams
    )
