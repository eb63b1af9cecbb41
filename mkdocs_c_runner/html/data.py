"""The files that a program finds or reads, as text under their names."""

from __future__ import annotations

import os
from collections.abc import Iterator

from ..labels import number
from ..markup import Markup, joined
from ..terminal.sgr import PLAIN
from ..terminal.tokens import visible
from .pieces import Section, paragraph, preformatted
from .shown import Shown


def data(shown: Shown) -> list[Section]:
    """Return the files of a block, each under its name: first its input, if that is a file."""
    return [Section(name, _content(shown, content)) for name, content in _files(shown)]


def _files(shown: Shown) -> Iterator[tuple[str, bytes]]:
    snippet = shown.checked.snippet
    if path := shown.options.names.stdin_file:
        yield os.path.basename(path), shown.options.process.stdin
    for file in snippet.data:
        yield file.name, file.content


def _content(shown: Shown, content: bytes) -> Markup:
    """Return the text of a file, of which no more is shown than of output, or a sentence in its place."""
    labels, search = shown.labels, shown.options.display.search
    text = _text(content)
    if text is None:
        size = number(len(content), labels)
        return paragraph(labels["data_binary"].format(count=size), search=search)
    if not text:
        return paragraph(labels["data_empty"], search=search)
    most = shown.options.process.truncate
    runs = [(visible(text[:most].removesuffix("\n")), PLAIN)]
    html = preformatted(runs, "c-runner-file", shown.look)
    if len(text) <= most:
        return html
    sizes = {"shown": number(most, labels), "total": number(len(text), labels)}
    return joined((html, paragraph(labels["truncated"].format(**sizes), search=search)))


def _text(content: bytes) -> str | None:
    """Return the text of a file; None if it has none that could be shown."""
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
