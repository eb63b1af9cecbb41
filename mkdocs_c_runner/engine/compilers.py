"""Compilers as data: their command lines, and what of their words is not to be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .job import Job
from .sandbox import WORKING_DIRECTORY, Command, InjectedFile

PROGRAM = f"{WORKING_DIRECTORY}/a.out"

# Where sources are that quote other texts: those have the names in the working directory.
_ASSEMBLED = "assembled"


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
        files: Libraries and start files that go into every program, likewise.
        quotes: Whether its messages quote the offending line, which it reads under the name it says.
        where_headers: What makes it name the directories in which it looks for headers.
        where_libraries: Likewise for libraries.
    """

    name: str
    manners: tuple[str, ...]
    programs: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    quotes: bool = False
    where_headers: str = ""
    where_libraries: str = ""

    def command(self, job: Job) -> Command:
        """The compile stage of a job."""
        quoted = [text for source in job.sources for text in source.quoted if self.quotes]
        directory = f"{_ASSEMBLED}/" if quoted else ""
        return Command(
            argv=(
                self.name,
                *([f"-std={job.std}"] if job.std else []),
                *job.flags,
                *self.manners,
                *([f"-ffile-prefix-map={directory}="] if quoted else []),
                "-o",
                PROGRAM,
                *(
                    f"{directory}{source.name}"
                    for source in job.sources
                    if source.name.endswith(".c")
                ),
                *job.libs,
            ),
            files=(
                *(
                    InjectedFile(f"{WORKING_DIRECTORY}/{directory}{source.name}", source.content)
                    for source in job.sources
                ),
                *(InjectedFile(f"{WORKING_DIRECTORY}/{name}", text) for name, text in quoted),
            ),
            artifact=PROGRAM,
        )


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


# Stack traces name the file, not the directory that it was compiled in.
_NO_DIRECTORY = f"-ffile-prefix-map={WORKING_DIRECTORY}=."

_START_FILES = (
    *("crt1.o", "Scrt1.o", "crti.o", "crtn.o", "crtbegin.o", "crtbeginS.o", "crtendS.o"),
    *("libc.so.6", "libm.so.6", "libgcc.a", "libgcc_s.so.1", "libc.so", "libc_nonshared.a"),
)

COMPILERS = {
    compiler.name: compiler
    for compiler in (
        Compiler(
            "gcc",
            ("-fdiagnostics-color=never", "-fmax-errors=20", _NO_DIRECTORY),
            ("cc1", "as", "ld", "collect2"),
            _START_FILES,
            quotes=True,
            where_headers="gcc -E -Wp,-v - </dev/null 2>&1 >/dev/null",
            where_libraries="gcc -print-search-dirs | grep ^libraries",
        ),
        Compiler(
            "clang",
            ("-fno-color-diagnostics", "-ferror-limit=20", _NO_DIRECTORY),
            ("ld",),
            _START_FILES,
            quotes=True,
            where_headers="clang -E -Wp,-v - </dev/null 2>&1 >/dev/null",
            where_libraries="clang -print-search-dirs | grep ^libraries",
        ),
        Compiler("tcc", (), where_headers="tcc -vv", where_libraries="tcc -vv"),
    )
}
