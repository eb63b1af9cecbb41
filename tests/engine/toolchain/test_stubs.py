"""Stand-ins for libraries: what stays of a library, and what is no library."""

from __future__ import annotations

import contextlib
import re
import struct
import subprocess
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.toolchain.stubs import NoStandIn, names_in, stand_in

SOURCE = """
int printf(void) { return 1; }
int our_own(void) { return 2; }
double sin(double x) { return x; }
int __isoc99_scanf(void) { return 3; }
int __printf_chk(void) { return 4; }
char **__environ;
extern char **environ __attribute__((weak, alias("__environ")));
int another;
void free(void *);
void not_usual(void);
void uses(void) { free(0); not_usual(); }
"""
VERSIONS = "V1 { global: printf; our_own; sin; *; };\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    directory = tmp_path_factory.mktemp("library")
    (directory / "a.c").write_text(SOURCE)
    (directory / "versions").write_text(VERSIONS)
    words = ["gcc", "-w", "-fno-builtin", "-shared", "-fPIC", "-Wl,--version-script=versions"]
    subprocess.run([*words, "-o", "a.so", "a.c"], cwd=directory, check=True)
    return (directory / "a.so").read_bytes()


def symbols(content: bytes, directory: Path) -> list[str]:
    (directory / "it.so").write_bytes(content)
    command = ["nm", "-D", "-p", "--with-symbol-versions", "it.so"]
    shown = subprocess.run(command, cwd=directory, check=True, capture_output=True, text=True)
    return [re.sub(r"^\s*", "", line) for line in shown.stdout.splitlines()]


def test_usual_symbols_stay_as_they_were_and_in_their_order(library: bytes, tmp_path: Path) -> None:
    before, after = symbols(library, tmp_path), symbols(stand_in(library), tmp_path)

    names = {line.split()[-1].partition("@")[0] for line in after}
    assert [line for line in before if line in after] == after
    assert {"printf", "sin", "__isoc99_scanf", "__printf_chk", "free"} <= names
    assert {"environ", "__environ"} <= names, "a copy of a variable has all of its names"
    assert not names & {"our_own", "another", "not_usual", "uses"}


def test_the_names_that_do_not_stay_are_known(library: bytes) -> None:
    left_out = names_in(library) - names_in(stand_in(library))

    assert {"our_own", "another", "not_usual", "uses"} <= left_out
    assert not left_out & {"printf", "sin", "free", "environ", "__environ"}


def test_the_code_does_not_stay(library: bytes) -> None:
    assert len(stand_in(library)) < len(library) / 2


def test_what_is_no_library_has_no_stand_in(library: bytes) -> None:
    broken = [
        b"",
        b"\x7fELF",
        b"!<arch>\n",
        library[:200],
        library[:4] + b"\x01" + library[5:],
        library[:40] + struct.pack("<Q", 1 << 60) + library[48:],
    ]
    for content in broken:
        for read in (stand_in, names_in):
            with pytest.raises(NoStandIn):
                read(content)


@pytest.mark.parametrize("word", range(0, 64, 2))
def test_a_header_that_is_wrong_raises_nothing_else(word: int, library: bytes) -> None:
    content = bytearray(library)
    content[word : word + 2] = b"\xff\xff"
    for read in (stand_in, names_in):
        with contextlib.suppress(NoStandIn):
            read(bytes(content))
