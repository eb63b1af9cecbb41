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


# The shell of a session, and the commands that its lines may use: they read, write and compare files and texts, and say
# nothing of the machine.
SHELL = next(filter(os.path.exists, ("/usr/bin/dash", "/bin/dash")), "/bin/sh")
_COMMANDS = (
    *("basename", "cat", "chmod", "cmp", "comm", "cp", "cut", "dash", "diff", "dirname"),
    *("echo", "env", "expand", "expr", "false", "fold", "grep", "head", "hexdump"),
    *("join", "ln", "ls", "mkdir", "mkfifo", "mktemp", "mv", "nl", "od", "paste"),
    *("printf", "pwd", "rev", "rm", "rmdir", "sed", "seq", "sh", "sleep", "sort"),
    *("split", "tac", "tail", "tee", "test", "touch", "tr", "true", "truncate", "uniq"),
    *("wc", "xargs", "xxd", "yes", "["),
)


def of_sessions() -> tuple[str, ...]:
    """Return those that the lines of a session see besides: commands, and the programs that their names lead to."""
    directories = ["/usr/bin"] if os.path.islink("/bin") else ["/usr/bin", "/bin"]
    named = existing(
        *(f"{directory}/{name}" for directory in directories for name in _COMMANDS),
        *("/bin" for _ in range(2 - len(directories))),
    )
    real = (os.path.realpath(path) for path in named if os.path.isfile(path))
    links = (path for path in named if os.path.islink(path) or path != os.path.realpath(path))
    return tuple(dict.fromkeys((*links, *real)))


def existing(*paths: str) -> tuple[str, ...]:
    """Return those directories that exist; systems with a merged /usr have them as links."""
    return tuple(filter(os.path.lexists, paths))


def has_time_zones() -> bool:
    """Return whether this machine has named time zones."""
    return os.path.isdir(f"{TIME_ZONES}/Europe")
