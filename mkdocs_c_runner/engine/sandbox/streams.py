"""All that passes between one command and the build: input, output, the report and the artifact.

Each of the pipes has two ends. The sandbox's ends are passed to process 1 and closed here; when the last process
that has one is gone, the end of the stream is read on ours.
"""

from __future__ import annotations

import contextlib
import os
import select
from typing import NamedTuple

from ..job import MEBIBYTE, Stdio
from ..result import Stream
from .box import close_all
from .live import Live, Partner
from .live_input import LiveInput
from .pseudo_terminal import Terminal
from .transcript import Transcript
from .typed_input import TypedInput
from .typist import Keyboard

_CHUNK = 1 << 14
_ARTIFACT_CHUNK = 1 << 16  # as much as a pipe holds
_MAX_ARTIFACT = 64 * MEBIBYTE

_PRINTED: tuple[Stream, Stream] = ("stdout", "stderr")


class SandboxEnds(NamedTuple):
    """The file descriptors that process 1 gets with an order, in the order that `init.c` expects."""

    report: int
    stdin: int
    stdout: int
    stderr: int
    artifact: int


class Streams:
    """The open ends on our side, and what has come out of them.

    Args:
        stdin: The input: typed line by line at a terminal, or written to a pipe.
        stdio: One terminal, or pipes.
        limit: The bytes of output to keep.
        live: A connection that replaces `stdin` and `stdio`, or None.
        partner: Somebody who may stop the command, or None.

    Attributes:
        transcript: The output so far.
        typed: The input that a partner types, or None.
        terminal: The terminal, or None where there are pipes.
        keyboard: Where input is typed, or None where it is written at once.
        sandbox_ends: The descriptors to be passed to process 1.
        artifact: The bytes of the artifact so far.
        is_artifact_too_large: Whether more came than an artifact may have; the bytes are dropped then.
    """

    def __init__(
        self,
        stdin: bytes,
        stdio: Stdio,
        limit: int,
        live: Live | None = None,
        partner: Partner | None = None,
    ) -> None:
        follows = live is not None and live.partner is not None
        self.transcript = Transcript(limit, live.output if live and follows else None)
        self.typed: TypedInput | None = None
        self._partner = partner
        self.terminal: Terminal | None = None
        self.keyboard: Keyboard | None = None
        self._live = None if follows else live
        self._live_input: LiveInput | None = None
        self.artifact = bytearray()
        self.is_artifact_too_large = False
        self._report = bytearray()
        self._outputs: dict[int, Stream] = {}
        self._unwritten = memoryview(b"")
        self._stdin_writer = -1
        self._theirs: set[int] = set()
        self._open: set[int] = set()
        self._poll = select.poll()
        if partner:
            self._poll.register(partner.wake, select.POLLIN)
        try:
            self._report_reader, report = self._pipe()
            self._artifact_reader, artifact = self._pipe()
            if live:
                streams = self._connected(live)
            else:
                streams = self._one_terminal(stdin) if stdio == "terminal" else self._pipes(stdin)
        except BaseException:
            self.close()  # descriptors may have run out
            raise
        self.sandbox_ends = SandboxEnds(report, *streams, artifact)

    @property
    def is_open(self) -> bool:
        """Whether anything can still come out of the sandbox."""
        return bool(self._open)

    @property
    def is_stopped(self) -> bool:
        """Whether somebody stops the command."""
        return self._partner is not None and self._partner.is_stopped

    @property
    def may_print(self) -> bool:
        """Whether output or a part of the artifact can still come."""
        return bool(self._open & {*self._outputs, self._artifact_reader})

    @property
    def may_report(self) -> bool:
        """Whether process 1 can still report."""
        return self._report_reader in self._open

    def close_sandbox_ends(self) -> None:
        """Close our copies of the descriptors that were passed to process 1."""
        close_all(self._theirs)

    def close(self) -> None:
        """Close all descriptors that are still open."""
        close_all(self._theirs)
        close_all(self._open)
        self._close_stdin()
        for keyboard in (self._live_input, self.typed):
            if keyboard:
                keyboard.close()

    def transfer(self, timeout: float) -> tuple[bool, bool]:
        """Wait until something can be read or written, and do so.

        Args:
            timeout: The seconds to wait at most.

        Returns:
            Whether anything happened at all, and whether output came.
        """
        events = self._poll.poll(max(0.0, timeout) * 1000)
        printed = [self._transfer(fd, event) for fd, event in events]
        if self._live_input:
            self._live_input.begin_if_late()
        if self.typed:
            self.typed.advance()
        return bool(events), any(printed)

    def take_rest(self) -> None:
        """Read what has been printed, and wait for nothing more."""
        while self._open and self.transfer(0.0)[1]:
            pass

    def take_report(self) -> bytes:
        """Return the bytes of the report that have come since the last call."""
        report = bytes(self._report)
        self._report.clear()
        return report

    def _pipe(self) -> tuple[int, int]:
        """Make a pipe out of the sandbox."""
        reader, writer = os.pipe()
        self._theirs.add(writer)
        self._read_from(reader)
        return reader, writer

    def _read_from(self, fd: int) -> None:
        self._open.add(fd)
        self._poll.register(fd, select.POLLIN)

    def _one_terminal(self, typed: bytes) -> tuple[int, int, int]:
        self.keyboard = self.terminal = self._terminal(typed)
        return self.terminal.slave, self.terminal.slave, self.terminal.slave

    def _terminal(self, typed: bytes) -> Terminal:
        terminal = Terminal(typed)
        self._theirs.add(terminal.slave)
        self._read_from(terminal.master)
        self._outputs = {terminal.master: "terminal"}
        return terminal

    def _connected(self, live: Live) -> tuple[int, int, int]:
        """Make a terminal or a pipe for each stream, as the connection wants."""
        typed, *printed = live.on_terminal
        if any(live.on_terminal):
            self.terminal = self._terminal(b"")
        terminal = self.terminal if typed else None
        keyboard: LiveInput | TypedInput
        if live.partner:
            keyboard = self.typed = TypedInput(live.partner, self.transcript, terminal)
        else:
            keyboard = self._live_input = LiveInput(live.source, self._poll, terminal)
        self.keyboard = keyboard
        self._theirs.add(keyboard.sandbox_end)
        ends = []
        for on_terminal, name in zip(printed, _PRINTED, strict=True):
            if on_terminal and self.terminal:
                ends.append(self.terminal.slave)
            else:
                reader, writer = self._pipe()
                self._outputs[reader] = name
                ends.append(writer)
        return keyboard.sandbox_end, ends[0], ends[1]

    def _pipes(self, data: bytes) -> tuple[int, int, int]:
        if data:
            stdin, self._stdin_writer = os.pipe()
            self._unwritten = memoryview(data)
            # The program may never read; this thread has other things to do meanwhile.
            os.set_blocking(self._stdin_writer, False)
            self._poll.register(self._stdin_writer, select.POLLOUT)
        else:
            stdin = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
        self._theirs.add(stdin)
        stdout_reader, stdout = self._pipe()
        stderr_reader, stderr = self._pipe()
        self._outputs = {stdout_reader: "stdout", stderr_reader: "stderr"}
        return stdin, stdout, stderr

    def _transfer(self, fd: int, event: int) -> bool:
        """Read or write at one descriptor, and return whether output came."""
        if fd == self._stdin_writer:
            self._write_stdin()
            return False
        if self._partner and fd == self._partner.wake:
            with contextlib.suppress(BlockingIOError):
                os.read(fd, 8)
            return False
        if self._live_input and fd not in self._open:
            self._live_input.advance(fd, event)
            return False
        try:
            data = os.read(fd, _ARTIFACT_CHUNK if fd == self._artifact_reader else _CHUNK)
        except BlockingIOError:
            return False
        except OSError:  # EIO: no process has the terminal open any more
            data = b""
        if not data:
            self._poll.unregister(fd)
            self._open.discard(fd)
            os.close(fd)
        if fd in self._outputs:
            self.transcript.add(self._outputs[fd], data)
            if self._live and data:
                self._live.output(self._outputs[fd], data)
            return bool(data)
        if fd == self._report_reader:
            self._report += data
        else:
            self._add_to_artifact(data)
        return False

    def _add_to_artifact(self, data: bytes) -> None:
        self.artifact += data
        if len(self.artifact) > _MAX_ARTIFACT:
            self.artifact.clear()
            self.is_artifact_too_large = True

    def _write_stdin(self) -> None:
        try:
            written = os.write(self._stdin_writer, self._unwritten[:_CHUNK])
        except BlockingIOError:
            return
        except OSError:  # EPIPE: the program does not read it
            written = len(self._unwritten)
        self._unwritten = self._unwritten[written:]
        if not self._unwritten:
            self._poll.unregister(self._stdin_writer)
            self._close_stdin()

    def _close_stdin(self) -> None:
        if self._stdin_writer >= 0:
            os.close(self._stdin_writer)
            self._stdin_writer = -1
