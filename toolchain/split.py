"""Splits the compiler into the functions that nearly all programs need, which `hot.txt` lists, and the rest."""

from __future__ import annotations

import itertools
import re
import shutil
import struct
import subprocess
import textwrap
from collections.abc import Iterable
from pathlib import Path

from wasm_format import encoded, joined, named, number, sections

HOT = Path(__file__).resolve().with_name("hot.txt")

_FEATURES = (
    *("--enable-bulk-memory", "--enable-sign-ext", "--enable-nontrapping-float-to-int"),
    *("--enable-mutable-globals", "--enable-multivalue", "--enable-reference-types"),
)
WASM_SPLIT = ("wasm-split", *_FEATURES)
_WASM_OPT = ("wasm-opt", *_FEATURES, "--strip-producers", "--duplicate-import-elimination")

# What the first part imports in place of functions of the rest, and what the rest imports of it.
MISSING, SHARED = "missing", "primary"

_SECONDS = 900

# Of the binary format of WebAssembly: the section of imports, and what is imported.
_IMPORTS, _FUNCTION = 2, 0


def split(module: Path, work: Path) -> tuple[Path, Path] | None:
    """Split the compiler, and return its two parts; None where binaryen is not installed.

    Args:
        module: The compiler.
        work: A directory for files.
    """
    if shutil.which("wasm-split") is None or shutil.which("wasm-opt") is None:
        return None
    profiled, first, rest = work / "profile", work / "first.wasm", work / "rest.wasm"
    profiled.write_bytes(profile())
    names = (
        f"--placeholder-namespace={MISSING}",
        f"--import-namespace={SHARED}",
        "--export-prefix=%",
    )
    outputs = ("-o1", first, "-o2", rest)
    _run(*WASM_SPLIT, module, f"--profile={profiled}", *names, *outputs)
    first.write_bytes(with_few_imports(first.read_bytes()))
    _run(*_WASM_OPT, first, "-o", first)
    return first, rest


def with_few_imports(module: bytes) -> bytes:
    """Return a module whose placeholders have the same name if they have the same type.

    There is one for each function of the rest. Under one name they can be made one.
    """
    parts = sections(module)
    return joined((kind, _renamed(body) if kind == _IMPORTS else body) for kind, body in parts)


def _renamed(section: bytes) -> bytes:
    """Return a section of imports in which each placeholder is named by its type."""
    count, position = number(section, 0)
    made = bytearray(encoded(count))
    for _ in range(count):
        space, position = named(section, position)
        name, position = named(section, position)
        start = position
        if section[start] != _FUNCTION:
            raise ValueError("the module imports something that is no function")
        kind, position = number(section, start + 1)
        if space == MISSING.encode():
            name = str(kind).encode()
        for text in (space, name):
            made += encoded(len(text)) + text
        made += section[start:position]
    return bytes(made)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, timeout=_SECONDS)


def write_hot(path: Path, module: bytes, count: int, needed: Iterable[int]) -> None:
    """Write the numbers of functions, as ranges.

    Args:
        path: The file.
        module: What tells the profiles of the module from those of others.
        count: The number of its functions.
        needed: The numbers.
    """
    ranges = []
    numbers = sorted(needed)
    for _, group in itertools.groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        ranges.append(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]))
    path.write_text(f"{module.hex()} {count}\n{textwrap.fill(' '.join(ranges), 120)}\n", "utf-8")


def profile() -> bytes:
    """Return what `hot.txt` says in the form that wasm-split reads."""
    module, count, ranges = HOT.read_text("utf-8").split(maxsplit=2)
    needed = set()
    for found in re.finditer(r"(\d+)(?:-(\d+))?", ranges):
        needed.update(range(int(found[1]), int(found[2] or found[1]) + 1))
    return bytes.fromhex(module) + b"".join(
        struct.pack("<I", number in needed) for number in range(int(count))
    )
