"""The program of the process that runs the compiler and the programs. It ends when no request can come any more.

Requests and answers are JSON, with the length before it; bytes are text, or base64. The process limits itself, as far
as the system knows limits, and nothing that it answers is believed without a look.
"""

from __future__ import annotations

import gzip
import io
import os
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import wasmtime

from ..job import text_from_json, text_to_json
from ..pattern_worker import receive, send
from .files import Directory, File, Room
from .machine import Command, Ended, Machine, RestNeeded, Split, Unfit
from .streams import Streams

# The bytes that the compiler may write, and those of memory that it may have.
_COMPILER_ROOM, _COMPILER_MEMORY = 256 << 20, 1 << 30

# Bytes of memory that this process may have besides that of a program.
_OWN_MEMORY = 3 << 30


class Worker:
    """Runs the compiler and programs.

    Args:
        machine: Runs WebAssembly.
        tools: The compiler and linker.
        rest: Returns the other part of them, which few programs need.
        library: Headers and libraries, by their paths.
    """

    def __init__(
        self,
        machine: Machine,
        tools: Split,
        rest: Callable[[], wasmtime.Module],
        library: Mapping[str, bytes],
    ) -> None:
        self._machine = machine
        self._tools = tools
        self._rest = rest
        self._library = library

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a request."""
        try:
            if request["do"] == "run":
                return self._run(request)
            if request["do"] == "rest":
                self._tools = self._tools._replace(rest=self._rest())
                return {}
            return self._build(request)
        except Unfit as error:
            return {"unfit": str(error)}
        except RestNeeded:
            return {"needs": "rest"}

    def _build(self, request: dict[str, Any]) -> dict[str, Any]:
        """Run commands on sources, one after the other, as long as they succeed."""
        files = {name: text_from_json(text) for name, text in request["files"]}
        root = Directory.of({**self._library, **files})
        root.entries["tmp"] = Directory()
        room = Room(_COMPILER_ROOM, _COMPILER_ROOM)
        streams = Streams(b"", request["output"], is_terminal=False)
        deadline = time.monotonic() + request["seconds"]
        ended = Ended(status=0)
        for arguments in request["commands"]:
            left = max(0.0, deadline - time.monotonic())
            command = Command(arguments, root, room, streams, left, _COMPILER_MEMORY)
            ended = self._machine.run(self._tools, command)
            if ended.status != 0:
                break
        made = root.entries.get(request["keep"])
        program = made.read(0, made.size) if isinstance(made, File) else b""
        return {**_end(ended, streams), "made": text_to_json(program)}

    def _run(self, request: dict[str, Any]) -> dict[str, Any]:
        """Run a program."""
        program = self._machine.compiled(text_from_json(request["program"]))
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
            request["seconds"],
            request["memory"],
            dict(request["environment"]),
        )
        return _end(self._machine.run(Split(program), command), streams)


def _end(ended: Ended, streams: Streams) -> dict[str, Any]:
    return {
        "exit_code": ended.status,
        "signal": ended.signal,
        "limit_hit": ended.limit,
        "remarks": list(ended.remarks),
        "pieces": [[stream, text_to_json(bytes(text))] for stream, text in streams.pieces],
        "seconds": ended.seconds,
        "memory": ended.memory,
    }


def part(machine: Machine, packed: Path, compiled: Path) -> wasmtime.Module:
    """Return a part of the compiler, which is compiled for this machine once.

    Args:
        machine: Runs WebAssembly.
        packed: The part as it is distributed.
        compiled: Where it is kept, compiled.
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
        arguments: The archive of headers and libraries; the first part of the compiler, and where it is kept when it
            is compiled; if there is another part, the same of it, and the names under which the two import each other.
    """
    archive, packed, compiled, *further = arguments
    machine = Machine()

    def rest() -> wasmtime.Module:
        return part(machine, Path(further[0]), Path(further[1]))

    first = part(machine, Path(packed), Path(compiled))
    worker = Worker(machine, Split(first, None, *further[2:]), rest, library(Path(archive)))
    serve(sys.stdin.buffer, sys.stdout.buffer, worker)


if __name__ == "__main__":
    main(sys.argv[1:])
