"""The world outside of a sandbox, with everything in it that an attack could find or change."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_c_runner.engine.sandbox import user_ids

SECRET = "b5f1e0c2-only-the-build-knows"
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")

# Seconds in which the kernel may end what was killed, and those in which it may take back what a process had that is
# ending: a hundred thousand files, on a busy machine.
PATIENCE, LONG_PATIENCE = 1.0, 60.0


def processes_below_us() -> dict[int, tuple[int, str]]:
    """All our descendants, by their number: the parent and the state."""
    parents: dict[int, tuple[int, str]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdecimal():
            with contextlib.suppress(OSError):
                stat = Path(f"/proc/{entry}/stat").read_bytes()
                state, parent_of_it = stat[stat.rindex(b")") + 2 :].split()[:2]
                parents[int(entry)] = (int(parent_of_it), state.decode())
    found: dict[int, tuple[int, str]] = {}
    pending = [os.getpid()]
    while pending:
        parent = pending.pop()
        children = {pid: entry for pid, entry in parents.items() if entry[0] == parent}
        found |= children
        pending += children
    return found


def command_line(pid: int) -> str:
    with contextlib.suppress(OSError):
        return (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    return ""


def left_since(before: set[int]) -> list[str]:
    """What has been started since and is still there when our patience is over."""
    begin = time.monotonic()
    while True:
        left, patience = [], LONG_PATIENCE
        for pid, (parent, state) in processes_below_us().items():
            if pid in before:
                continue
            if state == "Z" and parent == os.getpid():
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, os.WNOHANG)
            else:
                line = command_line(pid)
                left.append(f"{pid} {state} {line}")
                if line:  # it has its memory: nothing has ended it yet
                    patience = PATIENCE
        if not left or time.monotonic() > begin + patience:
            return left
        time.sleep(0.01)


@dataclass(frozen=True)
class Outside:
    """What is of interest to a program that has broken out."""

    directory: Path
    servers: list[socket.socket] = field(default_factory=list)

    @property
    def names(self) -> dict[str, str]:
        """What attacks call these things."""
        return {
            "port": str(self.servers[0].getsockname()[1]),
            "name": f"escaped-{os.getpid()}",
            "socket": str(self.directory / "socket"),
            "file": str(self.directory / "secret"),
            "directory": str(self.directory),
            "pid": str(os.getpid()),
        }

    def open(self) -> None:
        """Sets everything up."""
        (self.directory / "secret").write_text(SECRET)
        (self.directory / "secret").chmod(0o644)
        self.servers.append(socket.create_server(("127.0.0.1", 0)))
        for name in (f"\0{self.names['name']}", self.names["socket"]):
            server = socket.socket(socket.AF_UNIX)
            server.bind(name)
            server.listen()
            self.servers.append(server)
        for server in self.servers:
            server.settimeout(0)

    def visitors(self) -> int:
        """How many have connected to one of the servers."""
        count = 0
        for server in self.servers:
            with contextlib.suppress(BlockingIOError):
                server.accept()[0].close()
                count += 1
        return count

    def state(self) -> dict[str, object]:
        """All that must not change."""
        return {
            "secret": (self.directory / "secret").read_text(),
            "working directory": sorted(os.listdir(self.directory)),
            "host": os.uname().nodename,
            "devices": {
                path: (stat.st_mode, stat.st_uid, stat.st_rdev)
                for path in DEVICES
                for stat in [os.stat(path)]
            },
            "files": [path for place in _PUBLIC_PLACES for path in _suspicious_files(place)],
        }


USERS = range(user_ids.FIRST, user_ids.FIRST + user_ids.COUNT)
_PUBLIC_PLACES = ("/", "/dev", "/dev/shm", "/run", "/tmp", "/usr/lib", "/var/tmp")


def _suspicious_files(directory: str) -> Iterator[str]:
    """Files that only an attack can have made: those of a sandbox's user, and those named so."""
    with contextlib.suppress(OSError), os.scandir(directory) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                owner = entry.stat(follow_symlinks=False).st_uid
                if entry.name.startswith("escaped") or owner in USERS:
                    yield entry.path
