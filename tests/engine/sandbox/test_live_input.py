"""Input that comes while a program runs: through pipes and a real terminal, first with this process at both ends."""

from __future__ import annotations

import fcntl
import os
import struct
import termios
from collections.abc import Iterator

import pytest

from mkdocs_c_runner.engine.job import RUN_LIMITS, Job, SourceFile
from mkdocs_c_runner.engine.native import NativeExecutor
from mkdocs_c_runner.engine.result import Result, Stage, Stream
from mkdocs_c_runner.engine.sandbox import live_input as module
from mkdocs_c_runner.engine.sandbox.live import Live
from mkdocs_c_runner.engine.sandbox.streams import Streams

PIPES, TERMINAL, TYPED_BY_PIPE = (False, False, False), (True, True, True), (False, True, True)


class Connection:
    """A source to write to, and what has come out."""

    def __init__(self, on_terminal: tuple[bool, bool, bool]) -> None:
        self.reader, self.writer = os.pipe()
        self.output: list[tuple[Stream, bytes]] = []
        self.live = Live(self.reader, lambda *piece: self.output.append(piece), on_terminal)

    def end(self) -> None:
        os.close(self.writer)
        self.writer = -1

    def close(self) -> None:
        os.close(self.reader)
        if self.writer >= 0:
            self.end()


@pytest.fixture(params=[PIPES, TERMINAL], ids=["pipes", "terminal"])
def connection(request: pytest.FixtureRequest) -> Iterator[Connection]:
    before = os.listdir("/proc/self/fd")
    made = Connection(request.param)
    yield made
    made.close()
    assert os.listdir("/proc/self/fd") == before


def opened(connection: Connection) -> Streams:
    streams = Streams(b"", "pipes", 1000, connection.live)
    os.set_blocking(streams.sandbox_ends.stdin, False)
    return streams


def pass_on(streams: Streams) -> None:
    """Transfer until nothing happens any more."""
    while streams.transfer(0.05)[0]:
        pass


def left_in(source: int) -> int:
    """The bytes that wait in a pipe."""
    count: int = struct.unpack("i", fcntl.ioctl(source, termios.FIONREAD, b"\0" * 4))[0]
    return count


def test_nothing_is_read_until_the_program_asks(connection: Connection) -> None:
    os.write(connection.writer, b"one\ntwo\n")
    streams = opened(connection)
    pass_on(streams)
    assert left_in(connection.reader) == 8

    assert streams.keyboard
    assert streams.keyboard.type_next() == b""
    pass_on(streams)

    assert os.read(streams.sandbox_ends.stdin, 4) == b"one\n"
    assert left_in(connection.reader) == 0
    streams.close()


def test_a_program_that_only_asks_now_and_then_gets_its_input(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LATEST", 0.0)
    os.write(connection.writer, b"one\n")
    streams = opened(connection)
    pass_on(streams)
    pass_on(streams)

    assert os.read(streams.sandbox_ends.stdin, 4) == b"one\n"
    streams.close()


def test_no_more_is_read_than_the_program_has_room_for(connection: Connection) -> None:
    for _ in range(16):
        os.write(connection.writer, b"0123456\n" * 512)
    streams = opened(connection)
    assert streams.keyboard
    streams.keyboard.type_next()
    pass_on(streams)

    room = 1 << 16 if streams.terminal else 1 << 12
    assert left_in(connection.reader) >= (1 << 16) - 2 * room
    if not streams.terminal:
        assert left_in(connection.reader) == (1 << 16) - room
    streams.close()


def test_the_end_of_the_source_is_the_end_of_the_input(connection: Connection) -> None:
    os.write(connection.writer, b"one\n")
    connection.end()
    streams = opened(connection)
    assert streams.keyboard
    streams.keyboard.type_next()
    pass_on(streams)

    assert os.read(streams.sandbox_ends.stdin, 100) == b"one\n"
    pass_on(streams)
    assert os.read(streams.sandbox_ends.stdin, 100) == b""
    if streams.terminal:  # where a program may ask again
        streams.keyboard.type_next()
        assert os.read(streams.sandbox_ends.stdin, 100) == b""
    streams.close()


def test_a_source_that_cannot_be_read_has_ended() -> None:
    directory = os.open("/", os.O_RDONLY)
    streams = Streams(b"", "pipes", 1000, Live(directory, lambda *_: None, PIPES))
    assert streams.keyboard
    streams.keyboard.type_next()
    pass_on(streams)

    assert os.read(streams.sandbox_ends.stdin, 100) == b""
    streams.close()
    os.close(directory)


GREET = b"""#include <stdio.h>
#include <unistd.h>
int main(void)
{
    char line[100];
    int lines = 0;
    printf("%d%d%d ", isatty(0), isatty(1), isatty(2));
    while (fgets(line, sizeof line, stdin))
        lines++;
    printf("%d lines", lines);
}
"""
ECHO = b"""#include <stdio.h>
int main(void)
{
    char line[100];
    fputs("ready\\n", stderr);
    while (fgets(line, sizeof line, stdin)) {
        printf("got %s", line);
        fflush(stdout);
    }
}
"""


def converse(source: bytes, live: Live, **limits: float) -> Result:
    stages: list[Stage] = []
    job = Job((SourceFile("a.c", source),), run_limits=RUN_LIMITS.lasting(limits.get("time", 5)))
    result = NativeExecutor().converse(job, live, stages.append)
    assert stages == [result.compile]
    return result


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("on_terminal", [PIPES, TERMINAL, TYPED_BY_PIPE, (False, True, False)])
@pytest.mark.parametrize("typed", [b"", b"one\n", b"one\ntwo\nthree"], ids=["none", "1", "3"])
def test_each_stream_is_what_was_asked_for(
    on_terminal: tuple[bool, bool, bool], typed: bytes
) -> None:
    connection = Connection(on_terminal)
    os.write(connection.writer, typed)
    connection.end()

    result = converse(GREET, connection.live)

    printed = b"".join(piece for _, piece in connection.output)
    kinds = "".join(str(int(each)) for each in on_terminal)
    lines = len(typed.splitlines())
    assert result.verdict == "ok"
    assert printed.startswith(kinds.encode())
    assert printed.endswith(b"%d lines" % lines)
    connection.close()


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("on_terminal", [PIPES, TERMINAL], ids=["pipes", "terminal"])
def test_an_answer_can_be_typed_to_what_was_printed(on_terminal: tuple[bool, bool, bool]) -> None:
    """As a person does, or a server for one: each line is typed when the last answer has come."""
    connection = Connection(on_terminal)
    lines = [b"one\n", b"two\n"]
    shown = b""

    def answer(_stream: Stream, piece: bytes) -> None:
        nonlocal shown
        shown += piece
        if shown.endswith((b"ready\n", b"got one\n", b"got two\n")):
            if lines:
                os.write(connection.writer, lines.pop(0))
            else:
                connection.end()

    result = converse(ECHO, connection.live._replace(output=answer))

    assert result.verdict == "ok"
    wanted = b"ready\none\ngot one\ntwo\ngot two\n"
    assert shown == (wanted if on_terminal[0] else b"ready\ngot one\ngot two\n")
    connection.close()


@pytest.mark.usefixtures("sandbox")
def test_a_program_ends_when_nobody_takes_its_output() -> None:
    connection = Connection(PIPES)

    def refuse(_stream: Stream, _piece: bytes) -> None:
        raise BrokenPipeError

    source = b'#include <stdio.h>\nint main(void) { for (;;) puts("y"); }\n'
    with pytest.raises(BrokenPipeError):
        converse(source, connection.live._replace(output=refuse), time=60)
    connection.close()
