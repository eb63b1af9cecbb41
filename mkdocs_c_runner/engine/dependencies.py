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
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from .identity import Identity
from .job import Job
from .storage import JsonStore, canonical

# What a directive names, and whatever else could be the name of a header: a macro may bring it.
_HEADERS = re.compile(
    rb"""^[ \t]*\#[ \t]*(?:include|include_next|import|embed)[ \t]*[<"]([^>"\n]+)[>"]
       | [<"]([\w./+-]+\.h)[>"]""",
    re.MULTILINE | re.VERBOSE,
)
# What every program takes, whatever it says. Some compilers cannot be asked for the files that they add.
_EVERY_SOURCE = ("stdc-predef.h",)
_EVERY_PROGRAM = ("crt1.o", "libc.so.6", "libtcc1.a")

_LIBRARY_OF_FLAG = {
    "-fopenmp": "gomp",
    "-fsanitize=address": "asan",
    "-fsanitize=leak": "lsan",
    "-fsanitize=thread": "tsan",
    "-fsanitize=undefined": "ubsan",
}
_DIRECTORY_FLAGS = ("-I", "-iquote", "-isystem", "-idirafter")


# The size and the time of change of a file or a directory, or None if it is not there.
_State = list[int] | None


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
        self.begin_build()

    def begin_build(self) -> None:
        """Looks at all files anew."""
        self._remembered: dict[str, Any] | None = None
        self._states: dict[str, _State] = {}
        self._digests: dict[object, str] = {}

    def digest(self, job: Job, compiler: Identity) -> str:
        """A digest of all files of the system that the sources and the flags of a job name."""
        headers = frozenset(name for source in job.sources for name in _headers(source.content))
        key = (headers, job.flags, job.libs, compiler)
        found = self._digests.get(key)
        if found is None:
            found = self._digests[key] = self._digest(headers, job, compiler)
        return found

    def _digest(self, headers: Iterable[str], job: Job, compiler: Identity) -> str:
        flags = (*job.flags, *job.libs)
        directories = (*_values(flags, *_DIRECTORY_FLAGS), *compiler.headers)
        names = {*_EVERY_SOURCE, *headers, *_values(flags, "-include")}
        libraries = {f"lib{name}.{end}" for name in _libraries(flags) for end in ("so", "a")}
        wanted = [(name, directories) for name in sorted(names)]
        wanted += [(name, compiler.libraries) for name in sorted({*_EVERY_PROGRAM, *libraries})]
        return hashlib.sha256(canonical([self._of_name(*item) for item in wanted])).hexdigest()

    def _of_name(self, name: str, directories: Sequence[str]) -> str:
        """A digest of all files of this name, and of all that they may read in turn."""
        key = canonical([name, directories]).decode()
        found = self._digests.get(key)
        if found is None:
            found = self._digests[key] = self._recall(key) or self._learn(key, name, directories)
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

    def _learn(self, key: str, name: str, directories: Sequence[str]) -> str:
        """Reads the files of a name, and remembers their digest."""
        files: dict[str, str] = {}
        states: dict[str, _State] = {}
        waiting = [(name, directories)]
        while waiting:
            name, places = waiting.pop()
            for path in (os.path.join(place, name) for place in places):
                above = os.path.dirname(path)
                states[above] = self._state(above)
                content = None if path in files else _content(path)
                if content is not None:
                    states[path] = self._state(path)
                    files[path] = hashlib.sha256(content).hexdigest()
                    waiting += [(inner, (above, *directories)) for inner in _headers(content)]
        digest = hashlib.sha256(canonical(files)).hexdigest()
        if self._memory and self._remembered is not None:
            self._remembered[key] = {"digest": digest, "states": states}
            self._store.write(self._memory, self._remembered)
        return digest

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


def _libraries(flags: Sequence[str]) -> set[str]:
    named = {flag[2:] for flag in flags if flag.startswith("-l")}
    implied = {
        _LIBRARY_OF_FLAG[f"{option}{equals}{word}"]
        for flag in flags
        for option, equals, words in [flag.partition("=")]
        for word in words.split(",")
        if f"{option}{equals}{word}" in _LIBRARY_OF_FLAG
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
