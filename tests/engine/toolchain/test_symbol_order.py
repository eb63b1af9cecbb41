"""The order of symbols in programs, compared with what the linker of this system writes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.toolchain.symbol_order import (
    SIZES,
    Names,
    is_certain,
    names_of,
    place,
    size_of_table,
)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    directory = tmp_path_factory.mktemp("program")
    functions = "".join(f"int function{number}(void) {{ return 1; }}\n" for number in range(50))
    (directory / "a.c").write_text(
        f"#include <stdio.h>\nstatic int ours;\n{functions}int main(void) {{ return puts(&ours); }}"
    )
    subprocess.run(["gcc", "-w", "a.c"], cwd=directory, check=True)
    return (directory / "a.out").read_bytes()


def test_the_linker_writes_symbols_in_the_order_of_their_places(program: bytes) -> None:
    names = names_of(program)

    assert names
    assert {"main", "function7"} <= set(names.exported)
    assert "ours" in names.local
    assert size_of_table(names) in SIZES


def test_what_is_no_program_has_no_names(program: bytes) -> None:
    for content in (b"", b"\x7fELF", program[:100], program[:2000], b"x" * 200):
        assert names_of(content) is None


def test_too_many_symbols_are_none(tmp_path: Path) -> None:
    (tmp_path / "a.c").write_text(
        "".join(f"int v{number};\n" for number in range(401)) + "int main(void) { return 0; }"
    )
    subprocess.run(["gcc", "a.c"], cwd=tmp_path, check=True)

    assert names_of((tmp_path / "a.out").read_bytes()) is None


def test_names_of_one_place_have_no_certain_order() -> None:
    assert is_certain(Names(["a", "b"], ["c"]), 16381)
    assert not is_certain(Names(["a", "b"], ["a"]), 16381)


def test_a_version_counts_as_in_the_library() -> None:
    assert place("printf@V1", 8191) == place("printf@@V1", 8191) != place("printf", 8191)


def test_an_unknown_order_has_no_size() -> None:
    assert size_of_table(Names([str(number) for number in range(50)], [])) is None
