"""The program of the processes that execute jobs.

The first one imports what they need, and forks the others, while it has no threads. Each of those serves one
connection, a job at a time, and ends when the build does: also in the middle of a job, whose sandbox ends with it.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import queue
import socket
import sys
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

# Imported once, and not in each process.
from .. import compile_stage, run_stage, shortcut, stand_ins  # noqa: F401
from ..errands.errand import do_errand
from ..executor import Executor
from ..native import NativeExecutor
from ..sandbox import drop_root  # noqa: F401
from ..sandbox.findings import ExaminedBubblewrap, Findings
from ..sandbox.process import fork
from ..store.json_files import JsonStore
from .messages import READY, UNKNOWN, receive, send


def main(words: Sequence[str]) -> None:
    """Fork a process for each connection, and wait until all have ended.

    What they need to know is on the standard input, as JSON: `directory` is where the build keeps files, `files` are
    those that it has now, by their paths, and `sandbox` are the findings of its sandbox.

    Args:
        words: The descriptors of the connections.
    """
    descriptors = list(map(int, words))
    knowledge = json.load(sys.stdin)
    gc.freeze()  # so that the processes go on sharing the memory of what is there
    for own in descriptors:
        if fork() == 0:
            for other in descriptors:
                if other != own:
                    os.close(other)
            serve(socket.socket(fileno=own), _executor(knowledge))
            return
    for descriptor in descriptors:
        os.close(descriptor)
    with contextlib.suppress(ChildProcessError):  # there is none left
        while True:
            os.wait()


def _executor(knowledge: dict[str, Any]) -> NativeExecutor:
    store = JsonStore()
    store.put_off()  # the build alone writes files
    for path, content in knowledge["files"].items():
        store.write(path, content)
    findings = Findings.from_json(knowledge["sandbox"])
    return NativeExecutor(
        Path(knowledge["directory"]), store, partial(ExaminedBubblewrap, findings)
    )


def serve(connection: socket.socket, executor: Executor) -> None:
    """Execute jobs, one after the other, until the other side has ended."""
    errands: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    is_idle = threading.Event()

    def listen() -> None:
        while (errand := receive(connection)) is not None:
            is_idle.clear()
            errands.put(errand)
        if not is_idle.is_set():
            os._exit(1)
        errands.put(None)

    is_idle.set()
    threading.Thread(target=listen, daemon=True).start()
    with contextlib.suppress(OSError):
        send(connection, READY)
        while (errand := errands.get()) is not None:
            answer = _answer(errand, executor)
            is_idle.set()
            send(connection, answer)
    executor.close_idle()


def _answer(errand: bytes, executor: Executor) -> bytes:
    try:
        return do_errand(errand, executor)
    except Exception:  # noqa: BLE001 - the build executes the job itself, and reports what happens then
        return UNKNOWN


if __name__ == "__main__":
    main(sys.argv[1:])
