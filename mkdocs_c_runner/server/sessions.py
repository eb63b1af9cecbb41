"""Makes a session of what a client asks for: other commands for one of the site, or those for programs it sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..engine.job import Job, SourceFile
from ..engine.toolchain.languages import is_source
from ..fence import parsers
from ..fence.options import Options
from ..fence.rules import Rules
from ..place import Place
from ..program.session import SessionSnippet
from ..program.session_commands import program_job
from ..program.snippet import Snippet
from .asked import Asked

MOST_PROGRAMS = 20
# A name for the commands, which are in no file.
_COMMANDS = "session"


def of_site(known: SessionSnippet, asked: Asked, rules: Rules) -> SessionSnippet:
    """Return a session of the site with the commands that a client has for it.

    Raises:
        ValueError: If it cannot be executed, with the reason.
    """
    return replace(
        known.with_text(_text(asked, known.source), rules.allow_flag),
        options=_limited(known.options, asked, rules),
    )


def of_nowhere(
    asked: Asked, rules: Rules, options: Options, snippet_of: Callable[[Asked], Snippet]
) -> SessionSnippet:
    """Return a session of no site.

    Args:
        asked: The request.
        rules: What its client may do.
        options: The options of what clients ask for.
        snippet_of: Returns the snippet of a program that a client asks for, under the same rules.

    Raises:
        ValueError: If it cannot be executed, with the reason.
    """
    programs = tuple(_programs(asked, snippet_of))
    files = asked.session.files if asked.session else ()
    if twice := next((one for one in files if files.count(one) > 1), None):
        raise ValueError(f'session: two files are named "{twice.name[:100]}"')
    given = {"stdio": "terminal", "env": tuple((asked.env or {}).items())}
    empty = SessionSnippet(
        "",
        _limited(options.with_values(given), asked, rules),
        Place(_COMMANDS, None),
        data=tuple(SourceFile(one.name, one.text.encode()) for one in files),
        programs=programs,
    )
    return empty.with_text(_text(asked, ""), rules.allow_flag)


def _programs(asked: Asked, snippet_of: Callable[[Asked], Snippet]) -> Iterator[Job]:
    programs = asked.session.programs if asked.session else ()
    if len(programs) > MOST_PROGRAMS:
        raise ValueError(f"session: it has more than {MOST_PROGRAMS} programs")
    for one in programs:
        snippet = snippet_of(replace(one, program=None))
        if not is_source(snippet.job.sources[0].name):
            raise ValueError("session: a program has no source")
        try:
            name = parsers.program(one.program or "")
        except ValueError as error:
            raise ValueError(f'session: program "{(one.program or "")[:100]}": {error}') from None
        yield program_job(snippet.job, name)


def _text(asked: Asked, usual: str) -> str:
    if asked.code is not None:
        return asked.code
    return next((file.text for file in asked.files if file.edited), usual)


def _limited(options: Options, asked: Asked, rules: Rules) -> Options:
    """Return options with the time that a command may take."""
    seconds = min(asked.timeout or options.process.timeout, rules.max_timeout)
    return options.with_values({"timeout": seconds})
