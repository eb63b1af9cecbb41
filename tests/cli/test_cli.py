"""The manners that all commands share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_c_runner import cli

from ..conftest import BuildSite
from .commands import HELLO, command, run_it


@pytest.mark.usefixtures("sandbox")
def test_commands_work_from_any_directory(
    build_site: BuildSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = {"plugins": [{"c-runner": {"cache_dir": "kept"}}]}
    build_site({"index.md": HELLO}, config)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    assert "../c-results/index.md.json" in command("update", "-f", "../mkdocs.yml").output
    assert command("check", "-f", "../mkdocs.yml").exit_code == 0
    assert "../docs/index.md:1:1: record, ok" in command("status", "-f", "../mkdocs.yml").output
    assert "../kept: 1 result" in command("cache", "info", "-f", "../mkdocs.yml").output
    assert "1 result removed" in command("cache", "clear", "-f", "../mkdocs.yml").output
    assert (
        "../docs/index.md:1:1: ok"
        in command("run", "-f", "../mkdocs.yml", "../docs/index.md").output
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete(shell: str) -> None:
    line = [
        sys.executable,
        "-c",
        "from mkdocs_c_runner.cli import main; main(prog_name='mkdocs-c-runner')",
    ]
    environment = {**os.environ, "_MKDOCS_C_RUNNER_COMPLETE": f"{shell}_source"}

    done = subprocess.run(line, env=environment, capture_output=True, text=True, check=True)

    assert "_MKDOCS_C_RUNNER_COMPLETE" in done.stdout


@pytest.mark.parametrize("name", ["update", "check", "run docs/index.md", "run a.c"])
def test_a_machine_that_cannot_run_has_an_exit_code_of_its_own(
    build_site: BuildSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    build_site({"index.md": HELLO}, {"plugins": [{"c-runner": {"on_failure": "ignore"}}]})
    (tmp_path / "a.c").write_text("int main(void) {}")
    monkeypatch.setattr("mkdocs_c_runner.engine.toolchain.identity.PATH", "/nowhere")
    shutil.rmtree(tmp_path / ".cache")

    done = command(*name.split())

    assert done.exit_code == cli.THE_MACHINE
    assert done.output.startswith("error: The compiler gcc is not installed in /nowhere.\nInstall")


def test_a_site_that_cannot_be_read_is_a_mistake_of_usage(
    build_site: BuildSite, tmp_path: Path
) -> None:
    build_site({"index.md": ""}, {"plugins": []})

    assert "does not list the plugin c-runner" in command("status").output
    assert command("status").exit_code == cli.USAGE
    assert command("status", "-f", str(tmp_path / "nowhere.yml")).exit_code == cli.USAGE


@pytest.mark.parametrize(
    "name", ["update", "check", "status", "run", "doctor", "cache info", "cache prune"]
)
def test_every_command_explains_itself(name: str) -> None:
    done = command(*name.split(), "--help")

    assert done.exit_code == 0
    assert len(done.output.splitlines()) > 4


def test_the_package_is_the_command_too() -> None:
    done = run_it("--version")

    assert done.stdout.startswith(b"mkdocs-c-runner, version ")
