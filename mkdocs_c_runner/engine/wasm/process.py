"""The processes that run the compiler and programs. Each runs one thing at a time, and is replaced when it hangs."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator
from typing import Any

from ..errors import EngineError
from ..pattern_worker import receive, send
from ..sandbox.process import Process, converse
from .toolchain import Toolchain

_WORKER = "mkdocs_c_runner.engine.wasm.worker"

# Seconds after which a process that does not answer is ended: to compile the compiler takes a slow machine minutes.
_START = 900.0


class Silent(Exception):
    """A process gave no answer: it was ended, or has ended by itself."""


class TimedOut(Silent):
    """A process gave no answer in its time, and was ended."""


class WasmProcess:
    """One process.

    Args:
        toolchain: The toolchain that it loads.

    Raises:
        EngineError: If it cannot be started.
    """

    def __init__(self, toolchain: Toolchain) -> None:
        python = (sys.executable, "-P", "-m")
        try:
            self._process: Process = converse([*python, _WORKER, *toolchain.worker_arguments])
            self._receive(_START)
        except (OSError, Silent) as error:
            reason = f"The process that runs WebAssembly cannot be started: {error}"
            raise EngineError(reason.rstrip(": ")) from None

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Return the answer to a request.

        Raises:
            Silent: If there is none after so many seconds; the process has ended then.
        """
        try:
            if self._process.stdin is None:
                raise Silent
            send(self._process.stdin, request)
        except (OSError, ValueError):  # it has ended; its pipe is closed
            self.end()
            raise Silent from None
        return self._receive(seconds)

    @property
    def is_alive(self) -> bool:
        """Whether it may still be asked."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process, and wait until it has ended: a dying process would still look alive."""
        self._process.kill()
        with contextlib.suppress(OSError), self._process:  # closes the pipes, and waits
            pass

    def _receive(self, seconds: float) -> dict[str, Any]:
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            answer = receive(self._process.stdout) if self._process.stdout else None
        except (OSError, ValueError):
            answer = None
        finally:
            timer.cancel()
            timer.join()  # it may just be ending the process
        if late.is_set() or not isinstance(answer, dict):
            self.end()
            raise TimedOut if late.is_set() else Silent
        return answer


class Pool:
    """The processes that are there, each for one thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free: list[WasmProcess] = []

    @contextlib.contextmanager
    def process(self, toolchain: Toolchain) -> Iterator[WasmProcess]:
        """Lend a process. One that gives no answer is not lent again.

        Raises:
            EngineError: If a new one cannot be started.
        """
        process = self._taken() or WasmProcess(toolchain)
        try:
            yield process
        except BaseException:
            process.end()
            raise
        if process.is_alive:
            with self._lock:
                self._free.append(process)

    def _taken(self) -> WasmProcess | None:
        """Take a process that nobody has."""
        while True:
            with self._lock:
                process = self._free.pop() if self._free else None
            if process is None or process.is_alive:
                return process
            process.end()

    def close_idle(self) -> None:
        """End the processes that nobody has."""
        with self._lock:
            free, self._free = self._free, []
        for process in free:
            process.end()
