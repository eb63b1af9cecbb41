"""The command at a real terminal, with somebody at the keyboard."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 60.0


def _take_terminal() -> None:
    """Let the terminal on standard input send signals to this process, as a shell's does."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@dataclass
class Terminal:
    """A terminal with a command in its foreground."""

    master: int
    process: subprocess.Popen[bytes]
    shown: bytes = field(default=b"")

    def until(self, text: bytes) -> None:
        """Wait until this was shown."""
        self._read(lambda: text in self.shown)
        assert text in self.shown, self.shown

    def type(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def end(self) -> int:
        """Wait for the end of the command, and return its status."""
        self._read(lambda: False)
        return self.process.wait(PATIENCE)

    def mode(self) -> list[object]:
        return termios.tcgetattr(self.master)

    def _read(self, is_enough: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_enough() and time.monotonic() < deadline:
            if not select.select([self.master], [], [], 0.1)[0]:
                if self.process.poll() is not None:
                    return
                continue
            try:
                self.shown += os.read(self.master, 1 << 16)
            except OSError:  # nobody has it open any more
                return


@contextmanager
def at_terminal(
    *arguments: str,
    directory: Path | None = None,
    environment: Mapping[str, str] | None = None,
    columns: int = 80,
) -> Iterator[Terminal]:
    """Start the command at a terminal of its own."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "TERM")}
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs_c_runner", *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=directory,
        env={**env, "TERM": "xterm", **(environment or {})},
        start_new_session=True,
        preexec_fn=_take_terminal,  # noqa: PLW1509 - no other thread of a test holds a lock here
    )
    terminal = Terminal(master, process)
    before = termios.tcgetattr(slave)
    try:
        yield terminal
        if process.poll() is not None:
            assert termios.tcgetattr(slave) == before, "the terminal is not as it was"
    finally:
        process.kill()
        process.wait()
        os.close(slave)
        os.close(master)


def without_colors(text: bytes) -> bytes:
    return re.sub(rb"\x1b\[[\d;]*m", b"", text)
