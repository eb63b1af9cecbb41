"""Sites whose results are recorded, on machines with a compiler and without."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ..conftest import BuildSite
from .commands import CRASH, HELLO, command

# What Windows has not, and macOS neither in part.
ON_ANOTHER_SYSTEM = """
import os, shutil, signal, sys
shutil._use_fd_functions = False
signal.valid_signals = lambda: {signal.SIGINT, signal.SIGSEGV, signal.SIGTERM}
for name in ("fcntl", "termios", "pty", "tty", "resource", "grp", "pwd"):
    sys.modules[name] = None
for name in ("sched_getaffinity", "pidfd_open", "fork", "geteuid", "getuid", "O_NONBLOCK", "O_CLOEXEC"):
    delattr(os, name)
from mkdocs_c_runner.engine import errors
errors.SYSTEM = "win32"
from mkdocs.__main__ import cli
cli()
"""


@pytest.mark.usefixtures("sandbox")
class TestRecordedSites:
    """A site whose blocks are recorded needs no compiler and no sandbox."""

    def test_build_without_any(
        self,
        build_site: BuildSite,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        request: pytest.FixtureRequest,
    ) -> None:
        ran = build_site({"index.md": HELLO + CRASH}).html()
        command("update")
        shutil.rmtree(tmp_path / ".cache")
        monkeypatch.setattr("mkdocs_c_runner.engine.toolchain.identity.PATH", "/nowhere")
        started = request.getfixturevalue("started")

        site = build_site(config={"plugins": [{"c-runner": {"execute": "never"}}]})

        assert site.error is None
        assert site.html() == ran
        assert site.closing_line.endswith("2 blocks: 2 recorded, 0 run, 0 cached, 0 failed")
        assert build_site().html() == ran
        assert started == []

    def test_build_on_other_systems(self, build_site: BuildSite, tmp_path: Path) -> None:
        """Also what is run at every build: better the record than no page."""
        crash = CRASH.replace("c run", 'c run cache="off"')
        killed = "```c run expect='SIGKILL'\n#include <signal.h>\nint main(void) { raise(SIGKILL); }\n```\n"
        linked = {"plugins": [{"c-runner": {"godbolt": True}}]}
        ran = build_site({"index.md": HELLO + crash + killed}, linked).html()
        command("update")
        shutil.rmtree(tmp_path / ".cache")

        done = subprocess.run(
            [sys.executable, "-c", ON_ANOTHER_SYSTEM, "build"],
            capture_output=True,
            text=True,
            check=False,
        )

        assert "3 blocks: 3 recorded, 0 run, 0 cached, 0 failed" in done.stderr
        assert (tmp_path / "site" / "index.html").read_text() == ran
        assert not list((tmp_path / ".cache").rglob("results"))

    def test_are_told_what_to_do_on_other_systems(self, build_site: BuildSite) -> None:
        build_site({"index.md": HELLO}, {"plugins": [{"c-runner": {"cache": False}}]})

        done = subprocess.run(
            [sys.executable, "-c", ON_ANOTHER_SYSTEM, "build"],
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode
        assert "docs/index.md:1:1: error: Blocks can be run on Linux only.\n" in done.stderr
        assert "mkdocs-c-runner update" in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_block_without_a_record_fails(self, build_site: BuildSite) -> None:
        config = {"plugins": [{"c-runner": {"execute": "never"}}]}

        site = build_site({"index.md": f"Text.\n\n{HELLO}"}, config)

        assert site.error
        assert site.log[0].startswith("ERROR docs/index.md:3:1: error: The block could not be run.")
        assert "mkdocs-c-runner update" in site.log[0]

    def test_a_changed_block_is_run(self, build_site: BuildSite) -> None:
        build_site({"index.md": HELLO})
        command("update")

        site = build_site({"index.md": HELLO.replace("hello", "goodbye")})

        assert "goodbye</code>" in site.html()

    def test_limits_and_prose_do_not_matter(self, build_site: BuildSite) -> None:
        build_site({"index.md": HELLO})
        command("update")

        changed = HELLO.replace("c run", 'c run timeout="9" memory="1G" title="x"')
        site = build_site({"index.md": f"prose\n\n{changed}"})

        assert "1 recorded, 0 run" in site.closing_line

    @pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 1, "blocks": [{"key": 1}]}'])
    def test_a_damaged_record_is_none(
        self, build_site: BuildSite, tmp_path: Path, text: str
    ) -> None:
        build_site({"index.md": HELLO})
        command("update")
        (tmp_path / "c-results" / "index.md.json").write_text(text)

        site = build_site()

        assert site.error is None
        assert "hello</code>" in site.html()

    def test_a_hostile_record_is_output(self, build_site: BuildSite, tmp_path: Path) -> None:
        build_site({"index.md": HELLO})
        command("update")
        path = tmp_path / "c-results" / "index.md.json"
        path.write_text(path.read_text().replace("hello", "\\u001b[2J<script>alert(1)</script>"))

        html = build_site().html()

        assert "&lt;script&gt;alert(1)&lt;/script&gt;</code>" in html
        assert "\x1b" not in html
