"""The rules of a sandbox, as data, and the interface that every sandbox has.

A policy says which paths are visible, which variables are set, and what is forbidden. It knows neither compilers nor
jobs. `command_line.py` turns it into options of bwrap.
"""

from __future__ import annotations

import functools
import glob
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from ..job import MEBIBYTE, TIME_OF_FILES, WORKING_DIRECTORY, Limits, Stdio, environment
from ..result import Measured, Stage
from . import host_paths
from .live import Live, Partner


@dataclass(frozen=True, slots=True)
class Mount:
    """A path of the host, readable under its own name. Paths that are absent or empty are left out."""

    path: str


@dataclass(frozen=True, slots=True)
class SandboxPolicy:
    """The rules of one stage.

    Attributes:
        mounts: The host paths that are readable. Nothing of the host is ever writable.
        environment: All environment variables.
        scratch: Bytes of the writable /tmp, the working directory, beside the injected files.
        shared_memory: Bytes of /dev/shm, or 0 for none.
        devices: The devices it has, by their names in /dev.
        proc: Whether a /proc of the sandbox's own pid namespace is mounted.
        trace: Whether a process may trace its children, which the leak sanitizer does.
        limits_addresses: Whether the limit of memory is also one of the addresses of each process. Programs that
            reserve terabytes of addresses and use few of them need to go without it: their memory is only watched.
        reusable: Whether a command may follow another one in the same sandbox, which is emptied in between, if the
            sandbox can do so safely. Only for commands that execute nothing that an author has written.
    """

    mounts: tuple[Mount, ...]
    environment: tuple[tuple[str, str], ...]
    scratch: int
    shared_memory: int = 0
    devices: tuple[str, ...] = ("null",)
    proc: bool = False
    trace: bool = False
    limits_addresses: bool = True
    reusable: bool = False


@dataclass(frozen=True, slots=True)
class InjectedFile:
    """A file that exists in the sandbox alone: its absolute path there, its bytes and its mode."""

    path: str
    content: bytes
    mode: int = 0o444


@dataclass(frozen=True, slots=True)
class Command:
    """A command with its input.

    Attributes:
        argv: The command and its arguments, as the sandbox sees them.
        files: Files put into the sandbox.
        stdin: The input.
        stdio: One terminal, or pipes.
        artifact: The path of a file to bring back if the command succeeds, or empty.
        always_artifact: Whether it is brought back however the command ends.
        live: A connection that replaces `stdin` and `stdio`, or None.
        is_seen: Whether its output is shown as on a terminal. Output that moves the cursor is then kept whole, and
            cut where it is shown.
        partner: Somebody who may stop it, or None.
        is_followed: Whether the same program follows in the same sandbox, which is emptied in between.
        then: Nothing, or two more commands: one that reads what the first prints, and one that follows. `init_chain.h`
            says how such a chain ends.
        waiter: The path of a library among the files that makes the programs of a chain wait for the next one, or
            empty; see `init_warm.h`.
        keeps: Whether another command follows in the same sandbox, and finds the files that this one leaves.
        tells: Whether the command writes the artifact itself, to its descriptor 4.
    """

    argv: tuple[str, ...]
    files: tuple[InjectedFile, ...] = ()
    stdin: bytes = b""
    stdio: Stdio = "pipes"
    artifact: str = ""
    always_artifact: bool = False
    live: Live | None = None
    is_seen: bool = False
    partner: Partner | None = None
    is_followed: bool = False
    then: tuple[tuple[str, ...], ...] = ()
    keeps: bool = False
    tells: bool = False
    waiter: str = ""


@dataclass(frozen=True, slots=True)
class Execution:
    """The outcome of a command: how it ended, what it used, and the file that it had to make."""

    stage: Stage
    measured: Measured = field(default_factory=Measured)
    artifact: bytes = b""


# Executes a command in a sandbox where others were executed before it, and tells whether another one may follow.
Next = Callable[[Command], tuple[Execution, bool]]


class Waiting(Protocol):
    """A sandbox that was begun before its command was known."""

    def take(self, policy: SandboxPolicy, limits: Limits, /) -> Any:
        """Return what was begun, if it has these rules, else None."""

    def close(self) -> None:
        """End it, if nobody has taken it."""


class Sandbox(Protocol):
    """A way to execute commands under a policy. Several threads may call it at one time."""

    def prepare(self) -> None:
        """Start to make in the background what every command needs."""

    def ahead(self, policy: SandboxPolicy, limits: Limits, size: int) -> Waiting:
        """Begin a sandbox for a command that is not known yet.

        Args:
            policy: The rules of the command.
            limits: Its limits.
            size: About how many bytes its files will have.
        """
        ...

    def run(
        self,
        command: Command,
        policy: SandboxPolicy,
        limits: Limits,
        ahead: Waiting | None = None,
    ) -> Execution:
        """Execute a command, and wait until nothing of it is left.

        Args:
            command: The command.
            policy: Its rules.
            limits: Its limits.
            ahead: A sandbox that was begun for it, or None.

        Raises:
            SandboxUnavailable: If the command could not be started in a sandbox.
        """
        ...

    def run_each(
        self,
        commands: Sequence[Command],
        policy: SandboxPolicy,
        limits: Limits,
        ahead: Waiting | None = None,
    ) -> list[Execution]:
        """Execute runs of one program, one after the other, in one sandbox that is emptied in between.

        A later run may find what an earlier one has left in the kernel, and another process id. So these are for runs
        that are compared with each other, and never for two programs.

        Args:
            commands: The runs.
            policy: Their rules.
            limits: The limits of each.
            ahead: The sandbox that was begun for them, if it has the same rules.

        Raises:
            SandboxUnavailable: If a command could not be started in a sandbox.
        """
        ...

    def session(
        self, policy: SandboxPolicy, limits: Limits, size: int
    ) -> AbstractContextManager[Next]:
        """Open a sandbox for commands that follow each other in one directory.

        Of a command, only the files outlive its end: its processes are killed. Each has the limits for itself.

        Args:
            policy: The rules of all of them.
            limits: Their limits.
            size: About how many bytes their files will have.
        """
        ...

    def close_idle(self) -> None:
        """Close whatever is kept for the next command; it can be made again."""

    def capture(self, argv: Sequence[str], sysroot: str = "") -> bytes:
        """Execute a trusted command of ours where programs are compiled.

        Args:
            argv: The command.
            sysroot: The directory with the headers and libraries of another machine, or empty.

        Returns:
            The bytes that it prints on its standard output.

        Raises:
            SandboxUnavailable: If there is no sandbox, or the command fails and prints nothing there.
        """
        ...


# A compiler and a linker live for a moment, and spend a twentieth of it on asking the kernel for memory in small steps.
# So they ask in large ones. The names are from glibc's manual, "Memory Allocation Tunables".
_MEMORY_IN_LARGE_PIECES = (
    "glibc.malloc.hugetlb=1",
    f"glibc.malloc.top_pad={16 * MEBIBYTE}",
    f"glibc.malloc.mmap_threshold={32 * MEBIBYTE}",
    f"glibc.malloc.trim_threshold={1024 * MEBIBYTE}",
)


@functools.cache
def compile_policy(*, dated: bool = False, sysroot: str = "") -> SandboxPolicy:
    """Return the rules of the compile stage: compilers, headers and libraries are visible.

    Args:
        dated: Whether `__DATE__` and its like are those of the compilation; else they are the same in every build.
        sysroot: The directory with the headers and libraries of another machine, or empty.
    """
    paths = (*host_paths.of_compilers(), *([sysroot] if sysroot else []))
    return SandboxPolicy(
        mounts=tuple(map(Mount, paths)),
        environment=(
            ("PATH", "/usr/bin"),
            ("HOME", WORKING_DIRECTORY),
            ("TMPDIR", WORKING_DIRECTORY),
            ("LC_ALL", "C.UTF-8"),
            ("TZ", "UTC"),
            *(() if dated else ((TIME_OF_FILES, "1"),)),
            ("GLIBC_TUNABLES", ":".join(_MEMORY_IN_LARGE_PIECES)),
        ),
        scratch=64 * MEBIBYTE,
        reusable=True,
    )


def _symbolizers() -> tuple[Mount, ...]:
    """Return the program that clang's sanitizers ask for names and lines, under all its names; gcc's need none."""
    return tuple(map(Mount, sorted(glob.glob("/usr/bin/llvm-symbolizer*"))))


# These sanitizers map terabytes of shadow memory, and the leak sanitizer in them traces its own process.
_SHADOWING = frozenset({"address", "leak", "thread"})


@functools.cache
def run_policy(
    env: tuple[tuple[str, str], ...] = (),
    sanitizers: frozenset[str] = frozenset(),
    *,
    tools: bool = False,
    commands: bool = False,
    symbolizer: bool = False,
) -> SandboxPolicy:
    """Return the rules of the run stage: libraries and time zones are visible, no compiler, no shell, no /etc.

    Args:
        env: Further environment variables; they replace the standard ones of the same name.
        sanitizers: The sanitizers in the program; they read /proc to find their mappings.
        tools: Whether the program may execute what is in /usr/bin: a shell, for `system`.
        commands: Whether there are a shell and a few commands for the lines of a session.
        symbolizer: Whether the sanitizers need a program to find names and lines.
    """
    return SandboxPolicy(
        mounts=(
            *map(Mount, host_paths.of_programs(tools=tools)),
            *(map(Mount, host_paths.of_sessions()) if commands and not tools else ()),
            *(_symbolizers() if symbolizer and sanitizers and not tools else ()),
        ),
        environment=environment(env),
        scratch=16 * MEBIBYTE,
        shared_memory=16 * MEBIBYTE,
        devices=("null", "zero", "full", "urandom"),
        proc=bool(sanitizers),
        trace=bool(sanitizers & _SHADOWING),
        limits_addresses=not sanitizers & _SHADOWING,
    )
