"""Environments with other packages than those of the tests, in `.venv/hosts`, kept until pyproject.toml changes."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent

# What hosts say of their own and of each other's future is nobody's concern here.
ENVIRONMENT = {
    **os.environ,
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
    "PYTHONDONTWRITEBYTECODE": "1",
}


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """What a command prints; one that fails shows all of it."""
    done = subprocess.run(
        command,
        check=False,  # what it printed is the better message
        cwd=cwd,
        env=ENVIRONMENT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def environment(packages: Sequence[str], *, lowest: bool = False) -> Path:
    """The programs of an environment with this package and others.

    Args:
        packages: What pip installs after this package.
        lowest: Whether what this package needs is to have the lowest versions that are promised.
    """
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    needed = run(ROOT / ".ci" / "lowest").split() if lowest else []
    wanted = [project, needed, list(packages), sys.version]
    key = hashlib.sha256(json.dumps(wanted).encode()).hexdigest()
    directory = ROOT / ".venv" / "hosts" / key[:16]
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests that need the same run at one time
        if not (directory / "ready").exists():
            run(sys.executable, "-m", "venv", "--without-pip", directory)
            pip = [sys.executable, "-m", "pip", "--python", str(directory), "install", "--quiet"]
            run(*pip, "--editable", ".", "pygments", *needed)
            if packages:
                run(*pip, *packages)
            (directory / "ready").touch()
    return directory / "bin"
