"""Kills processes below a sandbox from outside, as the kernel or a person does, at a moment that a test knows."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.sandbox.box import Box
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.sandbox.memory_file import memory_file
from mkdocs_c_runner.engine.sandbox.monitor import Monitored
from mkdocs_c_runner.engine.sandbox.order import order
from mkdocs_c_runner.engine.sandbox.policy import Command, InjectedFile

from .sandbox.outside import command_line, processes_below_us

LONG = 30.0
HELLO = b'#include <stdio.h>\nint main(void) { puts("hello"); }\n'
JOB = Job((SourceFile("main.c", HELLO),))

# A directory of programs that wait until they are killed: a shell that reads a pipe to which nobody writes.
HELD = "/tmp/.held"
HOLD = b"#!/bin/sh\nmkfifo /tmp/.fifo 2>/dev/null\nread x </tmp/.fifo\n"


def program(source: bytes, *flags: str) -> Job:
    return replace(JOB, sources=(SourceFile("main.c", source),), flags=flags)


@dataclass
class Holding(Bubblewrap):
    """A sandbox in which some commands of compilers wait.

    Attributes:
        held: The program that waits.
        first: The number of the first command in which it does.
        count: The number of such commands.
    """

    held: str = ""
    first: int = 0
    count: int = 0
    commands: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    __hash__ = object.__hash__

    def hold(self, held: str, *, first: int = 0, count: int) -> None:
        self.close_idle()
        self.held, self.first, self.count, self.commands = held, first, count, 0

    def _monitor(self, box: Box, order_fd: int, command: Command) -> tuple[Monitored, str]:
        number = self.commands
        self.commands += box.policy.reusable
        if not (box.policy.reusable and self.first <= number < self.first + self.count):
            return super()._monitor(box, order_fd, command)
        held = self._held(command)
        with memory_file(order(held, box.policy, box.limits)) as fd:
            return super()._monitor(box, fd, held)

    def _held(self, command: Command) -> Command:
        files = (*command.files, InjectedFile(f"{HELD}/{self.held}", HOLD, 0o755))
        argv = [f"{HELD}/{word}" if word == self.held else word for word in command.argv]
        return replace(command, argv=(*argv, f"-B{HELD}"), files=files)


def name_of(pid: int) -> str:
    """The name of a process; one that is held has its path."""
    if f" {HELD}/" in (words := command_line(pid)):
        return words.split()[1]
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip()
    return ""


def held_name(program: str) -> str:
    return program if program in ("init", "bwrap") else f"{HELD}/{program}"


@dataclass
class Killer:
    """Kills processes below us, whenever one of a certain name is there.

    Attributes:
        seen: The name of the process for which it waits.
        target: The name of the one that it kills.
        number: The signal.
        times: How often it does so.
        kills: How often it has done so.
    """

    seen: str
    target: str
    number: int = signal.SIGKILL
    times: int = 1
    kills: int = 0
    _is_over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Killer:
        self._thread = threading.Thread(target=self._kill_all)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _kill_all(self) -> None:
        killed: set[int] = set()
        end = time.monotonic() + LONG
        while self.kills < self.times and not self._is_over.wait(0.005):
            assert time.monotonic() < end, f"there is no {self.seen}"
            names = {pid: name_of(pid) for pid in processes_below_us()}
            alive = {pid: name for pid, name in names.items() if pid not in killed}
            if self.seen not in alive.values():
                continue
            found = [pid for pid, name in alive.items() if name == self.target]
            for pid in found:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, self.number)
            # All that is there now ends with it.
            killed |= names.keys() if found else set()
            self.kills += bool(found)
