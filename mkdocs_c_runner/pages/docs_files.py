"""Files below the directory of the pages, which are all that a page may name."""

from __future__ import annotations

from pathlib import Path

from ..place import path_from


def is_below(path: str | Path, directory: str | Path) -> bool:
    """Return whether a path leads into a directory, symbolic links resolved."""
    return Path(path).resolve().is_relative_to(Path(directory).resolve())


def read_below(docs_dir: str | Path, uri: str) -> bytes:
    """Read a file by its path below the directory of the pages.

    Raises:
        ValueError: If it may not or cannot be read, with the reason.
    """
    path = Path(docs_dir, uri)
    if not is_below(path, docs_dir):
        raise ValueError("the file is not in the documentation's directory")
    if not path.is_file():
        raise ValueError(f"there is no file {path_from(path)}")
    try:
        return path.read_bytes()
    except OSError as error:
        raise ValueError(f"the file cannot be read: {error.strerror}") from None
