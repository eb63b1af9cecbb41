"""The program of the process that looks for patterns; it imports nothing of this package.

A request and its answer are JSON, with the length before it as four bytes. The process ends when it has used up its
time, or when no request can come any more.
"""

from __future__ import annotations

import faulthandler
import json
import math
import os
import re
import sys
import time
import warnings
from typing import IO, Any


def serve(
    requests: IO[bytes], answers: IO[bytes], cpu_time: int, wall_time: int, memory: int
) -> None:
    """Answer requests until there are no more."""
    _limit("RLIMIT_AS", memory)
    _limit("RLIMIT_CORE", 0)
    send(answers, {})
    # Written where nobody reads it: this watchdog alone ends a search, which holds the interpreter's lock.
    with open(os.devnull, "wb") as nowhere:
        while (request := receive(requests)) is not None:
            _limit("RLIMIT_CPU", math.ceil(time.process_time()) + cpu_time)
            faulthandler.dump_traceback_later(wall_time, exit=True, file=nowhere)
            answer = answer_to(request)
            faulthandler.cancel_dump_traceback_later()
            send(answers, answer)


def answer_to(request: dict[str, Any]) -> dict[str, Any]:
    """Return the texts of a request with a mark in place of all that matches, or what is wrong."""
    try:
        with warnings.catch_warnings(action="ignore"):
            pattern = re.compile(request["pattern"])
        return {"texts": [pattern.sub(request["mark"], text) for text in request["texts"]]}
    except MemoryError:
        return {"too_large": True}
    except (re.error, OverflowError, RecursionError) as error:
        return {"error": str(error)}


def send(stream: IO[bytes], value: dict[str, Any]) -> None:
    """Write a request or an answer."""
    content = json.dumps(value).encode()
    stream.write(len(content).to_bytes(4, "big") + content)
    stream.flush()


def receive(stream: IO[bytes]) -> dict[str, Any] | None:
    """Read a request or an answer; None if the other side has ended."""
    head = stream.read(4)
    content = stream.read(int.from_bytes(head, "big")) if len(head) == 4 else b""
    if len(head) < 4 or len(content) < int.from_bytes(head, "big"):
        return None
    value: dict[str, Any] = json.loads(content)
    return value


def _limit(name: str, most: int) -> None:
    """Set a limit of this process, where the system has such limits."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    kind = getattr(resource, name)
    hard = resource.getrlimit(kind)[1]
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (soft, hard))


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer, *map(int, sys.argv[1:]))
