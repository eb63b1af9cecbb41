"""What a program may ask of its host: any numbers for any arguments, modules of any kind, files without end."""

from __future__ import annotations

import ctypes
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import wasmtime

from mkdocs_c_runner.engine.job import RUN_LIMITS
from mkdocs_c_runner.engine.result import Verdict
from mkdocs_c_runner.engine.wasm import engines
from mkdocs_c_runner.engine.wasm.executor import WasmExecutor
from mkdocs_c_runner.engine.wasm.files import Directory, Room
from mkdocs_c_runner.engine.wasm.machine import Command, Ended, Machine, Unfit
from mkdocs_c_runner.engine.wasm.memory import Bounds, Memory
from mkdocs_c_runner.engine.wasm.streams import Interrupted, Streams, TooMuch
from mkdocs_c_runner.engine.wasm.wasi import SIGNATURES, Exited, Late, Wasi

from .test_executor import job, printed

SIZE = 1 << 16
EDGES = (0, 1, 2, 3, 4, 5, 7, 8, 63, 64, 4096, SIZE - 8, SIZE - 1, SIZE, SIZE + 1, 1 << 20)
HIGH = ((1 << 31) - 1, -(1 << 31), -1, -2, -8)
HIGHER = ((1 << 63) - 1, -(1 << 63), 1 << 32, 1 << 40)
PATHS = (b"a.txt", b"../..//x", b"d/", b"\xff\xfe", b".", b"tmp/../a", b"d/e", b"\0", b"/" * 90)
ENDS = (Bounds, Exited, Late, TooMuch, Interrupted)


def chance_memory(chance: random.Random) -> ctypes.Array[ctypes.c_char]:
    """A memory with numbers at the edges of all that is bounded, and with paths."""
    memory = ctypes.create_string_buffer(SIZE)
    start = ctypes.addressof(memory)
    for place in range(0, SIZE - 8, 64):
        number = chance.choice((*EDGES, *HIGH)) & 0xFFFFFFFF
        ctypes.memmove(start + place, number.to_bytes(4, "little"), 4)
    for number, path in enumerate(PATHS):
        ctypes.memmove(start + 100 * number, path, len(path))
    return memory


def arguments(chance: random.Random, name: str) -> Iterator[int]:
    near = (*range(3, 9), *range(0, 100 * len(PATHS), 100))
    for kind in SIGNATURES[name]:
        far = (*EDGES, *HIGH, *(HIGHER if kind == "I" else ()))
        yield chance.choice(near if chance.random() < 0.5 else far)


@pytest.mark.parametrize("seed", range(8))
def test_a_call_with_any_arguments_is_answered(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        memory = chance_memory(chance)
        seen = Memory(lambda memory=memory: (ctypes.addressof(memory), SIZE))
        root = Directory.of({"a.txt": b"hello", "d/e": b"x"})
        root.entries["tmp"] = root
        streams = Streams(b"a line\n", SIZE, is_terminal=True)
        deadline = time.monotonic() + 0.01
        wasi = Wasi(seen, streams, root, Room(1 << 20, 1 << 19), ["a"], {"B": "c"}, deadline)
        functions = dict(wasi.functions())
        for name in chance.choices(sorted(functions), k=40):
            answer = answered(functions[name], list(arguments(chance, name)))
            assert 0 <= answer < 128, name


def answered(function: Callable[..., int], numbers: list[int]) -> int:
    try:
        return function(*numbers)
    except ENDS:
        return 0


MODULES = {
    "nothing": "(module)",
    "no memory": '(module (func (export "_start")))',
    "a start that is a number": '(module (memory (export "memory") 1) (global (export "_start") i32 (i32.const 1)))',
    "another system": '(module (import "env" "system" (func)) (memory (export "memory") 1) (func (export "_start")))',
    "a function of another type": """(module (import "wasi_snapshot_preview1" "fd_close" (func (result i64)))
        (memory (export "memory") 1) (func (export "_start")))""",
    "a memory of somebody else": '(module (import "env" "memory" (memory 1)) (func (export "_start")))',
    "a memory that is too large": '(module (memory (export "memory") 65536) (func (export "_start")))',
    "a table that is too large": """(module (memory (export "memory") 1) (table 4000000000 funcref)
        (func (export "_start")))""",
    "a start that wants arguments": '(module (memory (export "memory") 1) (func (export "_start") (param i32)))',
    "an end before the start": """(module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
        (memory (export "memory") 1) (func (export "_start")) (func $begin (call $exit (i32.const 3)))
        (start $begin))""",
    "a trap before the start": """(module (memory (export "memory") 1) (func (export "_start"))
        (func $begin unreachable) (start $begin))""",
    "a loop before the start": """(module (memory (export "memory") 1) (func (export "_start"))
        (func $begin (loop $again (br $again))) (start $begin))""",
}


@pytest.fixture(scope="module", params=[engines.quickly, engines.at_once])
def machine(request: pytest.FixtureRequest) -> Machine:
    config = request.param()
    if config is None:
        pytest.skip("nothing compiles at once for this machine")
    config.epoch_interruption = True  # some modules never end
    return Machine(config, watches=True)


def run(machine: Machine, module: bytes) -> Ended | None:
    """How a module ends; None if it is not fit to run."""
    streams = Streams(b"", SIZE, is_terminal=False)
    command = Command(["./a.out"], Directory(), Room(SIZE, SIZE), streams, 0.2, 1 << 24)
    try:
        return machine.run(machine.compiled(module), command)
    except Unfit:
        return None


@pytest.mark.parametrize("text", MODULES.values(), ids=list(MODULES))
def test_a_module_of_any_kind_ends(text: str, machine: Machine) -> None:
    ended = run(machine, bytes(wasmtime.wat2wasm(text)))

    assert ended is None or (ended.status, ended.signal, ended.limit) != (0, None, None)


def test_a_module_that_is_cut_or_changed_ends(machine: Machine) -> None:
    text = '(module (memory (export "memory") 1) (func (export "_start") (drop (i32.load (i32.const 9)))))'
    whole = bytes(wasmtime.wat2wasm(text))
    chance = random.Random(1)
    for length in range(len(whole)):
        run(machine, whole[:length])
        changed = bytearray(whole)
        changed[length] = chance.randrange(256)
        run(machine, bytes(changed))


FILES = {
    "files without end": 'FILE *f = fopen(name, "w"); if (!f) break; fclose(f);',
    "directories without end": "if (mkdir(name, 0777)) break;",
    "names without end": 'if (rename(old, name)) break; FILE *f = fopen(old, "w"); if (!f) break; fclose(f);',
}


@pytest.mark.parametrize("body", FILES.values(), ids=list(FILES))
def test_there_is_an_end_to_files(body: str, wasm: WasmExecutor) -> None:
    code = f"""
    int mkdir(const char *, unsigned);
    char name[40], old[] = "old";
    fclose(fopen(old, "w"));
    int made = 0;
    for (; made < 30000; made++) {{
        sprintf(name, "%d", made);
        {body}
    }}
    printf("%d", made);"""

    ran = wasm.execute(job(code, run_limits=replace(RUN_LIMITS, file_size=1 << 20)))

    assert 1000 < int(printed(ran)) < 3000


def test_a_file_that_is_removed_gives_its_room_back(wasm: WasmExecutor) -> None:
    body = """
    static char block[1 << 20];
    for (int i = 0; i < 100; i++) {
        FILE *file = fopen(i % 2 ? "one" : "two", "w");
        if (!file || fwrite(block, sizeof block, 1, file) != 1 || (i % 3 && fclose(file)))
            return printf("%d", i), 1;
        if (i % 5 ? remove(i % 2 ? "one" : "two") : rename(i % 2 ? "one" : "two", "three"))
            return printf("%d", i), 2;
        if (i % 3 == 0)
            fclose(file);
    }"""

    assert wasm.execute(job(body)).verdict is Verdict.OK


def test_a_call_that_names_too_many_stretches_is_refused(wasm: WasmExecutor) -> None:
    body = """
    static struct { char *start; size_t size; } all[1025];
    static char byte;
    for (int i = 0; i < 1025; i++)
        all[i].start = &byte, all[i].size = 1;
    unsigned short __wasi_fd_write(int, void *, size_t, size_t *);
    size_t written;
    printf("%d %d", __wasi_fd_write(1, all, 1025, &written), __wasi_fd_write(1, all, -1, &written));"""

    ran = wasm.execute(job(body, run_limits=replace(RUN_LIMITS, wall_time=5)))

    assert printed(ran) == "28 28"
