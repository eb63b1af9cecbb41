"""The bytes of an order."""

from __future__ import annotations

import resource
from dataclasses import replace

import pytest

from mkdocs_c_runner.engine.job import RUN_LIMITS, TIME_OF_FILES
from mkdocs_c_runner.engine.sandbox.order import order
from mkdocs_c_runner.engine.sandbox.policy import Command, InjectedFile, SandboxPolicy

POLICY = SandboxPolicy((), (), 1000)


def words(command: Command, policy: SandboxPolicy = POLICY) -> list[str]:
    return order(command, policy, RUN_LIMITS).decode().split("\0")


def test_a_command_without_a_path_is_in_usr_bin() -> None:
    assert "/usr/bin/gcc\0gcc\0-c\0" in "\0".join(words(Command(("gcc", "-c"))))
    assert "./a.out\0./a.out\0" in "\0".join(words(Command(("./a.out",))))


def test_files_go_with_their_sizes() -> None:
    files = (InjectedFile("/tmp/a", b"x\0y", 0o555), InjectedFile("/tmp/b", b""))

    made = order(Command(("true",), files, artifact="out"), POLICY, RUN_LIMITS)

    assert made.startswith(b"out\0000\0000\0\0002\0/tmp/a\000365\0003\0x\0y/tmp/b\000292\0000\0")


def test_files_have_the_time_that_compilers_get() -> None:
    policy = replace(POLICY, environment=((TIME_OF_FILES, "1"),))

    assert words(Command(("true",)), policy)[:4] == ["", "0", "0", "1"]


def test_a_program_without_a_limit_of_addresses_may_reserve_any_number() -> None:
    limit = f"{int(resource.RLIMIT_AS)}:"

    assert any(word.startswith(limit) for word in words(Command(("true",))))
    traced = words(Command(("true",)), replace(POLICY, limits_addresses=False))
    assert not any(word.startswith(limit) for word in traced)


def test_the_environment_goes_to_the_command() -> None:
    policy = replace(POLICY, environment=(("A", "1"), ("B", "x y")))

    assert "\0002\0A=1\0B=x y\0001\0002\0/usr/bin/true\0true\0" in "\0".join(
        words(Command(("true",)), policy)
    )


def test_programs_wait_only_where_another_order_may_follow() -> None:
    chain = Command(("cc1",), then=(("as",), ("ld",)), waiter="/tmp/waiter.so")
    waiter = "\0002\0/tmp/waiter.so\0/tmp/waiter.so\0"
    reusable = "\0".join(words(chain, replace(POLICY, reusable=True)))

    assert reusable.startswith("\0000\0003\0\0000\0")
    assert waiter in reusable
    assert waiter not in "\0".join(words(chain))


@pytest.mark.parametrize(
    "command", [Command(("a\0b",)), Command(("a", "\0")), Command(("a",), artifact="\0")]
)
def test_a_value_with_nul_is_refused(command: Command) -> None:
    with pytest.raises(ValueError, match="NUL"):
        words(command)
