"""Compiles and links programs: the commands of the toolchain, on files in memory."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

import wasmtime

from ..text_in_json import text_from_json
from .files import Directory, File, Room
from .heads import KEPT, NAME, TEMPORARY, Head, Heads
from .machine import Command, Ended, Machine
from .streams import Streams

# The bytes that the compiler may write, and those of memory that it may have.
_ROOM, _MEMORY = 256 << 20, 1 << 30


class Compiler:
    """The compiler and the linker.

    Args:
        machine: Runs them.
        tools: They.
        library: Headers and libraries, by their paths.
    """

    def __init__(
        self, machine: Machine, tools: wasmtime.Module, library: Mapping[str, bytes]
    ) -> None:
        self._machine = machine
        self._tools = tools
        self._contents = library
        self._library = Directory.of(library, is_fixed=True)
        self._heads = Heads()

    def build(self, request: dict[str, Any]) -> tuple[Ended, list[tuple[str, bytearray]], bytes]:
        """Run the steps of a build on sources, one after the other, as long as they succeed.

        Returns:
            How the last one ended, what all have printed, and the program.
        """
        deadline = time.monotonic() + request["seconds"]
        files = {name: text_from_json(text) for name, text in request["files"]}
        root, temporary = self._root(files)
        pieces: list[tuple[str, bytearray]] = []
        ended = Ended(status=0)
        for lines, head in request["steps"]:
            further = self._begun(Head(*head), temporary, deadline) if head else []
            for line in lines:
                streams = Streams(b"", request["output"], is_terminal=False)
                ended = self._called([*line, *further], root, streams, deadline)
                if ended.status == 0:
                    break
            pieces += streams.pieces
            if ended.status != 0:
                break
        made = root.entries.get(request["keep"])
        return ended, pieces, made.read(0, made.size) if isinstance(made, File) else b""

    def _begun(self, head: Head, temporary: Directory, deadline: float) -> Sequence[str]:
        """Return what a command line has more if the head of its source is kept."""
        kept = self._heads.kept(head, lambda head: self._keep(head, deadline))
        if not kept:
            return ()
        temporary.put(KEPT, File(kept))
        # The compiler looks for it where it asks for the place of a declaration, as of a bit-field without a name.
        temporary.put(NAME, File(head.text.encode()))
        return head.words

    def _keep(self, head: Head, deadline: float) -> bytes:
        root, temporary = self._root({})
        temporary.put(NAME, File(head.text.encode()))
        streams = Streams(b"", 0, is_terminal=False)
        ended = self._called(head.line, root, streams, deadline)
        made = temporary.entries.get(KEPT)
        if ended.status != 0 or streams.pieces or not isinstance(made, File):
            return b""
        return made.read(0, made.size)

    def _called(
        self, line: Sequence[str], root: Directory, streams: Streams, deadline: float
    ) -> Ended:
        left = max(0.0, deadline - time.monotonic())
        room = Room(_ROOM, _ROOM)
        return self._machine.run(
            self._tools, Command(line, root, room, streams, left, _MEMORY, is_whole=True)
        )

    def _root(self, files: Mapping[str, bytes]) -> tuple[Directory, Directory]:
        """Return a root with the library and these files, and in it the directory of what is made for a while.

        The library is the same one for all, and cannot be written.
        """
        root = Directory.of(files)
        if root.entries.keys() & self._library.entries.keys():
            root = Directory.of({**self._contents, **files})
        else:
            root.entries.update(self._library.entries)
        temporary = root.entries[TEMPORARY] = Directory()
        return root, temporary
