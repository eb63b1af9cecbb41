"""Compilers as data: their command lines, and what of their words is not to be shown."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..job import Job
from ..sandbox.policy import WORKING_DIRECTORY, Command, InjectedFile

PROGRAM = f"{WORKING_DIRECTORY}/a.out"
VIEW = f"{WORKING_DIRECTORY}/view"

# Where sources are that quote other texts: those have the names in the working directory.
ASSEMBLED = "assembled"


# What the linker makes of names in debug information, of which the directory has been taken away.
_HERE = re.compile(rb"(^|:)\./\./", re.MULTILINE)

# Gcc's and clang's names for what they hand from one program to the next: random, and thus not to be shown.
_TEMPORARY = re.compile(rb"/tmp/(?:cc\w{6}|[\w.+-]+-[0-9a-f]{6})(?=\.)")
_TEMPORARY_OF = re.compile(
    _TEMPORARY.pattern + rb"\.o:(?: in function [`'][^'\n]*':\n)?(?P<source>[\w.+-]+)\.c:"
)


@dataclass(frozen=True, slots=True)
class Compiler:
    """How to call a compiler.

    Attributes:
        name: The name of the command, of the fence option and of the package.
        manners: Flags that keep its messages plain and few.
        programs: What it starts and thus what decides its output, by the names it knows them under.
        quotes: Whether its messages quote the offending line, which it reads under the name it says.
        where_headers: What makes it name the directories in which it looks for headers.
        where_libraries: Likewise for libraries.
        views: The flags that make it print a view of a source instead of compiling it.
        symbolizes: Whether its sanitizers need llvm's symbolizer.
        silence: Flags under which it says nothing of flags that do not matter there.
    """

    name: str
    manners: tuple[str, ...]
    programs: tuple[str, ...] = ()
    quotes: bool = False
    seek: str = "-idirafter"
    where_headers: str = ""
    where_libraries: str = ""
    views: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    symbolizes: bool = False
    silence: tuple[str, ...] = ()

    def command(self, job: Job) -> Command:
        """The compile stage of a job."""
        sources = self._sources(job)
        if job.runs:
            return self._command(job, ("-o", PROGRAM, *sources, *job.libs), PROGRAM)
        return self._command(job, ("-c", *self.silence, *sources))

    def view(self, job: Job, name: str) -> Iterator[Command]:
        """What prints a view of a job, source by source, into the file that is brought back."""
        flags = (*self.views[name], *self.silence, "-w", "-o", VIEW)
        for source in self._sources(job):
            yield self._command(job, (*flags, source), VIEW)

    def _directory(self, job: Job) -> str:
        quotes = self.quotes and any(source.quoted for source in job.sources)
        return f"{ASSEMBLED}/" if quotes else ""

    def _where_own_headers_are(self, job: Job) -> tuple[str, ...]:
        """What lets `#include <list/list.h>` find a file of the job, as it does in a larger project."""
        if not any("/" in source.name for source in job.sources):
            return ()
        return (self.seek, self._directory(job) or ".")

    def _sources(self, job: Job) -> tuple[str, ...]:
        names = (source.name for source in job.sources)
        return tuple(f"{self._directory(job)}{name}" for name in names if name.endswith(".c"))

    def _command(self, job: Job, what: tuple[str, ...], artifact: str = "") -> Command:
        directory = self._directory(job)
        texts = {f"{directory}{source.name}": source.content for source in job.sources}
        if directory:
            texts |= {name: text for source in job.sources for name, text in source.quoted}
        return Command(
            argv=(
                self.name,
                *([f"-std={job.std}"] if job.std else []),
                *_with_lines_in_reports(job),
                *self.manners,
                *([f"-ffile-prefix-map={directory}="] if directory else []),
                *self._where_own_headers_are(job),
                *what,
            ),
            files=tuple(
                InjectedFile(f"{WORKING_DIRECTORY}/{name}", text) for name, text in texts.items()
            ),
            artifact=artifact,
        )


def _with_lines_in_reports(job: Job) -> tuple[str, ...]:
    """The flags of a job; a sanitizer names lines only with debug information."""
    said = any(flag.startswith("-g") for flag in job.flags)
    return ("-g", *job.flags) if job.sanitizers and not said else job.flags


def reproducible(text: bytes, job: Job) -> bytes:
    """What a compiler said, with each random file name replaced by that of the source it was made from.

    The linker names the source right behind it; where it does not, and there are several, the name is `cc`.
    """
    text = _HERE.sub(rb"\1", text)
    sources = [name for source in job.sources if (name := source.name).endswith(".c")]
    unknown = sources[0][:-2].encode() if len(sources) == 1 else b"cc"
    names = {
        _TEMPORARY.match(found[0])[0]: found["source"]  # type: ignore[index]
        for found in _TEMPORARY_OF.finditer(text)
    }
    return _TEMPORARY.sub(lambda found: names.get(found[0], unknown), text)


_PREPROCESSED = ("-E",)
# Line information leads each instruction back to its line. It changes no code.
_ASM = ("-S", "-g1", "-fno-lto")
_IS_X86 = platform.machine() in ("x86_64", "i686", "i386")

# In debug information files are mapped, so that stack traces name the file without its directory. What that of
# the compilation is to be called differs: gcc's leaves away a dot, clang's only nothing.
COMPILERS = {
    compiler.name: compiler
    for compiler in (
        Compiler(
            "gcc",
            (
                "-fdiagnostics-color=never",
                "-fmax-errors=20",
                f"-ffile-prefix-map={WORKING_DIRECTORY}=.",
            ),
            ("cc1", "as", "ld", "collect2"),
            quotes=True,
            where_headers="gcc -E -Wp,-v - </dev/null 2>&1 >/dev/null",
            where_libraries="gcc -print-search-dirs | grep ^libraries",
            views={
                "asm": (*_ASM, *(["-masm=intel"] if _IS_X86 else [])),
                "preprocessed": _PREPROCESSED,
            },
        ),
        Compiler(
            "clang",
            (
                "-fno-color-diagnostics",
                "-ferror-limit=20",
                f"-ffile-prefix-map={WORKING_DIRECTORY}=",
            ),
            ("ld",),
            quotes=True,
            where_headers="clang -E -Wp,-v - </dev/null 2>&1 >/dev/null",
            where_libraries="clang -print-search-dirs | grep ^libraries",
            views={
                # Not -masm=intel: that would read inline assembly as Intel's too.
                "asm": (*_ASM, *(["-mllvm", "--x86-asm-syntax=intel"] if _IS_X86 else [])),
                "preprocessed": _PREPROCESSED,
            },
            symbolizes=True,
            silence=("-Wno-unused-command-line-argument",),
        ),
        Compiler("tcc", (), seek="-I", where_headers="tcc -vv", where_libraries="tcc -vv"),
    )
}
