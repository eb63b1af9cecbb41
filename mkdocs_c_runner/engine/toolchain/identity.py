"""The identity of a compiler: a digest of the programs that this machine has under its name."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..cures import install
from ..errors import CompilerNotFound, SandboxUnavailable, require_linux
from ..store.json_files import JsonStore
from .machines import Machine
from .named_compilers import named
from .system_files import visible

if TYPE_CHECKING:
    from ..sandbox.policy import Sandbox

# The directory of compilers in the sandbox, and so on this machine.
PATH = "/usr/bin"

# Debian calls the emulators that need no library `qemu-s390x-static`; others have only these, as `qemu-s390x`.
_EMULATORS = ("-static", "")

# The line behind each answer of a compiler.
_NEXT = "----"
# Ends a script if a signal has ended its last command: an answer that is cut off would be remembered.
_UNLESS_KILLED = "s=$?; test $s -lt 129 || exit $s"
_DIRECTORY = re.compile(r"(?<![\w.-])/[^\s:\"]*")


class Identity(NamedTuple):
    """The identity of a compiler.

    Attributes:
        digest: A digest of everything that decides its output, except the headers and libraries of a job.
        version: The version that it prints, for people.
        headers: The directories in which it looks for headers.
        libraries: The directories in which it looks for libraries.
    """

    digest: str
    version: str
    headers: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Hash the digest alone: it is a part of a key for each block."""
        return hash(self.digest)


class Identities:
    """Finds the identities of compilers, and remembers them.

    The digest is over the contents of the driver and of the programs it starts, so a cache made on another
    machine with the same packages still holds. A file is not hashed again while its path, size and
    modification time stay the same.

    Args:
        memory: The file in which the identities are remembered, or None.
        store: Reads and writes that file.
    """

    def __init__(self, memory: Path | None, store: JsonStore | None = None) -> None:
        self._memory = memory
        self._store = store or JsonStore()
        self._lock = threading.Lock()
        self.begin_build()

    def begin_build(self) -> None:
        """Look at all compilers anew."""
        self._known: dict[str, Identity] = {}

    def of(self, compiler: str, sandbox: Callable[[], Sandbox]) -> Identity:
        """Return the identity of a compiler.

        Args:
            compiler: Its name.
            sandbox: Makes the sandbox in which it is asked, if it has to be.

        Raises:
            CompilerNotFound: If it is not installed.
            SandboxUnavailable: If it has to be asked and cannot.
        """
        with self._lock:
            if compiler not in self._known:
                require_compiler(compiler)
                remembered = self._remembered(compiler)
                self._known[compiler] = remembered or self._find(compiler, sandbox())
            return self._known[compiler]

    def _remembered(self, compiler: str) -> Identity | None:
        """Return the identity that an earlier build found, if no file has changed since."""
        remembered: Any = self._store.read(self._memory) if self._memory else None
        try:
            entry = remembered[compiler]
            for path, (size, changed) in entry["files"].items():
                if not visible().contain(path):  # the memory may come from anywhere
                    return None
                status = os.stat(path)
                if (status.st_size, status.st_mtime_ns) != (size, changed):
                    return None
            return Identity(
                str(entry["digest"]),
                str(entry["version"]),
                tuple(map(str, entry["headers"])),
                tuple(map(str, entry["libraries"])),
            )
        except (OSError, TypeError, ValueError, KeyError, AttributeError):
            return None

    def _find(self, name: str, sandbox: Sandbox) -> Identity:
        """Ask a compiler which files it uses, hash them, and remember the result."""
        version, paths, directories = _answers(name, sandbox)
        digest = hashlib.sha256(version.encode())
        files = {}
        machine = named(name).machine
        emulators = filter(None, [emulator(machine)] if machine else [])
        for path in sorted({f"{PATH}/{named(name).argv[0]}", *emulators, *paths}):
            status = os.stat(path)
            files[path] = (status.st_size, status.st_mtime_ns)
            with open(path, "rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        identity = Identity(digest.hexdigest(), version, *directories)
        if self._memory:
            remembered = self._store.read(self._memory)
            entries = remembered if isinstance(remembered, dict) else {}
            entries[name] = {**identity._asdict(), "files": files}
            self._store.write(self._memory, entries)
        return identity


def require_compiler(name: str) -> None:
    """Make sure that a compiler is installed.

    Raises:
        CompilerNotFound: If it is not, with its cure.
        SandboxUnavailable: On systems on which nothing can be run.
    """
    require_linux()
    machine = named(name).machine
    is_here = os.access(f"{PATH}/{named(name).argv[0]}", os.X_OK)
    if not is_here or (machine and not (emulator(machine) and os.path.isdir(machine.sysroot))):
        raise not_installed(name)


def emulator(machine: Machine) -> str | None:
    """Return the path of the emulator of a machine, or None if it is not installed."""
    paths = (f"{PATH}/{machine.emulator}{ending}" for ending in _EMULATORS)
    return next((path for path in paths if os.access(path, os.X_OK)), None)


def not_installed(*compilers: str) -> CompilerNotFound:
    """Return the error for compilers that are not installed, with the command that installs all of them."""
    machine = named(compilers[0]).machine
    if len(compilers) == 1 and machine:
        reason = (
            f"The compiler {compilers[0]} is not installed: it takes {named(compilers[0]).argv[0]} and "
            f"{machine.emulator} in {PATH}, and the C library in {machine.sysroot}."
        )
    elif len(compilers) == 1:
        reason = f"The compiler {compilers[0]} is not installed in {PATH}."
    else:
        *others, last = compilers
        reason = f"The compilers {', '.join(others)} and {last} are not installed in {PATH}."
    return CompilerNotFound(compilers[0], reason, install(*compilers))


def _answers(
    name: str, sandbox: Sandbox
) -> tuple[str, list[str], tuple[tuple[str, ...], tuple[str, ...]]]:
    """Ask a compiler for its version, the files it uses, and the directories in which it looks for others.

    Raises:
        SandboxUnavailable: If it does not answer.
    """
    compiler = named(name)
    command = shlex.join(compiler.argv)
    questions = [
        [f"{command} --version 2>/dev/null || {command} -v"],
        [f"{command} -print-prog-name={program}" for program in compiler.programs],
        [f"{command} {compiler.ask_headers}"] if compiler.ask_headers else [],
        [f"{command} {compiler.ask_libraries}"] if compiler.ask_libraries else [],
    ]
    parts = (f"; {_UNLESS_KILLED}; ".join([*part, f"echo {_NEXT}"]) for part in questions)
    script = "; ".join(parts)
    asked = ("/bin/sh", "-c", script)
    machine = compiler.machine
    said = sandbox.capture(asked, machine.sysroot) if machine else sandbox.capture(asked)
    answers = said.decode(errors="replace")
    version, *others = answers.split(f"{_NEXT}\n")
    if not version.strip():
        raise SandboxUnavailable(f"The compiler {name} does not print its version.")
    if len(others) != len(questions):
        raise SandboxUnavailable(f"The compiler {name} does not answer all questions about it.")
    files, headers, libraries, _ = others
    # A driver that does not know where a program is answers with the bare name.
    paths = (os.path.join(PATH, path) for path in files.split())
    return (
        version.partition("\n")[0],
        list(filter(os.path.isfile, paths)),
        (_directories(headers), _directories(libraries)),
    )


def _directories(answer: str) -> tuple[str, ...]:
    """Return the directories of an answer, each once; also missing ones, which may be made later."""
    return tuple(dict.fromkeys(map(os.path.realpath, _DIRECTORY.findall(answer))))
