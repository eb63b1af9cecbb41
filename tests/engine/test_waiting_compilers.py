"""Compilers that have made their tables before their program comes say and make the same as others."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.engine.job import Job
from mkdocs_c_runner.engine.sandbox.policy import Command, Execution, Sandbox
from mkdocs_c_runner.engine.shortcut import Shortcut
from mkdocs_c_runner.engine.stand_ins import StandIns
from mkdocs_c_runner.engine.store.json_files import JsonStore
from mkdocs_c_runner.engine.toolchain.command_line import compile_command

from .test_shortcut import SOURCES, USUAL, asked, job_of, plain, shown

ROOM = 16384
ENDS = tomllib.loads(Path(__file__).with_name("ends_of_sources.toml").read_text(encoding="utf-8"))
LINE = "// a line\n"
# So many bytes of comments, of whole lines.
PADS = {"PAD+": LINE * (ROOM // len(LINE)), "PAD": LINE * ((ROOM - 100) // len(LINE))}
SETS_OF_FLAGS = ((), ("-O2", "-pedantic"), ("-g",), ("-std=c99", "-O1"), ("-std=c2x", "-w"))

Compile = Callable[[Job], Execution | None]


class Watched:
    """A sandbox that notes the commands, and those for compilers that wait; what these make it may alter."""

    def __init__(self, sandbox: Sandbox, alter: Callable[[Execution], Execution]) -> None:
        self._sandbox = sandbox
        self._alter = alter
        self.all: list[Command] = []
        self.waited: list[Command] = []

    def run(self, command: Command, *rest: Any) -> Execution:
        done = self._sandbox.run(command, *rest)
        self.all.append(command)
        if not command.waiter:
            return done
        self.waited.append(command)
        return self._alter(done)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sandbox, name)


def source_of(name: str) -> str:
    text: str = ENDS[name]
    for pad, lines in PADS.items():
        text = text.replace(pad, lines)
    return text


@pytest.fixture(scope="module")
def memory(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where stand-ins are kept."""
    path = tmp_path_factory.mktemp("memory") / "linking.json"
    Shortcut(sandbox, StandIns(sandbox, "", path, JsonStore())).make_stand_ins(*asked(sandbox)[1:])
    return path


def waiting(
    sandbox: Sandbox, memory: Path, flags: Sequence[str] = (), alter: Any = lambda done: done
) -> tuple[Compile, Watched]:
    """A build that has compiled a usual program with these flags, so that compilers may wait for the next one."""
    watched: Any = Watched(sandbox, alter)
    way = Shortcut(watched, StandIns(watched, "", memory, JsonStore()))

    def compile_with(job: Job) -> Execution | None:
        job = replace(job, flags=(*USUAL.flags, *flags))
        return way.compile(job, compile_command(job))

    compile_with(job_of(SOURCES["prints"]))
    return compile_with, watched


@pytest.mark.parametrize("flags", SETS_OF_FLAGS, ids=" ".join)
def test_what_stands_at_the_ends_of_a_source_makes_no_difference(
    flags: tuple[str, ...], sandbox: Sandbox, memory: Path
) -> None:
    compile_with, watched = waiting(sandbox, memory, flags)
    others = []
    for name in ENDS:
        job = job_of(source_of(name))
        short = compile_with(job)
        long = plain(replace(job, flags=(*USUAL.flags, *flags)), sandbox)
        if short and shown(short, job) != shown(long, job):
            others.append(name)

    assert not others
    assert len(watched.waited) > len(ENDS) / 3


def test_a_source_that_is_too_large_goes_another_way(sandbox: Sandbox, memory: Path) -> None:
    compile_with, watched = waiting(sandbox, memory)
    before = len(watched.waited)
    taken = {}
    for size in (ROOM, ROOM + 1):
        text = "int main(void) { return 3; }".ljust(size - 1) + "\n"
        done = compile_with(job_of(text))
        taken[size] = done is not None and len(watched.waited) - before

    assert taken == {ROOM: 1, ROOM + 1: 1}


def test_compilers_do_not_wait_if_they_make_something_else(sandbox: Sandbox, memory: Path) -> None:
    def other(done: Execution) -> Execution:
        return replace(done, artifact=done.artifact + b"\0")

    compile_with, watched = waiting(sandbox, memory, alter=other)
    jobs = [job_of(SOURCES[name]) for name in ("prints", "streams", "warns")]
    made = [compile_with(job) for job in jobs]

    assert len(watched.waited) == 1
    assert [done and done.artifact for done in made] == [
        plain(job, sandbox).artifact for job in jobs
    ]


def test_an_error_is_asked_for_again(sandbox: Sandbox, memory: Path) -> None:
    """Lines of the source beneath a message depend on where it ends, too."""
    compile_with, watched = waiting(sandbox, memory)
    before = len(watched.all)
    compile_with(job_of("int main(void)\n{\n    return x;\n}\n"))

    assert len(watched.all) - before == 2
    assert not watched.all[-1].waiter


def test_a_program_that_does_not_compile_decides_nothing(sandbox: Sandbox, memory: Path) -> None:
    watched: Any = Watched(sandbox, lambda done: done)
    way = Shortcut(watched, StandIns(watched, "", memory, JsonStore()))
    names = ("does not compile", "no header", "prints", "streams")
    counts = []
    for name in names:
        job = job_of(SOURCES[name])
        way.compile(job, compile_command(job))
        counts.append(len(watched.waited))

    assert counts == [0, 0, 1, 2]
