"""Runs of one program that follow each other in one sandbox: each finds what the first did."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mkdocs_c_runner.engine.job import RUN_LIMITS, Limits
from mkdocs_c_runner.engine.sandbox import bwrap
from mkdocs_c_runner.engine.sandbox.box import Box
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.sandbox.monitor import Monitored, monitor
from mkdocs_c_runner.engine.sandbox.policy import Command, SandboxPolicy, run_policy

SHELL = run_policy(tools=True)

# What a run leaves, and how many sandboxes both runs take: one that cannot be emptied ends.
LEFT = [
    ("echo x >/tmp/file", 1),
    ("mkdir -p /tmp/a/b && echo x >/tmp/a/b/file", 1),
    ("mkdir -p /tmp/a/b && echo x >/tmp/a/b/file && chmod 0 /tmp/a", 2),
    ("echo x >/dev/shm/file", 1),
    ("chmod 500 /tmp /dev/shm", 1),
    ("(sleep 60; echo late) >/dev/null 2>&1 &", 1),
    ("echo made >/tmp/made; kill -SEGV $$", 1),
]


@pytest.mark.parametrize(("script", "sandboxes"), LEFT)
def test_nothing_is_left_for_the_next_run(
    script: str, sandboxes: int, sandbox: Bubblewrap, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox.run(Command(("true",)), SHELL, RUN_LIMITS)  # makes what every sandbox needs
    started = []
    start = sandbox._start

    def counted(policy: SandboxPolicy, limits: Limits) -> Box:
        started.append(policy)
        return start(policy, limits)

    monkeypatch.setattr(sandbox, "_start", counted)
    seen = "ls -lA /tmp /dev/shm | sed 's/ [A-Z].*:.. / /'; ps 2>/dev/null | wc -l; "
    command = Command(("sh", "-c", seen + script), artifact="/tmp/made", always_artifact=True)

    first, second = sandbox.run_each([command] * 2, SHELL, RUN_LIMITS)

    assert len(started) == sandboxes
    assert replace(first, measured=second.measured) == second

    ahead = sandbox.ahead(SHELL, RUN_LIMITS, 0)
    third, _ = sandbox.run_each([command] * 2, SHELL, RUN_LIMITS, ahead)

    assert len(started) == 2 * sandboxes
    assert replace(first, measured=third.measured) == third


def test_where_a_run_is_killed_the_next_one_gets_another_sandbox(sandbox: Bubblewrap) -> None:
    limits = replace(RUN_LIMITS, output=100)
    command = Command(("sh", "-c", "while :; do echo more; done"))

    for done in sandbox.run_each([command] * 2, SHELL, limits):
        assert done.stage.limit_hit == "output"


def test_where_the_sandbox_dies_in_between_the_next_run_gets_another_one(
    sandbox: Bubblewrap, monkeypatch: pytest.MonkeyPatch
) -> None:
    def then_killed(box: Box, order: int, command: Command) -> Monitored:
        done = monitor(box, order, command)
        box.kill()
        return done

    monkeypatch.setattr(bwrap, "monitor", then_killed)

    for done in sandbox.run_each([Command(("echo", "ran"))] * 3, SHELL, RUN_LIMITS):
        assert done.stage.text() == b"ran\n"
