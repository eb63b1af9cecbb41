"""What the end of a sandbox says of its command, at moments that no real sandbox meets each time."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import cast

import pytest

from mkdocs_c_runner.engine.job import RUN_LIMITS, Limits, Stdio
from mkdocs_c_runner.engine.sandbox.box import Box
from mkdocs_c_runner.engine.sandbox.monitor import monitor
from mkdocs_c_runner.engine.sandbox.policy import Command, SandboxPolicy, run_policy
from mkdocs_c_runner.engine.sandbox.streams import SandboxEnds, Streams

ENDED = b"started 0 0 0\nexited 0 1000 1000\n"


@dataclass
class Ending:
    """A sandbox whose command has ended, and a process that it has left has closed its outputs.

    Attributes:
        is_alive: Whether process 1 waits for that process; otherwise somebody has killed the sandbox.
    """

    is_alive: bool
    policy: SandboxPolicy = field(default_factory=run_policy)
    limits: Limits = RUN_LIMITS
    group: None = None
    init: int = 0
    _report: list[int] = field(default_factory=list)

    def send(self, _order: int, ends: SandboxEnds) -> None:
        os.write(ends.report, ENDED)
        if self.is_alive:
            self._report.append(os.dup(ends.report))

    def kill(self) -> None:
        while self._report:
            os.close(self._report.pop())


@pytest.mark.parametrize("stdio", ["terminal", "pipes"])
@pytest.mark.parametrize("is_alive", [True, False], ids=["alive", "killed"])
def test_a_sandbox_that_was_killed_before_we_could_end_it_has_died(
    is_alive: bool, stdio: Stdio
) -> None:
    """The end of the command and of all its outputs are then seen at once."""
    box = Ending(is_alive)

    done = monitor(cast("Box", box), 0, Command(("true",), stdio=stdio))

    assert (done.started, done.died) == (True, not is_alive)
    assert done.stage.exit_code == 0


def test_nobody_asks_again_and_again_while_a_sandbox_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    box = Ending(is_alive=True)
    ends = box.kill
    monkeypatch.setattr(box, "kill", lambda: None)
    transfer, asked = Streams.transfer, 0

    def transferred(streams: Streams, timeout: float) -> tuple[bool, bool]:
        nonlocal asked
        asked += 1
        if asked == 3:  # it has been killed for a while
            assert timeout > 0
            ends()
        return transfer(streams, timeout)

    monkeypatch.setattr(Streams, "transfer", transferred)
    monitor(cast("Box", box), 0, Command(("true",)))

    assert asked == 3
