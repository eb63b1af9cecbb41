"""Runs WebAssembly in wasmtime: the compiler, and programs. Each run has a memory and files of its own."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import wasmtime

from .checks import Checks, Killed, killed
from .files import Directory, Room
from .memory import Bounds, Memory
from .streams import Interrupted, Streams, TooMuch
from .wasi import Exited, Late, Wasi

# Bytes of the call stack of WebAssembly: about as many as browsers give it.
_STACK = 1024 * 1024

_TYPES = {"i": wasmtime.ValType.i32, "I": wasmtime.ValType.i64}
WASI, _HOST, _CHECKS = "wasi_snapshot_preview1", "c_runner", "env"

# The signals that a processor would send, and otherwise SIGSEGV.
_SIGNALS = {
    wasmtime.TrapCode.INTEGER_DIVISION_BY_ZERO: "SIGFPE",
    wasmtime.TrapCode.INTEGER_OVERFLOW: "SIGFPE",
    wasmtime.TrapCode.BAD_CONVERSION_TO_INTEGER: "SIGFPE",
    wasmtime.TrapCode.UNREACHABLE: "SIGILL",
}


@dataclass(frozen=True)
class Command:
    """A command, and all that it sees.

    Attributes:
        arguments: Its arguments, its name first.
        environment: Its environment.
        root: Its files.
        room: What it may write.
        streams: Its standard streams.
        seconds: How long it may take.
        memory: The bytes of memory that it may have.
    """

    arguments: Sequence[str]
    root: Directory
    room: Room
    streams: Streams
    seconds: float
    memory: int
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ended:
    """How a command has ended.

    Attributes:
        status: Its exit status, or None.
        signal: The signal that would have ended it, or None.
        limit: The limit that it hit, or None.
        remarks: What its own checks have found.
        seconds: How long it took.
        memory: The bytes of memory that it had in the end.
    """

    status: int | None = None
    signal: str | None = None
    limit: str | None = None
    remarks: tuple[str, ...] = ()
    seconds: float = 0.0
    memory: int = 0


class Unfit(Exception):
    """A module is not one that can be run here."""


class RestNeeded(Exception):
    """The command needs a function that the first part of its module has not."""


class Split(NamedTuple):
    """A module in two parts.

    Attributes:
        first: The part that runs.
        rest: The other part, if it is there already.
        missing: The name under which the first part imports what stands in place of functions of the other one.
        shared: The name under which the other part imports what it needs of the first one.
    """

    first: wasmtime.Module
    rest: wasmtime.Module | None = None
    missing: str = ""
    shared: str = ""


class Machine:
    """An engine of wasmtime, on which one command runs at a time.

    Attributes:
        engine: The engine.
    """

    def __init__(self) -> None:
        config = wasmtime.Config()
        config.epoch_interruption = True
        config.max_wasm_stack = _STACK
        config.wasm_exceptions = True  # of setjmp
        self.engine = wasmtime.Engine(config)

    def compiled(self, module: bytes) -> wasmtime.Module:
        """Compile a module for this machine.

        Raises:
            Unfit: If it is none.
        """
        try:
            return wasmtime.Module(self.engine, module)
        except wasmtime.WasmtimeError as error:
            raise Unfit(str(error).splitlines()[0]) from None

    def loaded(self, path: Path) -> wasmtime.Module:
        """Return a module that was compiled before.

        Raises:
            wasmtime.WasmtimeError: If it was compiled for another machine, or by another version.
        """
        return wasmtime.Module.deserialize_file(self.engine, str(path))

    def run(self, module: Split, command: Command) -> Ended:
        """Run a command to its end.

        Raises:
            Unfit: If the module needs what there is not.
            RestNeeded: If it needs its other part, which is not there.
        """
        store = wasmtime.Store(self.engine)
        store.set_limits(memory_size=command.memory, memories=1, instances=2, tables=10)
        begin = time.monotonic()
        run = _Run(store, command, begin + command.seconds)
        store.set_epoch_deadline(1)
        timer = threading.Timer(command.seconds, self.engine.increment_epoch)
        timer.daemon = True
        timer.start()
        try:
            ended = run.to_end(module, self.engine)
        finally:
            timer.cancel()
            timer.join()  # what it does late would end the next run
            store.close()
        return ended


class _Run:
    """One run of a command."""

    def __init__(self, store: wasmtime.Store, command: Command, deadline: float) -> None:
        self._store = store
        self._memory: wasmtime.Memory | None = None
        seen = Memory(self._where)
        self._checks = Checks(seen)
        self._wasi = Wasi(
            seen,
            command.streams,
            command.root,
            command.room,
            command.arguments,
            command.environment,
            deadline,
        )

    def _where(self) -> tuple[int, int]:
        if self._memory is None:
            return 0, 0
        return where(self._memory, self._store)

    def to_end(self, module: Split, engine: wasmtime.Engine) -> Ended:
        """Run the command to its end."""
        linker = wasmtime.Linker(engine)
        imports = {(item.module, item.name): item.type for item in module.first.imports}
        for space, name, types, function in self._functions():
            if (space, name) in imports:
                linker.define_func(space, name, types, function)
        for (space, key), kind in imports.items():
            if key and space == module.missing and isinstance(kind, wasmtime.FuncType):
                linker.define_func(space, key, kind, _rest_needed)
        try:
            instance = linker.instantiate(self._store, module.first)
            exports = instance.exports(self._store)
            memory, start = exports["memory"], exports["_start"]
            if module.rest:
                linker.define_instance(self._store, module.shared, instance)
                linker.instantiate(self._store, module.rest)
        except (wasmtime.WasmtimeError, KeyError) as error:
            raise Unfit(str(error).splitlines()[0]) from None
        if not isinstance(memory, wasmtime.Memory) or not isinstance(start, wasmtime.Func):
            raise Unfit("it exports something else as its memory or its start")
        self._memory = memory
        begin = time.monotonic()
        status, signal, limit = self._outcome(lambda: start(self._store))
        return Ended(
            status,
            signal,
            limit,
            tuple(self._checks.remarks),
            time.monotonic() - begin,
            memory.data_len(self._store),
        )

    def _outcome(self, start: Callable[[], object]) -> tuple[int | None, str | None, str | None]:
        """Return the status, the signal or the limit with which the command ends."""
        try:
            start()
        except Exited as exited:
            return exited.status, None, None
        except Killed as error:
            return None, error.signal, None
        except Interrupted:
            return None, "SIGINT", None
        except TooMuch:
            return None, None, "output"
        except Late:
            return None, None, "wall_time"
        except (Bounds, MemoryError):
            return None, "SIGSEGV", None
        except wasmtime.Trap as trap:
            if trap.trap_code is wasmtime.TrapCode.INTERRUPT:
                return None, None, "wall_time"
            signal = _SIGNALS.get(trap.trap_code) if trap.trap_code else None
            return None, signal or "SIGSEGV", None
        return 0, None, None

    def _functions(self) -> Iterator[tuple[str, str, wasmtime.FuncType, Callable[..., object]]]:
        for name, types, function in self._wasi.functions():
            results = "" if name == "proc_exit" else "i"
            yield WASI, name, function_type(types, results), function
        for name, types, check in self._checks.functions():
            yield _CHECKS, name, function_type(types, ""), check
        yield _HOST, "killed", function_type("i", ""), killed


def _rest_needed(*_arguments: object) -> None:
    raise RestNeeded


def function_type(arguments: str, results: str) -> wasmtime.FuncType:
    """Return the type of a function, from the letters of the types of its arguments and results."""
    return wasmtime.FuncType(
        [_TYPES[kind]() for kind in arguments], [_TYPES[kind]() for kind in results]
    )


def where(memory: wasmtime.Memory, store: wasmtime.Store) -> tuple[int, int]:
    """Return the address of the first byte of a memory in our own memory, and its size."""
    pointer = ctypes.cast(memory.data_ptr(store), ctypes.c_void_p)
    return pointer.value or 0, memory.data_len(store)
