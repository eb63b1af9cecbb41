"""Sandboxes that serve for one command after another, and what can go wrong outside of them."""

from __future__ import annotations

import itertools
import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from mkdocs_c_runner.engine.errors import EngineError, SandboxUnavailable
from mkdocs_c_runner.engine.job import COMPILE_LIMITS, Job, SourceFile
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.sandbox import monitor, watch
from mkdocs_c_runner.engine.sandbox.box import Box
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.sandbox.policy import Command, compile_policy

HELLO = b'#include <stdio.h>\nint main(void) { puts("hello"); }\n'


@pytest.fixture
def made(sandbox: object) -> Iterator[Bubblewrap]:
    bubblewrap = Bubblewrap()
    yield bubblewrap
    bubblewrap.close_idle()


def number(sandbox: Bubblewrap) -> int:
    """The process number of a command: the second one in a new sandbox, a higher one in another."""
    done = sandbox.run(Command(("sh", "-c", "echo $$")), compile_policy(), COMPILE_LIMITS)
    return int(done.stage.text())


def test_a_new_kind_of_command_takes_the_place_of_the_oldest(made: Bubblewrap) -> None:
    for memory in range(20):
        limits = replace(COMPILE_LIMITS, memory=COMPILE_LIMITS.memory + memory)
        made.run(Command(("true",)), compile_policy(), limits)

    assert number(made) == 2
    assert number(made) > 2


def test_there_is_no_sandbox_that_would_never_learn_of_an_end() -> None:
    former = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        with pytest.raises(SandboxUnavailable, match="SIGCHLD is ignored") as caught:
            Bubblewrap()
    finally:
        signal.signal(signal.SIGCHLD, former)
    assert "env --default-signal=CHLD" in caught.value.cure


def test_a_sandbox_waits_where_all_sockets_have_a_time_limit() -> None:
    socket.setdefaulttimeout(60)
    try:
        box = Box(compile_policy(), COMPILE_LIMITS)
    finally:
        socket.setdefaulttimeout(None)
    waits = os.get_blocking(box.handles.orders)
    box.close()

    assert waits


def test_a_forked_process_leaves_the_sandboxes_alone(made: Bubblewrap) -> None:
    assert number(made) == 2
    child = os.fork()
    if child == 0:
        made.close_idle()
        os._exit(0)
    os.waitpid(child, 0)

    assert number(made) > 2


def test_a_process_forked_meanwhile_holds_nothing_up(
    made: Bubblewrap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the ends of the pipes too, and so nobody reads that they are closed."""
    for module in (monitor, watch):
        monkeypatch.setattr(module, "KILL_GRACE", 0.2)
    send = Box.send
    reader, writer = os.pipe()
    children = []

    def send_and_fork(self: Box, order: int, fds: tuple[int, ...]) -> None:
        send(self, order, fds)
        child = os.fork()
        if child == 0:
            os.close(writer)
            os.read(reader, 1)
            os._exit(0)
        children.append(child)

    monkeypatch.setattr(Box, "send", send_and_fork)

    result = execute(Job((SourceFile("main.c", HELLO),)), made)

    assert [os.waitpid(child, os.WNOHANG)[0] for child in children] == [0, 0]
    os.close(writer)
    for child in children:
        os.waitpid(child, 0)
    os.close(reader)
    assert result.verdict == "ok"
    assert result.run
    assert result.run.text() == b"hello\n"


def test_nothing_stays_open_where_descriptors_run_out(made: Bubblewrap) -> None:
    assert number(made) == 2
    made.close_idle()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    before = set(map(int, os.listdir("/proc/self/fd")))
    unused = (fd for fd in range(soft) if fd not in before)
    refused = 0
    for limit in itertools.islice(unused, 1, 40):
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
        try:
            number(made)
        except (OSError, EngineError):
            refused += 1
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        made.close_idle()

    assert 5 < refused < 39
    assert set(map(int, os.listdir("/proc/self/fd"))) == before


LOOK = b"""
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
int main(void)
{
    struct stat above, made;
    stat("lists", &above);
    fstat(open("new", O_CREAT | O_WRONLY, 0666), &made);
    printf("%o %o", above.st_mode & 07777, made.st_mode & 07777);
}
"""


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_modes_do_not_depend_on_who_builds(made: Bubblewrap, mask: int) -> None:
    before = os.umask(mask)
    try:
        job = Job((SourceFile("main.c", LOOK),), data=(SourceFile("lists/words.txt", b"a\n"),))
        run = execute(job, made).run
    finally:
        os.umask(before)

    assert run
    assert run.text() == b"755 644"


IN_THIS_PROCESS = """
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.job import Job, SourceFile
print(execute(Job((SourceFile("main.c", %r),)), Bubblewrap()).run.text())
"""


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("limit", ["STACK:1048576", "FSIZE:4194304", "MEMLOCK:0"])
def test_limits_that_are_lower_already_stay(limit: str) -> None:
    """A container or a shell may have set them, and nobody but root could raise them."""
    name, value = limit.split(":")
    number_of = getattr(resource, f"RLIMIT_{name}")

    done = subprocess.run(
        [sys.executable, "-c", IN_THIS_PROCESS % HELLO],
        preexec_fn=lambda: resource.setrlimit(number_of, (int(value), int(value))),
        capture_output=True,
        check=False,
        text=True,
    )

    assert done.stdout == "b'hello\\n'\n", done.stderr
