"""Runs WebAssembly in wasmtime: the compiler, and programs. Each run has a memory and files of its own."""

from __future__ import annotations

import contextlib
import ctypes
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import wasmtime

from .checks import SIGNATURES as CHECKS
from .checks import Checks, Killed, killed
from .crossing import Crossing
from .files import Directory, Room
from .memory import Bounds, Memory
from .streams import Interrupted, Streams, TooMuch
from .wasi import SIGNATURES, Exited, Late, Wasi

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
        is_whole: Whether what it writes cannot be sought; see `Descriptors`.
        root: Its files.
        room: What it may write.
        streams: Its standard streams.
        seconds: How long it may take.
        memory: The bytes of memory that it may have.
        ahead: Seconds by which its clock of the day is ahead.
    """

    arguments: Sequence[str]
    root: Directory
    room: Room
    streams: Streams
    seconds: float
    memory: int
    environment: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = False
    ahead: int = 0


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


class Machine:
    """An engine of wasmtime, on which one command runs at a time.

    Args:
        config: How it compiles; see `engines`.
        watches: Whether it ends a command that takes too long, which its code must look at the clock for; else the
            process has to be ended.

    Attributes:
        engine: The engine.
    """

    def __init__(self, config: wasmtime.Config, *, watches: bool = False) -> None:
        self._watches = watches
        self.engine = wasmtime.Engine(config)
        self._running: _Run | None = None
        # Functions are defined once, for all runs: to define them takes as long as a small program.
        self._linker = wasmtime.Linker(self.engine)
        self._crossing = Crossing(self._linker)
        for space, name, arguments, results in signatures():
            self._crossing.define(space, name, arguments, results, self._function(space, name))

    def _function(self, space: str, name: str) -> Callable[..., object]:
        """Return a function that calls the one of the command that is running."""

        def function(*arguments: int) -> object:
            if self._running is None:
                raise Bounds
            return self._running.call(space, name, arguments)

        return function

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

    def run(self, module: wasmtime.Module, command: Command) -> Ended:
        """Run a command to its end.

        Raises:
            Unfit: If the module needs what there is not.
        """
        store = wasmtime.Store(self.engine)
        store.set_limits(memory_size=command.memory, memories=1, instances=1, tables=10)
        self._running = run = _Run(store, command)
        try:
            with self._timer(store, command.seconds):
                return run.to_end(module, self._linker)
        finally:
            self._running = None
            store.close()

    @contextlib.contextmanager
    def _timer(self, store: wasmtime.Store, seconds: float) -> Iterator[None]:
        """End what runs in a store after some seconds, if this machine can."""
        if not self._watches:
            yield
            return
        store.set_epoch_deadline(1)
        timer = threading.Timer(seconds, self.engine.increment_epoch)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()  # what it does late would end the next run


class _Run:
    """One run of a command."""

    def __init__(self, store: wasmtime.Store, command: Command) -> None:
        self._store = store
        self._memory: wasmtime.Memory | None = None
        self._seen = Memory(self._where)
        self._checks = Checks(self._seen)
        wasi = Wasi(
            self._seen,
            command.streams,
            command.root,
            command.room,
            command.arguments,
            command.environment,
            time.monotonic() + command.seconds,
            is_whole=command.is_whole,
            ahead=command.ahead,
        )
        self._functions: dict[tuple[str, str], Callable[..., object]] = {
            **{(WASI, name): function for name, function in wasi.functions()},
            **{(_CHECKS, name): function for name, function in self._checks.functions()},
            (_HOST, "killed"): killed,
        }

    def _where(self) -> tuple[int, int]:
        if self._memory is None:
            return 0, 0
        return where(self._memory, self._store)

    def call(self, space: str, name: str, arguments: Sequence[int]) -> object:
        """Call a function for the command."""
        self._seen.forget()
        return self._functions[space, name](*arguments)

    def to_end(self, module: wasmtime.Module, linker: wasmtime.Linker) -> Ended:
        """Run the command to its end.

        Raises:
            Unfit: If the module needs what there is not.
        """
        begin = time.monotonic()
        status, signal, limit = self._outcome(lambda: self._start(module, linker))
        return Ended(
            status,
            signal,
            limit,
            tuple(self._checks.remarks),
            time.monotonic() - begin,
            self._memory.data_len(self._store) if self._memory else 0,
        )

    def _start(self, module: wasmtime.Module, linker: wasmtime.Linker) -> None:
        try:
            exports = linker.instantiate(self._store, module).exports(self._store)
            memory, start = exports["memory"], exports["_start"]
        except (wasmtime.WasmtimeError, KeyError) as error:
            raise Unfit(str(error).splitlines()[0]) from None
        if not isinstance(memory, wasmtime.Memory) or not isinstance(start, wasmtime.Func):
            raise Unfit("it exports something else as its memory or its start")
        if start.type(self._store).params:
            raise Unfit("its start takes arguments")
        self._memory = memory
        start(self._store)

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


def signatures() -> Iterator[tuple[str, str, str, str]]:
    """Yield the module, the name, and the types of arguments and results of each function that a command may import."""
    for name, types in SIGNATURES.items():
        yield WASI, name, types, "" if name == "proc_exit" else "i"
    for name, types in CHECKS.items():
        yield _CHECKS, name, types, ""
    yield _HOST, "killed", "i", ""


def where(memory: wasmtime.Memory, store: wasmtime.Store) -> tuple[int, int]:
    """Return the address of the first byte of a memory in our own memory, and its size."""
    pointer = ctypes.cast(memory.data_ptr(store), ctypes.c_void_p)
    return pointer.value or 0, memory.data_len(store)
