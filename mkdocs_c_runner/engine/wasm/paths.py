"""The functions of WASI that take a path. There are no links, and no path leads out of the root."""

from __future__ import annotations

from typing import NamedTuple

from .descriptors import BADF, INVAL, ISDIR, MFILE, OK, Descriptor, Descriptors, Node
from .files import Directory, File
from .memory import Memory

_EXIST, _NOENT, _NOTDIR, _NOTEMPTY = 20, 44, 54, 55
_CREATE, _ONLY_DIRECTORY, _EXCLUSIVE, _TRUNCATE = 1, 2, 4, 8
_LONGEST = 4096


class _Found(NamedTuple):
    """Where a path leads: an error, or the directory, the last name and what has it."""

    error: int
    directory: Directory
    name: str
    node: Node | None


class Paths:
    """The paths of one program.

    Args:
        memory: The memory of the program.
        descriptors: Its descriptors.
    """

    def __init__(self, memory: Memory, descriptors: Descriptors) -> None:
        self._memory = memory
        self._descriptors = descriptors

    def path_open(
        self,
        fd: int,
        _lookup: int,
        address: int,
        size: int,
        how: int,
        rights: int,
        _inherited: int,
        flags: int,
        result: int,
    ) -> int:
        """Open a file or a directory, and make the file if that is asked for."""
        error, directory, name, node = self._find(fd, address, size)
        if error:
            return error
        if node is None:
            if not how & _CREATE:
                return _NOENT
            self._descriptors.room.take_node()
            node = File()
            directory.put(name, node)
        elif how & _CREATE and how & _EXCLUSIVE:
            return _EXIST
        if how & _ONLY_DIRECTORY and not isinstance(node, Directory):
            return _NOTDIR
        descriptor = Descriptor(node, rights, flags & 0xFF)
        if isinstance(node, Directory) and descriptor.rights & 1 << 6:
            return ISDIR
        if how & _TRUNCATE and isinstance(node, File):
            node.resize(0, self._descriptors.room)
        number = self._descriptors.add(descriptor)
        if number is None:
            return MFILE
        self._memory.put(result, number)
        return OK

    def path_filestat_get(self, fd: int, _lookup: int, address: int, size: int, result: int) -> int:
        """Write what a program may know of a file."""
        error, _, _, node = self._find(fd, address, size)
        if error or node is None:
            return error or _NOENT
        return self._descriptors.put_stat(node, result)

    def path_create_directory(self, fd: int, address: int, size: int) -> int:
        """Make a directory."""
        error, directory, name, node = self._find(fd, address, size)
        if error or node is not None:
            return error or _EXIST
        self._descriptors.room.take_node()
        directory.put(name, Directory())
        return OK

    def path_remove_directory(self, fd: int, address: int, size: int) -> int:
        """Remove an empty directory."""
        error, directory, name, node = self._find(fd, address, size)
        if error or node is None:
            return error or _NOENT
        if not isinstance(node, Directory):
            return _NOTDIR
        if name == ".":
            return INVAL
        if node.entries:
            return _NOTEMPTY
        directory.drop(name)
        self._descriptors.room.give_back(0)
        return OK

    def path_unlink_file(self, fd: int, address: int, size: int) -> int:
        """Remove a file; who has it open still has it."""
        error, directory, name, node = self._find(fd, address, size)
        if error or node is None:
            return error or _NOENT
        if isinstance(node, Directory):
            return ISDIR
        directory.drop(name)
        self._descriptors.removed(node)
        return OK

    def path_rename(
        self, fd: int, address: int, size: int, to: int, to_address: int, to_size: int
    ) -> int:
        """Give a file another name, perhaps one that another file has had."""
        old, new = self._find(fd, address, size), self._find(to, to_address, to_size)
        if old.error or new.error or old.node is None:
            return old.error or new.error or _NOENT
        if old.node is new.node:
            return OK
        if "." in (old.name, new.name) or isinstance(old.node, Directory):
            return INVAL  # a directory could be moved into itself
        if isinstance(new.node, Directory):
            return ISDIR
        old.directory.drop(old.name)
        new.directory.put(new.name, old.node)
        if new.node is not None:
            self._descriptors.removed(new.node)
        return OK

    def path_readlink(
        self, fd: int, address: int, size: int, _to: int, _most: int, _result: int
    ) -> int:
        """Refuse: there are no links."""
        error, _, _, node = self._find(fd, address, size)
        return error or (_NOENT if node is None else INVAL)

    def _find(self, fd: int, address: int, size: int) -> _Found:
        descriptor = self._descriptors.get(fd)
        nowhere = Directory()
        if descriptor is None or not isinstance(descriptor.what, Directory):
            return _Found(BADF, nowhere, "", None)
        path = self._memory.text(address, size) if 0 <= size <= _LONGEST else ""
        if not path:
            return _Found(_NOENT, nowhere, "", None)
        directory, name, node = descriptor.what.find(path)
        if directory is None:
            return _Found(_NOENT, nowhere, name, None)
        if path.endswith("/") and isinstance(node, File):
            return _Found(_NOTDIR, nowhere, name, None)
        return _Found(OK, directory, name, node)
