"""Each sandbox of root has a user id of its own."""

from __future__ import annotations

import fcntl
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.job import COMPILE_LIMITS
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.sandbox.policy import Command, compile_policy
from mkdocs_c_runner.engine.sandbox.user_ids import COUNT, FIRST, UserId, UserIds

from .attack import ROOT
from .outside import processes_below_us

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="others have but one user id")


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """Tests of this file run one after the other, since some take all user ids of the machine."""
    with (Path(tempfile.gettempdir()) / "c-runner-test-user-ids").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def taken(users: UserIds) -> UserId:
    user = users.take()
    assert user
    return user


def test_no_two_have_the_same_until_one_is_given_back() -> None:
    users, others = UserIds(), UserIds()
    held = [taken(source) for _ in range(20) for source in (users, others)]
    numbers = {user.number for user in held}

    assert len(numbers) == 40
    assert numbers <= set(range(FIRST, FIRST + COUNT))
    for user in held:
        user.close()


def test_one_that_was_given_back_comes_last() -> None:
    users = UserIds()
    numbers = []
    for _ in range(COUNT // 2):  # tests that run beside this one have some
        user = taken(users)
        numbers.append(user.number)
        user.close()

    assert len(set(numbers)) == len(numbers)


def test_there_is_always_one() -> None:
    users = UserIds()
    held = [taken(users) for _ in range(COUNT + 10)]

    assert all(FIRST <= user.number < FIRST + COUNT for user in held)
    for user in held:
        user.close()
    again = taken(users)
    assert FIRST <= again.number < FIRST + COUNT
    again.close()


HOLD = """
from mkdocs_c_runner.engine.sandbox.user_ids import UserIds
held = [UserIds().take() for _ in range(100)]
print(*(user.number for user in held), flush=True)
input()
"""


def test_another_build_has_others() -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", HOLD], cwd=ROOT, stdin=pipe, stdout=pipe, text=True
    ) as other:
        assert other.stdout
        theirs = set(map(int, other.stdout.readline().split()))
        users = UserIds()
        held = [taken(users) for _ in range(100)]
        for user in held:
            user.close()
        other.communicate("\n")

    assert len(theirs) == 100
    assert not theirs & {user.number for user in held}


def test_a_sandbox_belongs_to_it(sandbox: object) -> None:
    made = Bubblewrap()
    before = set(processes_below_us())
    for memory in range(2):  # two kinds of sandbox, which stay
        limits = COMPILE_LIMITS.lasting(COMPILE_LIMITS.wall_time - memory)
        made.run(Command(("true",)), compile_policy(), limits)
    owners = []
    for pid in set(processes_below_us()) - before:
        status = Path(f"/proc/{pid}/status").read_text()
        owners += re.findall(r"^Uid:\t(\d+)\t\1\t\1\t\1$", status, re.MULTILINE)
    made.close_idle()

    assert len(owners) == 4  # bwrap and process 1 of both
    assert len(set(owners)) == 2
    assert {int(owner) for owner in owners} <= set(range(FIRST, FIRST + COUNT))
