"""Starts a program of ours beside the build, with connections to it.

Where the build has no other thread, the program is a fork of it: a new interpreter takes a tenth of a second to import
what the build has imported already. Elsewhere it is a new interpreter. The program learns nothing of which it is.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Collection, Sequence

from ..sandbox.process import Process, converse
from . import forked
from .forked import Forked

Beside = Process | Forked
"""A program beside the build. Its standard input says nothing, and ends with the build."""


def start(module: str, words: Sequence[str], connections: Collection[int]) -> Beside:
    """Start a program.

    Args:
        module: The module with the program, a function `main` that takes words.
        words: What it needs to know.
        connections: The descriptors of its connections.

    Raises:
        OSError: If it cannot be started.
    """
    if forked.is_alone():
        with contextlib.suppress(OSError):  # a new interpreter needs less memory
            return forked.forked(lambda: importlib.import_module(module).main(words), connections)
    # -P: no module of the working directory is taken for one of Python's.
    process = converse([sys.executable, "-P", "-m", module, *words], list(connections))
    if process.stdout:
        process.stdout.close()  # it prints nothing
    return process
