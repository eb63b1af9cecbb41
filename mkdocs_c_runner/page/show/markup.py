"""The pieces of HTML of which everything beneath a block is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from ...engine.result import Stage, Stream
from ..terminal_text import to_html

Labels = Mapping[str, str]

# Python-Markdown leaves an empty paragraph where there is nothing at all.
NOTHING = "<!-- c-runner -->"


def group(content: Iterable[str], label: str, attributes: str = "") -> str:
    """What stands beneath a source, as one labelled group."""
    return (
        f'<div class="result c-runner"{attributes} role="group" aria-label="{escape(label)}">\n'
        f"{''.join(content)}</div>"
    )


def paragraph(text: str, classes: str = "c-runner-status") -> str:
    """A sentence of ours, which may quote an author."""
    return f'<p class="{classes}">{to_html([(text.encode(), False)])}</p>\n'


def preformatted(html: str, classes: str, label: str) -> list[str]:
    """Foreign text, already HTML, under its label; nothing if it is empty."""
    if not html:
        return []
    code = f'<code class="nohighlight language-text">{html}</code>'
    return [
        f'<p class="c-runner-label">{escape(label)}</p>\n',
        f'<pre class="{classes}">{code}</pre>\n',
    ]


def text_of(stage: Stage, streams: tuple[Stream, ...]) -> str:
    """What a stage printed to these streams, as HTML."""
    return to_html(
        (segment.text, segment.stream == "stdin")
        for segment in stage.segments
        if segment.stream in streams
    )
