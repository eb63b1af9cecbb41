"""The page as it is with the real output of a block in place of the one that its author expects."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..engine.patterns import Patterns
from ..engine.session import PROMPT, ended_lines
from ..fence.values import decode_escapes
from ..program.session import SessionSnippet
from ..program.session_text import as_expected, entries_of
from ..terminal.screen import described
from .check import check, printed
from .difference import lines_of
from .failure import one_line
from .ran import Ran
from .sessions import ended_before, wrong_output

# An option and its value. Read from the left, so that no value is taken for options.
_OPTION = re.compile(r"""(?P<name>[\w-]{1,60}+=)(?P<quote>["'])(?P<value>.*?)(?P=quote)""")
_TOO_LONG = "more is printed than is kept; a higher truncate keeps more of it, or print less"

# Puts another source into a fence: of the page, the line that opens the fence, the source that stands there and the one
# that is to stand there. Returns None if the first source does not stand there.
Replace = Callable[[str, int, str, str], str | None]


def accepted(page: str, ran: Ran, patterns: Patterns, replace: Replace) -> str:
    """Return a page with the real output of a block.

    Args:
        page: The page.
        ran: The block with its outcome.
        patterns: Finds what may differ in its output.
        replace: Puts another source into a fence.

    Raises:
        ValueError: If the page says nowhere what the block prints, or that cannot be written there.
    """
    snippet = ran.snippet
    if isinstance(snippet, SessionSnippet):
        text = _session(ran, snippet, patterns)
        return _replaced(page, snippet.place.line, snippet.source, text, replace)
    expected = snippet.expected_output
    if expected is None and snippet.options.expected.expect_output is None:
        raise ValueError(
            "the page does not say what the block prints: an output fence beneath it, or expect_output, does"
        )
    missed = check(ran, (), patterns).mismatch
    if missed is None:
        return page
    if ran.result.run and ran.result.run.truncated:
        raise ValueError(_TOO_LONG)
    if expected is not None:
        output = "\n".join(lines_of(printed(ran.result)))
        return _replaced(page, expected.place.line, expected.text, output, replace)
    return _with_option(page, ran)


def _replaced(page: str, line: int | None, before: str, after: str, replace: Replace) -> str:
    changed = replace(page, line, before, after) if line else None
    if changed is None:
        raise ValueError(
            "the page does not have the text of the fence as it was read: change the file that it includes, "
            "or, if the page has changed meanwhile, type the command again"
        )
    return changed


def _session(ran: Ran, snippet: SessionSnippet, patterns: Patterns) -> str:
    """Return the text of a session with what was printed beneath each command, where something else stands."""
    ended = ended_lines(ran.result)
    if len(ended) < len(snippet.entries):
        why, _, to_type = ended_before(ran, ended)
        raise ValueError(
            f"{why}, so nobody knows what the commands behind it print. {to_type}".rstrip(". ")
        )
    lines = snippet.source.rstrip("\n").split("\n")
    written = lines[: snippet.entries[0].number - 1]
    for entry, line in zip(snippet.entries, ended, strict=False):
        first = entry.number - 1 + entry.lines_of_command
        beneath = lines[first : entry.last]
        kept = len(entry.expected)
        if not entry.expected or wrong_output(snippet, entry, line, patterns):
            if line.total:
                raise ValueError(f"{PROMPT}{one_line(line.command)}: {_TOO_LONG}")
            output = list(map(as_expected, lines_of(described(line.output))))
        else:
            output = beneath[:kept]
        written += [*lines[entry.number - 1 : first], *output, *beneath[kept:]]
    text = "\n".join(written)
    before = [(entry.command, entry.ending) for entry in snippet.entries]
    try:
        now = [(entry.command, entry.ending) for entry in entries_of(text)]
    except ValueError:
        now = []
    if now != before:
        raise ValueError(
            "what the session printed cannot be told from its commands; write > FILE behind the command that prints it"
        )
    return text


def _with_option(page: str, ran: Ran) -> str:
    """Return a page with another value of `expect_output` in the header of a block."""
    place, expected = ran.snippet.place, ran.options.expected.expect_output
    lines = page.split("\n")
    header = lines[place.line - 1] if place.line and place.line <= len(lines) else ""
    options = [one for one in _OPTION.finditer(header) if one["name"] == "expect_output="]
    option = options[-1] if options else None
    if option is None or expected is None or decode_escapes(option["value"]) != expected:
        raise ValueError("the option is not found in the header of the block")
    end = "\n" if expected.endswith(b"\n") else ""
    value = _escaped("\n".join(lines_of(printed(ran.result))) + end, option["quote"])
    new = f"{option['name']}{option['quote']}{value}{option['quote']}"
    lines[(place.line or 1) - 1] = header[: option.start()] + new + header[option.end() :]
    return "\n".join(lines)


def _escaped(text: str, quote: str) -> str:
    """Return text as a value between quotes, with the escapes of C."""
    known = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", quote: f"\\x{ord(quote):02x}"}
    return "".join(known.get(char) or _printable(char) for char in text)


def _printable(char: str) -> str:
    return char if char.isprintable() else "".join(f"\\x{byte:02x}" for byte in char.encode())
