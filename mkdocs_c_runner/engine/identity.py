"""Which compiler it is that stands under a name on this machine."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .errors import CompilerNotFound, SandboxUnavailable
from .job import COMPILE_LIMITS
from .storage import JsonStore

if (
    TYPE_CHECKING
):  # what it takes to ask a compiler is imported when one is asked: most are remembered
    from .sandbox import Sandbox

# Where compilers are in the sandbox, and so on this machine.
PATH = "/usr/bin"


class Identity(NamedTuple):
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

    def of(self, compiler: str, sandbox: Callable[[], Sandbox]) -> Identity:
        """The identity of a compiler.

        Args:
            compiler: Its name.
            sandbox: Makes the sandbox in which it is asked, if it has to be.

        Raises:
            CompilerNotFound: If it is not installed.
            SandboxUnavailable: If it has to be asked and cannot.
        """
        if compiler not in self._known:
            if not os.access(f"{PATH}/{compiler}", os.X_OK):
                from .cures import install  # noqa: PLC0415

                reason = f"The compiler {compiler} is not installed in {PATH}."
                raise CompilerNotFound(reason, install(compiler))
            remembered = self._remembered(compiler)
            self._known[compiler] = remembered or self._found(compiler, sandbox())
        return self._known[compiler]

    def _remembered(self, compiler: str) -> Identity | None:
        remembered: Any = self._store.read(self._memory) if self._memory else None
        try:
            entry = remembered[compiler]
            for path, (size, changed) in entry["files"].items():
                status = os.stat(path)
                if (status.st_size, status.st_mtime_ns) != (size, changed):
                    return None
            return Identity(str(entry["digest"]), str(entry["version"]))
        except (OSError, TypeError, ValueError, KeyError, AttributeError):
            return None

    def _found(self, name: str, sandbox: Sandbox) -> Identity:
        from .compilers import COMPILERS  # noqa: PLC0415
        from .sandbox import Command, compile_policy  # noqa: PLC0415

        compiler = COMPILERS[name]
        questions = [f"{name} --version 2>/dev/null || {name} -v; echo"]
        questions += [f"{name} -print-prog-name={program}" for program in compiler.programs]
        questions += [f"{name} -print-file-name={file}" for file in compiler.files]
        command = Command(("/bin/sh", "-c", "; ".join(questions)))
        answered = sandbox.run(command, compile_policy(), COMPILE_LIMITS).stage
        answer = answered.text("stdout").decode(errors="replace")
        if answered.limit_hit or not answer.strip():
            raise SandboxUnavailable(f"The compiler {name} does not say what it is.")
        version, _, paths = answer.partition("\n\n")
        version = version.partition("\n")[0]
        found = {f"{PATH}/{name}"}
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
            entries[name] = {
                "digest": identity.digest,
                "version": version,
                "files": files,
            }
            self._store.write(self._memory, entries)
        return identity
