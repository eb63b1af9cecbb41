"""The manners that all commands share."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_c_runner import cli

from ..conftest import BuildSite
from .commands import HELLO, command, run_it
from .terminals import at_terminal, without_colors


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
    status = command("status", "-f", "../mkdocs.yml").output.splitlines()
    assert status[0] == "../docs/index.md"
    assert status[1].endswith("recorded, ok")
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


@pytest.mark.parametrize("name", ["update", "check", "status"])
def test_a_site_that_lists_the_plugin_twice_is_one_too(build_site: BuildSite, name: str) -> None:
    build_site({"index.md": ""}, {"plugins": ["c-runner", {"c-runner": {"std": "c17"}}]})

    done = command(name)

    assert "mkdocs.yml lists the plugin c-runner 2 times.\nKeep one" in done.output
    assert done.exit_code == cli.USAGE


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


def test_both_names_of_the_command_are_told_as_one() -> None:
    done = run_it("--help")

    assert done.stdout.startswith(b"Usage: mkdocs-c-runner [OPTIONS] COMMAND")


COMMANDS = ["", *cli.main.commands, "cache info", "cache prune", "cache clear"]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_into_80_columns_and_is_whole(name: str) -> None:
    lines = command(*name.split(), "--help").output.splitlines()

    assert max(map(len, lines)) <= 80
    assert not [line for line in lines if line.endswith("...") and not line.startswith("Usage")]


@pytest.mark.parametrize("name", ["", *cli.main.commands])
def test_help_has_examples(name: str) -> None:
    output = command(*name.split(), "--help").output

    assert "\n  Examples:\n    mkdocs-c-runner " in output


def test_help_begins_with_the_doctor() -> None:
    output = command("--help").output

    assert "Start with mkdocs-c-runner doctor" in output
    assert output.partition("Commands:\n")[2].startswith("  doctor  ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("stats", "error: No such command 'stats'"),
        ("status --jsn", "error: No such option"),
        ("run", "error: Missing argument 'FILE'."),
        ("run --compiler icc a.c", "error: --compiler: must be"),
        ("cache prune", "error: Nothing says what is old.\nType --older-than 30 or"),
        ("cache prune --max-size x", "error: --max-size: "),
    ],
)
def test_errors_of_usage_say_what_to_type(arguments: str, said: str) -> None:
    done = command(*arguments.split())

    assert done.exit_code == cli.USAGE
    assert done.stderr.startswith(said)
    assert "\nType " in done.stderr
    assert "Usage:" not in done.stderr


@pytest.mark.parametrize("name", ["mkdocs.yml", "docs/index.md", "a.c"])
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """As for a user who may not read it; this test may be run by root, who may read everything."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    for file, text in {
        "mkdocs.yml": "site_name: A\nplugins: [c-runner]\n",
        "docs/index.md": "text",
        "a.c": "int main(void) {}",
    }.items():
        (tmp_path / file).write_text(text)
    (tmp_path / name).unlink()
    if name.startswith("docs/"):
        with socket.socket(socket.AF_UNIX) as refusing:
            refusing.bind(name)
    else:
        (tmp_path / name).symlink_to("/proc/self/mem")

    done = command(*(("run", name) if name == "a.c" else ("status",)))

    assert done.exit_code == cli.USAGE
    assert f"{name} cannot be read: " in done.stderr
    assert "[Errno" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "environment", "is_colored"),
    [
        ("check", {}, True),
        ("check --no-color", {}, False),
        ("--no-color check", {}, False),
        ("check", {"NO_COLOR": "1"}, False),
        ("check --color", {"NO_COLOR": "1"}, True),
        ("check", {"TERM": "dumb"}, False),
    ],
)
@pytest.mark.usefixtures("sandbox")
def test_color_is_for_terminals_and_for_those_who_want_it(
    build_site: BuildSite,
    tmp_path: Path,
    arguments: str,
    environment: dict[str, str],
    is_colored: bool,
) -> None:
    build_site({"index.md": HELLO})
    command("update")
    (tmp_path / "docs" / "index.md").write_text(HELLO.replace("hello", "hullo"))

    with at_terminal(
        *arguments.split(), directory=tmp_path, environment={"NO_COLOR": "", **environment}
    ) as terminal:
        assert terminal.end() == cli.FAILURES

    shown = terminal.shown
    assert (b"\x1b[31m-hello\x1b[0m\r\n    | \x1b[32m+hullo\x1b[0m" in shown) == is_colored
    assert bool(re.search(rb"\x1b\[[\d;]*m", shown)) == is_colored
    assert b"    | -hello\r\n    | +hullo" in without_colors(shown)


@pytest.mark.parametrize(
    ("arguments", "environment", "is_colored"),
    [((), {}, False), (("--color",), {}, True), ((), {"FORCE_COLOR": "1"}, True)],
)
def test_elsewhere_there_is_color_on_request(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    environment: dict[str, str],
    is_colored: bool,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("TERM", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    done = run_it("status", *arguments)

    assert (b"\x1b[31m" in done.stderr) == is_colored


def test_errors_are_wrapped_at_a_terminal(tmp_path: Path) -> None:
    with at_terminal("status", directory=tmp_path, environment={"NO_COLOR": "1"}) as terminal:
        assert terminal.end() == cli.USAGE

    lines = terminal.shown.decode().splitlines()
    words = [line for line in lines if " " in line]
    assert len(lines) > 2
    assert max(map(len, words)) <= 80
