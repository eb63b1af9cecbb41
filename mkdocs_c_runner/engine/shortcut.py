"""A shorter way to compile a small program: the programs that gcc starts, without gcc.

gcc is a driver: it starts a compiler, an assembler and a linker, one after the other. Here gcc says what it would
start, once for each set of flags, and from then on process 1 starts the same (`sandbox/init_chain.h`): the compiler and
the assembler side by side, and the linker with stand-ins for the largest libraries (`stand_ins.py`). The program is the
same, byte for byte, and so are the messages.

Unusual programs take the long way: those with other flags or several sources, those of which the assembler or the
linker complains, and those of which the stand-ins might change a byte. So messages are always those of gcc.

Where many programs wait, so do compilers (`waiting_compilers.py`).

All that costs something. gcc is asked, and the stand-ins are made in the background, when so many programs wait that it
pays, or when twice as many have come: a smaller site never pays for them.
"""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable
from dataclasses import replace

from .job import COMPILE_LIMITS, Job
from .sandbox.policy import Command, Execution, Sandbox, compile_policy
from .stand_ins import OBJECT, Kit, StandIns
from .toolchain.languages import is_source
from .waiting_compilers import FAILED, WaitingCompilers, can_take

# The flags with which gcc starts nothing but these three.
_FLAG = re.compile(r"-(?:W(?![lap],).*|O.?|g\d?|[DU].*|w|ansi|pedantic.*|std=.*)")

# A word of a command that gcc shows: bare, or in quotes, where a backslash stands before each sign of a shell.
_WORD = re.compile(r'"(?P<quoted>(?:[^"\\]|\\.)*+)"|(?P<bare>\S++)')

# The sets of flags that are remembered, and the characters of one.
_MOST, _LONGEST = 256, 1000

# The programs after which it has paid to ask gcc, and to make the stand-ins.
_QUESTION, _STAND_INS = 3, 16

# The compiler would ask for each part of the path of each header whether it is a link, some 400 times for <stdio.h>, to
# show a shorter path where `..` is in one. There is none in those of headers that come with Linux. Debug information
# lists the options, so that this one would be a difference.
_SYSTEM_HEADERS_AS_THEY_ARE = "-fno-canonical-system-headers"

# How much memory a compiler asked for last depends on what else there is in its memory.
_NO_MEMORY = re.compile(rb"out of memory allocating|virtual memory exhausted")

Chain = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class Shortcut:
    """The shorter way. Several threads may take it.

    Args:
        sandbox: Where compilers run.
        stand_ins: Makes the stand-ins.
        waiting: Returns how many programs wait to be compiled.
        is_prompt: Whether it pays from the first program on. Then somebody waits for each, and the compiler and the
            assembler work side by side; else compilers wait for the next program.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        stand_ins: StandIns,
        waiting: Callable[[], int] = lambda: 0,
        *,
        is_prompt: bool = False,
    ) -> None:
        self._sandbox = sandbox
        self._waiting = waiting
        self._waiting_compilers = None if is_prompt else WaitingCompilers(sandbox)
        self._stand_ins = stand_ins
        self._lock = threading.Lock()
        self._met: dict[tuple[str, ...], int] = {}
        self._chains: dict[tuple[str, ...], Chain | None] = {}
        self._linker: tuple[str, ...] | None = None
        self._kit = stand_ins.kept()
        self._pays_at_once = is_prompt or self._kit is not None

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
        kit = self._kit_for(assembler, linker)
        if kit is None and _is_without_libm(job, linker):
            linker = tuple(word for word in linker if word != "-lm")
        files, waiter = command.files, ""
        if kit:
            linker, files = kit.linker(linker), (*files, *kit.files)
            waiter = kit.waiter if self._may_wait(job, command) else ""
        shorter = replace(command, argv=compiler, then=(assembler, linker), files=files)
        policy, limits = compile_policy(), job.compile_limits
        if self._waiting_compilers and waiter:
            done = self._waiting_compilers.run(replace(shorter, waiter=waiter), policy, limits)
        else:
            done = self._sandbox.run(shorter, policy, limits)
        stage = done.stage
        if stage.limit_hit:
            return done
        if stage.exit_code == 0:
            return done if kit is None or kit.makes_the_same(done.artifact) else None
        if command.partner and command.partner.is_stopped:
            return done
        is_sure = stage.exit_code == FAILED and not _NO_MEMORY.search(stage.text())
        return done if is_sure else None

    def _may_wait(self, job: Job, command: Command) -> bool:
        """Return whether compilers are to wait for the next program: most programs have the same command line."""
        if self._waiting_compilers is None or not can_take(job):
            return False
        with self._lock:
            return 2 * self._met[command.argv] > sum(self._met.values())

    def make_stand_ins(self, assembler: tuple[str, ...], linker: tuple[str, ...]) -> None:
        """Make the stand-ins for programs that are linked with a command line."""
        kit = self._stand_ins.make(assembler, linker)
        with self._lock:
            self._kit = kit

    def _kit_for(self, assembler: tuple[str, ...], linker: tuple[str, ...]) -> Kit | None:
        """Return the stand-ins if they are there, and begin to make them if it is time."""
        with self._lock:
            if self._linker is not None or not self._pays(sum(self._met.values()), _STAND_INS):
                return self._kit if self._linker == linker else None
            self._linker = linker
            if self._kit:
                return self._kit

        def task() -> None:
            with contextlib.suppress(Exception):  # it goes without
                self.make_stand_ins(assembler, linker)

        with contextlib.suppress(RuntimeError):  # there can be no further thread: it goes without
            threading.Thread(target=task, name="c-runner", daemon=True).start()
        return None

    def _pays(self, met: int, programs: int) -> bool:
        """Return whether something pays now that does after so many programs."""
        return self._pays_at_once or self._waiting() >= programs or met > 2 * programs

    def _chain(self, command: Command) -> Chain | None:
        with self._lock:
            met = self._met[command.argv] = self._met.get(command.argv, 0) + 1
            if command.argv in self._chains:
                return self._chains[command.argv]
            if len(self._met) > _MOST:
                self._chains.clear()
                self._met.clear()
            if not self._pays(met, _QUESTION):
                return None
            # Until gcc has answered, others with these flags go the long way: nobody asks twice.
            self._chains[command.argv] = None
        found = self._ask(command)
        with self._lock:
            self._chains[command.argv] = found
        return found

    def _ask(self, command: Command) -> Chain | None:
        """Ask gcc what it would start."""
        first, *others = command.argv
        files = tuple(replace(file, content=b"") for file in command.files)
        asked = Command((first, "-###", *others), files)
        done = self._sandbox.run(asked, compile_policy(), COMPILE_LIMITS)
        return chain(done.stage.text().decode(errors="replace")) if done.stage.succeeded else None


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
        (*("-" if word == assembly else word for word in compiler), *_quicker(compiler)),
        tuple(OBJECT if word == made else word for word in assembler[:-1]),
        tuple(_linker(collect, made)),
    )


def _quicker(compiler: list[str]) -> tuple[str, ...]:
    """Return options with which a compiler makes the same, in less time."""
    has_debug_information = any(word.startswith("-g") for word in compiler)
    return () if has_debug_information else (_SYSTEM_HEADERS_AS_THEY_ARE,)


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
    for word in rest:
        if word == "-plugin":
            next(rest, None)
        elif word == "--push-state":
            next((inner for inner in rest if inner == "--pop-state"), None)
        elif word != "-lgcc" and not word.startswith("-plugin-opt"):
            words.append(OBJECT if word == made else word)
    return words
