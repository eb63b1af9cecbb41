"""Zensical renders a page again when another file has changed that decides what its blocks print."""

from __future__ import annotations

import re
import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest

from .environments import ENVIRONMENT, environment
from .test_hosts import HOSTS

pytestmark = [pytest.mark.hosts, pytest.mark.usefixtures("sandbox")]

CONFIGURATION = """\
site_name: Site
markdown_extensions:
  - pymdownx.superfences
  - pymdownx.snippets
  - c_runner: {on_mistake: warn}
"""
PRINTS_FILE = "#include <stdio.h>\nint main(void) { int c; while ((c = getchar()) != EOF) putchar(c); return 0; }\n"
PAGES = {
    "index.md": '# Uses\n\n```c run uses="used.md#f"\n#include <stdio.h>\n'
    'int main(void) { printf("%d", f()); }\n```\n',
    "used.md": '# Used\n\n```c name="f"\nint f(void) { return 100; }\n```\n',
    "input.md": f'# Input\n\n```c run stdin_file="d.txt"\n{PRINTS_FILE}```\n',
    "d.txt": "100",
    "included.md": '# Included\n\n```c run\n--8<-- "prints.c"\n```\n',
    "../prints.c": '#include <stdio.h>\nint main(void) { printf("%d", 100); }\n',
    "slip.md": "# Slip\n\n```c,run\nint main(void) { return 0; }\n```\n",
}
SHOWN = {"index.html", "input/index.html", "included/index.html"}
SLIP = "docs/slip.md:3:1: warning: Markdown does not accept this fence: ```c,run - write: ```c run"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site whose blocks print 100, each because of another file."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION)
    for name, text in PAGES.items():
        (tmp_path / "docs" / name).write_text(text)
    return tmp_path


def change(site: Path, before: int, after: int) -> None:
    """Let all blocks print another number, and change none of the pages that show them."""
    for name in ("docs/used.md", "docs/d.txt", "prints.c"):
        path = site / name
        path.write_text(path.read_text().replace(str(before), str(after)))


def pages_with(site: Path, output: int) -> set[str]:
    """The pages that show an output."""
    return {
        path.relative_to(site / "site").as_posix()
        for path in (site / "site").rglob("*.html")
        if re.search(f'nohighlight">{output}<', path.read_text("utf-8"))
    }


def zensical(*arguments: str) -> list[str]:
    host = HOSTS["zensical"]
    return [str(environment(host["packages"]) / "zensical"), *arguments]


def build(site: Path) -> str:
    """Build, and return what is printed."""
    done = subprocess.run(
        zensical("build"), cwd=site, env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    return done.stdout + done.stderr


def test_a_build_shows_other_files_as_they_are(site: Path) -> None:
    first = build(site)
    assert pages_with(site, 100) == SHOWN
    change(site, 100, 200)

    second = build(site)

    assert pages_with(site, 200) == SHOWN
    assert SLIP in first
    assert SLIP in second, "a warning is told in each build"


def test_a_server_shows_other_files_as_they_are(site: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = zensical("serve", "-a", address)
    with subprocess.Popen(
        command, cwd=site, env=ENVIRONMENT, text=True, stdout=-1, stderr=subprocess.STDOUT
    ) as server:
        watchdog = threading.Timer(120, server.kill)
        watchdog.start()
        try:
            assert server.stdout is not None
            told = iter(server.stdout.readline, "")
            assert any("No issues" in line for line in told)
            change(site, 100, 200)

            while pages_with(site, 200) != SHOWN and server.poll() is None:
                time.sleep(0.2)
            assert pages_with(site, 200) == SHOWN
        finally:
            watchdog.cancel()
            server.kill()
