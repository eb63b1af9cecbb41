"""Makes command lines of a compiler from a job, and takes random file names out of its messages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace

from ..job import PROGRAM_NAME, WORKING_DIRECTORY, Job
from ..sandbox.policy import Command, InjectedFile
from .compilers import Compiler
from .languages import SOURCES, is_source
from .named_compilers import named
from .program_file import READINGS

# Authors name files in the same directory. No name of theirs begins with a dot, and none is that of the program.
PROGRAM = f"{WORKING_DIRECTORY}/{PROGRAM_NAME}"
VIEW = f"{WORKING_DIRECTORY}/.view"
_MADE = f"{WORKING_DIRECTORY}/.made"

# The directory of sources that quote other texts: the quoted texts have the names in the working directory.
ASSEMBLED = ".assembled"

# A line of the linker; or the rest of one, which begins with a name and has no column. How it prints names from debug
# information in which the working directory became a dot: it puts a dot before the name, or two. Compilers print names
# as authors write them, so that their lines stay as they are.
_OF_LINKER = re.compile(
    rb"^(?:[\w./-]*+(?:(?<=ld)|(?<=ld\.bfd)|(?<=ld\.gold)): [^\n]*+|\./[^:\n]++:(?:\d++: |\()[^\n]*+)",
    re.MULTILINE,
)
_HERE = re.compile(rb"(?<![^:; ])(?:\./)++(?=[^:\n]{1,300}:(?:\d|\())")

# The names that gcc and clang give to files they hand from one program to the next: random, so not to be shown.
_TEMPORARY = re.compile(rb"/tmp/(?:cc\w{6}|[\w.+-]+-[0-9a-f]{6})(?=\.)")
_TEMPORARY_OF = re.compile(
    _TEMPORARY.pattern
    + rb"\.o:(?: in function [`'][^'\n]*':\n)?(?:[\w.+-]++/)*+(?P<source>[\w.+-]+)(?:%b):"
    % "|".join(map(re.escape, SOURCES)).encode()
)


# The recorder sees memory alone. `register` keeps variables out of it, and says no more than that, unless a register is
# named.
_NO_REGISTER = "-Dregister="
_IN_A_REGISTER = re.compile(rb"\bregister\b[^;{}()]{0,200}\b_*asm")


def compile_command(job: Job, objects: tuple[InjectedFile, ...] = ()) -> Command:
    """Return the command of a job's compile stage; its artifact is the program, if there is one to link.

    Args:
        job: The job.
        objects: The files that there are of its object files.
    """
    sources = _sources(job)
    if job.runs:
        command = _command(job, ("-o", PROGRAM, *sources, *job.objects, *job.libs), PROGRAM)
        return replace(command, files=(*command.files, *objects)) if objects else command
    return _command(job, ("-c", *named(job.compiler).silence_unused, *sources))


def part_command(job: Job) -> Command:
    """Return the command whose artifact is a part of a program, as the flags of the job say: `-c` or `-S`."""
    return _command(job, ("-o", VIEW, *_sources(job), *job.libs), VIEW)


def view_commands(job: Job, name: str) -> Iterator[Command]:
    """Yield, for each source file of a job or for the whole program, the command whose artifact is a view of it."""
    if name in READINGS:
        yield from _reading_commands(job, name)
        return
    compiler = named(job.compiler)
    flags = (*compiler.views[name], *compiler.silence_unused, "-w", "-o", VIEW)
    for source in _sources(job):
        yield _command(job, (*flags, source), VIEW)


def assembly_commands(job: Job) -> Iterator[Command]:
    """Yield, for each source file of a job, the command whose artifact is assembly for the recorder of memory."""
    flags = named(job.compiler).recorded
    if not any(_IN_A_REGISTER.search(source.content) for source in job.sources):
        flags = (*flags, _NO_REGISTER)
    for source in _sources(job):
        yield _command(job, (*flags, "-o", VIEW, source), VIEW)


def object_command(job: Job, source: InjectedFile, flags: tuple[str, ...]) -> Command:
    """Return the command whose artifact is the object file of a source of ours, with the compiler of a job."""
    argv = (*named(job.compiler).argv, *flags, "-c", source.path, "-o", VIEW)
    return Command(argv, (source,), artifact=VIEW)


def link_command(job: Job, files: tuple[InjectedFile, ...], flags: tuple[str, ...]) -> Command:
    """Return the command whose artifact is a program made of assembly and object files.

    Args:
        job: The job.
        files: The files.
        flags: Further flags for the linker.
    """
    silent = (*named(job.compiler).silence_unused, "-w")
    names = tuple(file.path for file in files)
    command = _command(job, (*silent, "-o", PROGRAM, *names, *flags, *job.libs), PROGRAM)
    return replace(command, files=files)


def _reading_commands(job: Job, name: str) -> Iterator[Command]:
    """Yield the commands that make a file and read it."""
    compiler, reading = named(job.compiler), READINGS[name]
    flags = (*compiler.views[name], *compiler.silence_unused, "-w", "-o", _MADE)
    sources = _sources(job)
    whats: list[tuple[str, ...]] = [("-c", "-fno-lto", source) for source in sources]
    if reading.is_linked and job.runs:
        whats = [(*sources, *job.libs)]
    for what in whats:
        command = _command(job, (*flags, *what), VIEW)
        shell = ("/bin/sh", "-c", reading.script(compiler.tools), "sh", _MADE, VIEW)
        yield replace(command, argv=(*shell, *command.argv))


def _command(job: Job, what: tuple[str, ...], artifact: str = "") -> Command:
    compiler = named(job.compiler)
    directory = _directory(job)
    texts = {f"{directory}{source.name}": source.content for source in job.sources}
    if directory:
        texts |= {name: text for source in job.sources for name, text in source.quoted}
    return Command(
        argv=(
            *compiler.argv,
            *(() if job.dated else compiler.undated or ()),
            *([f"-std={job.std}"] if job.std else []),
            *_flags(job),
            *compiler.manners,
            *_mapped_directories(compiler, directory),
            *_own_header_directory(job),
            *what,
        ),
        files=tuple(
            InjectedFile(f"{WORKING_DIRECTORY}/{name}", text) for name, text in texts.items()
        ),
        artifact=artifact,
    )


def _directory(job: Job) -> str:
    """Return the directory of a job's sources, with a slash, or nothing for the working directory."""
    quotes = named(job.compiler).quotes and any(source.quoted for source in job.sources)
    return f"{ASSEMBLED}/" if quotes else ""


def _sources(job: Job) -> tuple[str, ...]:
    directory = _directory(job)
    names = (source.name for source in job.sources)
    return tuple(f"{directory}{name}" for name in names if is_source(name))


def _flags(job: Job) -> tuple[str, ...]:
    """Return the flags of a job; a sanitizer names lines only with debug information."""
    has_debug_flag = any(flag.startswith("-g") for flag in job.flags)
    return ("-g", *job.flags) if job.sanitizers and not has_debug_flag else job.flags


def _mapped_directories(compiler: Compiler, directory: str) -> Iterator[str]:
    """Yield flags that take directories out of debug information, so that stack traces name plain files."""
    if compiler.directory_becomes is not None:
        yield f"-ffile-prefix-map={WORKING_DIRECTORY}={compiler.directory_becomes}"
    if directory:
        yield f"-ffile-prefix-map={directory}="


def _own_header_directory(job: Job) -> tuple[str, ...]:
    """Return the flags that let `#include <list/list.h>` find a file of the job, as in a larger project."""
    if not any("/" in source.name for source in job.sources):
        return ()
    return (named(job.compiler).header_flag, _directory(job) or ".")


def reproducible(text: bytes, job: Job) -> bytes:
    """Replace each random file name in a compiler's messages by that of the source it was made from.

    The linker names the source right behind the random name. Where it does not, and there are several, the name
    becomes `cc`.
    """
    text = _OF_LINKER.sub(lambda line: _HERE.sub(b"", line[0]), text)
    sources = [source.name for source in job.sources if is_source(source.name)]
    unknown = os.path.splitext(sources[0])[0].encode() if len(sources) == 1 else b"cc"
    names = {
        _TEMPORARY.match(match[0])[0]: match["source"]  # type: ignore[index]
        for match in _TEMPORARY_OF.finditer(text)
    }
    return _TEMPORARY.sub(lambda match: names.get(match[0], unknown), text)
