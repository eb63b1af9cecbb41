"""Trusted commands in a sandbox have limits too, and end with the build."""

from __future__ import annotations

import signal
import subprocess
import time
from functools import partial

import pytest

from mkdocs_c_runner.engine.errors import EngineError, SandboxUnavailable
from mkdocs_c_runner.engine.job import COMPILE_LIMITS
from mkdocs_c_runner.engine.sandbox import bwrap
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.sandbox.process import capture

from .attack import LONG
from .outside import command_line, left_since, processes_below_us
from .test_attacks_on_builds import environment, script

NAP = "600.25"


@pytest.fixture
def made(sandbox: object) -> Bubblewrap:
    return Bubblewrap()


def test_the_command_gets_its_words_and_gives_its_output_and_status(made: Bubblewrap) -> None:
    words = ("/bin/sh", "-c", 'echo "$1"; echo "$2" >&2; exit 3', "sh", "a  b", "$c")

    assert made.capture(words) == b"a  b\n"
    with pytest.raises(SandboxUnavailable, match=r"\$c"):
        made.capture((*words[:2], 'echo "$2" >&2; exit 3', *words[3:]))


@pytest.mark.parametrize("number", ["KILL", "TERM"])
def test_one_that_is_killed_has_no_output(made: Bubblewrap, number: str) -> None:
    with pytest.raises(EngineError, match="killed from outside"):
        made.capture(("/bin/sh", "-c", f"echo half; kill -{number} $$; sleep 1"))


def test_it_has_no_input(made: Bubblewrap) -> None:
    assert made.capture(("/bin/sh", "-c", "cat; echo end")) == b"end\n"


@pytest.mark.parametrize(
    ("option", "limit"),
    [
        ("c", 0),
        ("n", COMPILE_LIMITS.open_files),
        ("t", 60),
        ("v", COMPILE_LIMITS.memory // 1024),
    ],
)
def test_it_has_limits(made: Bubblewrap, option: str, limit: int) -> None:
    told = made.capture(("/bin/sh", "-c", f"ulimit -S{option}; ulimit -H{option}"))

    assert told.split() == [str(limit).encode()] * 2


def test_one_that_takes_too_long_is_ended(
    made: Bubblewrap, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ = made.layers
    before = set(processes_below_us())
    monkeypatch.setattr(bwrap, "capture", partial(capture, timeout=0.5))

    with pytest.raises(SandboxUnavailable, match="no end after"):
        made.capture(("/bin/sh", "-c", f"sleep {NAP} & sleep {NAP}"))

    assert left_since(before) == []


def test_what_cannot_be_asked_is_said(made: Bubblewrap) -> None:
    with pytest.raises(SandboxUnavailable, match="ulimit -u"):
        made.capture(("/bin/sh", "-c", "echo 'sh: Cannot fork' >&2; exit 2"))


def sleep_in_a_sandbox() -> None:
    """A build whose own script takes long: it waits as gcc does where it may start no process."""
    Bubblewrap().capture(("/bin/sh", "-c", f"sleep {NAP}; echo $?"))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.usefixtures("sandbox", "outside")
def test_nothing_of_it_outlives_the_build(number: int) -> None:
    before = set(processes_below_us())
    line = script("sleep_in_a_sandbox")
    line = [word.replace("test_attacks_on_builds", "test_trusted") for word in line]
    with subprocess.Popen(line, env=environment(), stderr=subprocess.DEVNULL) as build:
        end = time.monotonic() + LONG
        while not any(command_line(pid).startswith("sleep") for pid in processes_below_us()):
            assert build.poll() is None
            assert time.monotonic() < end
            time.sleep(0.001)
        build.send_signal(number)
    assert left_since(before) == []
