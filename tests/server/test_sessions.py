"""Sessions whose commands clients send: the rules of pages hold for them, and they can be stopped."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.server.application import Application

from .clients import Echo, application, post, real
from .test_live import begin

COUNT = """#include <stdio.h>
int main(int argc, char *argv[]) { printf("%s %d\\n", argv[0], argc - 1); }
"""
PROGRAM = {"program": "count", "files": [{"name": "count.c", "text": COUNT}], "flags": ["-Wall"]}
FILES = [{"name": "count.c", "text": COUNT}, {"name": "words.txt", "text": "one\ntwo\n"}]
FOUND: dict[str, Any] = {"programs": [PROGRAM], "files": FILES}


@pytest.fixture
def app(sandbox: Sandbox) -> Application:
    return application(real(sandbox))


def execute(app: Application, **asked: Any) -> dict[str, Any]:
    return dict(post(app, "/execute", asked).get_json())


def test_commands_find_the_programs_and_files_that_a_client_sends(app: Application) -> None:
    commands = (
        "$ ./count $(cat words.txt)\n$ X=5; cd /\n$ pwd; echo $X $(ls /usr/bin | wc -l) > /tmp/n\n"
        "$ cd\n$ gcc -c count.c\n$ gcc count.o -o again\n$ ./again; cat n | cut -c 1-2; false # exit 1"
    )
    answer = execute(app, code=commands, session=FOUND, env={"A": "b"})

    assert answer["stdout"] == "./count 2\n/\n./again 0\n5 \n", answer
    assert answer["exit_code"] == 1
    assert '<kbd class="c-runner-stdin">gcc -c count.c</kbd>' in answer["html"]
    assert "Exited with status 1." in answer["html"]


def test_a_reader_sees_each_command_when_it_begins(app: Application) -> None:
    run = begin(app, code="$ ./count a\n$ cat\n$ echo end", session=FOUND)
    ended = run.until("ended")

    assert [name for name, _ in run.seen[:2]] == ["started", "compiled"]
    assert run.printed() == [
        *(("stdin", "$ ./count a\n"), ("terminal", "./count 1\n")),
        ("stdin", "$ cat\n$ echo end\n"),
        ("terminal", "end\n"),
    ]
    assert "c-runner-session" in ended["html"]


@pytest.mark.parametrize(
    "commands", ["$ sleep 4; echo no\n$ echo no", "$ sleep 4 & wait\n$ echo no"]
)
def test_a_reader_stops_a_session(app: Application, commands: str) -> None:
    run = begin(app, code=commands, session=FOUND)
    while ("stdin", commands.partition("\n")[0] + "\n") not in run.printed():
        run.until("output")

    assert run.send("stop") == 204
    ended = run.until("ended")

    assert ended["stopped"]
    assert "SIG" not in ended["html"]
    assert "no\n" not in str(run.printed()[1:])


def test_a_program_that_does_not_compile_is_told(app: Application) -> None:
    wrong = {
        "program": "wrong",
        "files": [{"name": "wrong.c", "text": "int main(void) { return x; }"}],
    }
    answer = execute(app, code="$ ls", session={"programs": [wrong]})

    assert answer["stage"] == "compile"
    assert "wrong.c:1:25" in answer["stderr"]
    assert "undeclared" in answer["html"]


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no commands": ({"code": "ls", "session": FOUND}, "a command behind"),
    "too many": ({"code": "$ true\n" * 101, "session": FOUND}, "at most 100"),
    "flags": ({"code": "$ gcc -B. count.c", "session": FOUND}, "may not use -B."),
    "make": ({"code": "$ make", "session": FOUND}, "make runs any commands"),
    "flags of a program": (
        {"code": "$ ls", "session": {"programs": [{**PROGRAM, "flags": ["-B."]}]}},
        'flags: "-B." is not allowed',
    ),
    "name of a program": (
        {"code": "$ ls", "session": {"programs": [{**PROGRAM, "program": "../x"}]}},
        'program "../x"',
    ),
    "no name": (
        {"code": "$ ls", "session": {"programs": [{"files": PROGRAM["files"]}]}},
        'session: program ""',
    ),
    "name of a file": (
        {"code": "$ ls", "session": {"files": [{"name": "/etc/x", "text": ""}]}},
        "not a plain file name",
    ),
    "two files": (
        {"code": "$ ls", "session": {"files": [FILES[1], FILES[1]]}},
        'two files are named "words.txt"',
    ),
    "two names": (
        {"code": "$ ./count", "session": {"programs": [PROGRAM, PROGRAM]}},
        'two files of the session are named "count"',
    ),
    "too many programs": (
        {"code": "$ ls", "session": {"programs": [PROGRAM] * 21}},
        "more than 20 programs",
    ),
    "no list": ({"code": "$ ls", "session": {"programs": 5}}, "must be a list"),
    "no object": ({"code": "$ ls", "session": [1]}, "must be an object"),
    "another machine": (
        {"code": "$ ls", "session": {"programs": [{**PROGRAM, "compiler": "gcc:s390x"}]}},
        "must be one of",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_pages_may_not_do_is_refused(name: str) -> None:
    body, sentence = REFUSED[name]
    response = post(application(Echo()), "/execute", body)

    assert response.status_code == 400, response.data
    assert sentence in response.get_json()["error"]
