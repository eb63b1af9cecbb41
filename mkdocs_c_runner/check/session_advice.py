"""Advice for a command of a session that failed: what its author meant, in words that the shell of sessions knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..engine.session import Ended
from ..program.compile_line import is_compile_line

# The status of a shell that finds no such program, and of one that cannot read a command.
NOT_FOUND, NOT_READ = "exit 127", "exit 2"

# What a shell says of a program that it does not find, at the end, and of a command that is not complete.
_MISSING = re.compile(rb": (\S{1,40}): not found\s{0,9}\Z")
_INCOMPLETE = re.compile(rb"Syntax error: end of file unexpected|unexpected end of file")
_UNREADABLE = re.compile(rb"yntax error|unexpected operator")
_LONGEST_MESSAGE = 200

# Words that other shells know themselves, and what is written instead.
_INSTEAD = {
    "[[": "[ -f a.txt ]",
    "source": ". ./a.sh",
    "which": "command -v cat",
    "let": "x=$((x + 1))",
    "declare": "x=1",
    "typeset": "x=1",
    "pushd": "cd",
    "popd": "cd -",
    "time": 'show="figures" on the fence of the program',
}
# The same of signs, which make a command unreadable.
_INSTEAD_OF_SIGNS = {
    "<<<": "echo abc | cat",
    "<(": "the output into a file first, as in sort a > b; diff b c",
    ">(": "a pipe",
    "|&": "2>&1 |",
    "function ": "f() { echo a; }",
    "==": "[ a = b ]",
}
_COMPLETE = 'The further lines of a command stand behind "> ", as a shell shows them.'
_COMPILES = (
    "A command that compiles is a line of its own, and begins with the name of the compiler, "
    "such as $ gcc main.c -o main."
)
# Commands that may have defined a function without its text.
_READS_OTHERS = re.compile(r"(?:^|[;&|{(]|\bthen|\bdo)[ \t]*(?:\.|eval)[ \t]")


def meant_instead(ended: Sequence[Ended], programs: Sequence[str], made: Sequence[str]) -> str:
    """Return what an author may have meant by the last of some commands, and writes instead; empty if nobody knows.

    Args:
        ended: The commands so far.
        programs: The names of the programs of the session.
        made: The names of those that its lines compile.
    """
    last = ended[-1]
    said = last.output[-_LONGEST_MESSAGE:]
    if last.ending == NOT_READ and _UNREADABLE.search(said):
        return _COMPLETE if _INCOMPLETE.search(said) else _for_signs(last.command)
    missing = _MISSING.search(said)
    if last.ending != NOT_FOUND or missing is None:
        return ""
    word = missing[1].decode(errors="replace")
    if word in _INSTEAD:
        return f"The shell of sessions has no {word}: write {_INSTEAD[word]}."
    if word in programs:
        return f"A program is found by its path: write ./{word}."
    name = word.removeprefix("./")
    if name in made:
        return f"{name} is there when the line that compiles it has ended; its -o can name another file."
    if is_compile_line(word.rpartition("/")[2]):
        return _COMPILES
    if any(_READS_OTHERS.search(one.command) for one in ended[:-1]):
        return f"If {word} is a function of a file or of eval, write both in one line, as in $ . ./a.sh; {word}."
    return ""


def _for_signs(command: str) -> str:
    sign = next((sign for sign in _INSTEAD_OF_SIGNS if sign in command), "")
    write = f"write {_INSTEAD_OF_SIGNS[sign]}" if sign else ""
    return f"The shell of sessions has no {sign.strip()}: {write}." if sign else ""
