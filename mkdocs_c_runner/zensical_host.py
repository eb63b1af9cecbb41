"""A page that Zensical renders, as the host of a build, and the pages that Zensical is to render again.

Zensical keeps rendered pages in `.cache`, each with a hash of its own text. It does not know the other files that
decide what a block prints: blocks of other pages, `data`, included files. Nor would a kept page repeat a warning. So
the entry of a page with such files or warnings is removed as soon as Zensical has written it. While Zensical serves,
it looks at a page when its file is written. So the page is written, with nothing changed, when one of those files has
changed.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from .build.folder import Folder
from .foreign import Log, line
from .pages.docs_files import is_below

# How an entry of a page begins. Whole pages have entries, too, which depend on these.
_ENTRY = re.compile(rb'\{"data":\{"origin":\{"Source":("(?:[^"\\]|\\.)*+")')
_HEAD = 4096
_SECONDS = 0.5

UNKNOWN = (
    "This version of Zensical keeps rendered pages in a way that is not known to mkdocs-c-runner. "
    "When a file changes that blocks of other pages use, type: zensical build --clean"
)

# The time of the last change of a file, its size and its number; None if there is no file.
Stamp = tuple[int, int, int] | None

_log = Log(logging.getLogger("mkdocs.plugins.c-runner"))


def stamp(path: Path) -> Stamp:
    """Return what tells whether a file has changed."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


@dataclass(frozen=True)
class ZensicalPage(Folder):
    """The directory of the pages as Zensical renders one of them.

    Attributes:
        read: The files that were read for this page, as they were then.
    """

    read: dict[Path, Stamp] = field(default_factory=dict, init=False)

    def read_file(self, uri: str) -> bytes:
        """Read a file of the directory, and note that the page depends on it.

        Raises:
            ValueError: If it may not or cannot be read, with the reason.
        """
        path = Path(self.docs_dir, uri)
        if is_below(path, self.docs_dir):
            self.read.setdefault(path, stamp(path))
        return super().read_file(uri)


class RenderedPages:
    """The pages that one process of Zensical has rendered, and is not to keep.

    Args:
        root: The directory of the site, with Zensical's `.cache`.
        serves: Whether Zensical renders pages again while it serves.
    """

    def __init__(self, root: Path, *, serves: bool) -> None:
        self._kept = root / ".cache"
        self._serves = serves
        self._files: dict[tuple[str, str], dict[Path, Stamp]] = {}
        self._not_kept: set[str] = set()
        self._seen: dict[str, int] = {}
        self._is_known = False
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin to look after them, until the process ends."""
        # Zensical may end without a word, so the work is not left to the end.
        threading.Thread(target=self._work, name="c-runner pages", daemon=True).start()
        atexit.register(self.finish)

    def rendered(self, page: ZensicalPage, included: Iterable[Path], *, warned: bool) -> None:
        """Note a page that was rendered.

        Args:
            page: The page.
            included: The files that it includes.
            warned: Whether there were warnings, which are to be repeated.
        """
        files = {**{path: stamp(path) for path in included}, **page.read}
        with self._lock:
            self._files.pop((page.docs_dir, page.uri or ""), None)
            self._not_kept.discard(page.uri or "")
            if page.uri and (files or warned):
                self._files[page.docs_dir, page.uri] = files

    def remove_entries(self) -> None:
        """Remove what Zensical keeps of these pages."""
        with self._lock, suppress(OSError):
            uris = {uri for _, uri in self._files}
            for path, uri in self._new_entries():
                self._is_known = True
                if uri in uris:
                    path.unlink(missing_ok=True)
                    self._seen.pop(path.name)
                    self._not_kept.add(uri)

    def write_changed(self) -> None:
        """Let Zensical render the pages again that depend on a file that has changed since."""
        with self._lock:
            for (docs_dir, uri), files in self._files.items():
                if uri not in self._not_kept:
                    continue  # Zensical would take the entry that it is about to write
                new = {path: stamp(path) for path in files}
                if new != files:
                    self._files[docs_dir, uri] = new
                    _write_unchanged(Path(docs_dir, uri))

    def finish(self) -> None:
        """Remove the last entries, and say so if it is not known which they are."""
        self.remove_entries()
        if self._files and self._seen and not self._is_known:
            _log.warning(line(UNKNOWN))

    def _work(self) -> None:
        pause = threading.Event()
        while not pause.wait(_SECONDS):
            self.remove_entries()
            if self._serves:
                self.write_changed()

    def _new_entries(self) -> Iterator[tuple[Path, str]]:
        """Yield the entries of pages that are new since the last call, with the paths of their pages."""
        with os.scandir(self._kept) as entries:
            for entry in entries:
                # A cache may be copied from elsewhere: a link could lead to a device.
                if not entry.name.isdigit() or not entry.is_file(follow_symlinks=False):
                    continue
                changed = entry.stat(follow_symlinks=False).st_mtime_ns
                if self._seen.get(entry.name) == changed:
                    continue
                self._seen[entry.name] = changed
                with open(entry.path, "rb") as file:
                    found = _ENTRY.match(file.read(_HEAD))
                if found:
                    with suppress(ValueError):
                        yield Path(entry.path), json.loads(found[1])


def _write_unchanged(path: Path) -> None:
    """Write to a file without any change, so that those who watch it look at it.

    Its first byte is reserved, which it has. No byte is written, since an editor may just write the file.
    """
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDWR)
        try:
            if os.fstat(descriptor).st_size:
                os.posix_fallocate(descriptor, 0, 1)
        finally:
            os.close(descriptor)


@cache
def rendered_pages(root: Path, *, serves: bool) -> RenderedPages:
    """Return the pages of a site; they are looked after from the first call on."""
    pages = RenderedPages(root, serves=serves)
    pages.start()
    return pages
