"""For the key of a result the build reads headers and libraries, and no other file that is named to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.store.json_files import JsonStore
from mkdocs_c_runner.engine.toolchain import system_files
from mkdocs_c_runner.engine.toolchain.headers import Dependencies
from mkdocs_c_runner.engine.toolchain.identity import Identities, Identity
from mkdocs_c_runner.engine.toolchain.system_files import Directories, content

# The sources and the flags with which a page reaches for `{secret}`, a file beside the directories of the compiler.
REACHES: dict[str, tuple[str, tuple[str, ...]]] = {
    "by its path": ('#include "{secret}"', ()),
    "by its path in angles": ("#include <{secret}>", ()),
    "from the directories upwards": ('#include "../../secret.h"', ()),
    "far upwards": (f'#include "{"../" * 30}' + '{secret}"', ()),
    "through a directory that exists": ('#include "sys/../../../secret.h"', ()),
    "with blanks of a path": ('#include ".//./../.././secret.h"', ()),
    "by a header of the system": ("#include <outward.h>", ()),
    "by a link": ("#include <link.h>", ()),
    "by a link to a directory": ("#include <outside/secret.h>", ()),
    "by embedding it": ("#embed <{secret}>", ()),
    "by a name in a string": ('char *name = "{secret}";', ()),
    "by the name of a macro": ('#define NAME "../../secret.h"\n#include NAME', ()),
    "a device": ('#include "/proc/kmsg"\n#include "/dev/tty"\n#include "/dev/zero"', ()),
    "a pipe": ('#include "{pipe}"', ()),
    "a pipe among the headers": ("#include <pipe.h>", ()),
    "by a flag": ("#include <secret.h>", ("-I{outside}",)),
    "by a flag upwards": ("#include <secret.h>", ("-I{usr}/../../",)),
    "by an included file": ("", ("-include", "{secret}")),
    "by a library": ("", ("-l../../../secret.h",)),
}

# Digests the headers of a job in a process of its own, and prints the paths that it opens or lists.
AUDITED = """
import json, sys
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.store.json_files import JsonStore
from mkdocs_c_runner.engine.toolchain.headers import Dependencies
from mkdocs_c_runner.engine.toolchain.identity import Identity
from mkdocs_c_runner.engine.toolchain.system_files import Directories

order = json.loads(sys.argv[1])
dependencies = Dependencies(None, JsonStore(), Directories(order["seen"]))
identity = Identity("digest", "gcc 14", tuple(order["headers"]), tuple(order["libraries"]))
job = Job((SourceFile("main.c", order["source"].encode()),), flags=tuple(order["flags"]))
opened = []

def audit(event, values):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(values[0], str):
        opened.append(values[0])

sys.addaudithook(audit)
dependencies.digest(job, identity)
print(json.dumps(opened))
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    usr = tmp_path / "system/usr"
    (usr / "sys").mkdir(parents=True)
    (tmp_path / "system/lib").mkdir()
    (usr / "stdio.h").write_text("int puts(const char *);\n")
    (tmp_path / "secret.h").write_text("secret\n")
    (usr / "outward.h").write_text(f'#include "{tmp_path}/secret.h"\n#include "../../secret.h"\n')
    (usr / "link.h").symlink_to(tmp_path / "secret.h")
    (usr / "outside").symlink_to(tmp_path)
    os.mkfifo(usr / "pipe.h")
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


def names(machine: Path) -> dict[str, str]:
    return {
        "secret": f"{machine}/secret.h",
        "pipe": f"{machine}/pipe",
        "outside": str(machine),
        "usr": f"{machine}/system/usr",
    }


def of_system(machine: Path) -> Identity:
    system = f"{machine}/system"
    return Identity("digest", "gcc 14", (f"{system}/usr", str(machine)), (f"{system}/lib",))


@pytest.mark.parametrize("reach", REACHES)
def test_no_file_is_opened_that_the_compiler_does_not_see(machine: Path, reach: str) -> None:
    source, flags = REACHES[reach]
    system = f"{machine}/system"
    order = {
        "seen": [system],
        # The last one is as if a cache named it: the sandbox does not show it.
        "headers": [f"{system}/usr", str(machine)],
        "libraries": [f"{system}/lib", str(machine)],
        "source": "#include <stdio.h>\n" + source.format(**names(machine)),
        "flags": [flag.format(**names(machine)) for flag in flags],
    }
    done = subprocess.run(
        [sys.executable, "-c", AUDITED, json.dumps(order)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    opened = json.loads(done.stdout)
    assert f"{system}/usr/stdio.h" in opened
    assert set(opened) <= {f"{system}/usr/stdio.h", f"{system}/usr/outward.h"}


@pytest.mark.parametrize("reach", REACHES)
def test_a_file_that_is_not_seen_is_neither_remembered_nor_in_the_key(
    machine: Path, reach: str
) -> None:
    source, flags = (
        REACHES[reach][0].format(**names(machine)),
        tuple(flag.format(**names(machine)) for flag in REACHES[reach][1]),
    )
    job = Job((SourceFile("main.c", source.encode()),), flags=flags)

    def digest() -> str:
        memory = machine / "memory.json"
        seen = Directories([f"{machine}/system"])
        return Dependencies(memory, JsonStore(), seen).digest(job, of_system(machine))

    before = digest()
    (machine / "secret.h").write_text("another secret\n")

    assert digest() == before
    entries = json.loads((machine / "memory.json").read_text()).values()
    paths = {path for entry in entries for path in entry["states"]}
    assert all(os.path.normpath(path).startswith(f"{machine}/system/") for path in paths)


def test_a_memory_that_names_other_files_is_none(machine: Path) -> None:
    memory = machine / "memory.json"
    seen = Directories([f"{machine}/system"])
    job = Job((SourceFile("main.c", b"#include <stdio.h>\n"),))
    before = Dependencies(memory, JsonStore(), seen).digest(job, of_system(machine))
    remembered = json.loads(memory.read_text())
    status = (machine / "secret.h").stat()
    for entry in remembered.values():
        entry["digest"] = "hostile"
        entry["states"][f"{machine}/secret.h"] = [status.st_size, status.st_mtime_ns]
    memory.write_text(json.dumps(remembered))

    assert Dependencies(memory, JsonStore(), seen).digest(job, of_system(machine)) == before


def test_a_remembered_compiler_of_other_files_is_asked_again(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("")
    status = secret.stat()
    files = {str(secret): [status.st_size, status.st_mtime_ns]}
    known = {"digest": "d", "version": "gcc 14", "headers": [], "libraries": [], "files": files}
    memory = tmp_path / "compilers.json"
    memory.write_text(json.dumps({"gcc": known}))

    class Asked(Exception):
        pass

    def ask() -> None:
        raise Asked

    with pytest.raises(Asked):
        Identities(memory).of("gcc", ask)  # type: ignore[arg-type]


def test_a_file_above_the_bound_counts_by_its_size_and_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.a"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    small = content(str(path))
    assert small is not None
    assert len(small) < 100

    os.utime(path, ns=(1, 1))

    assert content(str(path)) != small


def test_a_small_file_is_read_where_there_is_little_memory(tmp_path: Path) -> None:
    header = tmp_path / "small.h"
    header.write_text("int small;\n")
    tracemalloc.start()
    try:
        assert content(str(header)) == b"int small;\n"
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < system_files.LARGEST_FILE // 16


def test_names_beyond_the_bound_count_together(machine: Path) -> None:
    source = "".join(f"#include <h{number}.h>\n" for number in range(5_000))
    job = Job((SourceFile("main.c", source.encode()),))
    memory = machine / "memory.json"
    seen = Directories([f"{machine}/system"])

    def digest() -> str:
        return Dependencies(memory, JsonStore(), seen).digest(job, of_system(machine))

    before = digest()
    assert len(json.loads(memory.read_text())) < 300
    (machine / "system/usr/h4999.h").write_text("")

    assert digest() != before


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("/usr/include", True),
        ("/usr/include/stdio.h", True),
        ("/usr/include/sys/../stdio.h", True),
        ("/usr/include/.hidden", True),
        ("/usr/include2/stdio.h", False),
        ("/usr/include/../lib/x", False),
        ("/usr/include/..", False),
        ("//usr/include/stdio.h", False),
        ("usr/include/stdio.h", False),
        ("/usr/include/\0", False),
        ("", False),
        ("/", False),
    ],
)
def test_a_path_is_judged_as_it_is_written(path: str, inside: bool) -> None:
    assert Directories(["/usr/include"]).contain(path) is inside


def test_the_directories_of_the_sandbox_are_those_of_the_system() -> None:
    assert system_files.visible().contain("/usr/include/stdio.h")
    assert not any(map(system_files.visible().contain, ("/root/x", "/proc/kmsg", "/etc/passwd")))
