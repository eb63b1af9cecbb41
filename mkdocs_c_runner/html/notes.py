"""Messages of the compiler beneath the lines that they speak of.

A note is a few lines among those of the code, for every reader: its first word says what it is, no script is needed,
and without a style sheet it is text. What speaks of other files, or of hidden lines, stays in the list.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from ..engine.result import Segment, Stage
from ..fence.options import Options
from ..messages.excerpts import Drawing, Finding, drawing, findings
from ..program.columns import character_column, width_of
from ..terminal.screen import plain
from .code_lines import Line, has_column_of_numbers, lines_of, put_beneath
from .markup import IN_ENGLISH, Labels
from .search import ATTRIBUTE

# Where numbers stand in a column of their own, what is beneath a line must have a known height.
_WIDTH = 72

_REMARK = '<span class="c-runner-remark"'


def with_notes(html: str, compiled: Stage, options: Options, labels: Labels) -> str:
    """The highlighted source of a block, with the messages that speak of its lines beneath them."""
    lines = lines_of(html)
    width = _WIDTH if has_column_of_numbers(html) else None
    beneath: dict[int, str] = {}
    for finding in _of_the_block(compiled, options) if lines else ():
        number = min(finding.message.line, len(lines))
        note = _note(finding, lines[number - 1], labels, width)
        if not options.display.search:
            note = note.replace(_REMARK, f"{_REMARK} {ATTRIBUTE}")
        beneath[number] = beneath.get(number, "") + note
    return put_beneath(html, beneath) if beneath else html


def without_noted(compiled: Stage, options: Options) -> Stage:
    """The compile stage with what the compiler said beyond that."""
    noted = {line for finding in _of_the_block(compiled, options) for line in finding.lines}
    lines = compiled.text().split(b"\n")
    rest = b"\n".join(line for index, line in enumerate(lines) if index not in noted)
    return replace(compiled, segments=(Segment("stderr", rest),) if rest.strip() else ())


def _of_the_block(compiled: Stage, options: Options) -> Iterator[Finding]:
    """The messages that speak of a line of the block that readers see."""
    name = options.names.file_name
    lines = [plain(line) for line in compiled.text().split(b"\n")]
    return (finding for finding in findings(lines) if finding.message.file == name)


def _note(finding: Finding, line: Line, labels: Labels, width: int | None) -> str:
    """A message as it stands beneath a line.

    Args:
        finding: The message.
        line: The line.
        labels: The words around it.
        width: After how many characters its lines are broken; None if the page does that.
    """
    message = finding.message
    kind = "error" if message.is_error else message.kind
    drawn = drawing(finding)
    content = [*_marks(drawn, line), *_remark(kind, message.text, drawn, labels, width)]
    for note in finding.notes:
        there = drawing(note)
        text = note.message.text
        if note.message.file != message.file:
            text = f"{note.message.file}: {text}"
        if note.message.line != message.line and there.marks:
            text = f"{text}: {there.quoted.strip()}"
        content += _remark("note", text, there, labels, width)
    return (
        f'<span class="c-runner-finding" data-severity="{kind}" role="note">'
        f"{''.join(content)}</span>"
    )


def _marks(drawn: Drawing, line: Line) -> Iterator[str]:
    marks = _moved(drawn.marks, drawn.quoted, line.text)
    if marks:
        yield f'<span class="c-runner-marks" aria-hidden="true" {ATTRIBUTE}>{line.number}{marks}\n</span>'


def _remark(
    kind: str, text: str, drawn: Drawing, labels: Labels, width: int | None
) -> Iterator[str]:
    """`Warning: …`, on lines of its own, and what else the compiler has to say of it."""
    word = f"{labels[kind]}:"
    whole = f"{word} {text}"
    if width:
        whole = textwrap.fill(whole, width, break_long_words=False, break_on_hyphens=False)
    said = escape(whole[len(word) :], quote=False)
    yield _sentence(kind, word, f"<span{IN_ENGLISH}>{said}</span>")
    for suggestion in drawn.suggestions:
        element = "del" if suggestion.removed else "ins"
        code = f"<{element}>{escape(suggestion.text, quote=False)}</{element}>"
        yield _sentence("suggestion", f"{labels['suggestion']}:", f" {code}")
    if drawn.further:
        further = escape("\n".join(drawn.further), quote=False)
        yield f'<span class="c-runner-further">{further}\n</span>'


def _sentence(kind: str, word: str, html: str) -> str:
    word = escape(word, quote=False)
    return f'{_REMARK}><b class="c-runner-{kind}">{word}</b>{html}\n</span>'


def _moved(marks: str, quoted: str, line: str) -> str:
    """The marks that a compiler drew beneath its quote of a line, for beneath that line as the page shows it.

    A quote has other blanks where the line has tabs, and columns where it has characters.
    """
    if "".join(quoted.split()) != "".join(line.split()):
        return ""
    moved = ""
    position = 0
    for found in re.finditer(r"\S+", marks):
        start = _same_place(quoted, found.start(), line)
        moved += _blanks(line[position:start]) + found[0]
        position = _same_place(quoted, found.end(), line)
    return escape(moved)


def _same_place(quoted: str, column: int, line: str) -> int:
    """The index in a line of what stands in a 0-based column of its quote."""
    index = character_column(quoted, column + 1) - 1
    wanted = len("".join(quoted[:index].split()))
    is_code = quoted[index : index + 1].strip() != ""
    position = 0
    while position < len(line) and (wanted or (is_code and line[position].isspace())):
        wanted -= not line[position].isspace()
        position += 1
    return position


def _blanks(text: str) -> str:
    """As much room as some text takes."""
    return "".join(
        character if character == "\t" else " " * width_of(character) for character in text
    )
