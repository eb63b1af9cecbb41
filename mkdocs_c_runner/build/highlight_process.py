"""The program of the process that highlights sources ahead of the pages that show them; see `highlight_ahead`.

It writes the file of each page in the cache, as the build would, and answers with what is in that file. It ends when
the build does.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import socket
import sys
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from ..engine.processes.messages import receive, send


def main(words: Sequence[str]) -> None:
    """Answer questions until the other side has ended.

    Args:
        words: The descriptor of the connection, and the directory of the cache.
    """
    connection = socket.socket(fileno=int(words[0]))
    questions: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_read, args=(connection, questions), daemon=True).start()
    # Meanwhile questions arrive already.
    from pymdownx.highlight import Highlight  # noqa: PLC0415

    from ..engine.store.json_files import JsonStore  # noqa: PLC0415
    from .highlight_cache import HighlightCache  # noqa: PLC0415

    cache = HighlightCache(Path(words[1]), JsonStore())
    with contextlib.suppress(OSError):
        while True:
            uri, wanted = pickle.loads(questions.get())  # noqa: S301 - the other side is the build
            for decisive, settings, arguments, options in wanted:
                make = partial(_highlighted, Highlight, settings, arguments, options)
                with contextlib.suppress(Exception):  # the build meets it, too
                    cache.recall(uri, decisive, make)
            sources = cache.keep(uri)
            send(connection, pickle.dumps((uri, sources), pickle.HIGHEST_PROTOCOL))


def _read(connection: socket.socket, questions: SimpleQueue[bytes]) -> None:
    """Take questions at once, so that the build never waits until it can ask, and end with the build."""
    while (question := receive(connection)) is not None:
        questions.put(question)
    os._exit(0)


def _highlighted(highlighter: Any, settings: Any, arguments: Any, options: Any) -> str:
    html: str = highlighter(None, **settings).highlight(*arguments, **options)
    return html


if __name__ == "__main__":
    main(sys.argv[1:])
