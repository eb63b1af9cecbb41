"""The descriptors of a program, and the functions of WASI that take one: standard streams, files and directories."""

from __future__ import annotations

from collections.abc import Iterator

from .files import Directory, File, Room
from .memory import Memory
from .streams import Streams

# Errors of WASI.
OK, BADF, INVAL, ISDIR, MFILE, SPIPE = 0, 8, 28, 31, 33, 70

ROOT = 3
_MOST = 64

# The stretches of memory that one call may name, as on Linux.
_MOST_VECTORS = 1024

_CHARACTERS, _DIRECTORY, _FILE = 2, 3, 4
_APPEND = 1
_MAY_READ, _MAY_SEEK, _MAY_TELL, _MAY_WRITE = 1 << 1, 1 << 2, 1 << 5, 1 << 6
_ALL_RIGHTS = (1 << 29) - 1

Node = File | Directory


class Descriptor:
    """An open standard stream, by its number, or an open file or directory."""

    def __init__(self, what: int | Node, rights: int = _ALL_RIGHTS, flags: int = 0) -> None:
        self.what = what
        self.rights = rights
        self.flags = flags
        self.position = 0

    @property
    def may_read(self) -> bool:
        """Whether it was opened to be read."""
        return self.what not in (1, 2) and bool(self.rights & _MAY_READ)

    @property
    def may_write(self) -> bool:
        """Whether it was opened to be written."""
        is_written = self.what != 0 and not isinstance(self.what, Directory)
        return is_written and bool(self.rights & _MAY_WRITE)


class Descriptors:
    """The descriptors of one program.

    Args:
        memory: The memory of the program.
        streams: Its standard streams.
        root: Its root.
        room: What it may write.
        is_whole: Whether what it writes cannot be sought, as in a pipe. The compiler then writes a file at once, and
            not in hundreds of pieces.
    """

    def __init__(
        self,
        memory: Memory,
        streams: Streams,
        root: Directory,
        room: Room,
        *,
        is_whole: bool = False,
    ) -> None:
        self._memory = memory
        self._is_whole = is_whole
        self._streams = streams
        self.room = room
        self._open: dict[int, Descriptor] = {number: Descriptor(number) for number in range(3)}
        self._open[ROOT] = Descriptor(root)

    def get(self, fd: int) -> Descriptor | None:
        """Return an open descriptor."""
        return self._open.get(fd)

    def add(self, descriptor: Descriptor) -> int | None:
        """Return the lowest free number, which is now this descriptor's; None if there are too many."""
        number = next(number for number in range(_MOST + 1) if number not in self._open)
        if number == _MOST:
            return None
        self._open[number] = descriptor
        return number

    def removed(self, file: File) -> None:
        """Let go of a file that has no name any more, when nobody has it open."""
        file.is_removed = True
        self._give_back(file)

    def _give_back(self, what: int | Node) -> None:
        if not isinstance(what, File) or not what.is_removed:
            return
        if all(descriptor.what is not what for descriptor in self._open.values()):
            self.room.give_back(what.size)

    def put_stat(self, what: int | Node, result: int) -> int:
        """Write what a program may know of a file."""
        number = 0 if isinstance(what, int) else what.number
        size = what.size if isinstance(what, File) else 0
        head = bytes(8) + number.to_bytes(8, "little") + bytes((self._kind(what),)) + bytes(7)
        self._memory.write(result, head + b"\1" + bytes(7) + size.to_bytes(8, "little") + bytes(24))
        return OK

    def fd_close(self, fd: int) -> int:
        """Close a descriptor."""
        closed = self._open.pop(fd, None)
        if closed is None:
            return BADF
        self._give_back(closed.what)
        return OK

    def fd_renumber(self, fd: int, to: int) -> int:
        """Give a descriptor the number of another, which is closed."""
        if fd not in self._open or to not in self._open:
            return BADF
        replaced = self._open[to]
        self._open[to] = self._open.pop(fd)
        self._give_back(replaced.what)
        return OK

    def fd_fdstat_get(self, fd: int, result: int) -> int:
        """Write what a descriptor is, and what may be done with it."""
        descriptor = self._open.get(fd)
        if descriptor is None:
            return BADF
        rights = descriptor.rights
        if isinstance(descriptor.what, int):  # a terminal, to the library, is what cannot be sought
            rights &= ~(_MAY_SEEK | _MAY_TELL)
        kind = self._kind(descriptor.what)
        self._memory.write(result, bytes((kind, 0, descriptor.flags, 0)) + bytes(4))
        self._memory.put(result + 8, rights, 8)
        self._memory.put(result + 16, _ALL_RIGHTS, 8)
        return OK

    def fd_fdstat_set_flags(self, fd: int, flags: int) -> int:
        """Set the flags of a descriptor."""
        if fd not in self._open:
            return BADF
        self._open[fd].flags = flags & 0xFF
        return OK

    def fd_filestat_get(self, fd: int, result: int) -> int:
        """Write what a program may know of an open file."""
        descriptor = self._open.get(fd)
        return BADF if descriptor is None else self.put_stat(descriptor.what, result)

    def fd_filestat_set_size(self, fd: int, size: int) -> int:
        """Cut an open file, or fill it up with zeros."""
        descriptor = self._open.get(fd)
        if descriptor is None or not isinstance(descriptor.what, File) or not descriptor.may_write:
            return BADF
        if size < 0:
            return INVAL
        descriptor.what.resize(size, self.room)
        return OK

    def fd_prestat_get(self, fd: int, result: int) -> int:
        """Tell that the first descriptor behind the standard streams is a directory that is there from the start."""
        if fd != ROOT:
            return BADF
        self._memory.put(result, 0)
        self._memory.put(result + 4, 1)
        return OK

    def fd_prestat_dir_name(self, fd: int, address: int, _size: int) -> int:
        """Write the name of that directory."""
        if fd != ROOT:
            return BADF
        self._memory.write(address, b"/")
        return OK

    def fd_seek(self, fd: int, offset: int, whence: int, result: int) -> int:
        """Move to a position in a file."""
        descriptor = self._open.get(fd)
        if descriptor is None:
            return BADF
        if not isinstance(descriptor.what, File) or (self._is_whole and descriptor.may_write):
            return SPIPE
        bases = (0, descriptor.position, descriptor.what.size)
        if not 0 <= whence < len(bases) or bases[whence] + offset < 0:
            return INVAL
        descriptor.position = bases[whence] + offset
        self._memory.put(result, descriptor.position, 8)
        return OK

    def fd_tell(self, fd: int, result: int) -> int:
        """Tell the position in a file."""
        return self.fd_seek(fd, 0, 1, result)

    def fd_read(self, fd: int, vectors: int, count: int, result: int) -> int:
        """Read."""
        return self._read(fd, vectors, count, None, result)

    def fd_pread(self, fd: int, vectors: int, count: int, offset: int, result: int) -> int:
        """Read at a position."""
        return self._read(fd, vectors, count, offset, result)

    def fd_write(self, fd: int, vectors: int, count: int, result: int) -> int:
        """Write."""
        return self._write(fd, vectors, count, None, result)

    def fd_pwrite(self, fd: int, vectors: int, count: int, offset: int, result: int) -> int:
        """Write at a position."""
        return self._write(fd, vectors, count, offset, result)

    def fd_readdir(self, fd: int, address: int, size: int, start: int, result: int) -> int:
        """Write the names in a directory, from a number on, as far as there is room."""
        descriptor = self._open.get(fd)
        if descriptor is None or not isinstance(descriptor.what, Directory):
            return BADF
        listed = bytearray()
        for number, (name, node) in enumerate(descriptor.what.listed(), 1):
            if number > start and len(listed) < size:
                text = name.encode("utf-8", "surrogateescape")
                head = number.to_bytes(8, "little") + node.number.to_bytes(8, "little")
                head += len(text).to_bytes(4, "little") + bytes((self._kind(node), 0, 0, 0))
                listed += head + text
        self._memory.write(address, bytes(listed[:size]))
        self._memory.put(result, min(len(listed), size))
        return OK

    def _read(self, fd: int, vectors: int, count: int, offset: int | None, result: int) -> int:
        descriptor = self._open.get(fd)
        if descriptor is None or not descriptor.may_read:
            return BADF
        what = descriptor.what
        if isinstance(what, Directory):
            return ISDIR
        position = descriptor.position if offset is None else offset
        if position < 0 or not 0 <= count <= _MOST_VECTORS:
            return INVAL
        taken = 0
        for address, size in self._vectors(vectors, count):
            source = self._streams if isinstance(what, int) else what
            data = (
                source.read(size)
                if isinstance(source, Streams)
                else source.read(position + taken, size)
            )
            self._memory.write(address, data)
            taken += len(data)
            if len(data) < size or isinstance(what, int):
                break
        if offset is None:
            descriptor.position += taken
        self._memory.put(result, taken)
        return OK

    def _write(self, fd: int, vectors: int, count: int, offset: int | None, result: int) -> int:
        descriptor = self._open.get(fd)
        if descriptor is None or not descriptor.may_write:
            return BADF
        if not 0 <= count <= _MOST_VECTORS:
            return INVAL
        what = descriptor.what
        written = 0
        for address, size in self._vectors(vectors, count):
            data = self._memory.read(address, size)
            if isinstance(what, int):
                self._streams.write(what, data)
            elif isinstance(what, File):
                self._write_file(
                    descriptor, what, data, None if offset is None else offset + written
                )
            written += len(data)
        self._memory.put(result, written)
        return OK

    def _write_file(
        self, descriptor: Descriptor, file: File, data: bytes, offset: int | None
    ) -> None:
        position = descriptor.position if offset is None else offset
        if descriptor.flags & _APPEND and offset is None:
            position = file.size
        file.write(position, data, self.room)
        if offset is None:
            descriptor.position = position + len(data)

    def _vectors(self, address: int, count: int) -> Iterator[tuple[int, int]]:
        """Yield the address and the size of each stretch of memory that is read or written."""
        self._memory.check(address, 8 * count)
        for start in range(address, address + 8 * count, 8):
            size = self._memory.number(start + 4)
            if size:
                yield self._memory.number(start), size

    def _kind(self, what: int | Node) -> int:
        if isinstance(what, int):
            return _CHARACTERS if self._streams.is_terminal else 0
        return _FILE if isinstance(what, File) else _DIRECTORY
