"""The files that the last build of a site has published, which the next one need not write again.

Reason: MkDocs removes all files of a site before it builds it anew, and a site with programs for browsers has one for
each block, 23 MB of toolchain, and scripts.

While the site is emptied, their directory has a hidden name, which MkDocs leaves alone. A link to a file of the cache
or of the installation would take no time either, but then who changes the site would change that file; and a renamed
directory is always on the file system of the site.

Safety rule: only files whose names tell their contents are kept, and copies of files that have not changed, and only
while nobody has touched them. Size, inode and times must be those that were noted when the file was written; the time
of the last change of an inode is one that programs cannot set. Any other file is removed, and written anew.

A file that was written a moment before its times were noted may have changed since with the same times. Its content is
looked at once.
"""

from __future__ import annotations

import contextlib
import filecmp
import os
import re
import shutil
import stat
import time
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

from .engine.runner_settings import RunnerSettings
from .engine.store.json_files import JsonStore
from .html.publishing import file_name

# What the directory is called while MkDocs empties the site.
ASIDE = ".c-runner-published"

# Where the stamps of files are kept, by their sites.
FILE = "published.json"

FORMAT_VERSION = 1

# The times of a file, its size and its inode; and the same of the file that it is a copy of.
_STAMP = re.compile(r"[0-9]{1,20}(?: [0-9]{1,20}){3,6}(?: \?)?")

# What follows the stamp of a file whose content is to be looked at.
_TOO_NEW = " ?"

# A change so soon after another one may have the same time: clocks of file systems tick every 10 ms at most.
_TICK = 20_000_000  # nanoseconds


class LastPublished:
    """The files in one directory of a site.

    Args:
        site: The directory of the site.
        directory: The path in it.
        cache: The directory of what is kept for the next build, or None to know the files of this process alone.
        store: Reads and writes there.
    """

    def __init__(self, site: str, directory: str, cache: Path | None, store: JsonStore) -> None:
        self._site = os.path.realpath(site)
        self._directory = os.path.join(self._site, *directory.split("/"))
        self._parent = os.path.dirname(self._directory)
        self._aside = os.path.join(self._site, ASIDE)
        self._path = cache / FILE if cache else None
        self._store = store
        self._written: dict[str, str] = self._of_site(self._sites())
        self._stamps = dict(self._written)
        self._untouched: dict[str, bool] = {}
        self._before: int | None = None
        self._is_emptied = False

    def set_aside(self) -> None:
        """Hide the files from MkDocs, which is about to empty the site."""
        self._untouched = {}
        self._is_emptied = False
        if self._stamps and _inode(self._directory) is None:
            self._move_back()  # what is left of a build that was interrupted
        _remove(self._aside)
        if self._stamps and _inode(self._directory) is not None:
            with contextlib.suppress(OSError):  # then MkDocs removes them
                os.rename(self._directory, self._aside)
        self._before = _inode(self._parent)

    def put_back(self) -> None:
        """Put the files back where they were."""
        if _inode(self._aside) is None:
            return
        # A build of changed pages alone, or one for a further language, empties nothing, and may need all files.
        self._is_emptied = self._before not in (None, _inode(self._parent))
        self._move_back()

    def _move_back(self) -> None:
        if _inode(self._aside) is None:
            return
        try:
            os.makedirs(self._parent, exist_ok=True)
            os.rename(self._aside, self._directory)
        except OSError:
            _remove(self._aside)

    def has(self, name: str, source: Path | None = None) -> bool:
        """Whether a file is there as it was written, so that it need not be written again.

        Args:
            name: Its path below the directory.
            source: The file that it is a copy of.
        """
        known = self._untouched.get(name)
        if known is None:
            known = self._untouched[name] = self._look_for(name, source)
        return known

    def _look_for(self, name: str, source: Path | None) -> bool:
        noted = self._stamps.get(name)
        if noted is None:
            return False
        stamp = self._stamp(name, source)
        if noted == f"{stamp}{_TOO_NEW}" and self._has_content(name, source):
            self._stamps[name] = noted = stamp
        return noted == stamp

    def _has_content(self, name: str, source: Path | None) -> bool:
        """Whether a file has the content of its source, or that which its name tells."""
        path = Path(self._path_of(name))
        try:
            if source:
                return filecmp.cmp(path, source, shallow=False)
            return file_name("".join(path.suffixes), path.read_bytes()) == name
        except OSError:
            return False

    def keep_only(self) -> None:
        """Remove all files that this build has not asked for, or that somebody has touched, if it builds all pages."""
        if not self._is_emptied:
            return
        self._is_emptied = False
        kept = {name for name, is_untouched in self._untouched.items() if is_untouched}
        self._stamps = {name: self._stamps[name] for name in kept}
        self._untouched = dict.fromkeys(kept, True)
        paths = {self._path_of(name) for name in kept}
        for folder, folders, names in os.walk(self._directory, topdown=False):
            for path in (f"{folder}/{name}" for name in names):
                if path not in paths:
                    _remove(path)
            for path in (f"{folder}/{name}" for name in folders):
                _remove_empty(path)
        _remove_empty(self._directory)
        _remove_empty(self._parent)

    def remember(self, name: str, source: Path | None = None) -> None:
        """Note a file that was written just now; see `has`."""
        if stamp := self._stamp(name, source):
            self._stamps[name] = stamp

    def write_down(self) -> None:
        """Keep what is known for the next build, now that all files are written."""
        latest = time.time_ns() - _TICK
        for name, stamp in self._stamps.items():
            if _changed(stamp) >= latest and not stamp.endswith(_TOO_NEW):
                self._stamps[name] = f"{stamp}{_TOO_NEW}"
        if self._path is None or self._stamps == self._written:
            return
        sites = {site: stamps for site, stamps in self._sites().items() if os.path.isdir(site)}
        sites[self._site] = self._stamps
        self._store.write(self._path, {"version": FORMAT_VERSION, "sites": sites})
        self._written = dict(self._stamps)

    def _sites(self) -> dict[str, Any]:
        """Return the stamps of all sites with this cache."""
        entry: Any = self._store.read(self._path) if self._path else None
        is_valid = isinstance(entry, dict) and entry.get("version") == FORMAT_VERSION
        sites = entry.get("sites") if is_valid else None
        return sites if isinstance(sites, dict) else {}

    def _of_site(self, sites: dict[str, Any]) -> dict[str, str]:
        stamps = sites.get(self._site)
        if not isinstance(stamps, dict) or not all(map(_is_stamp, stamps.values())):
            return {}
        return stamps

    def _path_of(self, name: str) -> str:
        return f"{self._directory}/{name}"

    def _stamp(self, name: str, source: Path | None) -> str:
        """Return what tells that a file, and what it is a copy of, are those of another day, or nothing."""
        try:
            status = os.lstat(self._path_of(name))
            times = f"{status.st_ctime_ns} {status.st_mtime_ns} {status.st_size} {status.st_ino}"
            if source:
                origin = os.stat(source)
                times += f" {origin.st_mtime_ns} {origin.st_size} {origin.st_ino}"
        except OSError:
            return ""
        return times if stat.S_ISREG(status.st_mode) else ""


class Copy(File):
    """A file that MkDocs copies into the site, unless the last build did."""

    _last: LastPublished | None = None
    _name: str
    _source: Path

    def look_for(self, name: str, source: Path, last: LastPublished) -> None:
        """Look whether it is there, and ask for it.

        Args:
            name: Its path below the directory.
            source: The file that is copied.
            last: The files of the last build.
        """
        self._name, self._source, self._last = name, source, last
        last.has(name, source)

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - the signature of MkDocs
        """Copy it, if need be."""
        if self._last is None or not self._last.has(self._name, self._source):
            super().copy_file(dirty)
            if self._last:
                self._last.remember(self._name, self._source)


class PublishedSites:
    """The sites that a process builds.

    Args:
        directory: The path of the files in each of them.
        store: Reads and writes what is kept of them.
    """

    def __init__(self, directory: str, store: JsonStore) -> None:
        self._directory = directory
        self._store = store
        self._sites: dict[tuple[str, Path | None], LastPublished] = {}

    def of(self, site: str, settings: RunnerSettings, *, serving: bool) -> LastPublished:
        """Return the files of a site.

        Args:
            site: Its directory.
            settings: Say what is kept between builds.
            serving: Whether the directory is removed when this process ends.
        """
        keeps = settings.execute == "auto" and not serving
        cache = settings.cache_directory if keeps else None
        known = self._sites.get((site, cache))
        if known is None:
            known = LastPublished(site, self._directory, cache, self._store)
            self._sites[site, cache] = known
        return known


def _is_stamp(value: object) -> bool:
    return isinstance(value, str) and bool(_STAMP.fullmatch(value))


def _changed(stamp: str) -> int:
    """Return the time of the last change of a file."""
    return int(stamp.split(" ", 1)[0])


def _inode(path: str) -> int | None:
    """Return what tells directories apart that had the same path, or None if it is no directory, or a link to one."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return status.st_ino if stat.S_ISDIR(status.st_mode) else None


def _remove(path: str) -> None:
    """Remove a file or a directory. What cannot be removed is written over, or says then why it cannot."""
    with contextlib.suppress(OSError):
        if _inode(path) is None:
            os.unlink(path)
        else:
            shutil.rmtree(path)


def _remove_empty(path: str) -> None:
    with contextlib.suppress(OSError):
        if os.path.islink(path):
            os.unlink(path)
        else:
            os.rmdir(path)
