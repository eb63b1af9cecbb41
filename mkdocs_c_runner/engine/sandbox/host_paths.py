"""The paths of this machine that sandboxes show. The keys of results depend on them, also where nothing is run."""

from __future__ import annotations

import os

# 32-bit libraries are useless here: the seccomp filter kills programs of another ABI.
LIBRARIES = ("/usr/lib", "/usr/lib64")
_DIRECTORIES_OUTSIDE_USR = ("/lib", "/lib64")

# Without them the C library takes any name of a zone for UTC, and prints the hour of UTC under that name.
TIME_ZONES = "/usr/share/zoneinfo"


def of_compilers() -> tuple[str, ...]:
    """Return those that compilers see."""
    return (
        "/usr/bin",
        *LIBRARIES,
        "/usr/libexec/gcc",
        "/usr/include",
        "/usr/local/include",
        "/etc/alternatives",
        *existing("/bin", *_DIRECTORIES_OUTSIDE_USR),
    )


def of_programs(*, tools: bool) -> tuple[str, ...]:
    """Return those that programs see, also the commands of the machine if there are to be tools."""
    commands = ("/usr/bin", "/etc/alternatives", *existing("/bin")) if tools else ()
    return (*LIBRARIES, TIME_ZONES, *existing(*_DIRECTORIES_OUTSIDE_USR), *commands)


def existing(*paths: str) -> tuple[str, ...]:
    """Return those directories that exist; systems with a merged /usr have them as links."""
    return tuple(filter(os.path.lexists, paths))


def has_time_zones() -> bool:
    """Return whether this machine has named time zones."""
    return os.path.isdir(f"{TIME_ZONES}/Europe")
