"""Compiler messages beneath the lines that they speak of.

A note is a few lines among those of the code, for every reader: its first word is its severity, no script is needed,
and without a style sheet it is text. Messages about other files, or about hidden lines, stay in the list.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from ..engine.result import Segment, Stage
from ..markup import EMPTY, Markup, element, joined
from ..messages.excerpts import Excerpt, excerpt
from ..messages.inline_expectations import heard, inline_expectations
from ..messages.read import Message
from ..program.columns import character_column, width_of
from .code_lines import Line, has_column_of_numbers, lines_of, put_beneath
from .emphasis import with_flag
from .pieces import ENGLISH, Look
from .shown import Shown

# Characters of a line. Where numbers stand in a column of their own, the text beneath a line must have a known height.
_WIDTH = 72


def with_notes(html: Markup, shown: Shown) -> Markup:
    """Return the highlighted source of a block, with the messages about its lines beneath them."""
    lines = lines_of(html)
    width = _WIDTH if has_column_of_numbers(html) else None
    notes: dict[int, list[Markup]] = {}
    for message in _of_the_block(shown) if lines else ():
        number = min(message.diagnostic.line, len(lines))
        note = _note(message, lines[number - 1], shown.look, width)
        notes.setdefault(number, []).append(note)
    beneath = {number: joined(some) for number, some in notes.items()}
    return put_beneath(html, beneath) if beneath else html


def without_noted(shown: Shown) -> Stage:
    """Return the compile stage with the messages that are no notes in the source."""
    compiled = shown.result.compile
    noted = {line for message in _of_the_block(shown) for line in message.lines}
    lines = compiled.text().split(b"\n")
    rest = b"\n".join(line for index, line in enumerate(lines) if index not in noted)
    return compiled._replace(segments=(Segment("stderr", rest),) if rest.strip() else ())


def _of_the_block(shown: Shown) -> Iterator[Message]:
    """Yield the messages about a line of the block that readers see."""
    name = shown.options.names.file_name
    found = (item for item in shown.messages.with_notes if item.diagnostic.file == name)
    if shown.options.display.diagnostics != "announced":
        return found
    snippet = shown.checked.snippet
    announced = {one.where: one for one in inline_expectations(snippet.block)}

    def is_announced(item: Message) -> bool:
        there = heard([item.diagnostic], snippet.program)
        return any(where in announced and announced[where].is_met_by(there) for where in there)

    return filter(is_announced, found)


def shows_all_that_is_announced(shown: Shown) -> bool:
    """Whether the source has the announced messages in it, and nothing else of the compiler need be said."""
    options = shown.options
    if not options.has_notes or options.display.diagnostics != "announced":
        return False
    return shown.checked.mismatch is None and any(True for _ in _of_the_block(shown))


def _note(message: Message, line: Line, look: Look, width: int | None) -> Markup:
    """Return a message as it stands beneath a line.

    Args:
        message: The message.
        line: The line.
        look: How text is shown.
        width: The characters after which its lines are broken; None if the page breaks them.
    """
    diagnostic = message.diagnostic
    kind = "error" if diagnostic.is_error else diagnostic.kind
    drawn = excerpt(message)
    content = [*_carets(drawn, line), *_remarks(kind, diagnostic.text, drawn, look, width)]
    for note in message.notes:
        there = excerpt(note)
        text = note.diagnostic.text
        if note.diagnostic.file != diagnostic.file:
            text = f"{note.diagnostic.file}: {text}"
        if note.diagnostic.line != diagnostic.line and there.carets:
            text = f"{text}: {there.quoted.strip()}"
        content += _remarks("note", text, there, look, width)
    return element("span", *content, class_="c-runner-finding", data_severity=kind, role="note")


def _carets(drawn: Excerpt, line: Line) -> Iterator[Markup]:
    carets = _moved(drawn.carets, drawn.quoted, line.text)
    if carets:
        yield element(
            "span",
            line.number,
            carets,
            "\n",
            class_="c-runner-marks",
            aria_hidden="true",
            data_search_exclude=True,
        )


def _remarks(
    kind: str, text: str, drawn: Excerpt, look: Look, width: int | None
) -> Iterator[Markup]:
    """Yield `Warning: …`, on lines of its own, with the fix-its and the further lines of the compiler."""
    labels = look.labels
    word = f"{labels[kind]}:"
    whole = f"{word} {text}"
    if width:
        whole = textwrap.fill(whole, width, break_long_words=False, break_on_hyphens=False)
    sentence, flag = with_flag(whole[len(word) :])
    unbroken = element("span", flag, class_="c-runner-flag") if flag else EMPTY
    yield _remark(kind, word, look, element("span", sentence, unbroken, lang=ENGLISH))
    for fixit in drawn.fixits:
        code = element("del" if fixit.is_removed else "ins", fixit.text)
        yield _remark("suggestion", f"{labels['suggestion']}:", look, " ", code)
    if drawn.further:
        yield element("span", "\n".join(drawn.further), "\n", class_="c-runner-further")


def _remark(kind: str, word: str, look: Look, *content: str) -> Markup:
    return element(
        "span",
        element("b", word, class_=f"c-runner-{kind}"),
        *content,
        "\n",
        class_="c-runner-remark",
        data_search_exclude=not look.search,
    )


def _moved(carets: str, quoted: str, line: str) -> str:
    """Return the carets beneath the quote of a line, moved to stand beneath that line as the page shows it.

    A quote has other white space where the line has tabs, and columns where it has characters.
    """
    if "".join(quoted.split()) != "".join(line.split()):
        return ""
    moved = ""
    position = 0
    for caret in re.finditer(r"\S+", carets):
        start = _same_place(quoted, caret.start(), line)
        moved += _blanks(line[position:start]) + caret[0]
        position = _same_place(quoted, caret.end(), line)
    return moved


def _same_place(quoted: str, column: int, line: str) -> int:
    """Return the index in a line of the character that stands in a 0-based column of its quote."""
    index = character_column(quoted, column + 1) - 1
    wanted = len("".join(quoted[:index].split()))
    is_code = quoted[index : index + 1].strip() != ""
    position = 0
    while position < len(line) and (wanted or (is_code and line[position].isspace())):
        wanted -= not line[position].isspace()
        position += 1
    return position


def _blanks(text: str) -> str:
    """Return spaces that take the room of some text."""
    return "".join(
        character if character == "\t" else " " * width_of(character) for character in text
    )
