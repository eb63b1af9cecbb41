"""What a machine is told that cannot make a sandbox, and what the doctor finds on one that can."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_c_runner import cli
from mkdocs_c_runner.engine import doctor
from mkdocs_c_runner.engine.errors import SandboxUnavailable
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.sandbox import bwrap
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.sandbox.host_paths import has_time_zones
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.engine.toolchain import identity

REFUSALS = sorted((Path(__file__).parent / "refusals").iterdir())

# What the cure of each recorded message must contain.
CURES = {
    "apparmor": "/etc/apparmor.d/bwrap",
    "apparmor-network": "kernel.apparmor_restrict_unprivileged_userns=0",
    "capabilities": "setcap -r",
    "container": "--security-opt seccomp=unconfined",
    "container-mounts": "--security-opt apparmor=unconfined",
    "container-older-wording": "kernel.unprivileged_userns_clone=1",
    "container-root": "--security-opt seccomp=unconfined",
    "masked-proc": "systempaths=unconfined",
    "namespace-limit": "user.max_user_namespaces",
    "open-files": "ulimit -n 1024",
    "old-bwrap": "Upgrade bubblewrap",
    "old-kernel": "another kernel",
    "process-limit": "ulimit -u",
    "process-limit-of-a-shell": "ulimit -u",
    "read-only-proc": "systempaths=unconfined",
    "selinux": "label=disable",
    "setuid": "chmod u-s",
    "unheard-of": "",
    "wsl1": "WSL 2",
}


@pytest.fixture
def refusing(tmp_path: Path) -> Path:
    """A directory, open to every user, for programs that stand in for bwrap."""
    for directory in (tmp_path, *tmp_path.parents):
        if directory.owner() == Path.home().owner() and directory != Path("/"):
            directory.chmod(directory.stat().st_mode | 0o055)
    return tmp_path


def stand_in(directory: Path, script: str) -> str:
    """A program in place of bwrap."""
    path = directory / "bwrap"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("recorded", REFUSALS, ids=lambda path: path.name)
def test_a_refusal_is_explained_and_cured(recorded: Path, refusing: Path) -> None:
    message = recorded.read_text().strip()
    shutil.copy(recorded, refusing / "message")
    executable = stand_in(refusing, f"cat {refusing}/message >&2; exit 1")

    with pytest.raises(SandboxUnavailable) as caught:
        _ = Bubblewrap(executable).layers

    assert " ".join(message.split()) in caught.value.reason
    assert CURES[recorded.name] in caught.value.cure


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives up rights")
def test_root_is_told_that_it_is_the_drop_that_fails(refusing: Path) -> None:
    message = "bwrap: setting up uid map: Permission denied"
    script = f'[ "$(id -u)" = 0 ] && exit 0; echo "{message}" >&2; exit 1'

    with pytest.raises(SandboxUnavailable) as caught:
        _ = Bubblewrap(stand_in(refusing, script)).layers

    assert caught.value.reason.startswith("Namespaces work for root here, but not for the unpriv")
    assert "kernel.unprivileged_userns_clone=1" in caught.value.cure


SHRUNKEN = """
import sys
sys.path.insert(0, {root!r})
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import execute
sandbox = Bubblewrap()
source = b'#include <stdio.h>\\nint main(void) {{ puts("contained"); }}'
print(sandbox.layers, execute(Job((SourceFile("main.c", source),)), sandbox).run.text())
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can hide parts of /proc")
@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    ("hiding", "layers"),
    [
        ("mount -t tmpfs none /proc/driver", "no_further_namespaces=True, proc=False"),
        (
            "mount --bind /proc/sys /proc/sys && mount -o remount,ro,bind /proc/sys",
            "no_further_namespaces=False, proc=False",
        ),
    ],
    ids=["hidden", "read-only"],
)
def test_in_a_container_that_hides_parts_of_proc_only_that_layer_is_dropped(
    hiding: str, layers: str
) -> None:
    """What Docker's masked paths do to /proc, done for real in a mount namespace."""
    root = str(Path(__file__).parent.parent.parent)
    command = f'{hiding} && exec "$@"'
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", command, "sh", sys.executable, "-c",
         SHRUNKEN.format(root=root)],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip

    assert done.stderr == ""
    assert done.stdout == f"Layers({layers}) b'contained\\n'\n"


def test_the_doctor_finds_every_layer(sandbox: Sandbox) -> None:
    found = doctor.examine()

    assert found.ok
    assert {layer.name: layer.state for layer in found.layers} == {
        "bubblewrap": "on",
        "namespaces": "on",
        "no further namespaces": "on",
        "proc": "on",
        "user": "on",
        "isolation": "on",
        "seccomp": "on",
        "memory limit": "on",
        "process limit": "on",
        "terminal": "on",
        "reproducible addresses": "on",
        "time zones": "on" if has_time_zones() else "reduced",
    }
    assert any(item.name == "gcc" and len(item.identity) == 64 for item in found.compilers)


@pytest.mark.usefixtures("sandbox")
def test_the_command_prints_for_people_and_for_programs() -> None:
    people = CliRunner().invoke(cli.main, ["doctor"])
    programs = CliRunner().invoke(cli.main, ["doctor", "--json"])

    assert people.exit_code == programs.exit_code == 0
    assert "\nBlocks can be run here." in people.output
    assert "MISSING" not in people.output
    # What is to be typed stays in one piece.
    lines = [line for line in people.output.splitlines() if " install " not in line]
    assert max(map(len, lines)) <= 80
    answer = json.loads(programs.output)
    assert (answer["version"], answer["ok"]) == (1, True)
    assert set(answer["layers"][0]) == {"name", "state", "reason", "cure"}
    assert set(answer["compilers"][0]) == {"name", "version", "identity", "cure"}


def test_without_bubblewrap_the_doctor_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "defpath", "/nowhere")
    monkeypatch.setattr(bwrap, "_FURTHER_PATH", "/nowhere")

    done = CliRunner().invoke(cli.main, ["doctor"])

    assert done.exit_code == cli.THE_MACHINE
    assert "MISSING  sandbox  bubblewrap (bwrap) is not installed." in done.output
    assert "Blocks cannot be run here: sandbox." in done.output
    assert "bubblewrap" in done.output.partition("Install it: ")[2]


@pytest.mark.usefixtures("sandbox")
def test_without_a_compiler_the_doctor_says_how_to_install_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(identity, "PATH", "/nowhere")

    done = CliRunner().invoke(cli.main, ["doctor"])

    assert done.exit_code == cli.THE_MACHINE
    assert "MISSING  compiler  " in " ".join(done.output.split(" " * 14))
    assert "Install it: " in done.output


def test_output_that_is_no_program_is_refused(sandbox: Sandbox) -> None:
    """A flag that a site allows may make the compiler write something else."""
    result = execute(Job((SourceFile("main.c", b"int x;"),), flags=("-S",)), sandbox)

    assert result.verdict == "compile-error"
    assert result.compile.text().endswith(b"The compiler made no program.\n")
