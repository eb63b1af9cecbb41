"""What a shell hands on from one line of a session to the next: its directory, variables, mask of files and status.

Each line has a shell of its own. When the line has ended, that shell tells what it has on a descriptor that no program
has: a shell closes it for what it executes. What it tells is read strictly, and only variables with plain values come
out of it, so at most the next line finds other ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..bounds import SESSION_STATE
from .job import WORKING_DIRECTORY
from .sandbox.host_paths import SHELL

# The command stands in braces, so that the descriptor can be closed for all that is executed there; dash, bash and ash
# keep a copy for themselves, which a program that they execute does not get. It stands in the first line, so that
# messages of the shell name that.
_SCRIPT = (
    'eval "$1"; set --; {status}{{ {command}\n}} 4>&-\n'
    "set -- $?; {{ \\export -p; \\umask; \\set; }} >&4; \\exit $1"
)

# The bytes that are read; of the variables in them, the shortest are kept.
_MOST_TOLD = 16 * SESSION_STATE

# A line without a command: braces around it would be empty.
_COMMENT = re.compile(r"(?:[ \t]*(?:#[^\n]*)?(?:\n|\Z))+")

# A word that stands for itself: in quotes as shells write them, or without any sign that a shell acts on.
_WORD = (
    r"""(?:'[^']*+'|"(?:[^"\\`$]|\\.)*+"|\$'(?:[^'\\]|\\.)*+'|\\.|[\w@%+=:,./~^{}\[\]!#?*-])*+"""
)
_TOLD = re.compile(
    rf"(?:(?:export|declare -x) (?P<exported>[A-Za-z_]\w*+)(?:=(?P<given>{_WORD}))?"
    rf"|(?P<name>[A-Za-z_]\w*+)=(?:(?P<value>{_WORD})|\([^)\n]*+\))"
    r"|(?P<mask>[0-7]{3,4}))\n",
    re.DOTALL | re.ASCII,
)
# Variables that are a shell's own.
_OWN = re.compile(
    r"_|BASH\w*|DIRSTACK|EUID|FUNCNAME|GROUPS|HISTCMD|LINENO|OPTIND|PIPESTATUS|PPID|PWD|SHELLOPTS|UID"
)

# A command that defines a function and does nothing else. Shells do not tell their functions.
_FUNCTION = re.compile(r"[A-Za-z_]\w{0,60} ?\(\)\s?\{[^}]{0,500}\}\s{0,20}")


class _Told(NamedTuple):
    """What a shell has told.

    Attributes:
        directory: Its directory, as a word.
        mask: Its mask of files.
        exported: The names of the variables that programs get.
        values: The values of all variables, as words.
    """

    directory: str
    mask: str
    exported: frozenset[str]
    values: dict[str, str]


@dataclass
class ShellState:
    """What the next line finds.

    Args:
        environment: The names of the variables that each shell has from the beginning.

    Attributes:
        is_at_home: Whether the next line begins in the working directory.
    """

    environment: tuple[str, ...] = ()
    is_at_home: bool = True
    _told: _Told | None = None
    _functions: list[str] = field(default_factory=list)
    _status: int = 0

    def argv(self, command: str) -> tuple[str, ...]:
        """Return the command that executes a line."""
        status = f"( exit {self._status} ); " if self._status else ""
        command = ":" if _COMMENT.fullmatch(command) else command
        script = _SCRIPT.format(status=status, command=command)
        return (SHELL, "-c", script, "sh", "\n".join(self._restoring()))

    def take(self, command: str, told: bytes, status: int) -> None:
        """Take what the shell of a line has told. If it told nothing whole, as one that ends early, all is as before.

        Args:
            command: The line.
            told: What it told.
            status: The status with which it ended.
        """
        self._status = status
        if _FUNCTION.fullmatch(command):
            self._functions.append(command)
        read = _read(told)
        if read:
            self._told = read
            self.is_at_home = read.directory.strip("'\"") == WORKING_DIRECTORY

    def _restoring(self) -> Iterator[str]:
        """Yield the commands that bring a shell to where the last one was."""
        told = self._told
        if told:
            yield f"cd -- {told.directory} 2> /dev/null; umask {told.mask}"
            for name, value in told.values.items():
                exports = "export " if name in told.exported else ""
                yield f"{exports}{name}={value}"
            yield from (f"export {name}" for name in sorted(told.exported - told.values.keys()))
            yield from (f"unset {name}" for name in self.environment if name not in told.values)
        yield from self._functions


def _read(told: bytes) -> _Told | None:
    """Read what a shell tells, or return None if it is anything else."""
    if len(told) > _MOST_TOLD or b"\0" in told:
        return None
    text = told.decode(errors="surrogateescape")
    at, directory = 0, ""
    mask, exported, values = "", set(), {}
    while at < len(text):
        found = _TOLD.match(text, at)
        if found is None:
            return None
        at = found.end()
        mask = found["mask"] or mask
        if name := found["exported"]:
            exported |= set() if _OWN.fullmatch(name) else {name}
        elif found["name"] == "PWD":
            directory = found["value"] or ""
        elif found["name"] and found["value"] is not None and not _OWN.fullmatch(found["name"]):
            values[found["name"]] = found["value"]
    if not directory or not mask or not _is_text(directory):
        return None
    return _Told(directory, mask, frozenset(exported), _kept(values))


def _kept(values: dict[str, str]) -> dict[str, str]:
    """Return the variables that the next line gets: those that are text, and of these the shortest."""
    kept: dict[str, str] = {}
    size = 0
    for name, value in sorted(values.items(), key=lambda item: len(item[1])):
        size += len(name) + len(value)
        if size <= SESSION_STATE and _is_text(value):
            kept[name] = value
    return {name: kept[name] for name in values if name in kept}


def _is_text(value: str) -> bool:
    return value.isascii() or not any("\udc80" <= sign <= "\udcff" for sign in value)
