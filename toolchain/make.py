#!/usr/bin/env python3
"""Makes the data of this distribution: a compiler, a linker and a C library as WebAssembly, and how to use them.

The compiler and the library come from npm, in one exact version that is compared with its hash. Our own parts of the
library, in `shims`, are compiled by that compiler, which Node.js runs here. What is downloaded stays in the cache of
the user, and what is made is made once: a digest of all that decides it lies beside it.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import order
import own
import renewal
import split
import start
import sysroot

ROOT = Path(__file__).resolve().parent
DATA = ROOT / "mkdocs_c_runner_toolchain" / "data"
STAMP = ".made-of"

PACKAGE = "@yowasp/clang"
VERSION = "22.0.0-git20542-10"
SHA512 = "V31/z9GrJECKeACTDUyvg2llbEUiFi3bxtL5HSg7H/6sydSxdI/AoVAD9F5ozrfLjotWl0B9rghR87m+DUM/zg=="
MODULE = "package/gen/llvm.core.wasm"
RESOURCES = "package/gen/llvm-resources.tar"

# Seconds that npm, and one run of the compiler, may take.
_DOWNLOAD, _RUN = 300, 120


def main() -> None:
    """Make the data, unless it was made of the same parts."""
    digest = digest_of_parts()
    stamp = DATA / STAMP
    if stamp.is_file() and stamp.read_text("utf-8") == digest:
        return
    with tempfile.TemporaryDirectory(prefix="c-runner-toolchain-") as directory:
        work = Path(directory)
        with tarfile.open(downloaded()) as package:
            package.extract(MODULE, work, filter="data")
            package.extract(RESOURCES, work, filter="data")
        module = work / MODULE
        module.write_bytes(order.from_the_right(module.read_bytes()))
        made = work / "data"
        made.mkdir()
        make(module, work / RESOURCES, made)
        shutil.rmtree(DATA, ignore_errors=True)
        shutil.copytree(made, DATA)
    stamp.write_text(digest, "utf-8")


def digest_of_parts() -> str:
    """Return a digest of all that decides what is made."""
    digest = hashlib.sha256(SHA512.encode())
    for path in sorted(
        [
            *ROOT.glob("*.py"),
            *ROOT.glob("*.c"),
            *ROOT.glob("*.mjs"),
            *ROOT.glob("*.txt"),
            *ROOT.glob("shims/*"),
        ]
    ):
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def downloaded() -> Path:
    """Return the package as npm has it, from the cache of the user or from the registry."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    kept = Path(base) / "mkdocs-c-runner" / f"clang-{VERSION}.tgz"
    if kept.is_file() and _sha512(kept) == SHA512:
        return kept
    npm = shutil.which("npm")
    if npm is None:
        sys.exit(
            "npm was not found. Install it (Debian: apt-get install nodejs npm) and try again."
        )
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as directory:
        subprocess.run(
            [npm, "pack", "--silent", f"{PACKAGE}@{VERSION}"],
            cwd=directory,
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=_DOWNLOAD,
        )
        (archive,) = Path(directory).iterdir()
        if _sha512(archive) != SHA512:
            sys.exit(f"{PACKAGE} {VERSION} is not what it was: its SHA-512 is {_sha512(archive)}.")
        archive.replace(kept)
    return kept


def make(module: Path, resources: Path, made: Path) -> None:
    """Make the files of the distribution.

    Args:
        module: The compiler and linker.
        resources: The archive of headers and libraries that comes with it.
        made: The directory of the files.
    """
    root = module.parent / "root"
    sysroot.extract(resources, root)
    compile_shims(module, root)
    call_own(module, root)
    collect_common(module, root)
    parts = split.split(module, root / "tmp")
    first, rest = parts or (module, None)
    renewable = renewal.renewable(first.read_bytes())
    manifest = {
        "version": 1,
        "clang": _version(module, root),
        "whole": _put(made, "whole", ".wasm.gz", start.started(module, root / "tmp").read_bytes()),
        "compiler": _put(made, "clang", ".wasm.gz", renewable),
        "written": renewal.first_written(renewable),
        "rest": _put(made, "rest", ".wasm.gz", rest.read_bytes()) if rest else None,
        "rest_module": split.MISSING,
        "primary": split.SHARED,
        "sysroot": _put(made, "sysroot", ".tar.gz", sysroot.archive(root)),
        **sysroot.COMMANDS,
    }
    shutil.copy(ROOT / "LICENSES.txt", made)
    text = json.dumps(manifest, indent=1)
    (made / "manifest.json").write_text(text + "\n", "utf-8")


def compile_shims(module: Path, root: Path) -> None:
    """Compile our parts of the library, and put them where the linker finds them."""
    objects = []
    for header in (ROOT / "shims").glob("*.h"):
        shutil.copy(header, root / "tmp")
    for source in sorted((ROOT / "shims").glob("*.c")):
        shutil.copy(source, root / "tmp")
        made = f"/tmp/{source.stem}.o"
        _run(module, root, sysroot.compile_shim(f"/tmp/{source.name}", made))
        if source.stem in sysroot.APART:
            _run(module, root, ("ar", "crsD", sysroot.apart(source.stem), made))
        else:
            objects.append(made)
    _run(module, root, ("ar", "crsD", sysroot.SHIMS, *objects))


def call_own(module: Path, root: Path) -> None:
    """Have the libraries call their own functions, whatever programs define."""
    paths = sorted((root / sysroot.LIBRARIES).glob("*.a"))
    archives = {path.name: list(sysroot.members(path.read_bytes())) for path in paths}
    for name, parts in own.with_own(archives, sysroot.WRAPPED).items():
        if parts != archives[name]:
            (root / sysroot.LIBRARIES / name).unlink()
            _archive(module, root, f"/{sysroot.LIBRARIES}/{name}", parts)


def collect_common(module: Path, root: Path) -> None:
    """Make the libraries that most programs need: parts of the others, which take longer to look through."""
    without = root / sysroot.INTEGERS_OF[1:]
    _collect(module, root, sysroot.INTEGERS, {sysroot.INTEGERS_OF: {sysroot.PRINTF}})
    without.unlink()
    for name, made in sysroot.COMMON.items():
        shutil.copy(ROOT / f"{name}.c", root / "tmp")
        _run(module, root, sysroot.compile_shim(f"/tmp/{name}.c", f"/tmp/{name}.o"))
        traced = _run(module, root, sysroot.link_common(f"/tmp/{name}.o", f"/tmp/{name}.wasm"))
        taken: dict[str, set[str]] = {}
        for found in re.finditer(r"^(/\S+\.a)\((\S+)\)$", traced, re.MULTILINE):
            if found[1] != sysroot.SHIMS:
                taken.setdefault(found[1], set()).add(found[2])
        _collect(module, root, made, taken)


def _collect(module: Path, root: Path, made: str, taken: dict[str, set[str]]) -> None:
    """Make a library of parts of others, which are named by library. Of two with one name, both are taken."""
    parts = [
        part
        for archive, names in taken.items()
        for part in sysroot.members((root / archive[1:]).read_bytes())
        if part[0] in names
    ]
    _archive(module, root, made, parts)


def _archive(module: Path, root: Path, made: str, parts: Iterable[tuple[str, bytes]]) -> None:
    """Make a library of objects, of which some may have the same name."""
    objects = []
    with tempfile.TemporaryDirectory(dir=root / "tmp") as work:
        for number, (name, content) in enumerate(parts):
            directory = Path(work, str(number))
            directory.mkdir()
            (directory / name).write_bytes(content)
            objects.append(f"/{(directory / name).relative_to(root)}")
        _run(module, root, ("ar", "qcsD", made, *objects))


def _version(module: Path, root: Path) -> str:
    """Return the version of the compiler, such as 22.1.0."""
    words = _run(module, root, ("clang", "--version")).split()
    return words[words.index("version") + 1]


def _run(module: Path, root: Path, argv: tuple[str, ...]) -> str:
    """Run the compiler or one of its tools, and return what it prints."""
    node = shutil.which("node")
    if node is None:
        sys.exit("node was not found. Install it (Debian: apt-get install nodejs) and try again.")
    command = [node, "--no-warnings", str(ROOT / "tool.mjs"), str(module), str(root), *argv]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_RUN)
    if done.returncode:
        sys.exit(f"{' '.join(argv)}\n{done.stdout}{done.stderr}")
    return done.stdout


def _put(directory: Path, name: str, suffix: str, content: bytes) -> dict[str, Any]:
    """Write a file, compressed, under a name by its content, and return what the manifest says of it."""
    packed = gzip.compress(content, 9, mtime=0)
    digest = hashlib.sha256(packed).hexdigest()
    file = f"{name}.{digest[:16]}{suffix}"
    (directory / file).write_bytes(packed)
    return {"file": file, "size": len(packed), "sha256": digest}


def _sha512(path: Path) -> str:
    return base64.b64encode(hashlib.sha512(b"".join(_blocks(path))).digest()).decode()


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            yield block


if __name__ == "__main__":
    main()
