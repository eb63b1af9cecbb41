"""Builds the page scripts of the playground when a wheel, a source distribution or an editable install is made.

The sources are in `mkdocs_c_runner/browser`; npm brings the editor and esbuild, at the versions of the lock file. The
scripts lie in `mkdocs_c_runner/assets` and never in git. They begin with a digest of their sources, so that they are
built once, and that an install from a source distribution, which has them, needs no npm.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
SOURCES = ROOT / "mkdocs_c_runner" / "browser"
BUILT = ROOT / "mkdocs_c_runner" / "assets"
# The first is what pages load. The others are loaded when a reader presses a button, the workers last of all.
WORKERS = ("program_worker.js", "compiler_worker.js", "offline_worker.js")
SCRIPTS = ("playground.js", "block.js", "editor.js", *WORKERS)

WITHOUT_NPM = (
    "npm was not found, so the page scripts of the playground cannot be built. "
    "Install it (Debian: apt-get install nodejs npm) and try again."
)


class ScriptsHook(BuildHookInterface[Any]):
    """Builds the scripts, unless they were built from the sources as they are now."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build the scripts. An editable install does without them where there is no npm."""
        digest = digest_of_sources()
        if all(is_built(name, digest) for name in SCRIPTS):
            return
        npm = shutil.which("npm")
        if npm is not None:
            build(npm, digest)
        elif version == "editable":
            self.app.display_warning(f"{WITHOUT_NPM} All else works without the playground.")
        else:
            raise RuntimeError(WITHOUT_NPM)


def digest_of_sources() -> str:
    """Return a digest of all that decides what is built."""
    digest = hashlib.sha256()
    for path in sorted([*SOURCES.iterdir(), Path(__file__)]):
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def first_line(digest: str) -> str:
    """Return the line with which a script begins."""
    return f"/* mkdocs-c-runner, built from sources with the digest {digest} */\n"


def is_built(name: str, digest: str) -> bool:
    """Whether a script was built from sources with this digest."""
    path = BUILT / name
    return path.is_file() and path.read_text("utf-8").startswith(first_line(digest))


def build(npm: str, digest: str) -> None:
    """Build the scripts in a directory of their own."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for path in SOURCES.iterdir():
            shutil.copy(path, work)
        run(work, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        options = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8")
        apart = [f"--external:./{name}" for name in SCRIPTS[1:3]]
        esbuild = str(work / "node_modules" / ".bin" / "esbuild")
        run(work, esbuild, *SCRIPTS, *options, *apart, "--outdir=built")
        for script in SCRIPTS:
            code = (work / "built" / script).read_text("utf-8")
            notices = licenses(work / "node_modules") if script == "editor.js" else ""
            new = BUILT / f"{script}.{os.getpid()}.new"
            new.write_text(first_line(digest) + code + notices, encoding="utf-8")
            new.replace(BUILT / script)


def run(directory: Path, *command: str) -> None:
    """Run a command, and show what it printed if it fails."""
    done = subprocess.run(
        command,
        cwd=directory,
        check=False,
        text=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")


def licenses(modules: Path) -> str:
    """Return the licenses of the packages that are in the editor, which ask for it, as comments."""
    texts: dict[str, list[str]] = {}
    for path in sorted(modules.glob("**/LICENSE")):
        package = path.parent.relative_to(modules).as_posix()
        if not package.startswith(("esbuild", "@esbuild")):
            texts.setdefault(path.read_text("utf-8").strip(), []).append(package)
    notices = (f"/*! {', '.join(names)}:\n\n{text}\n*/\n" for text, names in texts.items())
    return "\n" + "".join(notices)
