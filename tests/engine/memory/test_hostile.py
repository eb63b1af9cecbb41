"""Programs and traces that lie: whatever their bytes are, reading them ends soon, and fails in one way at most."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest

from mkdocs_c_runner.engine.artifacts import Pictures
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.memory.kept import Kept
from mkdocs_c_runner.engine.memory.marking import Order
from mkdocs_c_runner.engine.memory.pictures import FILLS, Wanted, pictures
from mkdocs_c_runner.engine.memory.program import Program
from mkdocs_c_runner.engine.memory.record import decode
from mkdocs_c_runner.engine.memory.snapshots import Memory
from mkdocs_c_runner.engine.memory.targets import Objects
from mkdocs_c_runner.engine.memory.trace import Trace
from mkdocs_c_runner.engine.memory.tracing import Tracer, bounded
from mkdocs_c_runner.engine.memory.unreadable import Unreadable
from mkdocs_c_runner.engine.sandbox.policy import Sandbox

SOURCE = b"""
#include <stdlib.h>
#include <string.h>
struct node { int value[2]; struct node *next; union { int i; float f; } u; unsigned bits : 3; };
enum color { RED, GREEN } color = GREEN;
static struct node *list;
static int add(int n) {
    static _Thread_local int calls;
    int copy[n], rows[n][2];
    rows[0][1] = calls++;
    memset(copy, 0, sizeof copy);
    struct node *new = calloc(1, sizeof *new);
    new->next = list;
    list = new;
    return copy[0] + rows[0][1] * 0 + (n > 1 ? add(n - 1) : 0);
}
int main(int argc, char **argv) {
    char text[8] = "abc", *p = text + 1;
    int (*f)(int) = add;
    int sum = f(3);
    for (int i = 0; i < 2; i++) {
        struct node *next = list->next;
        free(list);
        list = next;
        if (i)
            p = realloc(strdup(text), 30);
        color = i ? RED : GREEN;
    }
    free(list);
    return sum + argc - 1 + (p == argv[0]);
}
"""
WANTED = Wanted(Pictures(steps=100), (), Order({}), (0, 1, 2))

# Mutations of each kind, and seconds that each of them may take on a slow machine.
ROUNDS = int(os.environ.get("C_RUNNER_FUZZ_ROUNDS", "60"))
MOST_SECONDS = 5.0


class Recorded(NamedTuple):
    """A program with the recorder in it, the names of its files, and two traces."""

    program: bytes
    files: list[dict[int, str]]
    traces: tuple[bytes, bytes]


@pytest.fixture(scope="module")
def recorded(sandbox: Sandbox) -> Recorded:
    job = Job((SourceFile("main.c", SOURCE),), pictures=Pictures(steps=100))
    tracer = Tracer(sandbox)
    program, files = tracer.compile(job)
    first, second = (run.content for run in tracer.traced(job, program, FILLS))
    return Recorded(program, files, (first, second))


def read(recorded: Recorded) -> None:
    """Read a program and its traces as a build does."""
    try:
        program = Program(recorded.program, recorded.files)
        first, second = map(Trace, recorded.traces)
        memory = pictures(program, first, second, WANTED).memory
    except (Unreadable, RecursionError):
        return
    decode(bounded(memory))


def mutated(content: bytes, random_: random.Random, where: Sequence[range]) -> bytes:
    """The bytes with some of them changed, in one of several ways."""
    changed = bytearray(content)
    part = random_.choice(where)
    for _ in range(random_.choice((1, 1, 2, 8, 64))):
        begin = random_.choice(part) % len(changed)
        match random_.randrange(5):
            case 0:
                changed[begin] ^= 1 << random_.randrange(8)
            case 1:
                changed[begin] = random_.choice((0, 1, 0x7F, 0x80, 0xFF))
            case 2:
                edge = random_.choice((0, 1, 1 << 31, (1 << 32) - 1, 1 << 47, (1 << 64) - 1))
                changed[begin : begin + 8] = edge.to_bytes(8, "little")
            case 3:
                other = random_.choice(part)
                size = random_.randrange(1, 64)
                changed[begin : begin + size] = content[other : other + size]
            case 4:
                size = random_.randrange(1, 32)
                del changed[begin : begin + size]
                changed += bytes(size)
    return bytes(changed)


def sections_of(content: bytes) -> Iterator[range]:
    """The parts of a program file that are read: its header, and the sections about its source."""
    yield range(64)
    whole = memoryview(content)
    for name, section in Program(content, []).elf.sections.items():
        if name.startswith(".debug") or name in (".c_runner_lines", ".symtab", ".strtab"):
            begin = content.find(bytes(section.content[:64])) if len(section.content) else 0
            yield range(begin, min(begin + len(section.content), len(whole)) or 64)
    offset = int.from_bytes(content[40:48], "little")
    yield range(offset, len(content))


def test_what_is_recorded_can_be_read(recorded: Recorded) -> None:
    program = Program(recorded.program, recorded.files)
    first, second = map(Trace, recorded.traces)
    made = pictures(program, first, second, WANTED)

    assert len(made.memory.snapshots) > 20


def test_what_is_kept_from_moment_to_moment_is_what_would_be_read_again(
    recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made() -> Memory:
        first, second = map(Trace, recorded.traces)
        return pictures(Program(recorded.program, recorded.files), first, second, WANTED).memory

    kept = made()
    begin = Kept.begin

    def forget_and_begin(kept: Kept, objects: Objects) -> None:
        kept.forget()
        begin(kept, objects)

    monkeypatch.setattr(Kept, "begin", forget_and_begin)

    assert made() == kept


@pytest.mark.parametrize("seed", range(4))
def test_changed_programs_and_traces_are_read_in_bounded_time(
    recorded: Recorded, seed: int
) -> None:
    random_ = random.Random(seed)
    parts = [part for part in sections_of(recorded.program) if len(part)]
    events = [range(104), range(104 + 4 * 32768, len(recorded.traces[0]))]
    for _ in range(ROUNDS):
        begin = time.process_time()
        program, (first, second) = recorded.program, recorded.traces
        if random_.random() < 0.5:
            program = mutated(program, random_, parts)
        else:
            first = mutated(first, random_, events)
        if random_.random() < 0.3:
            second = mutated(second, random_, events)
        read(Recorded(program, recorded.files, (first, second)))
        assert time.process_time() - begin < MOST_SECONDS
