"""A process that starts others beside it, as a build does: `python driver.py fork|interpreter CASE DIRECTORY`.

It prints what it has found, as JSON.
"""

from __future__ import annotations

import fcntl
import gc
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.processes import beside, forked, group
from mkdocs_c_runner.engine.processes.group import Group
from mkdocs_c_runner.engine.processes.messages import receive, send

WITNESS = "tests.engine.processes.witness"

PROGRAMS = ('puts("prints");', "return 3;", "return none;", "*(volatile int *)0 = 1;")


@dataclass(frozen=True)
class Started:
    """A witness, and the connection to it."""

    process: beside.Beside
    connection: socket.socket

    @classmethod
    def begin(cls) -> Started:
        """Start it."""
        ours, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            return cls(beside.start(WITNESS, [str(number)], [number]), ours)

    def ask(self, question: bytes = b"") -> object:
        """Ask it what it finds; None if it has ended."""
        send(self.connection, question)
        answer = receive(self.connection)
        return None if answer is None else json.loads(answer)

    def end(self) -> int:
        """Let it end, and return how it did."""
        self.connection.close()
        assert self.process.stdin
        self.process.stdin.close()
        return self.process.wait()


def results(directory: Path) -> object:
    """What programs print, made by two processes."""
    group._JOBS = 1
    socket.setdefaulttimeout(0.001)  # some plugins give all sockets a limit
    (directory / "glob.py").write_text("raise ImportError")
    sys.path.insert(0, str(directory))
    made = Group(2, {"directory": str(directory), "writes": True})
    assert is_fork(made._first)
    said = []
    for body in PROGRAMS:
        text = f"#include <stdio.h>\nint main(void) {{ {body} }}\n"
        done = made.make(Job((SourceFile("main.c", text.encode()),)), limit_expected=False)
        assert done, body
        stage = done.result.run
        said.append([done.result.verdict, done.is_kept, stage.text().decode() if stage else ""])
    made.close()
    return [said, made._first.wait()]


def inherited(directory: Path) -> object:
    """What a witness finds of what this process has open, has set and has locked."""
    finalized = directory / "finalized"

    class Finalized:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            finalized.touch()

    sys.settrace(lambda *_: None)
    sys.setprofile(lambda *_: None)
    monitoring: Any = getattr(sys, "monitoring", None)  # since Python 3.12
    if monitoring:
        monitoring.use_tool_id(monitoring.DEBUGGER_ID, "driver")
        monitoring.set_events(monitoring.DEBUGGER_ID, monitoring.events.PY_START)
    for number in (signal.SIGTERM, signal.SIGUSR1):
        signal.signal(number, lambda *_: None)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.register_at_fork(after_in_child=partial(gc.set_threshold, 1))
    Finalized()
    locked = (directory / "locked").open("w")
    fcntl.flock(locked, fcntl.LOCK_EX)
    reading, writing = os.pipe()
    witness = Started.begin()
    assert is_fork(witness.process)
    sys.setprofile(None)
    found = witness.ask()
    locked.close()
    os.close(writing)
    with (directory / "locked").open("w") as again:
        fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
    rest = os.read(reading, 1).decode()  # it would wait if anybody else had the other end
    is_finalized = finalized.exists()
    return [found, rest, is_finalized, witness.end()]


def terminated(_: Path) -> object:
    """How a witness ends, and what is blocked here, where it is asked to end before it is one."""

    class TerminatedError(Exception):
        pass

    def answer(*_: object) -> None:
        raise TerminatedError

    def fork() -> int:
        pid = os.fork()
        if pid == 0:
            os.kill(os.getpid(), signal.SIGTERM)
        return pid

    signal.signal(signal.SIGTERM, answer)
    forked.__dict__["fork"] = fork
    status = Started.begin().end()
    return [status, len(signal.pthread_sigmask(signal.SIG_BLOCK, ()))]


def ends(_: Path) -> object:
    """How witnesses end: asked to, by an error, killed, and where somebody else has waited."""
    asked, failed, killed, gone = (Started.begin() for _ in range(4))
    answer = failed.ask(b"fail")
    killed.process.kill()
    gone.process.kill()
    os.waitpid(gone.process.pid, 0)
    statuses = [each.end() for each in (asked, failed, killed, gone)]
    return [answer, statuses, [each.process.returncode for each in (asked, failed, killed, gone)]]


def killed(_: Path) -> object:
    """It is killed, once its witness is there."""
    witness = Started.begin()
    witness.ask()
    print(witness.process.pid, flush=True)
    signal.pause()
    return None


def is_fork(process: beside.Beside) -> bool:
    """Whether a process is what was asked for."""
    return isinstance(process, forked.Forked) == (sys.argv[1] == "fork")


CASES: dict[str, Callable[[Path], object]] = {
    "results": results,
    "inherited": inherited,
    "terminated": terminated,
    "ends": ends,
    "killed": killed,
}


def main() -> None:
    """Act in a case."""
    way, case, directory = sys.argv[1:]
    if way == "interpreter":
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    print(json.dumps(CASES[case](Path(directory))))


if __name__ == "__main__":
    main()
