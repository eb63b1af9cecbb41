"""Which compiler it is that stands under a name on this machine."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .compilers import Compiler
from .cures import install
from .errors import CompilerNotFound, SandboxUnavailable
from .job import COMPILE_LIMITS
from .sandbox import Command, Sandbox, compile_policy
from .storage import JsonStore

# Where compilers are in the sandbox, and so on this machine.
PATH = "/usr/bin"


@dataclass(frozen=True, slots=True)
class Identity:
    """Which compiler it is: a digest of everything that decides what it makes, and words for people."""

    digest: str
    version: str


class Identities:
    """Finds out which compilers these are, and remembers it.

    The digest is over the contents of the driver, of the programs it starts and of the C library, so a
    cache made on another machine with the same packages still holds. What was hashed once is not read
    again while path, size and time of change stay the same.

    Args:
        memory: The file in which the digests are remembered, or None.
        store: What reads and writes it.
    """

    def __init__(self, memory: Path | None, store: JsonStore | None = None) -> None:
        self._memory = memory
        self._store = store or JsonStore()
        self._known: dict[str, Identity] = {}

    def of(self, compiler: Compiler, sandbox: Callable[[], Sandbox]) -> Identity:
        """The identity of a compiler.

        Args:
            compiler: The compiler.
            sandbox: Makes the sandbox in which it is asked, if it has to be.

        Raises:
            CompilerNotFound: If it is not installed.
            SandboxUnavailable: If it has to be asked and cannot.
        """
        if compiler.name not in self._known:
            if not os.access(f"{PATH}/{compiler.name}", os.X_OK):
                reason = f"The compiler {compiler.name} is not installed in {PATH}."
                raise CompilerNotFound(reason, install(compiler.name))
            remembered = self._remembered(compiler)
            self._known[compiler.name] = remembered or self._found(compiler, sandbox())
        return self._known[compiler.name]

    def _remembered(self, compiler: Compiler) -> Identity | None:
        remembered: Any = self._store.read(self._memory) if self._memory else None
        try:
            entry = remembered[compiler.name]
            for path, (size, changed) in entry["files"].items():
                status = os.stat(path)
                if (status.st_size, status.st_mtime_ns) != (size, changed):
                    return None
            return Identity(str(entry["digest"]), str(entry["version"]))
        except (OSError, TypeError, ValueError, KeyError, AttributeError):
            return None

    def _found(self, compiler: Compiler, sandbox: Sandbox) -> Identity:
        questions = [f"{compiler.name} --version 2>/dev/null || {compiler.name} -v; echo"]
        questions += [f"{compiler.name} -print-prog-name={name}" for name in compiler.programs]
        questions += [f"{compiler.name} -print-file-name={name}" for name in compiler.files]
        command = Command(("/bin/sh", "-c", "; ".join(questions)))
        answered = sandbox.run(command, compile_policy(), COMPILE_LIMITS).stage
        answer = answered.text("stdout").decode(errors="replace")
        if answered.limit_hit or not answer.strip():
            raise SandboxUnavailable(f"The compiler {compiler.name} does not say what it is.")
        version, _, paths = answer.partition("\n\n")
        version = version.partition("\n")[0]
        found = {f"{PATH}/{compiler.name}"}
        for answered_path in paths.split():
            # A driver that does not know a file answers with the bare name.
            path = os.path.join(PATH, answered_path)
            if os.path.isfile(path):
                found.add(os.path.realpath(path))
        digest = hashlib.sha256(version.encode())
        files = {}
        for path in sorted(found):
            status = os.stat(path)
            files[path] = (status.st_size, status.st_mtime_ns)
            with open(path, "rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        identity = Identity(digest.hexdigest(), version)
        if self._memory:
            remembered = self._store.read(self._memory)
            entries = remembered if isinstance(remembered, dict) else {}
            entries[compiler.name] = {
                "digest": identity.digest,
                "version": version,
                "files": files,
            }
            self._store.write(self._memory, entries)
        return identity
