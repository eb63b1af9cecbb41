"""A shorter way to compile a small program, for somebody who waits: the programs that gcc starts, without gcc.

gcc is a driver: it starts a compiler, an assembler and a linker, one after the other. Here gcc says what it would
start, once for each set of flags, and from then on process 1 starts the same (`sandbox/init_chain.h`): the compiler and
the assembler side by side, and the linker with stand-ins for the largest libraries (`toolchain/stubs.py`). The program
is the same, but for the order of the symbols that it takes from them.

Unusual programs take the long way: those with other flags or several sources, and those of which the assembler or the
linker complains. So messages are always those of gcc.
"""

from __future__ import annotations

import re
import threading
from dataclasses import replace

from .errors import EngineError
from .job import COMPILE_LIMITS, WORKING_DIRECTORY, Job
from .sandbox.policy import (
    Command,
    Execution,
    InjectedFile,
    Sandbox,
    compile_policy,
)
from .toolchain.languages import is_source
from .toolchain.stubs import stub

# The flags with which gcc starts nothing but these three.
_FLAG = re.compile(r"-(?:W(?![lap],).*|O.?|g\d?|[DU].*|w|ansi|pedantic.*|std=.*)")

# A word of a command that gcc shows: bare, or in quotes, where a backslash stands before each sign of a shell.
_WORD = re.compile(r'"(?P<quoted>(?:[^"\\]|\\.)*+)"|(?P<bare>\S++)')

_AS_NEEDED = re.compile(r"AS_NEEDED \([^()]*\)")

# The sets of flags that are remembered, and the characters of one.
_MOST, _LONGEST = 256, 1000

_OBJECT = f"{WORKING_DIRECTORY}/.object.o"
_STUBS = f"{WORKING_DIRECTORY}/.stubs"

# The compiler would ask for each part of the path of each header whether it is a link, some 400 times for <stdio.h>, to
# show a shorter path where `..` is in one. There is none in those of headers that come with Linux.
_SYSTEM_HEADERS_AS_THEY_ARE = "-fno-canonical-system-headers"

# The status of a compiler that says for itself why a program is wrong. Nobody else has reason to say anything.
_FAILED = 1

Chain = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class Shortcut:
    """The shorter way. Several threads may take it.

    Args:
        sandbox: Where compilers run.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._lock = threading.Lock()
        self._chains: dict[tuple[str, ...], Chain | None] = {}
        self._stubs: tuple[InjectedFile, ...] | None = None

    def compile(self, job: Job, command: Command) -> Execution | None:
        """Compile a job, or return None if it has to go the long way.

        Args:
            job: The job.
            command: The command of the long way.
        """
        if not _is_usual(job):
            return None
        found = self._chain(command)
        if found is None:
            return None
        compiler, assembler, linker = found
        stubs = self._stubs or ()
        if _is_without_libm(job, linker):
            linker = tuple(word for word in linker if word != "-lm")
            stubs = tuple(file for file in stubs if "/libm." not in file.path)
        files = (*command.files, *stubs)
        shorter = replace(command, argv=compiler, then=(assembler, linker), files=files)
        done = self._sandbox.run(shorter, compile_policy(), job.compile_limits)
        stage = done.stage
        if stage.limit_hit or stage.exit_code == 0:
            return done
        is_sure = stage.exit_code == _FAILED or (command.partner and command.partner.is_stopped)
        return done if is_sure else None

    def _chain(self, command: Command) -> Chain | None:
        with self._lock:
            if self._stubs is None:
                self._stubs = self._make_stubs()
            if command.argv in self._chains:
                return self._chains[command.argv]
        # Not under the lock: nobody waits for the flags of another.
        found = self._ask(command)
        with self._lock:
            if len(self._chains) >= _MOST:
                self._chains.clear()
            self._chains[command.argv] = found
        return found

    def _ask(self, command: Command) -> Chain | None:
        """Ask gcc what it would start."""
        first, *others = command.argv
        files = tuple(replace(file, content=b"") for file in command.files)
        asked = Command((first, "-###", *others), files)
        done = self._sandbox.run(asked, compile_policy(), COMPILE_LIMITS)
        return chain(done.stage.text().decode(errors="replace")) if done.stage.succeeded else None

    def _make_stubs(self) -> tuple[InjectedFile, ...]:
        """Make the stand-ins; nothing where that is not possible."""
        files: list[InjectedFile] = []
        try:
            for name in ("libc", "libm"):
                files += self._make_stub(name)
        except (EngineError, _NoStub):
            return ()
        return tuple(files)

    def _make_stub(self, name: str) -> list[InjectedFile]:
        """Make the stand-in for a library, and the text that names it among the parts of the library."""
        shown = self._sandbox.capture(("/bin/sh", "-c", f"cat $(gcc -print-file-name={name}.so)"))
        text = shown.decode(errors="replace")
        real = re.search(rf"(?P<path>/[\w./-]*/{name}\.so\.\d+)", text)
        if real is None or not text.startswith("/* GNU ld script"):
            raise _NoStub
        listed = self._sandbox.capture(
            ("nm", "-D", "--defined-only", "--with-symbol-versions", real["path"])
        )
        sources = stub(listed.decode(errors="replace"))
        base = real["path"].rpartition("/")[2]
        out = f"{WORKING_DIRECTORY}/{base}"
        linking = ("-nostdlib", "-shared", f"-Wl,-soname,{base}", "-Wl,--version-script=versions")
        made = self._sandbox.run(
            Command(
                ("gcc", *linking, "-o", out, "stub.s"),
                (
                    InjectedFile(f"{WORKING_DIRECTORY}/stub.s", sources.assembly.encode()),
                    InjectedFile(f"{WORKING_DIRECTORY}/versions", sources.versions.encode()),
                ),
                artifact=out,
            ),
            compile_policy(),
            COMPILE_LIMITS,
        )
        if not made.artifact:
            raise _NoStub
        # A program that needs one of the libraries behind it goes the long way, too.
        leading = _AS_NEEDED.sub("", text).replace(real["path"], f"{_STUBS}/{base}")
        return [
            InjectedFile(f"{_STUBS}/{base}", made.artifact),
            InjectedFile(f"{_STUBS}/{name}.so", leading.encode()),
        ]


class _NoStub(Exception):
    """There is no stand-in for the libraries of this system."""


def _is_usual(job: Job) -> bool:
    sources = [source for source in job.sources if is_source(source.name)]
    return (
        job.compiler == "gcc"
        and job.runs
        and len(sources) == 1
        and all(map(_FLAG.fullmatch, job.flags))
        and set(job.libs) <= {"-lm"}
        and sum(map(len, job.flags)) <= _LONGEST
    )


def _is_without_libm(job: Job, linker: tuple[str, ...]) -> bool:
    """Return whether a linker would look into libm, and leave it out since the program has no function of it."""
    names = (b"math", b"complex")
    return "--as-needed" in linker and not any(
        name in source.content for name in names for source in job.sources
    )


def chain(said: str) -> Chain | None:
    """Return the commands that gcc says that it would start, or None if those are not the usual ones.

    Args:
        said: The answer of gcc to `-###`.
    """
    commands = [_words(line) for line in said.split("\n") if line.startswith(" ")]
    if len(commands) != 3:
        return None
    compiler, assembler, collect = commands
    assembly, made = _value(compiler, "-o"), _value(assembler, "-o")
    names = (compiler[0].rpartition("/")[2], assembler[0], collect[0].rpartition("/")[2])
    if names != ("cc1", "as", "collect2") or assembler[-1] != assembly or made not in collect:
        return None
    return (
        (*("-" if word == assembly else word for word in compiler), _SYSTEM_HEADERS_AS_THEY_ARE),
        tuple(_OBJECT if word == made else word for word in assembler[:-1]),
        tuple(_linker(collect, made)),
    )


def _words(shown: str) -> list[str]:
    """Return the words of a command that gcc shows."""
    return [
        word["bare"] or re.sub(r"\\(.)", r"\1", word["quoted"]) for word in _WORD.finditer(shown)
    ]


def _value(words: list[str], option: str) -> str | None:
    """Return the word behind an option."""
    return words[words.index(option) + 1] if option in words[:-1] else None


def _linker(collect: list[str], made: str) -> list[str]:
    """Return the command line of the linker, without what few programs need: its plugin, and the libraries of gcc.

    A program that needs one of these libraries has undefined symbols, and goes the long way.
    """
    words = ["ld"]
    rest = iter(collect[1:])
    has_stubs = False
    for word in rest:
        if word == "-plugin":
            next(rest, None)
        elif word == "--push-state":
            next((inner for inner in rest if inner == "--pop-state"), None)
        elif word != "-lgcc" and not word.startswith("-plugin-opt"):
            if word.startswith("-L") and not has_stubs:
                words.append(f"-L{_STUBS}")
                has_stubs = True
            words.append(_OBJECT if word == made else word)
    return words
