"""The program of the process that runs the compiler and the programs. It ends when no request can come any more.

Requests and answers are JSON, with the length before it; bytes are text, or base64. The process limits itself, as far
as the system knows limits, and nothing that it answers is believed without a look.
"""

from __future__ import annotations

import contextlib
import gc
import gzip
import io
import os
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import wasmtime

from ..pattern_worker import receive, send
from ..text_in_json import text_from_json, text_to_json
from . import engines
from .compiler import Compiler
from .files import Directory, Room
from .machine import Command, Ended, Machine, Unfit
from .streams import Streams

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
        self, machine: Machine, tools: wasmtime.Module, library: Mapping[str, bytes]
    ) -> None:
        self._compiler = Compiler(machine, tools, library)

    @cached_property
    def _quick(self) -> Sequence[Machine]:
        """Machines that compile quickly, the quickest first, which cannot run each program."""
        configs = (engines.at_once(), engines.quickly())
        return [Machine(config) for config in configs if config]

    @cached_property
    def _watched(self) -> Machine:
        """A machine that ends programs that take too long."""
        return Machine(engines.well(), watches=True)

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a request."""
        try:
            if request["do"] == "run":
                return self._run(request)
            ended, pieces, program = self._compiler.build(request)
        except Unfit as error:
            return {"unfit": str(error)}
        return {**_end(ended, pieces), "made": text_to_json(program)}

    def _run(self, request: dict[str, Any]) -> dict[str, Any]:
        """Run a program."""
        machines = self._quick if request["is_quick"] else [self._watched]
        machine, module = _compiled(text_from_json(request["program"]), machines)
        # Programs that list their directory find themselves in it, though there is nothing to read.
        files = {request["arguments"][0].removeprefix("./"): b""}
        files |= {name: text_from_json(text) for name, text in request["files"]}
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
            ahead=request["ahead"],
        )
        return _end(machine.run(module, command), streams.pieces)


def _compiled(program: bytes, machines: Sequence[Machine]) -> tuple[Machine, wasmtime.Module]:
    """Compile a program for the first of some machines that can run it.

    Raises:
        Unfit: If none can.
    """
    for machine in machines[:-1]:
        with contextlib.suppress(Unfit):
            return machine, machine.compiled(program)
    return machines[-1], machines[-1].compiled(program)


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
    machine = Machine(engines.well(watches=False))
    worker = Worker(machine, tools(machine, packed, compiled), library(archive))
    serve(sys.stdin.buffer, sys.stdout.buffer, worker)


if __name__ == "__main__":
    main(sys.argv[1:])
