"""The program of the processes that make results.

The first one imports what they need, and forks the others, while it has no threads. Each serves its connections, on
each a job at a time, and ends when the build does: also in the middle of a job, whose sandbox ends with it.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

# Imported once, and not in each process.
from .. import compile_stage, run_stage, shortcut, stand_ins  # noqa: F401
from ..maker import Maker
from ..native import NativeExecutor
from ..sandbox import drop_root, repeated  # noqa: F401
from ..sandbox.process import fork
from ..store.cache import ResultCache
from ..store.json_files import JsonStore
from .messages import receive, send
from .questions import UNKNOWN, Question, answer_to_bytes


def main(words: Sequence[str]) -> None:
    """Serve the connections of this process, and wait until all that it has forked have ended.

    The standard input says nothing, and ends with the build.

    Args:
        words: What they need to know, as JSON: `connections` are the descriptors of each process, `directory` is where
            the build keeps files, and `writes` is whether files may be written now.
    """
    knowledge = json.loads(words[0])
    shares: list[list[int]] = knowledge["connections"]
    gc.freeze()  # so that the processes go on sharing the memory of what is there
    own, forked = _forked(shares)
    for share in shares:
        if share is not own:
            for descriptor in share:
                os.close(descriptor)
    directory, store = Path(knowledge["directory"]), JsonStore()
    if not knowledge["writes"]:
        store.put_off()
    executor = NativeExecutor(directory, store)
    cache = ResultCache(directory / "results", store) if knowledge["writes"] else None
    connections = [socket.socket(fileno=descriptor) for descriptor in own]
    try:
        serve(connections, executor, Maker(executor, cache))
    except RuntimeError:  # there can be no further thread, and a connection would never be answered
        os._exit(1)
    executor.close_idle()
    for process in forked:  # not for any: a sandbox may be left
        os.waitpid(process, 0)


def _forked(shares: list[list[int]]) -> tuple[list[int], list[int]]:
    """Fork a process for each share but the first; return the share of this process, and those that it has forked."""
    forked = []
    for share in shares[1:]:
        process = fork()
        if process == 0:
            return share, []
        forked.append(process)
    return shares[0], forked


def serve(connections: Sequence[socket.socket], executor: NativeExecutor, maker: Maker) -> None:
    """Answer questions, on each connection one after the other, until the other side has ended.

    Raises:
        RuntimeError: If there are not as many threads as connections.
    """
    busy: set[socket.socket] = set()

    def answer_all(connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while (asked := receive(connection)) is not None:
                busy.add(connection)
                answer = _answer(asked, executor, maker)
                busy.discard(connection)
                send(connection, answer)

    def end_with_the_build() -> None:
        os.read(0, 1)  # not through a file, whose lock could not be taken when this process ends
        if busy:
            os._exit(1)

    threads = [threading.Thread(target=answer_all, args=[item]) for item in connections]
    for thread in threads:
        thread.start()
    threading.Thread(target=end_with_the_build, daemon=True).start()
    for thread in threads:
        thread.join()


def _answer(asked: bytes, executor: NativeExecutor, maker: Maker) -> bytes:
    try:
        question = Question.from_bytes(asked)
        job = question.job
        executor.expect(question.waiting)
        if not question.is_made:
            executor.prepare()
            return answer_to_bytes(maker.conditions(job))
        return answer_to_bytes(maker.make(job, limit_expected=question.limit_expected))
    except Exception:  # noqa: BLE001 - the build does it itself, and reports what happens then
        return UNKNOWN


if __name__ == "__main__":
    main(sys.argv[1:])
