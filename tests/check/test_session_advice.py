"""Advice for a command of a session that failed, by what the shell says of it."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.check.session_advice import meant_instead
from mkdocs_c_runner.engine.session import Ended

PROGRAMS, MADE = ["bank", "list"], ["later"]

# The last command, what its shell says, its status, and a part of the advice; none if there is nothing to say.
MEANT = [
    ("for i in 1 2; do", "sh: 1: Syntax error: end of file unexpected", 2, 'stand behind "> "'),
    ("if true", "sh: -c: line 2: syntax error: unexpected end of file", 2, 'stand behind "> "'),
    (
        "cat <<< a",
        "sh: 1: Syntax error: redirection unexpected",
        2,
        "no <<<: write echo abc | cat.",
    ),
    ("cat <(ls)", 'sh: 1: Syntax error: "(" unexpected', 2, "no <(: write the output"),
    ("./a |& cat", 'sh: 1: Syntax error: "&" unexpected', 2, "no |&: write 2>&1 |."),
    ("function f { ls; }", 'sh: 1: Syntax error: "}" unexpected', 2, "no function: write f()"),
    ("[ a == a ]", "sh: 1: [: a: unexpected operator", 2, "no ==: write [ a = b ]."),
    ("grep == none", "grep: none: No such file or directory", 2, ""),
    ("ls; )", 'sh: 1: Syntax error: ")" unexpected', 2, ""),
    ("[[ a ]]", "sh: 1: [[: not found", 127, "no [[: write [ -f a.txt ]."),
    ("time ./bank", "sh: 1: time: not found", 127, 'write show="figures"'),
    ("./later", "sh: 1: ./later: not found", 127, "later is there when the line"),
    ("bank 3", "sh: 1: bank: not found", 127, "write ./bank."),
    ("CC=gcc; $CC bank.c", "sh: 1: gcc: not found", 127, "is a line of its own"),
    ("/usr/bin/gcc bank.c", "sh: 1: /usr/bin/gcc: not found", 127, "is a line of its own"),
    ("ls; gcc-13 a.c", "sh: 1: gcc-13: not found", 127, "is a line of its own"),
    ("python3 a.py", "sh: 1: python3: not found", 127, ""),
    ("echo bank: not found", "bank: not found", 0, ""),
    ("./bank", "usage: bank", 2, ""),
]


@pytest.mark.parametrize(("command", "said", "status", "advice"), MEANT)
def test_advice_is_about_the_last_command(
    command: str, said: str, status: int, advice: str
) -> None:
    ended = [Ended("ls", b"", "exit 0"), Ended(command, f"{said}\n".encode(), f"exit {status}")]
    told = meant_instead(ended, PROGRAMS, MADE)

    assert advice in told
    assert bool(told) == bool(advice)


@pytest.mark.parametrize("before", [". ./lib.sh", "cd lib && . ./a.sh", "eval 'f() { ls; }'"])
def test_functions_without_a_text_are_known_in_their_line_alone(before: str) -> None:
    ended = [Ended(before, b"", "exit 0"), Ended("f 1", b"sh: 1: f: not found\n", "exit 127")]

    assert "as in $ . ./a.sh; f." in meant_instead(ended, PROGRAMS, MADE)
