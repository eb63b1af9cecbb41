"""A program is compiled anew when a header or a library of the system changes, and only then."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.store.json_files import JsonStore
from mkdocs_c_runner.engine.toolchain import headers
from mkdocs_c_runner.engine.toolchain.headers import Dependencies
from mkdocs_c_runner.engine.toolchain.identity import Identity
from mkdocs_c_runner.engine.toolchain.system_files import Directories

# What each machine has at first: directories in the order in which the compiler looks, then libraries.
TREE = {
    "local/readme": "",
    "usr/a.h": '#include "inner.h"\n',
    "usr/inner.h": "# include <sys/types.h>\n",
    "usr/sys/types.h": "typedef int t;\n",
    "usr/other.h": "",
    "usr/table.inc": "1, 2",
    "lib/libz.so": "\x7fELF z",
    "lib/libasan.so": "\x7fELF asan",
    "extra/own.h": "",
}

# The source, the flags, the file that changes (to nothing: it is removed), and whether it counts.
CHANGES: dict[str, tuple[str, tuple[str, ...], str, bool]] = {
    "a header": ("#include <a.h>", (), "usr/a.h", True),
    "a header in quotes": ('#  include "a.h"', (), "usr/a.h", True),
    "a header of a header": ("#include <a.h>", (), "usr/inner.h", True),
    "a header of that": ("#include <a.h>", (), "usr/sys/types.h", True),
    "a header that is not named": ("#include <a.h>", (), "usr/other.h", False),
    "a header by a macro": ("#define H <other.h>\n#include H", (), "usr/other.h", True),
    "a header under a condition": ("#if 0\n#include <a.h>\n#endif", (), "usr/a.h", True),
    "a header that may be there": ("#if __has_include(<more.h>)\n#endif", (), "usr/more.h", True),
    "an included text": ("#include <table.inc>", (), "usr/table.inc", True),
    "a new header that goes first": ("#include <a.h>", (), "local/a.h", True),
    "a new header in a new directory": ("#include <a.h>", (), "local/sys/types.h", True),
    "a new header beside the one that reads it": ("#include <a.h>", (), "usr/types.h", False),
    "a new header of no interest": ("#include <a.h>", (), "local/b.h", False),
    "a missing header": ("#include <later.h>", (), "usr/later.h", True),
    "a library": ("", ("-lz",), "lib/libz.so", True),
    "a library that is not linked": ("", ("-lm",), "lib/libz.so", False),
    "a new library": ("", ("-lnew",), "lib/libnew.a", True),
    "the library of a sanitizer": ("", ("-fsanitize=address,undefined",), "lib/libasan.so", True),
    "a directory of the flags": ("#include <own.h>", ("-I{}/extra",), "extra/own.h", True),
    "one in a word of its own": ("#include <own.h>", ("-isystem", "{}/extra"), "extra/own.h", True),
    "a header of the flags": ("", ("-include", "other.h"), "usr/other.h", True),
    "the C library": ("", (), "lib/libc.so.6", True),
}


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    root = tmp_path / "machine"
    for name, content in TREE.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return root


def compiler(machine: Path) -> Identity:
    headers = (f"{machine}/local", f"{machine}/usr")
    return Identity("digest", "gcc 14", headers, (f"{machine}/lib",))


def job(machine: Path, source: str = "#include <a.h>", flags: tuple[str, ...] = ()) -> Job:
    flags = tuple(flag.format(machine) for flag in flags)
    return Job((SourceFile("main.c", source.encode()),), flags=flags)


def change(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text("changed")
    os.utime(path, ns=(before + 1, before + 1))


def dependencies(machine: Path, memory: Path | None = None) -> Dependencies:
    """What digests the files of a machine, all of which its compiler sees."""
    return Dependencies(memory, JsonStore(), Directories([str(machine)]))


Digest = Callable[[Job], str]


@pytest.fixture
def digest(machine: Path, tmp_path: Path) -> Digest:
    """What a new build makes of a job; its memory is that of the build before."""

    def of(job: Job) -> str:
        return dependencies(machine, tmp_path / "memory.json").digest(job, compiler(machine))

    return of


@pytest.mark.parametrize("case", CHANGES)
def test_counts_what_may_be_read(machine: Path, digest: Digest, case: str) -> None:
    source, flags, changed, counts = CHANGES[case]
    wanted = job(machine, source, flags)
    before = digest(wanted)

    change(machine / changed)

    assert (digest(wanted) != before) is counts


@pytest.mark.parametrize("case", CHANGES)
def test_counts_it_within_one_process(machine: Path, case: str) -> None:
    """As under `mkdocs serve`, where nothing may be written."""
    source, flags, changed, counts = CHANGES[case]
    wanted = job(machine, source, flags)
    found = dependencies(machine)
    before = found.digest(wanted, compiler(machine))

    change(machine / changed)
    found.begin_build()

    assert (found.digest(wanted, compiler(machine)) != before) is counts


def test_counts_a_header_that_is_gone(machine: Path, digest: Digest) -> None:
    before = digest(job(machine))
    (machine / "usr/inner.h").unlink()

    assert digest(job(machine)) != before


def test_knows_a_header_by_its_content(machine: Path, digest: Digest) -> None:
    """So a cache holds on a machine where the same packages were installed at another time."""
    before = digest(job(machine))
    for path in machine.rglob("*"):
        os.utime(path, ns=(1, 1))

    assert digest(job(machine)) == before


def test_reads_nothing_again_that_is_as_it_was(
    machine: Path, digest: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest(job(machine))
    monkeypatch.setattr(headers, "content", None)

    assert digest(job(machine)) == before


@pytest.mark.parametrize(
    "memory", ["", "[]", "{", '{"x": 1}', "broken states", "broken digest", "no states"]
)
def test_a_broken_memory_is_none(
    machine: Path, digest: Digest, tmp_path: Path, memory: str
) -> None:
    before = digest(job(machine))
    path = tmp_path / "memory.json"
    text = path.read_text()
    broken = {
        "broken states": text.replace('"states":{', '"states":{"a\\u0000b":[1,2],'),
        "broken digest": text.replace('"digest":"', '"digest":["').replace(
            '","states', '"],"states'
        ),
        "no states": text.replace('"states"', '"state"'),
    }
    path.write_text(broken.get(memory, memory))

    assert digest(job(machine)) == before


def test_what_is_no_file_is_not_read(machine: Path, digest: Digest) -> None:
    os.mkfifo(machine / "local/a.h")
    (machine / "usr/d.h").mkdir()

    assert digest(job(machine)) == digest(job(machine))
    assert digest(job(machine, "#include <d.h>")) == digest(job(machine, "#include <d.h>"))
    assert digest(job(machine, "#include <\0.h>\n#include <\xff>\n"))
