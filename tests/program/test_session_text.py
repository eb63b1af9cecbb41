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
    "$ ls\n\\$ a\n\\$\n\\\\$ b\n\\$c": [Entry(1, 5, "ls", "", ("$ a", "$", "\\$ b", "\\$c"))],
    "$ ./a & # any": [Entry(1, 1, "./a &", "any", leaves_process=True)],
    "$ ls\n$PATH": [Entry(1, 2, "ls", "", ("$PATH",))],
}


@pytest.mark.parametrize("text", GOOD)
def test_a_session_is_read(text: str) -> None:
    assert list(entries_of(text)) == GOOD[text]


BAD = {
    "": "the first line of a session is a command",
    "ls": "the first line of a session is a command",
    "output\n$ ls": "the first line of a session is a command",
    "$ ls\n$": "a prompt without a command: write one",
    "$ ./a &> b": "write > a.txt 2>&1",
    "$ if true; then ./a &>> b; fi": "write > a.txt 2>&1",
    "$ $ ls": None,
    "$ ls \\": "the command goes on",
    "$ echo b |\ncat": "the command goes on",
    "$ true\n$ echo 'a\nb'": "\\$ echo 'a: the quote ' is not closed",
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


# Commands, and a part of what an author is told.
FORGOTTEN = {
    "ulimit -s 100": "$ ulimit -s 100; ./a.out",
    "ulimit -c unlimited": "$ ulimit -s 100; ./a.out",
    "ulimit -n": None,
    "ulimit -a": None,
    "set -e": "$ set -e; ./a.out",
    "set -- a b": "$ set -e; ./a.out",
    "set": None,
    "set -o": None,
    "set -o nounset": "$ set -e; ./a.out",
    "alias ll='ls -l'": 'write a function, as in $ ll() { ls -l "$@"; }',
    "alias": None,
    "unalias ll": "no command has an alias of another one",
    "trap 'echo a; rm \"$x\"' EXIT": "trap 'echo bye' EXIT; ./a.out",
    "trap - INT": "trap 'echo bye' EXIT; ./a.out",
    "trap": None,
    "exec > a.txt 2>&1": "write the redirection behind each command",
    "exec ./a.out": None,
    "set -e; ls": None,
    "set -e  # exit 2": None,
    "set -o\nallexport off": None,
    "./server &": "$ ./server & ./client; kill $!",
    "./a | ./b & # later": "$ ./server & ./client; kill $!",
    "(sleep 1; echo a) & true": None,
    "{ ./a & }": None,
    "./a & wait": None,
    "./a 2>&1": None,
    "./a >& 1": None,
    "echo '&' a\\&": None,
    "./a && ./b": None,
    "setsid ls": None,
    "cd d": None,
    "export X=1": None,
    "readonly X=1": None,
    "f() { echo a; }": None,
}


@pytest.mark.parametrize("command", FORGOTTEN)
def test_a_command_for_the_shell_alone_is_told(command: str) -> None:
    entry = Entry(1, 1, command) if "\n" in command else entries_of(f"$ {command}")[0]
    told = FORGOTTEN[command]
    assert forgotten(entry) is None if told is None else told in (forgotten(entry) or "")
