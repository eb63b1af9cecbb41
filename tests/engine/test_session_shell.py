"""What the shell of one line hands on to the next, and what nobody can hand on in its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mkdocs_c_runner.bounds import SESSION_STATE
from mkdocs_c_runner.engine.job import RUN_LIMITS, Job, Line, Session, SourceFile
from mkdocs_c_runner.engine.native import NativeExecutor
from mkdocs_c_runner.engine.session import ended_lines
from mkdocs_c_runner.engine.session_shell import ShellState

FORGES = b"""#include <string.h>
#include <unistd.h>
int main(void)
{
    const char *told = "export X=forged\\nX=forged\\nPWD=/\\n0022\\n";
    for (int fd = 3; fd < 64; fd++)
        write(fd, told, strlen(told));
}
"""
FORGER = Job((SourceFile("forger.c", FORGES),), program="forger")
COMPILES = Line("gcc forger.c", replace(FORGER, program="a.out"))

LONG = f"X=$(head -c {SESSION_STATE} /dev/zero | tr '\\0' x)"
LOST = "more than 64 KiB, or no text, is handed on in a file alone"

# Lines, and what the last one prints.
HANDED_ON: dict[str, tuple[list[str | Line], str]] = {
    "directory": (["mkdir -p a/b", "cd a", "cd b", "pwd"], "/tmp/a/b"),
    "home": (["mkdir a", "cd a", "cd", "pwd"], "/tmp"),
    "last directory": (["mkdir a", "cd a", "cd -"], "/tmp"),
    "directory with signs": (['mkdir "it\'s \\$x"', "cd it*", "pwd"], "/tmp/it's $x"),
    "directory that is gone": (["mkdir a; cd a; rmdir ../a", "pwd"], "/tmp"),
    "variable": (["X='a  b'", 'echo "$X"'], "a  b"),
    "lines": (["X='a\nb'", 'echo "$X"'], "a\nb"),
    "quotes": (['X="it\'s"', 'echo "$X"'], "it's"),
    "nothing is executed": (["X='$(echo no)`echo no`'", 'echo "$X"'], "$(echo no)`echo no`"),
    "not exported": (["X=1", "env | grep -c ^X="], "0"),
    "exported": (["export X=1", "X=2", "env | grep ^X="], "X=2"),
    "exported without a value": (["export X", "X=2", "env | grep ^X="], "X=2"),
    "unset": (["X=1", "unset X HOME", 'echo "${X-gone} ${HOME-gone}"'], "gone gone"),
    "status": (["false", "echo $?"], "1"),
    "status of a signal": (["kill -SEGV $$", "echo $?"], "139"),
    "status of a program": (["./forger", "echo $?"], "0"),
    "function": (["greet() { echo hello $1; }", "greet you"], "hello you"),
    "function with a brace in quotes": (["f() { echo '}' \"{\"; }", "f"], "} {"),
    "function with a brace in a comment": (["f() {\n# }\necho a\n}", "f"], "a"),
    "function in a subshell": (["f() (X=2; echo $X)", "X=1; f; echo $X"], "2\n1"),
    "function in a loop": (["f() for i; do echo $i; done", "f a b"], "a\nb"),
    "function with a redirection": (["f() { echo a; } > a.txt 2>&1", "f", "cat a.txt"], "a"),
    "function in several lines": (["f ()\n\n{\n  echo a\n}", "f"], "a"),
    "function with a text": (["f() {\ncat <<END\n}\nEND\n}", "f"], "}"),
    "function that is called at once": (["f() { echo a; }; f > b", "f; cat b"], "a\na"),
    "function in a condition": (["if true; then f() { echo a; }; fi", "f"], "a"),
    "functions in a line": (["f() { echo a; }; g() { f; f; }", "g"], "a\na"),
    "function of a function": (["f() { g() { echo a; }; }; f", "f", "f; g"], "a"),
    "function anew": (["f() { echo a; }", "f() { echo b; }", "f"], "b"),
    "function that another shell has": (["(f() { echo a; })", "f 2> b; wc -l < b"], "1"),
    "function that is unset": (["f() { echo a; }", "unset -f f", "f 2> b; wc -l < b"], "1"),
    "function with a text behind it": (["f() { cat; } <<END\nb\nEND", "f"], "b"),
    "function with a text of its first line": (["f() { cat <<A; echo b; }\na\nA", "f"], "a\nb"),
    "function with a text of the line before": (["cat <<E; f() { echo a; }\nb {\nE", "f"], "a"),
    "function with a text of its last line": (
        ["f() {\necho a\ncat <<A; }\nb }\nA", "f; echo c"],
        "a\nb }\nc",
    ),
    "function that is found with no text of another": (
        ["cat <<E; f() { cat <<A; }\ne\nE\na\nA", "f 2> b; wc -l < b"],
        "1",
    ),
    "function with a redirection to a variable": (
        ['o=b; f() { echo a; } > "$o.${o}"', "f; cat b.b"],
        "a",
    ),
    "function that is not found in its line": (["f() { cat; } <<END; f\nb\nEND", "echo b"], "b"),
    "function of one command": (["f() echo a", "{ echo b; }"], "b"),
    "function with a hostile name": (["export() { echo a; }", "echo b"], "b"),
    "cannot be changed": (["readonly X='a b' Y", "export X", "X=2", 'echo "$X"'], "a b"),
    "cannot be changed before it is": (["readonly X", "unset X 2> b", "wc -l < b"], "1"),
    "mask of files": (["umask 077", "umask"], "0077"),
    "the first directory is where compilers work": (["mkdir a; cd a", COMPILES], "ELSEWHERE"),
    "and back": (["mkdir a; cd a", COMPILES, "cd ..", COMPILES, "ls *.out"], "a.out"),
    "exit": (["X=1", "X=2; exit 0", "echo $X"], "1"),
    "few descriptors": (["ulimit -n 5; sh -c 'exit 7'", "echo $?"], "7"),
    "no lines are hidden": (["Y='X=3\nZ=4'", 'echo "$X$Z"'], ""),
    "too much": ([LONG, 'echo "${#X}"'], f"X: {LOST}"),
    "too much, but not needed": ([LONG, "echo X"], "X"),
    "too much, and set again": ([LONG, "X=1; echo $X", "echo $X"], "1"),
    "no text": (["k=1; b=$(printf '\\377'); mkdir s; cd s", 'echo "$k"; pwd'], "1\n/tmp/s"),
    "no text that is needed": (["a=$(printf '\\377') b=$a", "echo $k $b", "echo $?"], "1"),
    "comment": (["X=1", "# first\n  # second", "echo $X"], "1"),
    "forged by a program": (["X=1", "./forger", 'echo "$X"; pwd'], "1\n/tmp"),
    "forged in the background": (["X=1", "./forger & ./forger & wait", 'echo "$X"'], "1"),
    "forged in a substitution": (["X=1", "Y=$(./forger | cat)", 'echo "$X"'], "1"),
    "forged by a command of ours": (["X=1", "echo X=2 | tee /dev/fd/4", 'echo "$X"'], "1"),
}
ELSEWHERE = "compilers work in the first directory of a session: type cd before"


@pytest.fixture(scope="module")
def executor() -> NativeExecutor:
    return NativeExecutor()


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("name", HANDED_ON)
def test_a_shell_begins_as_the_last_one_ended(executor: NativeExecutor, name: str) -> None:
    lines, printed = HANDED_ON[name]
    typed = tuple(line if isinstance(line, Line) else Line(line) for line in lines)
    job = Job(
        (), data=FORGER.sources, session=Session(typed, (FORGER,)), run_limits=RUN_LIMITS.lasting(2)
    )

    last = ended_lines(executor.execute(job))[-1]

    assert last.output.decode().rstrip("\n") == printed.replace("ELSEWHERE", ELSEWHERE)


# Lines that no shell can read, and what dash says of them.
NOT_READ = {
    "if true": 'sh: 1: Syntax error: end of file unexpected (expecting "then")',
    "echo a\n)": 'sh: 2: Syntax error: ")" unexpected',
    "}": 'sh: 1: Syntax error: "}" unexpected',
    "echo a; }; echo b; { echo c": 'sh: 1: Syntax error: "}" unexpected',
    "true; }; set() { :; }; { true": 'sh: 1: Syntax error: "}" unexpected',
    "(echo a) ) ; ( echo b": 'sh: 1: Syntax error: ")" unexpected',
    "{ echo a; } }": 'sh: 1: Syntax error: "}" unexpected',
    "f() { echo a": 'sh: 1: Syntax error: end of file unexpected (expecting "}")',
    "exit 2": "",
    "readonly X=1; X=2": "sh: 1: X: is read only",
}


@pytest.mark.usefixtures("sandbox")
def test_a_line_that_cannot_be_read_is_told_as_it_was_typed(executor: NativeExecutor) -> None:
    typed = tuple(Line(line) for line in (*NOT_READ, "echo $?"))
    *lines, last = ended_lines(executor.execute(Job((), session=Session(typed))))

    assert {line.command: line.output.decode().strip() for line in lines} == NOT_READ
    assert {line.ending for line in lines} == {"exit 2"}
    assert last.output == b"2\n"


@pytest.mark.usefixtures("sandbox")
def test_nothing_of_ours_is_traced(executor: NativeExecutor) -> None:
    job = Job((), session=Session((Line("X=1; set -x; echo $X"), Line("echo $X"))))

    assert [line.output for line in ended_lines(executor.execute(job))] == [
        b"+ echo 1\n1\n",
        b"1\n",
    ]


# As the shells of several systems tell what they have, and the command that brings it back.
TOLD = {
    "dash": (
        "export A='1'\n0022\nA='1'\nB='it'\"'\"'s'\nPWD='/a'\n",
        "export A='1'\nB='it'\"'\"'s'",
    ),
    "bash": (
        'export A="1"\nexport C\n0022\nA=1\nB=$\'a\\nb\'\nBASH_VERSINFO=([0]="5")\nPPID=1\nPWD=/a\n',
        "export A=1\nB=$'a\\nb'\nexport C",
    ),
    "fixed": (
        "readonly A='1'\nreadonly -a B=([0]=\"1\")\nreadonly UID=\"0\"\nreadonly C\n0022\nA='1'\nPWD='/a'\n",
        "A='1'\nreadonly A\nreadonly B\nreadonly C",
    ),
    "nothing": ("", None),
    "cut": ("export A='1'\n0022\nA='1'\nPWD='/a'\nB='2", None),
    "a command": ("0022\nPWD='/a'\nA=$(echo no)\n", None),
    "a second command": ("0022\nPWD='/a'\nA=1; echo no\n", None),
    "a command in quotes": ('0022\nPWD=/a\nA="`echo no`"\n', None),
    "no directory": ("0022\nA='1'\n", None),
    "no text": ("0022\nPWD='/a'\nA='\xff'\nB=1\n", "B=1"),
}


@pytest.mark.parametrize("name", TOLD)
def test_only_whole_variables_are_taken(name: str) -> None:
    told, restored = TOLD[name]
    state = ShellState()

    state.take("true", told.encode("latin-1"), 0)

    commands = state.argv("true")[-1]
    if restored is None:
        assert commands == ""
    else:
        assert commands.splitlines()[1:] == restored.splitlines()
        assert commands.startswith("cd -- ")
