"""Makes the stand-ins with which a linker is done in half the time, and shows that they change no byte of a program.

`toolchain/stubs.py` says what a stand-in is. Two programs are linked with the real libraries and with the stand-ins:
one with hardly a symbol, and one with as many as a program may have that is linked in this way. Only if both are the
same, byte for byte, are the stand-ins taken. They are kept in the cache, since making them costs as much as they save
for some ten programs.
"""

from __future__ import annotations

import base64
import itertools
import os
import re
from pathlib import Path
from typing import Any, NamedTuple

from .errors import EngineError
from .job import COMPILE_LIMITS, WORKING_DIRECTORY
from .sandbox import init
from .sandbox.policy import Command, InjectedFile, Sandbox, compile_policy
from .store.json_files import JsonStore
from .toolchain import symbol_order
from .toolchain.command_line import PROGRAM
from .toolchain.stubs import NoStandIn, names_in, stand_in
from .toolchain.system_files import visible

Words = tuple[str, ...]

OBJECT = f"{WORKING_DIRECTORY}/.object.o"
_PLACE = f"{WORKING_DIRECTORY}/.stubs"

_LIBRARIES = ("libc", "libm")
# The part of the C library that is no shared one, in the script that names both parts.
_NOT_SHARED = re.compile(r"(?P<path>(?<![\w./-])/[\w./-]*/libc_nonshared\.a)\s")
# A library that the script of another one names for programs that need it, such as the loader.
_IF_NEEDED = re.compile(r"AS_NEEDED\s*\(\s*(/[\w./-]+)\s*\)")

# The library that makes compilers wait, as a file of a sandbox.
_WAITER = f"{_PLACE}/{init.WAITER.replace('.c', '.so')}"
_BUILD_WAITER = ("gcc", "-s", "-w", "-shared", "-fPIC", init.WAITER, "-o", PROGRAM)

# Raise it when other files are made.
_VERSION = 5

# The names of functions in a program of ours. If two of them have one place, others are tried.
_FUNCTIONS = (
    ("printf", "malloc", "free", "strlen", "sqrt", "pow"),
    ("puts", "calloc", "exit", "memcpy", "sin", "fmod"),
    ("fopen", "fclose", "strtol", "qsort", "exp", "cos"),
)
# The symbols that the larger program has of its own; some forty are those of the system.
_OWN_SYMBOLS = symbol_order.MOST - 60


class Kit(NamedTuple):
    """The stand-ins.

    Attributes:
        files: They and the texts that name them, as files of a sandbox.
        size: The size that the table of the linker has with the real libraries.
        not_shared: The path of the part of the C library that is no shared one.
        left_out: The names of symbols that the real libraries and those behind them have, and the stand-ins have not.
    """

    files: tuple[InjectedFile, ...]
    size: int
    not_shared: str
    left_out: frozenset[str]

    @property
    def waiter(self) -> str:
        """The path of the library that makes compilers wait for the next program, or empty."""
        return _WAITER if any(file.path == _WAITER for file in self.files) else ""

    def linker(self, real: Words) -> Words:
        """Return the command line of the linker with the stand-ins.

        Args:
            real: The one with the real libraries.
        """
        places = (number for number, word in enumerate(real) if word.startswith("-L"))
        first = next(places, len(real))
        options = (f"--hash-size={self.size}", f"-L{_PLACE}")
        # Each stand-in has the name of the script that names the parts of a library: a linker reads no script then.
        rest = (word for part in real[first:] for word in self._with_both_parts(part))
        return (*real[:first], *options, *rest)

    def _with_both_parts(self, word: str) -> Words:
        return (word, self.not_shared) if word == "-lc" else (word,)

    def makes_the_same(self, program: bytes) -> bool:
        """Return whether a program that was linked with the stand-ins is the one that the real libraries give."""
        names = symbol_order.names_of(program)
        return (
            names is not None
            and symbol_order.is_certain(names, self.size)
            and self.left_out.isdisjoint(names.exported)
        )


# Files, behind a line with the size of each: one sandbox reads them all.
_FILES = 'for file; do wc -c <"$file"; done; cat "$@"'
_SCRIPTS = f'set -- $(for name; do gcc -print-file-name="$name.so"; done); {_FILES}'


def _paths(library: str, script: str) -> list[str]:
    """Return the paths of a library and of those that are linked behind it if they are needed.

    Raises:
        NoStandIn: If it is not named by a script that GNU ld reads.
    """
    real = re.search(rf"(?P<path>(?<![\w./-])/[\w./-]*/{library}\.so\.\d+)", script)
    if real is None or not script.startswith("/* GNU ld script"):
        raise NoStandIn
    return [real["path"], *_IF_NEEDED.findall(script)]


class _Library(NamedTuple):
    """A library: its path, the script that names its parts, its stand-in, and the names that this lacks."""

    path: str
    script: str
    made: InjectedFile
    left_out: frozenset[str]


class StandIns:
    """Makes stand-ins, and keeps them in the cache.

    Args:
        sandbox: Where compilers run.
        compiler: The digest of the compiler and its linker.
        memory: The file in which they are kept, or None.
        store: Reads and writes that file.
    """

    def __init__(
        self, sandbox: Sandbox, compiler: str, memory: Path | None, store: JsonStore
    ) -> None:
        self._sandbox = sandbox
        self._compiler = compiler
        self._memory = memory
        self._store = store

    def kept(self) -> Kit | None:
        """Return the stand-ins of an earlier build, unless the compiler or a library has changed since."""
        kept: Any = self._store.read(self._memory) if self._memory else None
        try:
            states = {str(path): list(state) for path, state in kept["libraries"].items()}
            if (kept["version"], kept["compiler"]) != (_VERSION, self._compiler):
                return None
            if not states or any(_state(path) != state for path, state in states.items()):
                return None
            files = tuple(
                InjectedFile(f"{_PLACE}/{os.path.basename(name)}", base64.b64decode(content))
                for name, content in kept["files"]
            )
            left_out = frozenset(str(name) for name in kept["left_out"])
            return Kit(files, int(kept["size"]), str(kept["not_shared"]), left_out)
        except (OSError, TypeError, ValueError, KeyError, AttributeError):
            return None

    def make(self, assembler: Words, linker: Words) -> Kit | None:
        """Make the stand-ins, or return None if they would change programs, or cannot be made here.

        Args:
            assembler: The command line of the assembler, which reads its standard input.
            linker: The command line of the linker.
        """
        try:
            libc, libm = self._libraries()
            not_shared = _NOT_SHARED.search(libc.script)
            if not_shared is None:
                return None
            left_out = libc.left_out | libm.left_out
            kit = Kit((libc.made, libm.made), 0, not_shared["path"], left_out)
            kit = kit._replace(size=self._size(assembler, linker, kit))
            kit = kit._replace(files=(*kit.files, self._waiter()))
        except (EngineError, OSError, ValueError):
            return None
        if self._memory:
            content = {
                "version": _VERSION,
                "compiler": self._compiler,
                "libraries": {one.path: _state(one.path) for one in (libc, libm)},
                "size": kit.size,
                "not_shared": kit.not_shared,
                "left_out": sorted(kit.left_out),
                "files": [
                    [os.path.basename(file.path), base64.b64encode(file.content).decode()]
                    for file in kit.files
                ],
            }
            self._store.write(self._memory, content)
        return kit

    def _libraries(self) -> list[_Library]:
        """Return the libraries with their stand-ins."""
        scripts = [text.decode(errors="replace") for text in self._files(_SCRIPTS, *_LIBRARIES)]
        paths = [_paths(name, text) for name, text in zip(_LIBRARIES, scripts, strict=True)]
        files = iter(self._files(_FILES, *(path for some in paths for path in some)))
        libraries = []
        for name, script, (path, *behind) in zip(_LIBRARIES, scripts, paths, strict=True):
            whole = next(files)
            made = stand_in(whole)
            names = names_in(whole).union(*(names_in(next(files)) for _ in behind))
            file = InjectedFile(f"{_PLACE}/{name}.so", made)
            libraries.append(_Library(path, script, file, names - names_in(made)))
        return libraries

    def _files(self, script: str, *words: str) -> list[bytes]:
        """Return the contents of as many files as a shell gets words."""
        shown = self._sandbox.capture(("/bin/sh", "-c", script, "sh", *words))
        *sizes, rest = shown.split(b"\n", len(words))
        ends = [*itertools.accumulate(map(int, sizes), initial=0)]
        return [rest[begin:end] for begin, end in itertools.pairwise(ends)]

    def _waiter(self) -> InjectedFile:
        """Return the library that makes compilers wait."""
        command = Command(_BUILD_WAITER, (init.source(init.WAITER),), artifact=PROGRAM)
        return InjectedFile(_WAITER, self._made(command))

    def _size(self, assembler: Words, linker: Words, kit: Kit) -> int:
        """Return the size of the linker's table with which the stand-ins change no byte.

        Raises:
            NoStandIn: If there is none.
        """
        small = self._object(assembler, ".globl main\nmain: .byte 0\n")
        real = self._program(linker, small)
        names, size = _names_and_size(real)
        kit = kit._replace(size=size)
        for functions in _FUNCTIONS:
            large = self._object(
                assembler, _large([*names.exported, *names.local], functions, size)
            )
            wanted = self._program(linker, large)
            if not kit.makes_the_same(wanted):
                continue  # the order of two of these functions is not certain
            made = [self._program(kit.linker(linker), one, kit.files) for one in (small, large)]
            if made == [real, wanted] and _names_and_size(wanted)[1] == size:
                return size
            break
        raise NoStandIn

    def _object(self, assembler: Words, text: str) -> bytes:
        text += '.section .note.GNU-stack,"",%progbits\n'
        return self._made(Command(assembler, stdin=text.encode(), artifact=OBJECT))

    def _program(self, linker: Words, what: bytes, files: tuple[InjectedFile, ...] = ()) -> bytes:
        return self._made(Command(linker, (InjectedFile(OBJECT, what), *files), artifact=PROGRAM))

    def _made(self, command: Command) -> bytes:
        done = self._sandbox.run(command, compile_policy(), COMPILE_LIMITS)
        if not done.artifact:
            raise NoStandIn
        return done.artifact


def _large(taken: list[str], functions: tuple[str, ...], size: int) -> str:
    """Return assembly with many symbols, none at the place of another.

    Args:
        taken: The names of symbols that every program has.
        functions: The functions of libraries that it has.
        size: The size of the linker's table.
    """
    names: list[str] = []
    places = {symbol_order.place(name, size) for name in taken}
    number = 0
    while len(names) < _OWN_SYMBOLS:
        number += 1
        place = symbol_order.place(f"symbol{number}", size)
        if place not in places:
            places.add(place)
            names.append(f"symbol{number}")
    labels = "".join(f".globl {name}\n{name}: .byte 0\n" for name in ("main", *names))
    return f"{labels}.data\n" + "".join(f".quad {name}\n" for name in functions)


def _names_and_size(program: bytes) -> tuple[symbol_order.Names, int]:
    """Return the symbols of a program, and the size of the table that its linker had.

    Raises:
        NoStandIn: If that cannot be told.
    """
    names = symbol_order.names_of(program)
    size = symbol_order.size_of_table(names) if names else None
    if names is None or size is None:
        raise NoStandIn
    return names, size


def _state(path: str) -> list[int] | None:
    """Return the size and the time of a library; the path may come from anywhere."""
    if not visible().contain(path):
        return None
    status = os.stat(path)
    return [status.st_size, status.st_mtime_ns]
