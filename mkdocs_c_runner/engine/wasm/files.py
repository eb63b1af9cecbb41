"""The files that a program, or the compiler, sees: they are in memory, and nothing of the machine is among them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

_numbers = itertools.count(1)


# The bytes that a file or a directory takes besides its content, so that there is an end to them.
_NODE = 1024


class Full(Exception):
    """There is no room for more, in one file or in all of them, or none can be made here."""


class Room:
    """The bytes that may be written in all, and to one file."""

    def __init__(self, in_all: int, in_one: int) -> None:
        self.left = in_all
        self.in_one = in_one

    def take(self, size: int, more: int) -> None:
        """Count bytes that a file grows by.

        Raises:
            Full: If there is no room for them.
        """
        if size + more > self.in_one or more > self.left:
            raise Full
        self.left -= more

    def take_node(self) -> None:
        """Count a new file or directory.

        Raises:
            Full: If there is no room for it.
        """
        self.take(0, _NODE)

    def give_back(self, size: int) -> None:
        """Count a file or directory, of this many bytes, that is there no more."""
        self.left += size + _NODE


class File:
    """A file. Its content is copied when it is first written to.

    Attributes:
        number: Tells it from all others.
        is_removed: Whether it has no name any more: it is there for those who have it open.
        is_fixed: Whether nobody can change it.
    """

    def __init__(self, content: bytes = b"", *, is_fixed: bool = False) -> None:
        self.is_fixed = is_fixed
        self.number = next(_numbers)
        self.is_removed = False
        self._content: bytes | bytearray = content

    @property
    def size(self) -> int:
        """The bytes in it."""
        return len(self._content)

    def read(self, start: int, most: int) -> bytes:
        """Return bytes from a position on."""
        return bytes(self._content[start : start + most])

    def write(self, start: int, data: bytes, room: Room) -> None:
        """Write bytes at a position, with zeros before them if the file is shorter."""
        self.resize(max(self.size, start + len(data)), room)
        self._writable()[start : start + len(data)] = data

    def resize(self, size: int, room: Room) -> None:
        """Cut the file, or add zeros.

        Raises:
            Full: If it is fixed, or there is no room.
        """
        if self.is_fixed:
            raise Full
        content = self._writable()
        if size > len(content):
            room.take(len(content), size - len(content))
            content.extend(bytes(size - len(content)))
        else:
            room.left += len(content) - size
            del content[size:]

    def _writable(self) -> bytearray:
        if isinstance(self._content, bytes):
            self._content = bytearray(self._content)
        return self._content


class Directory:
    """A directory.

    Attributes:
        number: Tells it from all others.
        entries: What is in it by name. Others than itself change it by `put` and `drop`.
        is_fixed: Whether nothing can be made or removed in it.
    """

    def __init__(self, *, is_fixed: bool = False) -> None:
        self.number = next(_numbers)
        self.entries: dict[str, File | Directory] = {}
        self.is_fixed = is_fixed

    @classmethod
    def of(cls, contents: Mapping[str, bytes], *, is_fixed: bool = False) -> Directory:
        """Return a directory with files, by their paths. What is below a fixed one is fixed too."""
        root = cls(is_fixed=is_fixed)
        for path, content in contents.items():
            *directories, name = path.split("/")
            directory = root
            for part in directories:
                below = directory.entries.setdefault(part, Directory(is_fixed=is_fixed))
                if isinstance(below, File):
                    raise ValueError(f"{part!r} is a file and a directory")
                directory = below
            directory.entries[name] = File(content, is_fixed=is_fixed)
        return root

    def put(self, name: str, node: File | Directory) -> None:
        """Give a file or a directory a name here.

        Raises:
            Full: If the directory is fixed.
        """
        if self.is_fixed:
            raise Full
        self.entries[name] = node

    def drop(self, name: str) -> None:
        """Take a name away.

        Raises:
            Full: If the directory is fixed.
        """
        if self.is_fixed:
            raise Full
        del self.entries[name]

    def find(self, path: str) -> tuple[Directory | None, str, File | Directory | None]:
        """Return the directory that a path leads to, the last name, and what has that name.

        The directory is None if there is no such directory. `..` leads nowhere above this one.
        """
        way: list[Directory] = [self]
        names = [name for name in path.split("/") if name not in ("", ".")]
        for number, name in enumerate(names, 1):
            if name == "..":
                way = way[:-1] or way
                continue
            entry = way[-1].entries.get(name)
            if number == len(names):
                return way[-1], name, entry
            if not isinstance(entry, Directory):
                return None, name, None
            way.append(entry)
        return way[-1], ".", way[-1]

    def listed(self) -> Iterator[tuple[str, File | Directory]]:
        """Yield the names in the directory, its own and that above it first."""
        yield ".", self
        yield "..", self
        yield from [entry for entry in self.entries.items() if entry[1] is not self]
