"""The pipes and the terminal of a command, with this process at both ends."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from mkdocs_c_runner.engine.job import Stdio
from mkdocs_c_runner.engine.sandbox import streams as module
from mkdocs_c_runner.engine.sandbox.streams import Streams


def opened(stdin: bytes = b"", stdio: Stdio = "pipes") -> Streams:
    return Streams(stdin, stdio, 1000)


@pytest.fixture(autouse=True)
def _nothing_stays_open() -> Iterator[None]:
    before = os.listdir("/proc/self/fd")
    yield
    assert os.listdir("/proc/self/fd") == before


def drain(streams: Streams) -> None:
    """Read until every stream has ended."""
    streams.close_sandbox_ends()
    while streams.is_open:
        assert streams.transfer(5)[0], "a stream does not end"


def test_each_stream_comes_to_its_place() -> None:
    streams = opened()
    ends = streams.sandbox_ends
    os.write(ends.report, b"started 0 0 0\n")
    os.write(ends.stdout, b"out")
    os.write(ends.stderr, b"err")
    os.write(ends.artifact, b"\x7fELF")

    drain(streams)

    assert streams.take_report() == b"started 0 0 0\n"
    assert streams.take_report() == b""
    segments, _ = streams.transcript.segments(100)
    assert [(each.stream, each.text) for each in segments] == [
        ("stdout", b"out"),
        ("stderr", b"err"),
    ]
    assert streams.artifact == b"\x7fELF"


def test_what_happened_is_told_apart_from_what_was_printed() -> None:
    streams = opened()

    assert streams.transfer(0) == (False, False)
    os.write(streams.sandbox_ends.report, b"started 0 0 0\n")
    assert streams.transfer(5) == (True, False)
    os.write(streams.sandbox_ends.stdout, b"out")
    assert streams.transfer(5) == (True, True)
    streams.close()


def test_nothing_can_be_printed_any_more_when_outputs_and_artifact_are_closed() -> None:
    streams = opened()
    kept = os.dup(streams.sandbox_ends.report)
    streams.close_sandbox_ends()
    states = [(streams.may_print, streams.is_open)]
    while streams.may_print:
        streams.transfer(5)
    states.append((streams.may_print, streams.is_open))

    assert states == [(True, True), (False, True)]
    os.close(kept)
    drain(streams)


def test_input_reaches_the_pipe_and_ends() -> None:
    data = bytes(range(256)) * 1000  # more than a pipe holds
    streams = opened(data)
    reader = os.dup(streams.sandbox_ends.stdin)
    received = b""
    while len(received) < len(data):
        streams.transfer(0.01)
        received += os.read(reader, 1 << 16)

    streams.close_sandbox_ends()
    assert os.read(reader, 1) == b""
    os.close(reader)
    assert received == data
    streams.close()


def test_a_program_that_does_not_read_its_input_is_not_waited_for() -> None:
    streams = opened(b"x" * 1_000_000)
    streams.close_sandbox_ends()
    drain(streams)
    streams.transfer(0.1)
    streams.close()


def test_a_command_without_input_has_an_empty_one() -> None:
    streams = opened()

    assert os.read(streams.sandbox_ends.stdin, 1) == b""
    streams.close()


def test_a_terminal_is_all_three_streams() -> None:
    streams = opened(b"typed\n", "terminal")
    ends = streams.sandbox_ends

    assert streams.terminal is not None
    assert ends.stdin == ends.stdout == ends.stderr == streams.terminal.slave
    assert os.isatty(ends.stdin)
    os.write(ends.stdout, b"printed\n")
    streams.transfer(5)
    drain(streams)
    assert streams.transcript.segments(100)[0][0].text == b"printed\n"


def test_an_artifact_that_is_too_large_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MAX_ARTIFACT", 10)
    streams = opened()
    os.write(streams.sandbox_ends.artifact, b"x" * 11)

    drain(streams)

    assert streams.is_artifact_too_large
    assert streams.artifact == b""
