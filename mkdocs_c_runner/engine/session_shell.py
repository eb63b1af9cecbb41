"""What a shell hands on from one line of a session to the next: directory, variables, functions, mask of files, status.

Each line has a shell of its own. When the line has ended, that shell tells what it has on a descriptor that no program
has: a shell closes it for what it executes. What it tells is read strictly, and only variables with plain values and
names come out of it, so at most the next line finds other ones. A shell tells which functions it has, and not their
texts; those are in the lines that have defined them.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..bounds import SESSION_STATE
from .job import WORKING_DIRECTORY
from .sandbox.host_paths import SHELL
from .shell_lines import functions_in, lines_of_shell

# The command stands in braces, so that the descriptor can be closed for all that is executed there; dash, bash and ash
# keep a copy for themselves, which a program that they execute does not get. It stands in the first line, so that
# messages of the shell name that.
_SCRIPT = (
    'eval "$1"; set --; {status}{{ {command}\n}} 4>&-\n'
    "{early}{{ {late}\\set +x; \\export -p; \\readonly -p; \\umask; \\set; {functions}}} 2> /dev/null >&4; "
    "\\exit $1"
)
# Keeps the status of the command. It stands within the redirection, where `set -x` shows nothing of it, but where a
# command has left the shell too few descriptors to redirect anything.
_STATUS = "set -- $?; "
# Tells which of these names are those of functions.
_FUNCTIONS = (
    'for _ in {names}; do case $(command -V "$_") in "$_ is a function"*|"$_ is a shell function"*) '
    'echo "function $_";; esac; done; '
)
# Reads a command and executes nothing of it, so that a message about its syntax has nothing of our script.
_READS = (SHELL, "-n", "-c")

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
    rf"|(?:readonly|declare)(?: -\w++)?+ (?P<fixed>[A-Za-z_]\w*+)(?:=(?:{_WORD}|\([^)\n]*+\)))?"
    rf"|(?P<name>[A-Za-z_]\w*+)=(?:(?P<value>{_WORD})|\([^)\n]*+\))"
    r"|function (?P<function>[A-Za-z_]\w*+)"
    r"|(?P<mask>[0-7]{3,4}))\n",
    re.DOTALL | re.ASCII,
)
# The variables whose values a command needs, and those that it sets.
_NEEDED = re.compile(r"\$\{?#?([A-Za-z_]\w*+)", re.ASCII)
_SET = re.compile(r"(?<!\w)([A-Za-z_]\w*+)=", re.ASCII)
# Variables that are a shell's own.
_OWN = re.compile(
    r"_|BASH\w*|DIRSTACK|EUID|FUNCNAME|GROUPS|HISTCMD|LINENO|OPTIND|PIPESTATUS|PPID|PWD|SHELLOPTS|UID"
)


class _Told(NamedTuple):
    """What a shell has told.

    Attributes:
        directory: Its directory, as a word.
        mask: Its mask of files.
        exported: The names of the variables that programs get.
        fixed: The names of the variables that cannot be changed.
        functions: The names of the functions, of those that were asked for.
        values: The values of all variables, as words.
        lost: The names of variables whose values are too long or no text.
    """

    directory: str
    mask: str
    exported: frozenset[str]
    fixed: frozenset[str]
    functions: frozenset[str]
    values: dict[str, str]
    lost: frozenset[str]


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
    _functions: dict[str, str] = field(default_factory=dict)
    _lost: frozenset[str] = frozenset()
    _status: int = 0

    def argv(self, command: str) -> tuple[str, ...]:
        """Return the command that executes a line."""
        status = f"( exit {self._status} ); " if self._status else ""
        names = " ".join(self._functions | functions_in(command))
        script = _SCRIPT.format(
            status=status,
            command=_in_braces(command),
            early=_STATUS if "ulimit" in command else "",
            late="" if "ulimit" in command else _STATUS,
            functions=_FUNCTIONS.format(names=names) if names else "",
        )
        return (SHELL, "-c", script, "sh", "\n".join(self._restoring()))

    def lacks(self, command: str) -> str:
        """Return which variable a line needs and an earlier one has set in vain; empty if there is none."""
        if not self._lost:
            return ""
        needs = frozenset(_NEEDED.findall(command)) - frozenset(_SET.findall(command))
        lost = ", ".join(sorted(needs & self._lost))
        most = f"{SESSION_STATE >> 10} KiB"
        return f"{lost}: more than {most}, or no text, is handed on in a file alone" if lost else ""

    @staticmethod
    def reading(command: str) -> tuple[str, ...]:
        """Return the command that reads a line and says what is wrong with its syntax."""
        return (*_READS, command, "sh")

    def take(self, command: str, told: bytes, status: int) -> None:
        """Take what the shell of a line has told. If it told nothing whole, as one that ends early, all is as before.

        Args:
            command: The line.
            told: What it told.
            status: The status with which it ended.
        """
        self._status = status
        read = _read(told)
        if read:
            self._lost = (self._lost | read.lost) - read.values.keys()
            self._told = read
            texts = self._functions | functions_in(command)
            self._functions = _shortest(
                (name, texts[name]) for name in texts if name in read.functions
            )
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
            yield from (f"readonly {name}" for name in sorted(told.fixed))
        yield from self._functions.values()


def _in_braces(command: str) -> str:
    """Return a command as it can stand in our braces, which nothing in it may close."""
    if _COMMENT.fullmatch(command):
        return ":"
    return f"\\eval {shlex.quote(command)}" if lines_of_shell(command).closes_more else command


def _read(told: bytes) -> _Told | None:
    """Read what a shell tells, or return None if it is anything else."""
    if len(told) > _MOST_TOLD or b"\0" in told:
        return None
    text = told.decode(errors="surrogateescape")
    at, directory = 0, ""
    mask, values = "", {}
    exported, fixed, functions = set[str](), set[str](), set[str]()
    while at < len(text):
        found = _TOLD.match(text, at)
        if found is None:
            return None
        at = found.end()
        mask = found["mask"] or mask
        if name := found["function"]:
            functions.add(name)
        elif name := found["exported"] or found["fixed"]:
            names = exported if found["exported"] else fixed
            names |= set() if _OWN.fullmatch(name) else {name}
        elif found["name"] == "PWD":
            directory = found["value"] or ""
        elif found["name"] and found["value"] is not None and not _OWN.fullmatch(found["name"]):
            values[found["name"]] = found["value"]
    if not directory or not mask or not _is_text(directory):
        return None
    kept = _shortest(values.items())
    lost = frozenset(values.keys() - kept.keys())
    sets = frozenset(exported), frozenset(fixed), frozenset(functions)
    return _Told(directory, mask, *sets, kept, lost)


def _shortest(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the variables or functions that the next line gets: those that are text, and of these the shortest."""
    texts = dict(named)
    kept: set[str] = set()
    size = 0
    for name, text in sorted(texts.items(), key=lambda item: len(item[1])):
        size += len(name) + len(text)
        if size <= SESSION_STATE and _is_text(text):
            kept.add(name)
    return {name: text for name, text in texts.items() if name in kept}


def _is_text(value: str) -> bool:
    return value.isascii() or not any("\udc80" <= sign <= "\udcff" for sign in value)
