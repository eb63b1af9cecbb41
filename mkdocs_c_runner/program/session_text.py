"""The text of a session: the commands, how they are to end, and what stands beneath them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..bounds import SESSION_LINES
from ..engine.session import CONTINUED, PROMPT
from ..engine.shell_lines import ShellLines
from ..fence.expectation import SIGNALS
from ..place import LineError

# How a command ends, at its end, as a comment of the shell.
_ENDING = re.compile(
    r"\s{1,20}#\s{0,9}(?P<ending>exit \d{1,3}|SIG[A-Z0-9]{2,8}|any|(?:time|memory|output)-limit)\s{0,20}$"
)
# A line of output that looks like a command, and one with the backslash before it that tells the two apart.
_LIKE_A_COMMAND = re.compile(r"\\*+\$(?: |\Z)")
_ESCAPE = "\\"
USUAL_ENDING = "exit 0"
_GREATEST_STATUS = 255
LIMITS = ("time-limit", "memory-limit", "output-limit")
ANY_ENDING = "any"

# The characters of a command in a message.
_SHOWN_COMMAND = 60

# One command that changes something that a shell does not hand on to that of the next command.
_FOR_SHELL = re.compile(
    r"(?P<name>alias(?=[^=]*=)|unalias|exec(?=[ \t]+\d?[<>])|ulimit(?=.*[ \t](?:\d+|unlimited)\Z)"
    r"|set(?=[ \t]+(?![-+]o\Z))|trap(?=[ \t]+(?!-p\b)))"
    r"(?:[ \t]+(?:[<>]&|[^|&;()`\n'\"\\]|'[^']*+'|\"[^\"`]*+\"|\\.)*+)?",
    re.DOTALL,
)
_IN_ONE_LINE = "write both in one line, as in $ "
# What is forgotten, and what an author writes instead.
_INSTEAD = {
    "alias": 'write a function, as in $ ll() { ls -l "$@"; }',
    "unalias": "no command has an alias of another one",
    "ulimit": f"{_IN_ONE_LINE}ulimit -s 100; ./a.out",
    "set": f"{_IN_ONE_LINE}set -e; ./a.out",
    "trap": f"{_IN_ONE_LINE}trap 'echo bye' EXIT; ./a.out",
    "exec": "write the redirection behind each command, or around several, as in $ { ./a.out; ls; } > a.txt",
}
_TOGETHER = f"{_IN_ONE_LINE}./server & ./client; kill $!"
_REDIRECTS_BOTH = (
    "&> is a sign of bash, which the shell of sessions takes for & and >: write > a.txt 2>&1"
)


@dataclass(frozen=True)
class Entry:
    """A command of a session.

    Attributes:
        number: The 1-based number of its line in the block.
        last: The number of the last line that belongs to it, with its output.
        command: The command, in several lines if it goes on behind the prompt `> `.
        ending: How it is to end: `exit 1`, a signal, a limit or `any`; empty if its author does not say.
        expected: The lines beneath it; none if anything may be printed.
        commented: The index of the line of the command at whose end a comment may say how it ends.
        leaves_process: Whether nothing waits for its last program.
    """

    number: int
    last: int
    command: str
    ending: str = ""
    expected: tuple[str, ...] = ()
    commented: int = 0
    leaves_process: bool = False

    @property
    def lines_of_command(self) -> int:
        """The number of lines that the command has in the block."""
        return self.command.count("\n") + 1


def entries_of(text: str) -> tuple[Entry, ...]:
    """Return the commands of a session.

    Raises:
        ValueError: If the text is no session, with the reason.
    """
    lines = text.rstrip("\n").split("\n")
    starts = [index for index, line in enumerate(lines) if _is_command(line)]
    if len(starts) > SESSION_LINES:
        raise ValueError(
            f"the session has {len(starts)} commands, but at most {SESSION_LINES} are allowed"
        )
    head = next((line for line in lines[: starts[0] if starts else None] if line.strip()), None)
    if head is not None or not starts:
        raise ValueError(
            f'the first line of a session is a command behind "{PROMPT}", such as $ ./a.out'
        )
    ends = [*starts[1:], len(lines)]
    return tuple(_entry(lines, *pair) for pair in zip(starts, ends, strict=True))


def as_expected(line: str) -> str:
    """Return a line that was printed as it stands beneath a command, where nobody takes it for one."""
    return f"{_ESCAPE}{line}" if _LIKE_A_COMMAND.match(line) else line


def _printed(line: str) -> str:
    """Return a line that stands beneath a command as it is printed."""
    return line.removeprefix(_ESCAPE) if _LIKE_A_COMMAND.match(line) else line


def wrong(number: int, command: str, reason: str) -> LineError:
    """Return the error that something is wrong with a command.

    Args:
        number: The number of its line in the block.
        command: The command.
        reason: What is wrong.
    """
    first = " ".join(command.split("\n", 1)[0].split())
    shown = first if len(first) <= _SHOWN_COMMAND else f"{first[:_SHOWN_COMMAND]}…"
    return LineError(number, f"{PROMPT}{shown}: {reason}")


def forgotten(entry: Entry) -> str | None:
    """Return why a command means nothing to the next one although its author may think so, or None.

    One whose end or output its author expects is there for these.
    """
    if entry.ending or entry.expected:
        return None
    if entry.leaves_process:
        return f"its process ends with this command, before the next one begins: {_TOGETHER}"
    alone = _FOR_SHELL.fullmatch(entry.command)
    return f"the next command does not know it: {_INSTEAD[alone['name']]}" if alone else None


def _is_command(line: str) -> bool:
    return line.startswith(PROMPT) or line == PROMPT.rstrip()


def _entry(lines: list[str], start: int, end: int) -> Entry:
    first = lines[start].removeprefix(PROMPT).strip()
    if not first or first == PROMPT.rstrip():
        raise LineError(
            start + 1,
            f'a prompt without a command: write one behind "{PROMPT}", or delete the line',
        )
    command, shell = _whole(lines[start:end], first)
    if reason := shell.lacks or (_REDIRECTS_BOTH if shell.redirects_both else ""):
        raise wrong(start + 1, first, reason)
    ending = _ENDING.search(command[shell.last])
    if ending:
        command[shell.last] = command[shell.last][: ending.start()]
    expected = list(map(_printed, lines[start + len(command) : end]))
    while expected and not expected[-1].strip():
        expected.pop()
    named = _ending(ending["ending"], start + shell.last + 1) if ending else ""
    return Entry(
        start + 1,
        end,
        "\n".join(command),
        named,
        tuple(expected),
        shell.last,
        shell.ends_in_background,
    )


def _whole(lines: list[str], first: str) -> tuple[list[str], ShellLines]:
    """Return the lines of a command, with those behind the prompt `> `, and what was read of them."""
    command, shell = [first], ShellLines()
    shell.add(first)
    for line in lines[1:]:
        if not shell.goes_on or not (line.startswith(CONTINUED) or line == CONTINUED.rstrip()):
            break
        command.append(line[len(CONTINUED) :])
        shell.add(command[-1])
    return command, shell


def _ending(named: str, number: int) -> str:
    """Return how a command is to end, if a command can end so."""
    kind, _, status = named.partition(" ")
    if (status and int(status) > _GREATEST_STATUS) or (
        named.startswith("SIG") and named not in SIGNALS
    ):
        raise LineError(
            number,
            f"no command ends with {named}; write # exit 1, to 255, or a signal such as # SIGSEGV",
        )
    return f"{kind} {int(status)}" if status else named
