"""Files in memory: bytes that are handed to another process as a file descriptor, without a path on the host."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator


@contextlib.contextmanager
def memory_file(content: bytes) -> Iterator[int]:
    """Yield the descriptor of a file with this content, open while the context lasts."""
    fd = os.memfd_create("c-runner", os.MFD_CLOEXEC)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(fd, view) :]
        os.lseek(fd, 0, os.SEEK_SET)
        yield fd
    finally:
        os.close(fd)
