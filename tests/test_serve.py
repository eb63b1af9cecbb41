"""Builds that a person watches or stops: `mkdocs serve`, Ctrl-C, a terminal."""

from __future__ import annotations

import os
import pty
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from mkdocs_c_runner.engine.sandbox import proc

PROGRAM = '#include <stdio.h>\nint main(void) {{ puts("{}"); }}\n'
ENDLESS = "int main(void) {{ for (volatile int i = {}; ; ) i = i; }}\n"
# Far more than anything here takes; whoever waits so long has failed.
PATIENCE = 60.0

pytestmark = pytest.mark.usefixtures("sandbox")


def block(source: str, header: str = "c run") -> str:
    return f"```{header}\n{source}```\n"


def write_site(directory: Path, pages: dict[str, str], **settings: object) -> None:
    (directory / "theme").mkdir(exist_ok=True)
    (directory / "theme" / "main.html").write_text("<body>{{ page.content }}</body>\n")
    (directory / "docs").mkdir(exist_ok=True)
    for name, text in pages.items():
        (directory / "docs" / name).write_text(text)
    config = {
        "site_name": "Test",
        "theme": {"name": None, "custom_dir": "theme"},
        "plugins": ["c-runner"],
        "markdown_extensions": ["pymdownx.superfences"],
    }
    (directory / "mkdocs.yml").write_text(yaml.safe_dump(config | settings))


def wait_until(condition: Callable[[], object]) -> None:
    """Waits for something that nobody announces."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def mkdocs(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mkdocs", *arguments]


class Server:
    """`mkdocs serve` in a process of its own."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self._process = process
        self._port = port
        self.log: list[str] = []

    def wait_for(self, text: str) -> None:
        """Reads the log up to a line that has this text."""
        assert self._process.stderr
        for line in self._process.stderr:
            self.log.append(line)
            if text in line:
                return
        raise AssertionError("".join(self.log))

    @property
    def address(self) -> str:
        """Where it serves the site."""
        return f"http://127.0.0.1:{self._port}/"

    def get(self) -> str:
        with urllib.request.urlopen(self.address, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.wait(PATIENCE)


@contextmanager
def serve(
    directory: Path, how: str = "--livereload", command: Sequence[str] | None = None
) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [*(command or mkdocs("serve", how)), "-a", f"127.0.0.1:{port}"],
        cwd=directory,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            server = Server(process, port)
            server.wait_for("Serving on")
            yield server
        finally:
            process.kill()


def kept(directory: Path) -> dict[Path, int]:
    """The files of the cache and when they were written."""
    return {
        path: path.stat().st_mtime_ns
        for path in (directory / ".cache").rglob("*")
        if path.is_file()
    }


class TestServe:
    """An edit rebuilds once, whatever is watched."""

    def test_writes_nothing_where_mkdocs_watches_until_it_ends(self, tmp_path: Path) -> None:
        write_site(tmp_path, {"index.md": block(PROGRAM.format("first"))}, watch=["."])

        with serve(tmp_path) as server:
            assert "first</code>" in server.get()
            before = kept(tmp_path)
            (tmp_path / "docs" / "index.md").write_text(block(PROGRAM.format("second")))
            server.wait_for("Reloading browsers")
            assert "second</code>" in server.get()
            assert kept(tmp_path) == before
            (tmp_path / "docs" / "index.md").write_text(
                "prose\n\n" + block(PROGRAM.format("second"))
            )
            server.wait_for("1 cached")  # by the server itself, as nothing was written
            server.stop()

        assert len(kept(tmp_path)) == len(before) + 1

    def test_writes_at_once_where_nobody_watches(self, tmp_path: Path) -> None:
        write_site(tmp_path, {"index.md": block(PROGRAM.format("first"))})

        with serve(tmp_path) as server:
            before = kept(tmp_path)
            (tmp_path / "docs" / "index.md").write_text(block(PROGRAM.format("second")))
            server.wait_for("Reloading browsers")
            assert len(kept(tmp_path)) == len(before) + 1

    def test_runs_what_an_included_file_changes(self, tmp_path: Path) -> None:
        (tmp_path / "code").mkdir()
        (tmp_path / "code" / "hello.c").write_text(PROGRAM.format("first"))
        write_site(
            tmp_path,
            {"index.md": block('--8<-- "code/hello.c"\n')},
            markdown_extensions=["pymdownx.superfences", "pymdownx.snippets"],
        )

        with serve(tmp_path) as server:
            assert "first</code>" in server.get()
            (tmp_path / "code" / "hello.c").write_text(PROGRAM.format("second"))
            server.wait_for("Reloading browsers")
            assert "second</code>" in server.get()


def test_an_interrupted_build_leaves_no_process(tmp_path: Path) -> None:
    endless = [block(ENDLESS.format(number), 'c run timeout="30"') for number in range(4)]
    write_site(tmp_path, {"index.md": "\n".join(endless)})
    with subprocess.Popen(mkdocs("build"), cwd=tmp_path, stderr=subprocess.DEVNULL) as build:
        # mkdocs, then bwrap, its first process, and the program in it
        wait_until(lambda: len(proc.descendants(build.pid)) > 3)
        started = [pid for pid in proc.descendants(build.pid) if pid != build.pid]
        build.send_signal(signal.SIGINT)
        assert build.wait(PATIENCE) != 0

    wait_until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in started))


def test_a_terminal_sees_how_far_it_is(tmp_path: Path) -> None:
    slow = ENDLESS.format(1)
    write_site(tmp_path, {"index.md": block(slow, 'c run timeout="3" expect="time-limit"')})
    master, slave = pty.openpty()
    with subprocess.Popen(mkdocs("build"), cwd=tmp_path, stderr=slave) as build:
        os.close(slave)
        shown = b""
        try:
            while data := os.read(master, 1 << 16):
                shown += data
        except OSError:  # nobody has it open any more
            pass
        assert build.wait(PATIENCE) == 0
    os.close(master)

    assert b"C blocks [....................] 0 of 1, 0:0" in shown
    assert b"; docs/index.md:1:1 for " in shown
    assert b"1 block: 1 run, 0 cached, 0 failed" in shown.split(b"\x1b[K")[-1]


def test_elsewhere_there_is_no_bar(tmp_path: Path) -> None:
    slow = ENDLESS.format(1)
    write_site(tmp_path, {"index.md": block(slow, 'c run timeout="1" expect="time-limit"')})
    done = subprocess.run(
        mkdocs("build"), cwd=tmp_path, capture_output=True, check=True, timeout=PATIENCE
    )

    assert b"\x1b" not in done.stderr
    assert b"C blocks" not in done.stderr
    assert b"the slowest docs/index.md:1:1 with " in done.stderr
