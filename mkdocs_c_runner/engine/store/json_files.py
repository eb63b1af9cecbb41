"""JSON files that are whole or absent, whatever happens while they are written."""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ...bounds import STORED_DEPTH, STORED_FILE, STORED_OBJECTS, STORED_VALUES
from ..canonical import canonical_text

# The names of files that are not whole yet.
_PREFIX, _SUFFIX = ".", ".tmp"
UNFINISHED = f"{_PREFIX}*{_SUFFIX}"

# A string without escaped signs.
_STRING = re.compile(rb'"[^"]*"')
_SMALL = 1 << 20  # bytes
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_INNERMOST = (b"[]", b"{}")


def read_json(path: str | Path) -> Any:
    """Return the content of a file, or None if it is missing, unreadable, too large or not JSON."""
    content = read_bounded(path, STORED_FILE)
    return None if content is None else parse_json(content)


def parse_json(content: bytes) -> Any:
    """Return the value of JSON that anybody may have written, or None if it is too large or not JSON."""
    if len(content) > STORED_FILE or not _is_bounded(content):
        return None
    try:
        return json.loads(content.decode())
    except (ValueError, RecursionError):
        return None


def read_bounded(path: str | Path, most: int) -> bytes | None:
    """Return the content of a file, or None if it is missing, unreadable, no regular file, or larger than `most`."""
    try:
        # Do not block: somebody may have put a pipe here that nobody writes.
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError):
        return None
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode) or status.st_size > most:
            return None
        return os.read(fd, status.st_size)
    except OSError:
        return None
    finally:
        os.close(fd)


def _is_bounded(content: bytes) -> bool:
    """Whether JSON makes no more objects, and none deeper nested, than a file of ours may have.

    A file of ours is seldom near that, so that counting the signs in it, those in strings too, mostly tells.
    """
    brackets = content.count(b"[") + content.count(b"{")
    # Each object and each value takes two bytes at least.
    is_short = len(content) < 2 * min(STORED_OBJECTS, STORED_VALUES)
    if brackets <= STORED_DEPTH and (
        is_short or content.count(b",") + content.count(b":") < STORED_VALUES - brackets
    ):
        return True
    bare = content.replace(b"\\\\", b"").replace(b'\\"', b"")
    # To split is several times as fast, and takes memory for each string.
    small = len(bare) <= _SMALL
    bare = b"".join(bare.split(b'"')[::2]) if small else _STRING.sub(b"", bare)
    if not is_short:
        brackets = bare.count(b"[") + bare.count(b"{")
        values = brackets + bare.count(b",") + bare.count(b":")
        if brackets > STORED_OBJECTS or values > STORED_VALUES:
            return False
    return _depth(bare.translate(None, _NOT_BRACKETS)) <= STORED_DEPTH


def _depth(brackets: bytes) -> int:
    """Return how deep brackets are nested; at most one more than may be."""
    depth = 0
    while brackets and depth <= STORED_DEPTH:
        before = len(brackets)
        for pair in _INNERMOST:
            brackets = brackets.replace(pair, b"")
        if len(brackets) == before:
            break  # no JSON
        depth += 1
    return depth


class JsonStore:
    """JSON files that can always be made again, so that it is no error if one cannot be written.

    `mkdocs serve` may watch their directory, and a file that is written there would start the next build. So
    writing can be deferred until a build ends.
    """

    def __init__(self) -> None:
        self._later: dict[str, bytes] | None = None
        self._lock = threading.Lock()

    def read(self, path: str | Path) -> Any:
        """Return the content of a file, or None if there is no good one."""
        later = self._later
        content = later.get(str(path)) if later else None
        return read_json(path) if content is None else json.loads(content)

    def read_bytes(self, path: str | Path, most: int) -> bytes | None:
        """Return the content of a file that is no JSON, or None if there is none, or it is larger than `most`."""
        later = self._later
        content = later.get(str(path)) if later else None
        return read_bounded(path, most) if content is None else content

    def has(self, path: str | Path) -> bool:
        """Return whether there is a file."""
        return (self._later is not None and str(path) in self._later) or os.path.exists(path)

    def write(self, path: str | Path, value: Any) -> bool:
        """Write a file, now or later, and return whether that is possible."""
        return self.write_pieces(path, [canonical_text(value)])

    def write_pieces(self, path: str | Path, pieces: Iterable[str]) -> bool:
        """Write a file with the text of a JSON value, now or later, and return whether that is possible.

        Args:
            path: Its path.
            pieces: The text, in pieces that need not be in memory together.
        """
        return self._write(path, (piece.encode() for piece in pieces))

    def write_bytes(self, path: str | Path, content: bytes) -> None:
        """Write a file that is no JSON, now or later, if that is possible."""
        self._write(path, [content])

    def _write(self, path: str | Path, pieces: Iterable[bytes]) -> bool:
        with self._lock:
            if self._later is not None:
                self._later[str(path)] = b"".join(pieces)
                return True
        with contextlib.suppress(OSError):
            _make_directory(os.path.dirname(path))
            _replace(str(path), pieces)
            return True
        return False

    @property
    def is_put_off(self) -> bool:
        """Whether writing is deferred."""
        return self._later is not None

    @property
    def holds_any(self) -> bool:
        """Whether files are still to be written."""
        return bool(self._later)

    def put_off(self) -> None:
        """From now on keep files in memory instead of writing them."""
        with self._lock:
            self._later = {} if self._later is None else self._later

    def catch_up(self) -> None:
        """Write the deferred files, and from now on write everything at once."""
        with self._lock:
            later, self._later = self._later or {}, None
        for path, content in later.items():
            self._write(path, [content])


def write_text(path: Path, text: str) -> None:
    """Write a file in one step: a reader sees the old one or the new.

    Raises:
        OSError: If it cannot be written; then nothing has changed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(str(path), [text.encode()])


def _replace(path: str, pieces: Iterable[bytes]) -> None:
    temporary = os.path.join(os.path.dirname(path), f"{_PREFIX}{os.urandom(8).hex()}{_SUFFIX}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    fd = os.open(temporary, flags, 0o666)
    try:
        try:
            for piece in pieces:
                left = memoryview(piece)
                while left:
                    left = left[os.write(fd, left) :]
        finally:
            os.close(fd)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _make_directory(directory: str) -> None:
    """Make a cache directory that identifies itself to people, to git and to backup programs."""
    if os.path.isdir(directory):
        return
    os.makedirs(directory, exist_ok=True)
    for name, text in (
        (".gitignore", "*\n"),
        # The signature of https://bford.info/cachedir/
        ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"),
        (
            "README",
            "Results of C programs, kept by mkdocs-c-runner. It can be deleted at any time.\n",
        ),
    ):
        with contextlib.suppress(OSError):
            Path(directory, name).write_text(text, encoding="utf-8")
