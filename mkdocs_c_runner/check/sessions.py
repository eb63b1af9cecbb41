"""The difference between what the lines of a session did and what their author expects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..engine.patterns import PatternError, Patterns
from ..engine.session import CONTINUED, PROMPT, Ended, ended_lines
from ..fence.expectation import Expectation
from ..messages.locate import located
from ..place import Place
from ..program.session import SessionSnippet
from ..program.session_text import ANY_ENDING, LIMITS, USUAL_ENDING, Entry
from ..program.snippet import Snippet
from ..terminal.screen import described, plain
from .advice import to_get_more
from .difference import difference, lines_of
from .failure import one_line
from .mismatches import first_error
from .ran import Mismatch, Ran
from .session_advice import NOT_FOUND, meant_instead

# The characters of a command in a message.
_SHOWN_COMMAND = 60


def session_mismatch(ran: Ran, snippet: SessionSnippet, patterns: Patterns) -> Mismatch | None:
    """Return the first difference, or None if each line did what is expected of it.

    Args:
        ran: The session with its outcome.
        snippet: The session.
        patterns: Finds what may differ in its output.
    """
    if ran.result.run is None:
        return _not_compiled(ran, snippet)
    ended = ended_lines(ran.result)
    for index, entry in enumerate(snippet.entries):
        place = snippet.block.place_of(entry.number)
        if index >= len(ended):
            promise = f"execute {_shown(entry)}"
            return Mismatch(place, promise, *ended_before(ran, ended))
        is_last = index == len(snippet.entries) - 1
        missed = _wrong_end(ran, entry, ended[: index + 1], place, is_last=is_last)
        missed = missed or wrong_output(snippet, entry, ended[index], patterns)
        if missed:
            return missed
    return None


def _not_compiled(ran: Ran, snippet: SessionSnippet) -> Mismatch:
    """Return which program does not compile, and where, as far as the words of the compiler tell."""
    owners = [owner for owner in snippet.compiled if _may_be_of(owner, ran)]
    if len(owners) != 1:
        names = ", ".join(_programs(ran))
        actual = f"one of {names} does not compile"
        text = plain(ran.result.compile.text())
        return Mismatch(snippet.place, f"compile {names}", actual, text)
    place, error = first_error(replace(ran, snippet=owners[0]))
    name = _programs(ran)[snippet.compiled.index(owners[0])]
    actual = f"it does not compile: {error}" if error else "it does not compile"
    return Mismatch(place, f"compile {name}", actual, located(owners[0], ran.messages))


def _may_be_of(owner: Snippet, ran: Ran) -> bool:
    """Whether the first error may be one in the program of a block: it has that line, as the compiler quotes it."""
    if len(_programs(ran)) == 1:
        return True
    errors = (item for item in ran.messages.diagnostics if item.is_error)
    error = next(errors, None)
    line = error and owner.program.line(error.file, error.line)
    if line is None or error is None:
        return False
    quoted = f"{error.line} | {line.text}"
    return any(text.lstrip().startswith(quoted) for text in ran.messages.lines)


def ended_before(ran: Ran, ended: Sequence[Ended]) -> tuple[str, str, str]:
    """Return why a session ended before a line, what was printed last, and what its author types."""
    if not ended:
        return "the session had ended before", "", ""
    last = Entry(0, 0, ended[-1].command)
    why = f"the session ended with {_shown(last)}, which hit {_in_words(ended[-1].ending)}"
    to_type = f"{_to_get_more(ran, ended)} Or make that command the last one of the session."
    is_limit = ended[-1].ending in LIMITS
    return (why, "", to_type) if is_limit else ("the session had ended before", "", "")


def _to_get_more(ran: Ran, ended: Sequence[Ended]) -> str:
    """Return what an author types so that the limit that ended a session is higher, or why it cannot be."""
    shown = sum(len(one.output) for one in ended)
    if shown > ran.options.process.limits.output:
        return "That is a limit of what all commands show together: a lower truncate shows less of each."
    return to_get_more(ran.result, ran.options)


def _wrong_end(
    ran: Ran, entry: Entry, so_far: Sequence[Ended], place: Place, *, is_last: bool
) -> Mismatch | None:
    ended = so_far[-1]
    expect = ran.options.expected.expect
    is_of_fence = is_last and expect != Expectation()
    if not entry.ending and (
        expect.verdict is None or (is_of_fence and expect.is_met_by(ran.result))
    ):
        return None
    actual = f"it ended with {_in_words(ended.ending)}"
    if not entry.ending and is_of_fence and "expect" in ran.options.given:
        promise = f"{expect} with its last command, {_shown(entry)}"
        return Mismatch(place, promise, actual, plain(ended.output), _to_expect(ended))
    wanted = entry.ending or USUAL_ENDING
    if wanted in (ANY_ENDING, ended.ending):
        return None
    promise = f"end {_shown(entry)} with {_in_words(wanted)}"
    return Mismatch(place, promise, actual, plain(ended.output), _to_type(ran, entry, so_far))


def _to_type(ran: Ran, entry: Entry, so_far: Sequence[Ended]) -> str:
    """Return what an author types if the last of some commands is to end as it did, or is to succeed."""
    ended = so_far[-1]
    prompt = CONTINUED if entry.commented else PROMPT
    text = entry.command.split("\n")[entry.commented]
    comment = "" if ended.ending == USUAL_ENDING else f"  # {ended.ending}"
    point = f"If that is the point, write: {prompt}{text}{comment}"
    if ended.ending in LIMITS:
        return f"{_to_get_more(ran, ended_lines(ran.result))} {point}"
    programs = _programs(ran)
    if instead := meant_instead(so_far, programs, _made(ran)):
        return f"{instead} {point}"
    if ended.ending != NOT_FOUND or ran.options.process.tools:
        return point
    names = ", ".join(programs)
    known = f", here {names}" if names else ""
    return f'A session finds the programs of the blocks in uses{known}, and with tools="on" all of /usr/bin. {point}'


def _to_expect(ended: Ended) -> str:
    """Return what an author types if a session is to end as it did, and not as its fence says."""
    instead = "remove expect" if ended.ending == USUAL_ENDING else f'write expect="{ended.ending}"'
    return f"If that is the point, {instead}."


def _programs(ran: Ran) -> list[str]:
    session = ran.snippet.job.session
    return [job.program for job in session.programs] if session else []


def _made(ran: Ran) -> list[str]:
    """Return the names of the programs that lines of a session compile."""
    session = ran.snippet.job.session
    return [job.program for line in session.lines for job in line.compiled] if session else []


def wrong_output(
    snippet: SessionSnippet, entry: Entry, ended: Ended, patterns: Patterns
) -> Mismatch | None:
    """Return the difference between what a line printed and what stands beneath it, or None."""
    if not entry.expected:
        return None
    place = snippet.block.place_of(min(entry.number + entry.lines_of_command, entry.last))
    texts = ["\n".join(entry.expected), described(ended.output)]
    wanted, printed = map(lines_of, texts)
    volatile = snippet.options.expected.volatile
    if volatile and wanted != printed:
        try:
            wanted, printed = map(lines_of, patterns.replaced(volatile, texts))
        except PatternError as error:
            return Mismatch(place, f"print the text beneath {_shown(entry)}", str(error))
    if wanted == printed:
        return None
    diff = difference(wanted, printed, ("expected", "printed"))
    at = f"{snippet.place.path}:{snippet.place.line}" if snippet.place.known else "PAGE:LINE"
    return Mismatch(
        place,
        f"print the text beneath {_shown(entry)}",
        "the output differs",
        "\n".join(diff),
        f"mkdocs-c-runner accept {at} writes what was printed into the page.",
    )


def _shown(entry: Entry) -> str:
    command = f"{PROMPT}{one_line(entry.command)}"
    return command if len(command) <= _SHOWN_COMMAND else f"{command[:_SHOWN_COMMAND]}…"


def _in_words(ending: str) -> str:
    if ending in LIMITS:
        return f"the {ending.replace('-', ' ')}"
    return ending.replace("exit", "status")
