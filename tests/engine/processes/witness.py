"""A program beside another one, which says what it finds."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import socket
import sys
from collections.abc import Sequence
from typing import Any

from mkdocs_c_runner.engine.processes.messages import receive, send


def main(words: Sequence[str]) -> None:
    """Answer each message by what is there now; the answer to `fail` is an error.

    Args:
        words: The descriptor of the connection.
    """
    gc.collect()
    connection = socket.socket(fileno=int(words[0]))
    while (asked := receive(connection)) is not None:
        if asked == b"fail":
            raise SystemError
        send(connection, json.dumps(_found()).encode())
    os.read(0, 1)


def _found() -> dict[str, object]:
    return {
        "leads a session": os.getsid(0) == os.getpid(),
        "open": sorted(set(filter(None, map(_kind, os.listdir("/proc/self/fd"))))),
        "traced": sys.gettrace() is not None or sys.getprofile() is not None or _is_monitored(),
        "answers": [
            number.name
            for number in (signal.SIGTERM, signal.SIGUSR1)
            if callable(signal.getsignal(number))
        ],
        "ignores a broken pipe": signal.getsignal(signal.SIGPIPE) == signal.SIG_IGN,
    }


def _is_monitored() -> bool:
    monitoring: Any = getattr(sys, "monitoring", None)  # since Python 3.12
    tools = filter(monitoring.get_tool, range(6)) if monitoring else ()
    return any(monitoring.get_events(tool) for tool in tools)


def _kind(number: str) -> str:
    """What a descriptor leads to."""
    with contextlib.suppress(OSError):  # the one that listed them
        return os.readlink(f"/proc/self/fd/{number}").split(":")[0]
    return ""


if __name__ == "__main__":
    main(sys.argv[1:])
