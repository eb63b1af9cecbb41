"""The compilers that a block can be compiled with: one row each, all that the project knows of it.

Pure data, which every room may read: `command_line.py` makes command lines from a row, `identity.py` and `headers.py`
find the files behind it, `cures.py` says how to install it, and pages tell columns, versions and links by it. A new
compiler is a new row here, and nothing else. `named_compilers.py` makes further rows from these, for versions and for
other machines.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from .machines import Machine

_NONE: Mapping[str, Any] = MappingProxyType({})

# The end of the version of a compiler whose programs run as WebAssembly, with pointers of 32 bits.
FOR_WEBASSEMBLY = " for WebAssembly"

Columns = Literal["display", "bytes"]

# The programs that read what it made, which it finds beside its assembler.
BINUTILS = ("nm", "size", "readelf", "objdump")

# Object files and libraries that go into programs: those of the C library, and those of gcc, which clang uses too.
_LIBC = (
    *("crt1.o", "Scrt1.o", "crti.o", "crtn.o"),
    *("libc.so", "libc.so.6", "libc_nonshared.a", "libm.so.6"),
)
_LIBGCC = (
    *("crtbegin.o", "crtbeginS.o", "crtend.o", "crtendS.o"),
    *("libgcc.a", "libgcc_s.so.1"),
)

# Libraries that flags bring without naming them.
_RUNTIMES = {
    "-fopenmp": "gomp",
    "-fsanitize=address": "asan",
    "-fsanitize=leak": "lsan",
    "-fsanitize=thread": "tsan",
    "-fsanitize=undefined": "ubsan",
}


class Compiler(NamedTuple):
    r"""A compiler.

    Attributes:
        name: The name in the fence option, and of the command if `command` is empty.
        command: The command with the flags that it always needs, so that one driver can have several rows.
        packages: The packages to install, separated by spaces, by package manager; for other managers the package is
            named like the compiler.
        version: A regular expression that finds the version, as `number`, in what the compiler says of itself:
            `gcc (Debian 12.2.0-14) 12.2.0`, `Debian clang version 14.0.6`, `tcc version 0.9.27 (x86_64 Linux)`.
        columns: What the columns of its messages count: those of a terminal (`display`), or bytes.
        manners: Flags that keep its messages plain and few.
        undated: Flags that make `__DATE__` and `__TIME__` the same in every build, where `TIME_OF_FILES` does not; or
            None if they are always those of the compilation.
        directory_becomes: What debug information and `__FILE__` call the working directory, or None if the compiler
            cannot map it.
        quotes: Whether its messages quote the offending line, which it reads under the name that it prints.
        header_flag: The flag that names one more directory of headers, to be searched last if possible.
        views: The flags that make it print a view of a source instead of compiling it, or with which it makes the file
            that a view is read from, by the name of the view.
        recorded: The flags that make it print assembly into which calls of the recorder of memory can be put, or
            nothing if it cannot.
        ignores: A regular expression for flags of pages that it accepts and that change nothing, where an author would
            expect something else.
        silence_unused: Flags that silence complaints about unused flags where nothing is linked.
        needs_symbolizer: Whether its sanitizers call `llvm-symbolizer` to find names and lines.
        programs: The programs it starts, which thus decide its output, by the names it knows them under.
        ask_headers: The arguments, for a shell, that make it name the directories in which it looks for headers.
        ask_libraries: Likewise for libraries.
        links: The object files and libraries that go into every program, where they exist.
        runtimes: The libraries that flags bring without naming them, by flag.
        explorer: Its ids at Compiler Explorer by language and major version, oldest minor version first; empty if it is
            not there.
        machine: The machine that its programs are for, or None for this one.
        sanitizers: The sanitizers that its programs can have, or None for all.
        without_sanitizers: Why they can have no others.
        tools: What stands before the names of the programs that read what it made: `s390x-linux-gnu-`.
    """

    name: str
    command: tuple[str, ...] = ()
    packages: Mapping[str, str] = _NONE
    version: str = r"(?:^gcc |\) |version )(?P<number>\d+(?:\.\d+)+)"
    columns: Columns = "bytes"
    manners: tuple[str, ...] = ()
    undated: tuple[str, ...] | None = ()
    directory_becomes: str | None = None
    quotes: bool = False
    header_flag: str = "-idirafter"
    views: Mapping[str, tuple[str, ...]] = _NONE
    recorded: tuple[str, ...] = ()
    ignores: str = ""
    silence_unused: tuple[str, ...] = ()
    needs_symbolizer: bool = False
    programs: tuple[str, ...] = ()
    ask_headers: str = ""
    ask_libraries: str = ""
    links: tuple[str, ...] = _LIBC
    runtimes: Mapping[str, str] = _NONE
    explorer: Mapping[str, Mapping[int, tuple[str, ...]]] = _NONE
    machine: Machine | None = None
    sanitizers: frozenset[str] | None = None
    without_sanitizers: str = ""
    tools: str = ""

    @property
    def argv(self) -> tuple[str, ...]:
        """The beginning of each of its command lines."""
        return self.command or (self.name,)


_PREPROCESSED = ("-E",)
# What is read from the files that a compiler makes; see `program_file.py`. Common debug information has the lines of
# objects, and the least of it those of instructions. Binutils takes one file for another in version 5 of gcc's.
_READ = {"symbols": ("-gdwarf-4", "-g2"), "sections": (), "disassembly": ("-gdwarf-4", "-g1")}
# Line information leads each instruction back to its line. It changes no code.
_ASM = ("-S", "-g1", "-fno-lto")
# Debug information of variables, each with one place for its whole life, and nothing below the end of the stack.
_RECORDED = (
    *("-S", "-g", "-gdwarf-4", "-O0", "-fno-lto", "-fno-omit-frame-pointer", "-mno-red-zone"),
    *("-fcf-protection=none", "-w"),
)
_IS_X86 = platform.machine() in ("x86_64", "i686", "i386")

_ASK_HEADERS = "-E -Wp,-v - </dev/null 2>&1 >/dev/null"
_ASK_LIBRARIES = "-print-search-dirs | grep ^libraries"

# Compiler Explorer has the minor versions 1 to n of each gcc, and of each clang the one in the id.
_NEWEST_GCC = {7: 5, 8: 5, 9: 5, 10: 5, 11: 5, 12: 5, 13: 4, 14: 4, 15: 3, 16: 2}
_CLANGS = (
    *(710, 801, 901, 1001, 1101, 1201, 1301, 1400),
    *(1500, 1600, 1701, 1810, 1910, 2010, 2110, 2210),
)

_GCC = Compiler(
    "gcc",
    packages={"apt-get": "gcc libc6-dev", "apk": "gcc musl-dev", "dnf": "gcc glibc-devel"},
    columns="display",
    manners=("-fdiagnostics-color=never", "-fmax-errors=20"),
    directory_becomes=".",  # gcc leaves out a directory called a dot; clang, one without a name
    quotes=True,
    views={
        "asm": (*_ASM, *(["-masm=intel"] if _IS_X86 else [])),
        "preprocessed": _PREPROCESSED,
        **_READ,
    },
    recorded=(*_RECORDED, "-fno-stack-clash-protection"),
    programs=("cc1", "as", "ld", "collect2", *BINUTILS),
    ask_headers=_ASK_HEADERS,
    ask_libraries=_ASK_LIBRARIES,
    links=(*_LIBC, *_LIBGCC),
    runtimes=_RUNTIMES,
    explorer={
        "c": {
            major: tuple(f"cg{major}{minor}" for minor in range(1, newest + 1))
            for major, newest in _NEWEST_GCC.items()
        }
    },
)

_CLANG = Compiler(
    "clang",
    packages={
        "apt-get": "clang libc6-dev",
        "apk": "clang compiler-rt musl-dev gcc",
        "dnf": "clang compiler-rt glibc-devel",
        "pacman": "clang compiler-rt",
    },
    manners=("-fno-color-diagnostics", "-ferror-limit=20"),
    undated=(  # before version 16
        '-D__DATE__="Jan  1 1970"',
        '-D__TIME__="00:00:01"',
        "-Wno-builtin-macro-redefined",
    ),
    directory_becomes="",
    quotes=True,
    views={
        # Not -masm=intel: that would read inline assembly as Intel's too.
        "asm": (*_ASM, *(["-mllvm", "--x86-asm-syntax=intel"] if _IS_X86 else [])),
        "preprocessed": _PREPROCESSED,
        **_READ,
    },
    recorded=_RECORDED,
    silence_unused=("-Wno-unused-command-line-argument",),
    needs_symbolizer=True,
    programs=("ld", *BINUTILS),
    ask_headers=_ASK_HEADERS,
    ask_libraries=_ASK_LIBRARIES,
    links=(*_LIBC, *_LIBGCC),
    runtimes={**_RUNTIMES, "-fopenmp": "omp"},
    explorer={"c": {number // 100: (f"cclang{number}",) for number in _CLANGS}},
)

# It writes machine code at once, and its preprocessor does not say which line comes from where: no views.
_TCC = Compiler(
    "tcc",
    packages={"apt-get": "tcc libc6-dev", "apk": "tcc musl-dev", "dnf": "tcc glibc-devel"},
    header_flag="-I",
    undated=None,
    ignores=(
        r"-f(?:sanitize|trapv|wrapv|openmp|analyzer|short-enums|stack-protector|\w+-math).*"
        r"|-m(?:sse|avx|fma|bmi|popcnt).*|-W(?!all$|extra$|error$|no-|write-strings$|implicit-f).*"
        r"|-O[1-3sgf].*|-ansi|-std=(?!c99$|c11$).*"
    ),
    ask_headers="-vv",
    ask_libraries="-vv",
    links=(*_LIBC, "libtcc1.a"),
)

# Gcc with another C library, whose place gcc's own answer does not name.
MUSL = _GCC._replace(
    name="musl-gcc",
    packages={
        "apt-get": "musl-tools gcc",
        "apk": "gcc musl-dev",
        "dnf": "musl-gcc",
        "pacman": "musl gcc",
    },
    version=r"\) (?P<number>\d+(?:\.\d+)+)",
    recorded=(),
    ask_libraries=f"{_ASK_LIBRARIES}; ls -d /usr/lib/musl/lib /usr/lib/*-linux-musl",
    links=(*_LIBC, *_LIBGCC, "libc.a"),
    explorer={},
    sanitizers=frozenset(),
    without_sanitizers="sanitizers need another C library than musl",
)

# `named_compilers.py` knows the others: those above of a version or for a machine, and musl's.
COMPILERS: Mapping[str, Compiler] = {row.name: row for row in (_GCC, _CLANG, _TCC)}

COMPILER_NAMES = tuple(COMPILERS)

# The compilers whose programs can record their memory.
RECORDERS = tuple(row.name for row in COMPILERS.values() if row.recorded)

# The compilers that can print views.
VIEWERS = tuple(row.name for row in COMPILERS.values() if row.views)
