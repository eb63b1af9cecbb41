"""The machines whose programs an emulator runs here: one row each, all that the project knows of it.

Pure data. A compiler for a machine is called `gcc:s390x`; `named_compilers.py` makes its row from that of `gcc` and one
of these, and `emulation.py` runs its programs. A new machine is a new row here, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

_NONE: Mapping[str, str] = MappingProxyType({})


class Machine(NamedTuple):
    """A machine.

    Attributes:
        name: Its name in the fence option, behind the colon. The label `machine_NAME` says more to readers.
        triple: Its name for compilers: the beginning of the names of their commands, and the directory of its headers
            and libraries.
        emulator: The name of the program that emulates it, without `-static`.
        loader: The program that loads programs and their libraries.
        bits: The bits of an address.
        is_big_endian: Whether the first byte of a number is the one that counts most.
        packages: The packages with its compiler, library and emulator, separated by spaces, by package manager. For
            managers that are not here there are none, or none with a C library.
        sanitizers: The sanitizers that work there.
        explorer: The id of its gcc at Compiler Explorer before the digits of the version; empty if there is none.
        aliases: Other words for it, which a message takes for a slip.
    """

    name: str
    triple: str
    emulator: str
    loader: str
    bits: int = 64
    is_big_endian: bool = False
    packages: Mapping[str, str] = _NONE
    sanitizers: frozenset[str] = frozenset({"undefined"})
    explorer: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def sysroot(self) -> str:
        """The directory of its headers and libraries."""
        return f"/usr/{self.triple}"

    @property
    def driver(self) -> str:
        """The name of its gcc."""
        return f"{self.triple}-gcc"


def _debian(compiler: str, library: str) -> Mapping[str, str]:
    """Return the packages of a machine for which Debian and Ubuntu alone have a compiler with a C library."""
    return {"apt-get": f"gcc-{compiler} libc6-dev-{library}-cross qemu-user-static"}


_ARCH = "qemu-user"

_ROWS = (
    Machine(
        "aarch64",
        "aarch64-linux-gnu",
        "qemu-aarch64",
        "ld-linux-aarch64.so.1",
        packages={
            **_debian("aarch64-linux-gnu", "arm64"),
            "pacman": f"aarch64-linux-gnu-gcc aarch64-linux-gnu-glibc {_ARCH}",
        },
        explorer="carm64g",
        aliases=("arm64", "armv8", "arm64v8"),
    ),
    Machine(
        "armhf",
        "arm-linux-gnueabihf",
        "qemu-arm",
        "ld-linux-armhf.so.3",
        bits=32,
        packages=_debian("arm-linux-gnueabihf", "armhf"),
        explorer="carmg",
        aliases=("arm", "arm32", "armv7", "armv7l", "armel", "gnueabihf"),
    ),
    Machine(
        "ppc64",
        "powerpc64-linux-gnu",
        "qemu-ppc64",
        "ld64.so.1",
        is_big_endian=True,
        packages=_debian("powerpc64-linux-gnu", "ppc64"),
        explorer="cppc64g",
        aliases=("ppc", "powerpc", "powerpc64", "power"),
    ),
    Machine(
        "riscv64",
        "riscv64-linux-gnu",
        "qemu-riscv64",
        "ld-linux-riscv64-lp64d.so.1",
        packages={
            **_debian("riscv64-linux-gnu", "riscv64"),
            "pacman": f"riscv64-linux-gnu-gcc riscv64-linux-gnu-glibc {_ARCH}",
        },
        sanitizers=frozenset(),
        explorer="rv64-cgcc",
        aliases=("riscv", "rv64", "rv64gc"),
    ),
    Machine(
        "s390x",
        "s390x-linux-gnu",
        "qemu-s390x",
        "ld64.so.1",
        is_big_endian=True,
        packages=_debian("s390x-linux-gnu", "s390x"),
        explorer="cs390xg",
        aliases=("s390", "zarch", "systemz"),
    ),
)

MACHINES: Mapping[str, Machine] = {row.name: row for row in _ROWS}
