#!/usr/bin/env python3
"""Finds the functions of the compiler that nearly all programs need, and writes them to `hot.txt`.

It compiles the programs of this repository, as they are and with a mistake in each, with an instrumented compiler. That
takes half an hour, and is needed only for another version of the compiler. Programs of one hand need a part alone: name
directories with some hundred others, as beginners write them. It takes the package mkdocs-c-runner with its extra
`browser`, and wasm-split.

    python find_hot.py DIRECTORY …
"""

from __future__ import annotations

import itertools
import random
import re
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import order
import wasmtime
from make import MODULE, downloaded
from split import HOT, WASM_SPLIT, write_hot

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.wasm.crossing import function_type
from mkdocs_c_runner.engine.wasm.engines import well
from mkdocs_c_runner.engine.wasm.files import Directory, Room
from mkdocs_c_runner.engine.wasm.machine import WASI, Machine, where
from mkdocs_c_runner.engine.wasm.memory import Memory
from mkdocs_c_runner.engine.wasm.streams import Streams
from mkdocs_c_runner.engine.wasm.toolchain import Step, Toolchain, installed
from mkdocs_c_runner.engine.wasm.wasi import SIGNATURES, Wasi
from mkdocs_c_runner.engine.wasm.worker import library

REPOSITORY = Path(__file__).resolve().parent.parent

_FENCE = re.compile(r"^( *)(```+|~~~+) *\{?[. ]*c\b[^\n]*\n(.*?)^\1\2", re.MULTILINE | re.DOTALL)
_FLAGS = (
    ("-O0", "-Wall", "-Wextra"),
    ("-O2", "-Wall", "-Wextra", "-std=c99", "-pedantic"),
    ("-O1", "-std=c23", "-Wall"),
    ("-O3", "-std=gnu17"),
    ("-std=c89", "-Wall", "-Wextra", "-Wconversion"),
    ("-Os", "-Weverything"),
)
_HASH = 8


class _Moving(Memory):
    """A memory that is looked for at each access: nobody tells when the compiler has run."""

    def _found(self) -> tuple[int, int]:
        return self._where()


class Instrumented:
    """The compiler that counts what it calls.

    Args:
        module: Its file.
        toolchain: The toolchain that it belongs to.

    Attributes:
        needed: The numbers of the functions that were called so far.
        hash: What tells its profiles from those of other modules.
        count: The number of its functions.
    """

    def __init__(self, module: Path, toolchain: Toolchain) -> None:
        self._machine = Machine(well(watches=False))
        self._module = self._machine.compiled(module.read_bytes())
        self._library = library(toolchain.sysroot)
        self.needed: set[int] = set()
        self.hash, self.count = b"", 0

    def compile(self, text: str, steps: Sequence[Step]) -> None:
        """Run the steps of a build on a source, as long as they succeed."""
        root = Directory.of({**self._library, "main.c": text.encode()})
        root.entries["tmp"] = Directory()
        for step in steps:
            if not [self._run(command, root) for command in step.lines][-1]:
                return

    def _run(self, arguments: list[str], root: Directory) -> bool:
        engine = self._machine.engine
        store, linker = wasmtime.Store(engine), wasmtime.Linker(engine)
        store.set_epoch_deadline(1 << 40)
        memories: list[wasmtime.Memory] = []
        seen = _Moving(lambda: where(memories[0], store))
        wasi = Wasi(
            seen,
            Streams(b"", 1 << 20, is_terminal=False),
            root,
            Room(1 << 28, 1 << 28),
            arguments,
            {},
            time.monotonic() + 60,
        )
        for name, function in wasi.functions():
            results = "" if name == "proc_exit" else "i"
            linker.define_func(WASI, name, function_type(SIGNATURES[name], results), function)
        exports: Any = linker.instantiate(store, self._module).exports(store)
        memories.append(exports["memory"])
        try:
            exports["_start"](store)
        except Exception as end:  # noqa: BLE001 - what led to a crash is needed, too
            succeeded = getattr(end, "status", 1) == 0
        else:
            succeeded = True
        self._note(exports, store)
        return succeeded

    def _note(self, exports: Any, store: wasmtime.Store) -> None:
        """Take the profile of a run."""
        memory, write = exports["memory"], exports["__write_profile"]
        size = write(store, 0, 0)
        start = memory.grow(store, -(-size // 65536)) * 65536
        write(store, start, size)
        profile = memory.read(store, start, start + size)
        self.hash, self.count = bytes(profile[:_HASH]), (size - _HASH) // 4
        times = memoryview(bytes(profile[_HASH:])).cast("I")
        self.needed.update(number for number, when in enumerate(times) if when)


def programs() -> Iterator[str]:
    """Yield the programs of this repository, and of further directories."""
    own = (REPOSITORY / name for name in ("tests/programs", "benchmarks/programs"))
    for directory in (*own, *map(Path, sys.argv[1:])):
        for path in sorted(directory.glob("*.c")):
            yield path.read_text("utf-8", "replace")
    for path in sorted((REPOSITORY / "example-site/docs").rglob("*.md")):
        for fence in _FENCE.finditer(path.read_text("utf-8")):
            code = fence[3]
            yield (
                code if "main" in code else f"#include <stdio.h>\nint main(void)\n{{\n{code}\n}}\n"
            )


def variants() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield programs with the flags of the compiler: each as it is, with other flags, and with a mistake."""
    others = itertools.cycle(_FLAGS[1:])
    chance = random.Random(1)
    for text in dict.fromkeys(programs()):
        yield text, _FLAGS[0]
        yield text, next(others)
        if spots := [found.start() for found in re.finditer(r'[;(){}"]|\bint\b|\breturn\b', text)]:
            spot = chance.choice(spots)
            yield text[:spot] + text[spot + 1 :], _FLAGS[0]


def main() -> None:
    """Find the functions, and write them."""
    toolchain = installed()
    with tempfile.TemporaryDirectory() as directory:
        whole, counting = Path(directory, "whole.wasm"), Path(directory, "counting.wasm")
        with tarfile.open(downloaded()) as package:
            module = package.extractfile(MODULE)
            whole.write_bytes(order.from_the_right(module.read() if module else b""))
        subprocess.run([*WASM_SPLIT, "--instrument", whole, "-o", counting], check=True)
        compiler = Instrumented(counting, toolchain)
    for text, flags in variants():
        job = Job((SourceFile("main.c", text.encode()),), flags=flags)
        compiler.compile(text, toolchain.steps(job))
        print(len(compiler.needed), flush=True)
    write_hot(HOT, compiler.hash, compiler.count, compiler.needed)


if __name__ == "__main__":
    main()
