"""Files below the directory of the pages, which are all that a page may name."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ..bounds import PAGE_FILE
from ..place import path_from

# Flags that not every system has.
_NO_WAITING, _AS_IT_IS = getattr(os, "O_NONBLOCK", 0), getattr(os, "O_BINARY", 0)


def is_below(path: str | Path, directory: str | Path) -> bool:
    """Return whether a path leads into a directory, symbolic links resolved."""
    try:
        real = os.path.realpath(path)
    except ValueError:  # NUL
        return False
    return Path(real).is_relative_to(os.path.realpath(directory))


def read_below(docs_dir: str | Path, uri: str) -> bytes:
    """Read a file by its path below the directory of the pages.

    Raises:
        ValueError: If it may not or cannot be read, with the reason.
    """
    path = Path(docs_dir, uri)
    try:
        if not is_below(path, docs_dir):
            raise ValueError("the file is not in the documentation's directory")
        # Nothing but a regular file is opened: a device or a pipe might have an effect, or block.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise ValueError(f"there is no file {path_from(path)}")
        with open(os.open(path, os.O_RDONLY | _NO_WAITING | _AS_IT_IS), "rb") as file:
            content = file.read(PAGE_FILE + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise ValueError(f"there is no file {path_from(path)}") from None
    except OSError as error:
        raise ValueError(f"the file cannot be read: {error.strerror}") from None
    except RuntimeError:  # as older versions of Python say it
        raise ValueError("the file cannot be read: its links lead round in a circle") from None
    if len(content) > PAGE_FILE:
        raise ValueError(f"the file is larger than {PAGE_FILE >> 20} MiB")
    return content
