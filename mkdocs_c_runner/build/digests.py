"""Digests of what decides the HTML of blocks, which are the same in each process."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from pathlib import Path

from .. import __version__


def digest_of(value: object) -> str:
    """Return a digest of a value that has the same `repr` in each process."""
    return hashlib.sha256(repr(value).encode(errors="surrogatepass")).hexdigest()


@cache
def version_of_package() -> str:
    """Return what tells this package from other versions of it, also while somebody works on it."""
    root = Path(__file__).parents[1]
    is_installed = "site-packages" in root.parts or "dist-packages" in root.parts
    files = []
    for directory, _, names in os.walk(root):
        for name in names:
            if name.endswith((".py", ".json")):
                status = os.stat(os.path.join(directory, name))
                changed = 0 if is_installed else status.st_mtime_ns
                files.append((name, status.st_size, changed))
    return digest_of((__version__, sorted(files)))


def spelled(value: object) -> object:
    """Return what has the same `repr` in each process, and another one for another value, as far as that is known."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return sorted((str(name), repr(spelled(one))) for name, one in value.items())
    if isinstance(value, frozenset | set):
        return sorted(repr(spelled(one)) for one in value)
    if isinstance(value, list | tuple):
        return [spelled(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return [(one.name, spelled(getattr(value, one.name))) for one in fields(value)]
    if isinstance(value, partial):
        return [spelled(value.func), spelled(value.args), spelled(value.keywords)]
    name = getattr(value, "__qualname__", None) or f"a {type(value).__qualname__}"
    return f"{getattr(value, '__module__', '')}.{name}"
