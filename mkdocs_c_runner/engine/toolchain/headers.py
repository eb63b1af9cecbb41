"""The headers and libraries that a job takes from the system, as digests of their contents.

They are looked up by name in every directory that the compiler searches, without regard to `#if`: every file that
might be read counts. So if a header in `/usr/local/include` is edited, or a new one appears, the key changes, and
no page shows output of the old one. A name that leads elsewhere than into these directories counts for nothing: see
`system_files.py`.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from ..canonical import canonical
from ..job import MEBIBYTE, Job
from ..store.json_files import JsonStore
from .compilers import Compiler
from .identity import Identity
from .named_compilers import named
from .system_files import Directories, content, visible

# The name in a directive, and any other string that could be the name of a header: a macro may use it.
_HEADERS = re.compile(
    rb"""^[ \t]*\#[ \t]*(?:include|include_next|import|embed)[ \t]*[<"]([^>"\n]+)[>"]
       | [<"]([\w./+-]+\.h)[>"]""",
    re.MULTILINE | re.VERBOSE,
)
# The header that compilers read before every source.
_EVERY_SOURCE = "stdc-predef.h"

_DIRECTORY_FLAGS = ("-I", "-iquote", "-isystem", "-idirafter")

# The names of one job that are remembered one by one. Programs name some dozens; the names beyond count as one.
_MOST_SINGLE_NAMES = 200
# The files and the bytes that are read for one name, which may include others. All headers of Linux are 20 MB.
_MOST_FILES = 10_000
_MOST_BYTES = 256 * MEBIBYTE


# The size and the modification time of a file or a directory, or None if it does not exist.
_State = list[int] | None


class _File(NamedTuple):
    """The content of a file.

    Attributes:
        digest: A digest of it.
        names: The headers that it may include.
        size: Its size in bytes.
    """

    digest: str
    names: tuple[str, ...]
    size: int

    @classmethod
    def of(cls, content: bytes) -> _File:
        """Digest these bytes, and find the headers that they name."""
        return cls(hashlib.sha256(content).hexdigest(), tuple(_headers(content)), len(content))


class Dependencies:
    """Digests the headers and libraries that jobs take from the system, and remembers the digests.

    A file is not read again while it has the same size and time, and so have the directories in which another one
    of the same name could appear.

    Args:
        memory: The file in which digests are remembered, or None.
        store: Reads and writes that file.
        seen: The directories that compilers see, by default those of the sandbox.
    """

    def __init__(
        self, memory: Path | None, store: JsonStore, seen: Directories | None = None
    ) -> None:
        self._memory = memory
        self._store = store
        self._seen = seen or visible()
        self._lock = threading.Lock()
        self.begin_build()

    def begin_build(self) -> None:
        """Look at all files anew."""
        self._remembered: dict[str, Any] | None = None
        self._states: dict[str, _State] = {}
        self._files: dict[str, _File | None] = {}
        self._digests: dict[object, str] = {}
        self._reals: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._reals_of_files: dict[tuple[Directories, str], str | None] = {}
        self._insides: dict[tuple[str, ...], Directories] = {}
        self._has_learned = False

    def digest(self, job: Job, identity: Identity) -> str:
        """Return a digest of all files of the system that the sources and the flags of a job name."""
        headers = names_of(job)
        key = (headers, job.compiler, job.flags, job.libs, identity)
        with self._lock:
            digest = self._digests.get(key)
            if digest is None:
                digest = self._digests[key] = self._digest(headers, job, identity)
            return digest

    def _digest(self, headers: Iterable[str], job: Job, identity: Identity) -> str:
        compiler = named(job.compiler)
        flags = (*job.flags, *job.libs)
        directories = self._real((*_values(flags, *_DIRECTORY_FLAGS), *identity.headers))
        names = sorted({_EVERY_SOURCE, *headers, *_values(flags, "-include")})
        groups: list[tuple[str, ...]] = [(name,) for name in names[:_MOST_SINGLE_NAMES]]
        if further := tuple(names[_MOST_SINGLE_NAMES:]):
            groups.append(further)
        digests = [self._of_names(group, directories) for group in groups]
        libraries = [
            (f"lib{name}.so", f"lib{name}.a") for name in sorted(_libraries(compiler, flags))
        ]
        directories = self._real(identity.libraries)
        digests += [self._of_names(item, directories) for item in (compiler.links, *libraries)]
        if self._memory and self._has_learned:
            self._store.write(self._memory, self._remembered)
            self._has_learned = False
        return hashlib.sha256(canonical(digests)).hexdigest()

    def _real(self, directories: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of the directories that a compiler sees, without links, each once."""
        real = self._reals.get(directories)
        if real is None:
            seen = filter(None, map(self._seen.real, directories))
            real = self._reals[directories] = tuple(dict.fromkeys(seen))
        return real

    def _of_names(self, names: Sequence[str], directories: tuple[str, ...]) -> str:
        """Return a digest of all files of these names, and of all files that they may include in turn."""
        key = canonical([names, directories]).decode()
        digest = self._digests.get(key)
        if digest is None:
            digest = self._recall(key) or self._learn(key, names, directories)
            self._digests[key] = digest
        return digest

    def _recall(self, key: str) -> str | None:
        """Return the digest of an earlier build, if nothing has changed since."""
        if self._remembered is None:
            content = self._store.read(self._memory) if self._memory else None
            self._remembered = content if isinstance(content, dict) else {}
        match self._remembered.get(key):
            case {"digest": str(digest), "states": {**states}} if all(
                self._state(str(path)) == state for path, state in states.items()
            ):
                return digest
        return None

    def _learn(self, key: str, names: Sequence[str], directories: tuple[str, ...]) -> str:
        """Read the files of these names, as far as they are inside of the directories, and remember their digest."""
        inside = self._insides.setdefault(directories, Directories(directories))
        files: dict[str, str] = {}
        states: dict[str, _State] = {}
        paths = [_joined(directory, name) for name in names for directory in directories]
        visited = set(paths)
        size = 0
        while paths and len(files) < _MOST_FILES and size < _MOST_BYTES:
            path = paths.pop()
            if not inside.contain(path):
                continue
            above = path.rpartition("/")[0]
            states[above] = self._state(above)
            file = self._read(path, inside)
            if file is None:
                continue
            states[path] = self._state(path)
            files[path] = file.digest
            size += file.size
            inner = {
                _joined(directory, name)
                for name in file.names
                for directory in (above, *directories)
            }
            paths += inner - visited
            visited |= inner
        digest = hashlib.sha256(canonical(files)).hexdigest()
        if self._remembered is not None:
            self._remembered[key] = {"digest": digest, "states": states}
            self._has_learned = True
        return digest

    def _read(self, path: str, inside: Directories) -> _File | None:
        """Read a file, unless it does not exist or links lead out of the directories."""
        if self._state(path) is None:
            return None
        key = (inside, path)
        if key not in self._reals_of_files:
            self._reals_of_files[key] = inside.real(path)
        real = self._reals_of_files[key]
        if real is None:
            return None
        if real not in self._files:
            found = content(real)
            self._files[real] = None if found is None else _File.of(found)
        return self._files[real]

    def _state(self, path: str) -> _State:
        """Return the state of a path; a memory may come from anywhere, and so may the paths in it."""
        if path not in self._states:
            self._states[path] = None
            if self._seen.contain(path):
                with contextlib.suppress(OSError):
                    status = os.stat(path)
                    self._states[path] = [status.st_size, status.st_mtime_ns]
        return self._states[path]


def names_of(job: Job) -> frozenset[str]:
    """Return the names of the headers that the sources of a job may include."""
    return frozenset(name for source in job.sources for name in _headers(source.content))


def _joined(directory: str, name: str) -> str:
    """Return what `os.path.join` does for a directory without a slash at its end, ten times as fast."""
    return name if name.startswith("/") else f"{directory}/{name}"


def _headers(source: bytes) -> Iterator[str]:
    """Return the names of the headers that a source may include, each once; a binary names none."""
    if source[:4] in (b"\x7fELF", b"!<ar"):
        return iter(())
    return iter(_headers_in(b"\n".join(_lines_that_may_name(source))))


def _lines_that_may_name(source: bytes) -> Iterator[bytes]:
    """Yield the lines with a hash or with `.h`: most lines have neither, and are not looked at one by one."""
    sign, suffix = source.find(b"#"), source.find(b".h")
    while sign >= 0 or suffix >= 0:
        first = sign if suffix < 0 or 0 <= sign < suffix else suffix
        end = source.find(b"\n", first)
        end = len(source) if end < 0 else end
        yield source[source.rfind(b"\n", 0, first) + 1 : end]
        if 0 <= sign < end:
            sign = source.find(b"#", end)
        if 0 <= suffix < end:
            suffix = source.find(b".h", end)


@lru_cache(maxsize=256)
def _headers_in(lines: bytes) -> tuple[str, ...]:
    """Return the names of the headers in lines, which are the same in most programs of a site."""
    names = dict.fromkeys(directive or other for directive, other in _HEADERS.findall(lines))
    return tuple(name.decode(errors="surrogateescape") for name in names)


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
    """Return the values of these options, in the same word or in the next."""
    values = []
    for flag, following in pairwise((*flags, "")):
        for option in options:
            if flag == option:
                values.append(following)
            elif flag.startswith(option):
                values.append(flag.removeprefix(option))
    return values
