"""The text of a session: which lines are commands, how they are to end, and what stands beneath them."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.bounds import SESSION_LINES
from mkdocs_c_runner.program.session_text import Entry, entries_of, forgotten

GOOD = {
    "$ ls": [Entry(1, 1, "ls")],
    "\n$ ls\n\n$  pwd  \n": [Entry(2, 3, "ls"), Entry(4, 4, "pwd")],
    "$ ls\na\n\nb\n\n": [Entry(1, 4, "ls", "", ("a", "", "b"))],
    "$ false # exit 1": [Entry(1, 1, "false", "exit 1")],
    "$ ./a   #SIGSEGV\nx": [Entry(1, 2, "./a", "SIGSEGV", ("x",))],
    "$ ./a # time-limit": [Entry(1, 1, "./a", "time-limit")],
    "$ ./a # any": [Entry(1, 1, "./a", "any")],
    "$ ./a # exits": [Entry(1, 1, "./a # exits")],
    '$ echo "# exit 1"': [Entry(1, 1, 'echo "# exit 1"')],
    "$ cat <<END\n> a\n>\n> END\nout": [Entry(1, 5, "cat <<END\na\n\nEND", "", ("out",))],
    "$ echo a \\\n> b\na b": [Entry(1, 3, "echo a \\\nb", "", ("a b",), 1)],
    "$ cat x <<END  # exit 1\n> a # exit 2\n> END": [
        Entry(1, 3, "cat x <<END\na # exit 2\nEND", "exit 1")
    ],
    "$ cat \\\n> x # exit 1": [Entry(1, 2, "cat \\\nx", "exit 1", (), 1)],
    "$ echo 'a\n> # exit 2' # any\nb": [Entry(1, 3, "echo 'a\n# exit 2'", "any", ("b",), 1)],
    "$ false # exit 007": [Entry(1, 1, "false", "exit 7")],
    "$ echo\n> quoted": [Entry(1, 2, "echo", "", ("> quoted",))],
    "$ ls\n$PATH": [Entry(1, 2, "ls", "", ("$PATH",))],
}


@pytest.mark.parametrize("text", GOOD)
def test_a_session_is_read(text: str) -> None:
    assert list(entries_of(text)) == GOOD[text]


BAD = {
    "": "the first line of a session is a command",
    "ls": "the first line of a session is a command",
    "output\n$ ls": "the first line of a session is a command",
    "$ ls\n$": "line 2 of the session has a prompt and no command",
    "$ $ ls": None,
    "$ ls \\": "line 1 of the session goes on",
    "$ echo b |\ncat": "line 1 of the session goes on",
    "$ true\n$ echo 'a\nb'": "line 2 of the session has a ' that is not closed",
    "$ cat <<END\nhello\nEND": "then the line END, behind",
    "$ false # exit 256": "no command ends with exit 256",
    "$ false # SIGFOO": "no command ends with SIGFOO",
    "$ ls\n" * (SESSION_LINES + 1): "at most 100 are allowed",
}


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_session_is_told(text: str) -> None:
    reason = BAD[text]
    if reason is None:
        assert len(entries_of(text)) == 1
        return
    with pytest.raises(ValueError, match=reason):
        entries_of(text)


FORGOTTEN = {
    "ulimit -s 100": "ulimit is forgotten by the next command",
    "set -e": "set is forgotten by the next command",
    "set": "set is forgotten",
    "alias ll='ls -l'": "alias is forgotten",
    "set -e; ls": None,
    "set -e  # exit 2": None,
    "set -o\nallexport off": None,
    "setsid ls": None,
    "cd d": None,
    "export X=1": None,
    "f() { echo a; }": None,
}


@pytest.mark.parametrize("command", FORGOTTEN)
def test_a_command_for_the_shell_alone_is_told(command: str) -> None:
    [entry] = entries_of(f"$ {command}")
    reason = FORGOTTEN[command]
    assert forgotten(entry) is None if reason is None else reason in (forgotten(entry) or "")
