"""The compiler, linker and library for WebAssembly, which are a distribution of their own, and their command lines."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import EngineError
from ..executor import Conditions
from ..job import Job
from ..toolchain.compilers import FOR_WEBASSEMBLY
from ..toolchain.languages import is_source
from .heads import KEPT, NAME, TEMPORARY, Head, text_of

PACKAGE = "mkdocs_c_runner_toolchain"
# Raise it when a program could print something else under new rules, or be compiled otherwise.
RULES_VERSION = 5

INSTALL = 'Install it: pip install "mkdocs-c-runner[browser]"'

PROGRAM = "a.out"

# The files of a head, by their placeholders.
_HEAD = {"source": f"{TEMPORARY}/{NAME}", "object": f"{TEMPORARY}/{KEPT}"}

# The least memory that a program can have: its stack, and room for its code's data.
_LEAST_MEMORY = 16 << 20
_PAGE = 64 << 10

# The option for the seconds since 1970 that `__DATE__`, `__TIME__` and `__TIMESTAMP__` show.
_TIME = "-source-date-epoch"

# The standard of C in which `//` begins no comment, so that text before a directive may be code.
_WITHOUT_COMMENTS = re.compile(r"-std=(?:c89|c90|iso9899:199.*)")


class Step(NamedTuple):
    """A step of a build.

    Attributes:
        lines: The command lines that do it. A further one is tried where those before have failed: it is slower, and
            has all of the library.
        head: The head of the source that it compiles, if that can be kept.
    """

    lines: list[list[str]]
    head: Head | None = None


@dataclass(frozen=True)
class Toolchain:
    """An installed toolchain.

    Attributes:
        directory: The directory of its files.
        manifest: What its `manifest.json` says.
        identity: A digest of all of it, and of what runs it here.
        native: A digest of what decides how its compiler looks when it is compiled for this machine.
    """

    directory: Path
    manifest: dict[str, Any]
    identity: str
    native: str

    @property
    def version(self) -> str:
        """The version of its compiler, for people."""
        return f"clang {self.manifest['clang']}{FOR_WEBASSEMBLY}"

    @property
    def conditions(self) -> Conditions:
        """All that decides the result of a job besides the job."""
        return Conditions(f"wasm {RULES_VERSION}", self.identity, self.version)

    @property
    def sysroot(self) -> Path:
        """The archive of headers and libraries."""
        return self._file("sysroot")

    @property
    def worker_arguments(self) -> list[str]:
        """The arguments of the process that loads it; see `worker.main`."""
        # In wasmtime a module in two parts takes seconds to begin, so that builds have it in one.
        return [str(path) for path in (self.sysroot, self._file("whole"), self.compiled)]

    @property
    def compiled(self) -> Path:
        """Where the compiler is kept, compiled for this machine.

        It is native code that this machine executes, so that it lies where only the user's own programs write: not in
        the cache of a site, which others may fill.
        """
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        return Path(base) / "mkdocs-c-runner" / f"whole-{self.native[:32]}.cwasm"

    def files(self) -> Iterator[Path]:
        """Yield the files that a browser needs."""
        yield self.directory / "manifest.json"
        yield self.directory / "LICENSES.txt"
        for part in ("compiler", "rest", "sysroot"):
            if self.manifest[part]:
                yield self._file(part)

    def _file(self, part: str) -> Path:
        return self.directory / str(self.manifest[part]["file"])

    def steps(self, job: Job) -> list[Step]:
        """Return the steps that compile a job and link it to `PROGRAM`."""
        sources = [source for source in job.sources if is_source(source.name)]
        text = b"\n".join(source.content for source in job.sources).decode(errors="replace")
        extra = list(self._further(text))
        objects = [f"{TEMPORARY}/{number}.o" for number in range(len(sources))]
        flags = [*(word for item in extra for word in item["compile"]), *self.flags(job)]
        flags += (_TIME, str(int(time.time())) if job.dated else "1")
        memory = max(_LEAST_MEMORY, job.run_limits.memory) // _PAGE * _PAGE
        steps = []
        for source, made in zip(sources, objects, strict=True):
            words = {"source": source.name, "object": made}
            line = list(_filled(self.manifest["compile"], flags, [], words))
            steps.append(Step([line], self._head(source.content, flags)))
        if job.runs:
            further = [word for item in extra for word in item["link"]]
            words = {"output": PROGRAM, "memory": str(min(memory, 1 << 32))}
            lines = [self.manifest[name] for name in ("link_usual", "link_most", "link")]
            steps.append(Step([list(_filled(line, further, objects, words)) for line in lines]))
        return steps

    def _further(self, text: str) -> Iterator[dict[str, Any]]:
        """Yield what the commands have more for sources with this text."""
        code = re.sub(self.manifest["asides"], " ", text)
        for item in self.manifest["when"]:
            if re.search(item["source"], code if item.get("of") == "code" else text):
                yield item

    def _head(self, source: bytes, flags: Sequence[str]) -> Head | None:
        """Return the head of a source that is compiled with these flags, if it has one."""
        text = text_of(source)
        if not text or any(map(_WITHOUT_COMMENTS.fullmatch, flags)):
            return None
        line, words = self.manifest["keep_head"], self.manifest["kept_head"]
        return Head(text, *(list(_filled(part, flags, [], _HEAD)) for part in (line, words)))

    def flags(self, job: Job) -> list[str]:
        """Return the flags of a job that its compiler takes."""
        flags = [*([f"-std={job.std}"] if job.std else []), *job.flags]
        allowed = [re.compile(pattern) for pattern in self.manifest["flags"]]
        return [flag for flag in flags if any(pattern.fullmatch(flag) for pattern in allowed)]


def _filled(
    line: Sequence[str], flags: Sequence[str], objects: Sequence[str], words: dict[str, str]
) -> Iterator[str]:
    """Yield the words of a command line, with what the placeholders in it stand for."""
    for word in line:
        if word == "@flags":
            yield from flags
        elif word == "@objects":
            yield from objects
            yield from flags if objects else ()
        else:
            yield re.sub(r"@(\w+)", lambda found: words[found[1]], word)


@cache
def installed() -> Toolchain:
    """Return the installed toolchain.

    Raises:
        EngineError: If it, or what runs it, is not installed.
    """
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise EngineError("The compiler for WebAssembly is not installed.", INSTALL)
    try:
        wasmtime = metadata.version("wasmtime")
    except metadata.PackageNotFoundError:
        raise EngineError("wasmtime, which runs WebAssembly, is not installed.", INSTALL) from None
    directory = Path(found.origin).parent / "data"
    try:
        manifest = json.loads((directory / "manifest.json").read_text("utf-8"))
        parts = [manifest["whole"]["sha256"]]
        library = manifest["sysroot"]["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        reason = f"The compiler for WebAssembly in {directory} is not complete."
        raise EngineError(reason, INSTALL) from None
    native = _digest([*parts, wasmtime])
    return Toolchain(directory, manifest, _digest([native, library, json.dumps(manifest)]), native)


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
