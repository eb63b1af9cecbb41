"""The rows of compilers by the names that fences have for them."""

from __future__ import annotations

import shutil

import pytest

from mkdocs_c_runner.engine.cures import install
from mkdocs_c_runner.engine.toolchain.compilers import COMPILERS
from mkdocs_c_runner.engine.toolchain.machines import MACHINES
from mkdocs_c_runner.engine.toolchain.named_compilers import for_machines, is_compiler, meant, named

COMMANDS = {
    "gcc": ("gcc",),
    "gcc-13": ("gcc-13",),
    "clang-19": ("clang-19",),
    "musl-gcc": ("musl-gcc",),
    "gcc:s390x": ("s390x-linux-gnu-gcc",),
    "gcc-12:s390x": ("s390x-linux-gnu-gcc-12",),
    "gcc:armhf": ("arm-linux-gnueabihf-gcc",),
    "gcc:ppc64": ("powerpc64-linux-gnu-gcc",),
    "clang:aarch64": ("clang", "--target=aarch64-linux-gnu"),
    "clang-19:riscv64": ("clang-19", "--target=riscv64-linux-gnu"),
}

NO_NAMES = [
    *("", "gcc:", "gcc:mips", "gcc-", "gcc-0", "gcc-13.2", "gcc-134", "gcc:s390x:s390x", "tcc-9"),
    *("tcc:s390x", "musl-gcc:s390x", "GCC", "gcc s390x", "gcc:../x", "x-gcc", "gcc-13\n", "icc"),
]

PACKAGES = {
    ("gcc-13", "apt-get"): "gcc-13 libc6-dev",
    ("clang-19", "apt-get"): "clang-19 libc6-dev",
    ("gcc:s390x", "apt-get"): "gcc-s390x-linux-gnu libc6-dev-s390x-cross qemu-user-static",
    ("gcc-12:s390x", "apt-get"): "gcc-12-s390x-linux-gnu libc6-dev-s390x-cross qemu-user-static",
    ("clang:s390x", "apt-get"): "clang libc6-dev gcc-s390x-linux-gnu libc6-dev-s390x-cross "
    "qemu-user-static",
    ("gcc:aarch64", "pacman"): "aarch64-linux-gnu-gcc aarch64-linux-gnu-glibc qemu-user",
    ("musl-gcc", "apt-get"): "musl-tools gcc",
}


@pytest.mark.parametrize(("name", "command"), COMMANDS.items())
def test_a_name_leads_to_a_command(name: str, command: tuple[str, ...]) -> None:
    assert named(name).argv == command
    assert named(name).name == name


@pytest.mark.parametrize("name", NO_NAMES)
def test_another_word_is_no_compiler(name: str) -> None:
    assert not is_compiler(name)


@pytest.mark.parametrize(("name", "packages"), PACKAGES.items())
def test_it_is_known_what_to_install(name: tuple[str, str], packages: str) -> None:
    assert named(name[0]).packages[name[1]] == packages


def test_each_machine_has_a_gcc() -> None:
    assert [row.machine for row in for_machines()] == list(MACHINES.values())


@pytest.mark.parametrize("name", ["gcc:s390x", "clang:riscv64"])
def test_nothing_of_this_machine_is_left_in_the_row_of_another(name: str) -> None:
    flags = [flag for words in named(name).views.values() for flag in words]
    assert [flag for flag in flags if "intel" in flag] == []
    assert named(name).recorded == ()


@pytest.mark.parametrize("name", COMPILERS)
def test_the_rows_with_names_of_their_own_are_for_this_machine(name: str) -> None:
    assert named(name) is COMPILERS[name]
    assert named(name).machine is None


CURES = {
    ("apt-get", "gcc:s390x"): "apt-get install -y gcc-s390x-linux-gnu libc6-dev-s390x-cross qemu-user-static",
    ("pacman", "gcc:aarch64"): "pacman -S --needed aarch64-linux-gnu-gcc aarch64-linux-gnu-glibc qemu-user",
    ("dnf", "clang"): "dnf install -y clang compiler-rt glibc-devel",
    ("zypper", "clang"): "zypper install -y clang",
    ("dnf", "gcc:s390x"): "This system has no package for gcc:s390x: record the result on Debian or Ubuntu, "
    "where it is gcc-s390x-linux-gnu libc6-dev-s390x-cross qemu-user-static, or choose another compiler.",
    ("apk", "gcc-13"): "This system has no package for gcc-13: ",
    ("apk", "gcc", "gcc-13"): "apk add gcc musl-dev\nThis system has no package for gcc-13: ",
}  # fmt: skip


@pytest.mark.parametrize(("names", "said"), CURES.items())
def test_a_cure_names_packages_that_the_system_has(
    names: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager, *compilers = names
    monkeypatch.setattr(shutil, "which", lambda name: name if name == manager else None)

    assert said in install(*compilers)


SLIPS = {
    "gcc:arm64": "gcc:aarch64",
    "gcc:S390X": "gcc:s390x",
    "gcc:s390": "gcc:s390x",
    "gcc:riscv": "gcc:riscv64",
    "gcc:arm": "gcc:armhf",
    "clang:ppc": "clang:ppc64",
    "gcc-s390x": "gcc:s390x",
    "s390x": "gcc:s390x",
    "s390x-linux-gnu-gcc": "gcc:s390x",
    "s390x-linux-gnu-gcc-12": "gcc-12:s390x",
    "gcc:s390x:12": "gcc:s390x",
    "GCC-13": "gcc-13",
    "gcc12": "gcc-12",
    "clang@19": "clang-19",
    "gcc-012": "gcc-12",
    "gcc-12.2": "gcc-12",
    "musl": "musl-gcc",
    "musl:s390x": "musl-gcc",
    "gcc:mips": None,
    "gcc-134": None,
    "icc": None,
    "": None,
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_means_a_compiler(name: str) -> None:
    assert meant(name) == SLIPS[name]
    assert not is_compiler(name)
    assert SLIPS[name] is None or is_compiler(SLIPS[name] or "")
