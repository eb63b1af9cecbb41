"""Finds the row of a compiler by its name in a fence: `gcc`, `gcc-13`, `musl-gcc`, `gcc:s390x`, `clang-19:aarch64`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from .compilers import COMPILERS, MUSL, Compiler
from .machines import MACHINES, Machine

_NAME = r"(?P<base>gcc|clang)(?:-(?P<version>[1-9]\d?))?(?::(?P<machine>[a-z]\w{0,15}))?"
# Compiler Explorer has the minor versions 1 to n of each gcc for other machines, and no older ones of all of them.
_NEWEST_THERE = {12: 5, 13: 4, 14: 3, 15: 2, 16: 1}
# What gcc and clang take on x86 alone.
_FOR_X86 = {"-masm=intel", "-mllvm", "--x86-asm-syntax=intel", "-mno-red-zone"}

# No name of a compiler is longer.
_LONGEST_SLIP = 60


@lru_cache(maxsize=256)
def named(name: str) -> Compiler:
    """Return the row of a compiler.

    Raises:
        KeyError: If there is none of this name.
    """
    if name in COMPILERS:
        return COMPILERS[name]
    if name == MUSL.name:
        return MUSL
    parts = re.fullmatch(_NAME, name)
    if parts is None:
        raise KeyError(name)
    base, version = COMPILERS[parts["base"]], parts["version"] or ""
    row = _of_version(base, version) if version else base
    return (
        row if parts["machine"] is None else _of_machine(row, MACHINES[parts["machine"]], version)
    )


def is_compiler(name: str) -> bool:
    """Return whether there is a row of this name; whether it is installed is another question."""
    try:
        named(name)
    except KeyError:
        return False
    return True


def kinds_of_names() -> str:
    """Return the names that there are, in words."""
    names, machines = ", ".join((*COMPILERS, MUSL.name)), ", ".join(MACHINES)
    return (
        f"{names}, a version such as gcc-13, or a machine such as gcc:s390x (there are {machines})"
    )


def meant(name: str) -> str | None:
    """Return the name of a compiler that a slip such as `gcc:arm64`, `gcc12` or `s390x-linux-gnu-gcc` means."""
    words = re.findall(r"[a-z][a-z0-9]*", name.lower()[:_LONGEST_SLIP])
    base = "clang" if any(word.startswith("clang") for word in words) else "gcc"
    if "musl" in words:
        return MUSL.name
    version = re.search(r"(?:gcc|clang)\D?0{0,3}([1-9]\d?)(?!\d)", name.lower()[:_LONGEST_SLIP])
    machine = next(
        (row.name for row in MACHINES.values() if {row.name, *row.aliases} & {*words}), ""
    )
    if not version and not machine:
        return None
    behind = f"-{version[1]}" if version else ""
    return f"{base}{behind}{f':{machine}' if machine else ''}"


def for_machines() -> Iterator[Compiler]:
    """Yield the gcc of each other machine."""
    return (named(f"gcc:{machine}") for machine in MACHINES)


def _of_version(base: Compiler, version: str) -> Compiler:
    """Return the row of a compiler in a version, as distributions call it: `gcc-13` is a package and a command."""
    command = f"{base.name}-{version}"
    packages = {
        manager: re.sub(rf"\b{base.name}\b", command, names)
        for manager, names in base.packages.items()
        if manager == "apt-get"
    }
    return base._replace(name=command, command=(command,), packages=packages)


def _of_machine(base: Compiler, machine: Machine, version: str) -> Compiler:
    """Return the row of a compiler for another machine."""
    is_gcc = base.name.startswith("gcc")
    command: tuple[str, ...] = (f"{machine.driver}{f'-{version}' if version else ''}",)
    if not is_gcc:
        command = (*base.argv, f"--target={machine.triple}")
    return base._replace(
        name=f"{base.name}:{machine.name}",
        command=command,
        packages=_packages(base, machine, version),
        views={name: _portable(flags) for name, flags in base.views.items()},
        recorded=(),
        links=(*base.links, machine.loader),
        explorer=_explorer(machine) if is_gcc else {},
        machine=machine,
        sanitizers=machine.sanitizers,
        without_sanitizers=f"there is none that works on {machine.name}",
        tools=f"{machine.triple}-",
    )


def _packages(base: Compiler, machine: Machine, version: str) -> Mapping[str, str]:
    """Return the packages of a compiler for another machine; clang needs the linker and the library of gcc there."""
    packages = {}
    for manager, names in machine.packages.items():
        if base.name.startswith("clang"):
            packages[manager] = f"{base.packages.get(manager, base.name)} {names}"
        elif version and manager == "apt-get":
            driver = f"gcc-{machine.triple}"
            packages[manager] = names.replace(driver, f"gcc-{version}-{machine.triple}")
        else:
            packages[manager] = names
    return packages


def _portable(flags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(flag for flag in flags if flag not in _FOR_X86)


def _explorer(machine: Machine) -> Mapping[str, Mapping[int, tuple[str, ...]]]:
    """Return the ids of the gcc of a machine at Compiler Explorer, as in its `etc/config/c.amazon.properties`."""
    if not machine.explorer:
        return {}
    ids = {
        major: tuple(f"{machine.explorer}{major}{minor}0" for minor in range(1, newest + 1))
        for major, newest in _NEWEST_THERE.items()
    }
    return {"c": ids}
