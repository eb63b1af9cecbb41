"""The commands of a session as they are executed: for a shell, or for a compiler, and the programs that they find."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..bounds import SOURCE
from ..engine.job import Job, Line, Session
from ..engine.toolchain.languages import is_source
from .compile_line import compile_line, is_compile_line, is_make_line
from .session_text import Entry, entries_of, forgotten, wrong

_MAKE = (
    "make runs any commands, and a session has no compiler beside them: write those that compile as lines, "
    "such as $ gcc -c list.c"
)


def read_session(
    source: str,
    files: Mapping[str, bytes],
    programs: Sequence[Job],
    allow_flag: Callable[[str], bool],
    *,
    has_tools: bool,
) -> tuple[tuple[Entry, ...], Session]:
    """Return the commands of a session, and what is executed.

    Args:
        source: Its text.
        files: The files that it finds, by their names.
        programs: The programs that it finds, but those that a line makes.
        allow_flag: Returns whether a page may use a flag.
        has_tools: Whether it has all commands of the machine.

    Raises:
        ValueError: If it cannot be executed, with the reason.
    """
    entries = entries_of(source)
    for entry in entries[:-1]:
        if reason := forgotten(entry):
            raise wrong(entry.number, entry.command, reason)
    lines = tuple(_line(entry, files, allow_flag, has_tools=has_tools) for entry in entries)
    made = {job.program for line in lines for job in line.compiled}
    there = tuple(job for job in programs if job.program not in made)
    names = [*files, *(job.program for job in there)]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f'uses: two files of the session are named "{twice}"')
    sizes = sum(len(content) for name, content in files.items() if is_source(name))
    if sizes > SOURCE:
        raise ValueError(f"uses: the sources of the session are longer than {SOURCE // 1024} KiB")
    return entries, Session(lines, there)


def program_job(job: Job, program: str) -> Job:
    """Return the job that compiles the program of a block under a name, without what decides its run there."""
    return Job(
        sources=job.sources,
        compiler=job.compiler,
        std=job.std,
        flags=job.flags,
        libs=job.libs,
        program=program,
    )


def _line(
    entry: Entry,
    files: Mapping[str, bytes],
    allow_flag: Callable[[str], bool],
    *,
    has_tools: bool,
) -> Line:
    try:
        if is_make_line(entry.command) and not has_tools:
            raise ValueError(_MAKE)  # noqa: TRY301 - it gets its place below
        if is_compile_line(entry.command):
            return compile_line(entry.command, files, allow_flag)
    except ValueError as error:
        raise wrong(entry.number, entry.command, str(error)) from None
    return Line(entry.command)
