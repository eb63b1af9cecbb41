"""A program prints the same however it is compiled for this machine."""

from __future__ import annotations

import gzip

import pytest
import wasmtime

from mkdocs_c_runner.engine.artifacts import PROGRAM_FILE
from mkdocs_c_runner.engine.wasm import engines
from mkdocs_c_runner.engine.wasm.executor import WasmExecutor
from mkdocs_c_runner.engine.wasm.files import Directory, Room
from mkdocs_c_runner.engine.wasm.machine import Command, Ended, Machine, Unfit
from mkdocs_c_runner.engine.wasm.streams import Streams

from .test_executor import job

BODIES = {
    "numbers": r"""
    volatile double zero = 0, large = 1e308, half = 2.5;
    volatile int shift = 35, least = -2147483647 - 1;
    volatile long long wide = -9223372036854775807LL - 1;
    printf("%f %f %f %f\n", zero / zero, -(zero / zero), large * large, -1 / (large * large));
    printf("%d %lld %u\n", (int)-half, (long long)(half * 1e15), (unsigned)half);
    printf("%d %d %d\n", least / 7, least % 7, 1 << shift);
    printf("%lld %lld %llu\n", wide / 11, wide % 11, (unsigned long long)wide >> 3);
    printf("%.17g %a %.3Lf\n", half / 3, (double)(float)0.1, (long double)half / 7);""",
    "a deep recursion": r"""
    static volatile int depth;
    volatile int own = depth++;
    if (depth < 9000)
        main();
    if (own == 0)
        printf("%d\n", depth);""",
    "what it prints before it crashes": r"""
    int *nowhere = 0;
    printf("%d\n", atoi("42"));
    return *nowhere;""",
}


def ran(config: wasmtime.Config, program: bytes) -> tuple[Ended, list[tuple[str, bytearray]]]:
    """How a program ends, and what it prints."""
    machine = Machine(config)
    streams = Streams(b"", 10_000, is_terminal=True)
    room = Room(10_000, 10_000)
    command = Command(["./a.out"], Directory(), room, streams, 10, 1 << 26)
    return machine.run(machine.compiled(program), command), streams.pieces


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_a_program_prints_the_same_in_each_way(body: str, wasm: WasmExecutor) -> None:
    result = wasm.execute(job(body, artifacts=(PROGRAM_FILE,)))
    (file,) = result.artifacts
    program = gzip.decompress(file.text)

    configs = (engines.well(watches=False), engines.quickly(), engines.at_once())
    outcomes = [ran(config, program) for config in configs if config]

    assert len({(ended.status, ended.signal) for ended, _ in outcomes}) == 1
    assert all(printed == outcomes[0][1] for _, printed in outcomes)
    assert outcomes[0][1]


def test_what_is_compiled_at_once_has_no_exceptions_and_is_compiled_quickly() -> None:
    text = """(module (tag $t) (memory (export "memory") 1)
        (func (export "_start") (block $b (try_table (catch $t $b) (throw $t)))))"""
    module = bytes(wasmtime.wat2wasm(text))
    at_once = engines.at_once()
    if at_once is None:
        pytest.skip("nothing compiles at once for this machine")

    with pytest.raises(Unfit):
        Machine(at_once).compiled(module)
    assert ran(engines.quickly(), module)[0].status == 0
