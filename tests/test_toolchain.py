"""The distribution with the compiler for WebAssembly: what is in it, and what of it a reader has to load."""

from __future__ import annotations

import hashlib
import tarfile
import tomllib
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.errors import EngineError
from mkdocs_c_runner.engine.wasm.toolchain import Toolchain, installed

ROOT = Path(__file__).parent.parent
# The bytes that a reader loads at the first change of a program.
MOST = 10_500_000
# Where licenses are named, and what of them has to be said.
LICENSES = (
    "LLVM Exceptions",
    "ISC License",
    "Rich Felker",
    "wasi-libc",
    "They are not as they were",
)


@pytest.fixture(scope="module")
def toolchain() -> Toolchain:
    try:
        return installed()
    except EngineError as error:
        pytest.skip(str(error))


def test_each_file_is_what_the_manifest_says(toolchain: Toolchain) -> None:
    parts = [toolchain.manifest[name] for name in ("whole", "compiler", "rest", "sysroot")]

    for part in filter(None, parts):
        content = (toolchain.directory / part["file"]).read_bytes()
        assert len(content) == part["size"]
        assert hashlib.sha256(content).hexdigest() == part["sha256"]
        assert part["sha256"][:16] in part["file"]


def test_a_reader_loads_little_of_it_at_first(toolchain: Toolchain) -> None:
    if toolchain.manifest["rest"] is None:
        pytest.skip("binaryen was not there when it was made, so that it is in one part")

    assert toolchain.manifest["compiler"]["size"] + toolchain.manifest["sysroot"]["size"] <= MOST


def test_the_licenses_of_all_parts_are_in_it(toolchain: Toolchain) -> None:
    text = (toolchain.directory / "LICENSES.txt").read_text("utf-8")

    assert [name for name in LICENSES if name not in text] == []


def test_the_archive_has_headers_of_c_alone(toolchain: Toolchain) -> None:
    with tarfile.open(toolchain.sysroot) as archive:
        names = archive.getnames()

    assert "usr/include/wasm32-wasip1/stdio.h" in names
    assert not [name for name in names if "c++" in name]


def test_the_package_asks_for_the_version_that_is_made() -> None:
    made = tomllib.loads((ROOT / "toolchain/pyproject.toml").read_text("utf-8"))["project"]
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert f"{made['name']}>={made['version']}" in asked["optional-dependencies"]["browser"]
