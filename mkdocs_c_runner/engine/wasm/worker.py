"""The program of the process that runs the compiler and the programs. It ends when no request can come any more.

Requests and answers are JSON, with the length before it; bytes are text, or base64. The process limits itself, as far
as the system knows limits, and nothing that it answers is believed without a look.
"""

from __future__ import annotations

import gc
import gzip
import io
import os
import sys
import tarfile
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import wasmtime

from ..pattern_worker import receive, send
from ..text_in_json import text_from_json, text_to_json
from .files import Directory, File, Room
from .machine import Command, Ended, Machine, Unfit
from .streams import Streams

# The bytes that the compiler may write, and those of memory that it may have.
_COMPILER_ROOM, _COMPILER_MEMORY = 256 << 20, 1 << 30

# Seconds that a program may take as it is compiled in half the time: it runs two to four times slower then.
_QUICK = 1.0

# Bytes of memory that this process may have besides that of a program.
_OWN_MEMORY = 3 << 30


class Worker:
    """Runs the compiler and programs.

    Args:
        machine: Runs the compiler and linker.
        tools: The compiler and linker.
        library: Headers and libraries, by their paths.
    """

    def __init__(
        self,
        machine: Machine,
        tools: wasmtime.Module,
        library: Mapping[str, bytes],
    ) -> None:
        self._machine = machine
        self._programs = Machine(is_quick=True)
        self._tools = tools
        self._library = library

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a request."""
        try:
            if request["do"] == "run":
                return self._run(request)
            return self._build(request)
        except Unfit as error:
            return {"unfit": str(error)}

    def _build(self, request: dict[str, Any]) -> dict[str, Any]:
        """Run the steps of a build on sources, one after the other, as long as they succeed."""
        files = {name: text_from_json(text) for name, text in request["files"]}
        root = Directory.of({**self._library, **files})
        root.entries["tmp"] = Directory()
        room = Room(_COMPILER_ROOM, _COMPILER_ROOM)
        pieces: list[tuple[str, bytearray]] = []
        deadline = time.monotonic() + request["seconds"]
        ended = Ended(status=0)
        for step in request["steps"]:
            for arguments in step:
                streams = Streams(b"", request["output"], is_terminal=False)
                left = max(0.0, deadline - time.monotonic())
                command = Command(
                    arguments, root, room, streams, left, _COMPILER_MEMORY, is_whole=True
                )
                ended = self._machine.run(self._tools, command)
                if ended.status == 0:
                    break
            pieces += streams.pieces
            if ended.status != 0:
                break
        made = root.entries.get(request["keep"])
        program = made.read(0, made.size) if isinstance(made, File) else b""
        return {**_end(ended, pieces), "made": text_to_json(program)}

    def _run(self, request: dict[str, Any]) -> dict[str, Any]:
        """Run a program: compiled quickly, and if it takes long then, once more from its start, compiled well."""
        program = text_from_json(request["program"])
        ended, streams = self._tried(self._programs, program, request, _QUICK)
        if ended.limit == "wall_time" and request["seconds"] > _QUICK:
            ended, streams = self._tried(self._machine, program, request, request["seconds"])
        return _end(ended, streams.pieces)

    def _tried(
        self, machine: Machine, program: bytes, request: dict[str, Any], most: float
    ) -> tuple[Ended, Streams]:
        module = machine.compiled(program)
        files = {name: text_from_json(text) for name, text in request["files"]}
        is_terminal = request["stdio"] == "terminal"
        streams = Streams(
            text_from_json(request["stdin"]), request["output"], is_terminal=is_terminal
        )
        root = Directory.of(files)
        root.entries["tmp"] = root  # the working directory, by the name that it has on Linux
        command = Command(
            request["arguments"],
            root,
            Room(2 * request["file_size"], request["file_size"]),
            streams,
            min(most, request["seconds"]),
            request["memory"],
            dict(request["environment"]),
        )
        return machine.run(module, command), streams


def _end(ended: Ended, pieces: Sequence[tuple[str, bytearray]]) -> dict[str, Any]:
    return {
        "exit_code": ended.status,
        "signal": ended.signal,
        "limit_hit": ended.limit,
        "remarks": list(ended.remarks),
        "pieces": [[stream, text_to_json(bytes(text))] for stream, text in pieces],
        "seconds": ended.seconds,
        "memory": ended.memory,
    }


def tools(machine: Machine, packed: Path, compiled: Path) -> wasmtime.Module:
    """Return the compiler and linker, which are compiled for this machine once.

    Args:
        machine: Runs WebAssembly.
        packed: They, as they are distributed.
        compiled: Where they are kept, compiled.
    """
    if compiled.is_file():
        try:
            return machine.loaded(compiled)
        except wasmtime.WasmtimeError:  # of another machine, or cut off
            pass
    module = machine.compiled(gzip.decompress(packed.read_bytes()))
    compiled.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=compiled.parent, delete=False) as file:
        file.write(module.serialize())
    os.replace(file.name, compiled)
    return module


def library(packed: Path) -> dict[str, bytes]:
    """Return the headers and libraries, by their paths."""
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(packed.read_bytes()))) as archive:
        files = ((member.name, archive.extractfile(member)) for member in archive)
        return {name: file.read() for name, file in files if file}


def serve(requests: IO[bytes], answers: IO[bytes], worker: Worker) -> None:
    """Answer requests until there are no more."""
    gc.freeze()  # the library, and all that was imported, stay
    send(answers, {})
    while (request := receive(requests)) is not None:
        _limit_memory(request.get("memory", 0))
        send(answers, worker.answer(request))


def _limit_memory(more: int) -> None:
    """Limit what this process itself may take, where the system has such limits."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    wanted = _OWN_MEMORY + more
    soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def main(arguments: Sequence[str]) -> None:
    """Serve the process that has started this one.

    Args:
        arguments: The archive of headers and libraries; the compiler, and where it is kept when it is compiled.
    """
    archive, packed, compiled = map(Path, arguments)
    machine = Machine()
    worker = Worker(machine, tools(machine, packed, compiled), library(archive))
    serve(sys.stdin.buffer, sys.stdout.buffer, worker)


if __name__ == "__main__":
    main(sys.argv[1:])
