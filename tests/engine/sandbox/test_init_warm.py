"""Compilers that wait for the next program: nothing of one program reaches another, whatever a compiler does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.job import COMPILE_LIMITS, WORKING_DIRECTORY
from mkdocs_c_runner.engine.sandbox import init
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.sandbox.policy import Command, Execution, InjectedFile, compile_policy

FAKE = Path(__file__).with_name("fake_compiler.c").read_bytes()
FAKE_PATH = f"{WORKING_DIRECTORY}/fake"
WAITER = f"{WORKING_DIRECTORY}/waiter.so"
MADE = f"{WORKING_DIRECTORY}/made"
UNUSUAL = 99


@pytest.fixture(scope="module")
def tools(sandbox: Bubblewrap) -> tuple[InjectedFile, InjectedFile]:
    """The program that plays the compilers, and the library that makes it wait."""
    source = InjectedFile(f"{WORKING_DIRECTORY}/fake.c", FAKE)
    waiter = init.source(init.WAITER)
    lines = (
        (source, ("gcc", "-w", "-O1", "fake.c", "-o", FAKE_PATH), FAKE_PATH),
        (
            waiter,
            ("gcc", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", init.WAITER, "-o", WAITER),
            WAITER,
        ),
    )
    made = []
    for file, argv, path in lines:
        done = sandbox.run(
            Command(argv, (file,), artifact=path), compile_policy(), COMPILE_LIMITS.lasting(10)
        )
        assert done.artifact, done.stage.text().decode()
        made.append(InjectedFile(path, done.artifact, 0o555))
    return made[0], made[1]


@pytest.fixture
def fresh(sandbox: object) -> Iterator[Bubblewrap]:
    made = Bubblewrap()
    yield made
    made.close_idle()


class Compilers:
    """Three fake compilers in one sandbox."""

    def __init__(self, sandbox: Bubblewrap, tools: tuple[InjectedFile, InjectedFile]) -> None:
        self._sandbox, self._tools = sandbox, tools

    def get(self, order: str, flag: str = "", seconds: float = 10) -> Execution:
        command = Command(
            (FAKE_PATH, "1", flag),
            (*self._tools, InjectedFile(f"{WORKING_DIRECTORY}/main.c", order.encode())),
            artifact=MADE,
            then=((FAKE_PATH, "2"), (FAKE_PATH, "3")),
            waiter=WAITER,
        )
        return self._sandbox.run(command, compile_policy(), COMPILE_LIMITS.lasting(seconds))

    def box(self) -> int:
        """The process id of the only idle sandbox."""
        (box,) = self._sandbox._pool._boxes
        return box.init


@pytest.fixture
def compilers(fresh: Bubblewrap, tools: tuple[InjectedFile, InjectedFile]) -> Compilers:
    return Compilers(fresh, tools)


def made(order: str) -> bytes:
    return f"1 turns, file 3, left 0, flags 0, {order} linked in turn 1".encode()


def test_each_program_is_the_first_of_its_compiler(compilers: Compilers) -> None:
    done = [compilers.get(f"program {number}") for number in range(3)]

    assert [one.artifact for one in done] == [made(f"program {number}") for number in range(3)]


def test_a_compiler_with_other_words_is_another(compilers: Compilers) -> None:
    assert [compilers.get("x", flag).artifact for flag in ("", "a", "a", "")] == [made("x")] * 4


@pytest.mark.parametrize("habit", ["reads in steps", "alters its source", "opens another file"])
def test_a_compiler_with_other_habits_does_not_wait(habit: str, compilers: Compilers) -> None:
    assert compilers.get("x", habit).stage.exit_code == UNUSUAL
    assert compilers.get("x").artifact == made("x")


def test_a_source_that_is_larger_than_the_blanks_is_unusual(compilers: Compilers) -> None:
    assert compilers.get("x".ljust(1 << 14)).artifact == made("x")
    assert compilers.get("x".ljust((1 << 14) + 1)).stage.exit_code == UNUSUAL
    assert compilers.get("x").artifact == made("x")


def test_messages_and_refusals_come_through(compilers: Compilers) -> None:
    said, refused = compilers.get("say hello"), compilers.get("refuse")

    assert (said.stage.exit_code, said.stage.text()) == (0, b"said: say hello")
    assert (refused.stage.exit_code, refused.stage.text()) == (1, b"")
    assert compilers.get("next").artifact == made("next")


@pytest.mark.parametrize("order", ["fail", "complain"])
def test_what_an_assembler_has_to_say_is_unusual(order: str, compilers: Compilers) -> None:
    assert compilers.get(order).stage.exit_code == UNUSUAL
    assert compilers.get("next").artifact == made("next")


@pytest.mark.parametrize(
    "order",
    [
        "fork",
        "vfork",
        "exec",
        "kill all",
        "kill parent",
        "stop parent",
        "group",
        "session",
        "thread",
        "crash",
        "own a pipe",
        "choose a signal",
        "name an owner",
    ],
)
def test_a_compiler_that_reaches_out_is_ended_and_the_next_is_new(
    order: str, compilers: Compilers
) -> None:
    assert compilers.get("first").artifact == made("first")
    box = compilers.box()
    assert compilers.get(order).stage.exit_code == UNUSUAL
    assert compilers.box() == box
    assert compilers.get("next").artifact == made("next")


def test_what_a_compiler_leaves_is_gone(compilers: Compilers) -> None:
    compilers.get("first")
    compilers.get("leave")

    assert compilers.get("next").artifact == made("next")


def test_a_compiler_that_does_not_end_ends_with_its_sandbox(compilers: Compilers) -> None:
    compilers.get("first", seconds=2)
    done = compilers.get("loop", seconds=2)

    assert done.stage.limit_hit == "wall_time"
    assert compilers.get("next", seconds=2).artifact == made("next")


def test_a_command_of_another_kind_may_follow(compilers: Compilers, fresh: Bubblewrap) -> None:
    compilers.get("first")
    box = compilers.box()
    plain = fresh.run(Command(("echo", "plain")), compile_policy(), COMPILE_LIMITS.lasting(10))

    assert plain.stage.text() == b"plain\n"
    assert compilers.box() == box
    assert compilers.get("next").artifact == made("next")


def test_a_program_that_is_missing_is_unusual(
    fresh: Bubblewrap, tools: tuple[InjectedFile, ...]
) -> None:
    command = Command(
        ("/usr/bin/missing",), tools, then=(("/usr/bin/missing",),) * 2, waiter=WAITER
    )
    done = fresh.run(command, compile_policy(), COMPILE_LIMITS.lasting(10))

    assert done.stage.exit_code == UNUSUAL


def test_programs_that_stop_nowhere_are_unusual(
    fresh: Bubblewrap, tools: tuple[InjectedFile, ...]
) -> None:
    command = Command(("true",), tools, then=(("true",), ("true",)), waiter=WAITER)
    done = fresh.run(command, compile_policy(), COMPILE_LIMITS.lasting(10))

    assert done.stage.exit_code == UNUSUAL
