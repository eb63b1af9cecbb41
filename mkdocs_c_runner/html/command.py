"""The command line that starts a program as its block does."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator

from ..engine.session import PROMPT
from ..markup import Markup, element, joined
from ..terminal.screen import html_of, plain, to_runs
from .folding import is_wide
from .pieces import Section, pre
from .shown import Shown

# The characters of piped input that the line quotes.
_QUOTED_INPUT = 200


def command(shown: Shown) -> list[Section]:
    """Return the command line, if the program ran; it stands above the output without a label of its own."""
    if shown.result.run is None:
        return []
    line = command_line(shown)
    runs = to_runs([(line.encode(errors="replace"), False)])
    html = joined((prompt(), html_of(runs)))
    search = shown.options.display.search
    return [
        Section(
            "", pre(html, "c-runner-command", wide=is_wide(runs), search=search, data_copy=line)
        )
    ]


def prompt() -> Markup:
    """Return the prompt of a shell, which nobody selects or copies with the line behind it."""
    return element("span", PROMPT, class_="c-runner-prompt")


def command_line(shown: Shown) -> str:
    """Return the line that a reader types into a shell to start the program as its block does."""
    return " ".join(_words(shown))


def _words(shown: Shown) -> Iterator[str]:
    names, process = shown.options.names, shown.options.process
    if process.stdin and process.stdio == "pipes" and not names.stdin_file:
        yield f"{_printing(process.stdin)} |"
    for name, value in process.env:
        yield f"{name}={_quoted(value)}"
    yield f"./{process.program}"
    yield from map(_quoted, process.args)
    if names.stdin_file:
        yield f"< {_quoted(os.path.basename(names.stdin_file))}"


def _quoted(word: str) -> str:
    """Return a word as a shell needs it. Control characters get the names that the shells of today know."""
    if word.isprintable():
        return shlex.quote(word) if word else "''"
    return f"$'{_escaped(word.encode(errors='replace'))}'"


def _printing(text: bytes) -> str:
    """Return the command that prints piped input."""
    head = text.removesuffix(b"\n")
    line = plain(head)
    if len(text) <= _QUOTED_INPUT and text != head and line.isprintable() and "\\" not in line:
        return f"echo {_quoted(line)}"
    shown = text[:_QUOTED_INPUT].decode(errors="ignore").encode()
    more = "…" if len(text) > _QUOTED_INPUT else ""
    return f"printf '{_escaped(shown).replace('%', '%%')}{more}'"


def _escaped(text: bytes) -> str:
    """Return text with the escapes that a shell and its `printf` know."""
    known = {"\n": r"\n", "\t": r"\t", "\\": r"\\", "'": r"\047"}
    return "".join(
        known.get(char) or (char if char.isprintable() else _octal(char))
        for char in text.decode(errors="surrogateescape")
    )


def _octal(char: str) -> str:
    return "".join(f"\\{byte:03o}" for byte in char.encode(errors="surrogateescape"))
