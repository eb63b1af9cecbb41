"""What a job takes from the system: headers and libraries, by their contents.

They are looked for by name in every directory in which the compiler looks, without regard to conditions: what
might be read counts. A header in `/usr/local/include` that is edited, or appears, so makes another key, and no
page shows what the old one printed.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from ..canonical import canonical
from ..job import Job
from ..store.json_files import JsonStore
from .compilers import COMPILERS, Compiler
from .identity import Identity

# What a directive names, and whatever else could be the name of a header: a macro may bring it.
_HEADERS = re.compile(
    rb"""^[ \t]*\#[ \t]*(?:include|include_next|import|embed)[ \t]*[<"]([^>"\n]+)[>"]
       | [<"]([\w./+-]+\.h)[>"]""",
    re.MULTILINE | re.VERBOSE,
)
# The header that compilers read before every source.
_EVERY_SOURCE = "stdc-predef.h"

_DIRECTORY_FLAGS = ("-I", "-iquote", "-isystem", "-idirafter")


# The size and the time of change of a file or a directory, or None if it is not there.
_State = list[int] | None


class _File(NamedTuple):
    """What is in a file.

    Attributes:
        digest: A digest of it.
        names: The headers that it may read.
    """

    digest: str
    names: tuple[str, ...]

    @classmethod
    def of(cls, content: bytes) -> _File:
        """What is in these bytes."""
        return cls(hashlib.sha256(content).hexdigest(), tuple(_headers(content)))


class Dependencies:
    """Finds out what jobs take from the system, and remembers it.

    What was read once is not read again as long as its files are the same by size and time, and so are the
    directories in which another of the same name could appear.

    Args:
        memory: The file in which digests are remembered, or None.
        store: What reads and writes it.
    """

    def __init__(self, memory: Path | None, store: JsonStore) -> None:
        self._memory = memory
        self._store = store
        self._lock = threading.Lock()
        self.begin_build()

    def begin_build(self) -> None:
        """Looks at all files anew."""
        self._remembered: dict[str, Any] | None = None
        self._states: dict[str, _State] = {}
        self._files: dict[str, _File | None] = {}
        self._digests: dict[object, str] = {}

    def digest(self, job: Job, compiler: Identity) -> str:
        """A digest of all files of the system that the sources and the flags of a job name."""
        headers = frozenset(name for source in job.sources for name in _headers(source.content))
        key = (headers, job.compiler, job.flags, job.libs, compiler)
        with self._lock:
            found = self._digests.get(key)
            if found is None:
                found = self._digests[key] = self._digest(headers, job, compiler)
            return found

    def _digest(self, headers: Iterable[str], job: Job, compiler: Identity) -> str:
        flags = (*job.flags, *job.libs)
        directories = (*_values(flags, *_DIRECTORY_FLAGS), *compiler.headers)
        names = sorted({_EVERY_SOURCE, *headers, *_values(flags, "-include")})
        digests = [self._of_names((name,), directories) for name in names]
        row = COMPILERS[job.compiler]
        libraries = [(f"lib{name}.so", f"lib{name}.a") for name in sorted(_libraries(row, flags))]
        digests += [self._of_names(item, compiler.libraries) for item in (row.links, *libraries)]
        return hashlib.sha256(canonical(digests)).hexdigest()

    def _of_names(self, names: Sequence[str], directories: Sequence[str]) -> str:
        """A digest of all files of these names, and of all that they may read in turn."""
        key = canonical([names, directories]).decode()
        found = self._digests.get(key)
        if found is None:
            found = self._digests[key] = self._recall(key) or self._learn(key, names, directories)
        return found

    def _recall(self, key: str) -> str | None:
        """The digest of an earlier build, if everything is as it was."""
        if self._remembered is None:
            kept = self._store.read(self._memory) if self._memory else None
            self._remembered = kept if isinstance(kept, dict) else {}
        match self._remembered.get(key):
            case {"digest": str(digest), "states": {**states}} if all(
                self._state(str(path)) == state for path, state in states.items()
            ):
                return digest
        return None

    def _learn(self, key: str, names: Sequence[str], directories: Sequence[str]) -> str:
        """Reads the files of these names, and remembers their digest."""
        files: dict[str, str] = {}
        states: dict[str, _State] = {}
        paths = [os.path.join(place, name) for name in names for place in directories]
        looked = set(paths)
        while paths:
            path = paths.pop()
            above = os.path.dirname(path)
            states[above] = self._state(above)
            file = self._read(path)
            if file is None:
                continue
            states[path] = self._state(path)
            files[path] = file.digest
            inner = {
                os.path.join(place, name) for name in file.names for place in (above, *directories)
            }
            paths += inner - looked
            looked |= inner
        digest = hashlib.sha256(canonical(files)).hexdigest()
        if self._memory and self._remembered is not None:
            self._remembered[key] = {"digest": digest, "states": states}
            self._store.write(self._memory, self._remembered)
        return digest

    def _read(self, path: str) -> _File | None:
        if path not in self._files:
            content = _content(path)
            self._files[path] = None if content is None else _File.of(content)
        return self._files[path]

    def _state(self, path: str) -> _State:
        if path not in self._states:
            try:
                status = os.stat(path)
                self._states[path] = [status.st_size, status.st_mtime_ns]
            except (OSError, ValueError):
                self._states[path] = None
        return self._states[path]


def _content(path: str) -> bytes | None:
    """What is in a file, or None if there is none."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return None
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError):
        return None


def _headers(source: bytes) -> Iterator[str]:
    """The names of the headers that a source may read, each once; a binary names none."""
    if source[:4] in (b"\x7fELF", b"!<ar"):
        return iter(())
    names = dict.fromkeys(directive or other for directive, other in _HEADERS.findall(source))
    return (name.decode(errors="surrogateescape") for name in names)


def _libraries(compiler: Compiler, flags: Sequence[str]) -> set[str]:
    """Return the names of the libraries that flags name or bring along."""
    named = {flag[2:] for flag in flags if flag.startswith("-l")}
    implied = {
        library
        for flag in flags
        for option, equals, words in [flag.partition("=")]
        for word in words.split(",")
        if (library := compiler.runtimes.get(f"{option}{equals}{word}"))
    }
    return named | implied


def _values(flags: Sequence[str], *options: str) -> list[str]:
    """What follows these options, in the same word or in the next."""
    found = []
    for flag, following in pairwise((*flags, "")):
        for option in options:
            if flag == option:
                found.append(following)
            elif flag.startswith(option):
                found.append(flag.removeprefix(option))
    return found
