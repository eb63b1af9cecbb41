"""Lets the compiler begin where its constructors have run: they do the same in each run, which takes a tenth of it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from wasm_format import encoded, joined, named, number, sections

_TYPES, _IMPORTS, _FUNCTIONS, _MEMORY, _EXPORTS, _CODE, _DATA = 1, 2, 3, 5, 7, 10, 11

# A call as the linker writes it, and an instruction that does nothing.
_CALL = re.compile(rb"\x10([\x80-\xff]{4}[\x00-\x7f])")
_NOTHING = b"\1"

# The type of a function that takes and returns nothing.
_PLAIN = b"\x60\0\0"

_CONSTRUCTORS = "constructors"
_PAGE = 64 << 10
_SECONDS = 120


def started(module: Path, work: Path) -> Path:
    """Return a module that begins where the constructors of this one have run.

    Args:
        module: The module. Its start calls them before all else that it does not import.
        work: A directory for files.
    """
    node = shutil.which("node")
    if node is None:
        sys.exit("node was not found. Install it (Debian: apt-get install nodejs) and try again.")
    parts = dict(sections(module.read_bytes()))
    at, constructors = _constructors(parts)
    exported, memory, made = (work / name for name in ("exported.wasm", "memory", "started.wasm"))
    asked = {_EXPORTS: _exporting(parts[_EXPORTS], constructors)}
    exported.write_bytes(joined((parts | asked).items()))
    script = Path(__file__).with_name("start.mjs")
    subprocess.run([node, script, exported, memory], check=True, timeout=_SECONDS)
    code = parts[_CODE][: at[0]] + _NOTHING * (at[1] - at[0]) + parts[_CODE][at[1] :]
    left = memory.read_bytes()
    changed = {
        _CODE: code,
        _MEMORY: _as_large(parts[_MEMORY], len(left)),
        _DATA: _data(left, parts[_DATA]),
    }
    made.write_bytes(joined((parts | changed).items()))
    return made


def _constructors(parts: dict[int, bytes]) -> tuple[tuple[int, int], int]:
    """Return where the start of a module calls its constructors, from the begin of its code, and their number."""
    imported, types = _imported(parts[_IMPORTS]), _types(parts)
    body = _body(parts[_CODE], _start(parts[_EXPORTS]) - imported)
    for call in _CALL.finditer(parts[_CODE], *body):
        called, _ = number(call[1], 0)
        if called >= imported and types[called - imported] == _PLAIN:
            return call.span(), called
    raise ValueError("the start of the module calls no constructors")


def _imported(section: bytes) -> int:
    """Return the number of functions that a module imports, if it imports nothing else."""
    count, position = number(section, 0)
    for _ in range(count):
        for _ in ("its module", "its name"):
            _, position = named(section, position)
        if section[position] != 0:
            raise ValueError("the module imports something that is no function")
        _, position = number(section, position + 1)
    return count


def _types(parts: dict[int, bytes]) -> list[bytes]:
    """Return the types of the functions of a module, of those that it does not import."""
    types, (count, position) = [], number(parts[_TYPES], 0)
    for _ in range(count):
        start = position
        for _ in ("arguments", "results"):
            size, position = number(parts[_TYPES], position + (position == start))
            position += size
        types.append(parts[_TYPES][start:position])
    made, (count, position) = [], number(parts[_FUNCTIONS], 0)
    for _ in range(count):
        kind, position = number(parts[_FUNCTIONS], position)
        made.append(types[kind])
    return made


def _start(section: bytes) -> int:
    """Return the number of the function that a module exports as its start."""
    count, position = number(section, 0)
    for _ in range(count):
        name, position = named(section, position)
        which, position = number(section, position + 1)
        if name == b"_start":
            return which
    raise ValueError("the module has no start")


def _body(code: bytes, wanted: int) -> tuple[int, int]:
    """Return where the code of a function begins and ends."""
    _, position = number(code, 0)
    for _ in range(wanted):
        size, position = number(code, position)
        position += size
    size, position = number(code, position)
    return position, position + size


def _exporting(section: bytes, function: int) -> bytes:
    count, position = number(section, 0)
    name = _CONSTRUCTORS.encode()
    more = encoded(len(name)) + name + b"\0" + encoded(function)
    return encoded(count + 1) + section[position:] + more


def _as_large(section: bytes, size: int) -> bytes:
    """Return the one memory of a module, which begins with so many bytes and has the limit that it had."""
    count, position = number(section, 0)
    if (count, section[position]) != (1, 1):
        raise ValueError("the module has another memory than one with a limit")
    _, rest = number(section, position + 1)
    return section[: position + 1] + encoded(size // _PAGE) + section[rest:]


def _data(memory: bytes, section: bytes) -> bytes:
    """Return all that a memory has from where the data of the module began: what is below was its stack."""
    _, position = number(section, 0)
    if section[position : position + 2] != b"\0\x41":
        raise ValueError("the data of the module has no fixed address")
    begin, end = number(section, position + 2)
    content = memory[begin:].rstrip(b"\0")
    return b"\1" + section[position : end + 1] + encoded(len(content)) + content
