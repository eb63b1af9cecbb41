"""Interactive runs: what a reader types reaches the program, and everything else ends it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from werkzeug.test import Client

from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.server.application import Application
from mkdocs_c_runner.server.conversation import TYPED, TYPED_AHEAD, Conversation

from .clients import Echo, application, post, real, served

ADDS = """#include <stdio.h>
int main(void)
{
    int a, b;
    printf("a? ");
    if (scanf("%d", &a) != 1) { puts("nothing"); return 3; }
    printf("b? ");
    scanf("%d", &b);
    printf("%d\\n", a + b);
}
"""
READS_ALL = """#include <stdio.h>
int main(void) { int c, n = 0; while ((c = getchar()) != EOF) n++; printf("%d\\n", n); }
"""
SECRET = """#include <stdio.h>
#include <termios.h>
int main(void)
{
    char word[40];
    struct termios mode;
    tcgetattr(0, &mode);
    mode.c_lflag &= ~ECHO;
    tcsetattr(0, TCSANOW, &mode);
    printf("password? ");
    fgets(word, sizeof word, stdin);
    printf("thanks\\n");
    getchar();
}
"""
ASKS_NOW_AND_THEN = """#include <poll.h>
#include <stdio.h>
int main(void)
{
    struct pollfd keyboard = { 0, POLLIN, 0 };
    while (poll(&keyboard, 1, 50) == 0) ;
    puts("at last");
}
"""


@dataclass
class Stream:
    """The events of a run, read one by one."""

    app: Application
    pieces: Iterator[bytes]
    close: Any
    id: str = ""
    seen: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def until(self, name: str) -> dict[str, Any]:
        """Read events until one has this name, and return its data."""
        for piece in self.pieces:
            if piece.startswith(b":"):
                continue
            event, data = piece.decode().removesuffix("\n\n").split("\n")
            found = event.removeprefix("event: "), json.loads(data.removeprefix("data: "))
            self.seen.append(found)
            if found[0] == name:
                return dict(found[1])
        raise AssertionError(f"no {name} after {self.seen}")

    def printed(self) -> list[tuple[str, str]]:
        """The streams and texts of the output so far, those that follow each other joined."""
        pieces: list[tuple[str, str]] = []
        for name, data in self.seen:
            if name == "output":
                goes_on = pieces and pieces[-1][0] == data["stream"]
                before = pieces.pop()[1] if goes_on else ""
                pieces.append((data["stream"], before + data["text"]))
        return pieces

    def send(self, what: str, **body: object) -> int:
        return post(self.app, f"/run/{self.id}/{what}", body or b"").status_code


def begin(app: Application, **asked: object) -> Stream:
    response = Client(app).post("/run", json=asked, headers={"Host": "localhost"})
    assert response.status_code == 200, response.data
    assert response.content_type == "text/event-stream"
    assert response.headers["X-Accel-Buffering"] == "no"
    assert "Connection" not in response.headers
    stream = Stream(app, response.iter_encoded(), response.close)
    stream.id = stream.until("started")["run"]
    return stream


@pytest.fixture
def app(sandbox: Sandbox) -> Application:
    return application(real(sandbox))


class TestConversation:
    """A reader and a program, line by line."""

    def test_answers_appear_where_they_are_read(self, app: Application) -> None:
        run = begin(app, code=ADDS)

        assert run.until("compiled")["success"]
        run.until("waiting")
        assert run.send("input", text="3\n") == 204
        run.until("waiting")
        assert run.send("input", text="4\n") == 204
        ended = run.until("ended")

        assert run.printed() == [
            *(("terminal", "a? "), ("stdin", "3\n"), ("terminal", "b? ")),
            *(("stdin", "4\n"), ("terminal", "7\n")),
        ]
        assert (ended["success"], ended["stage"], ended["stdout"]) == (True, "run", "a? b? 7\n")
        assert '<kbd class="c-runner-stdin">3\n</kbd>' in ended["html"]
        assert not ended["stopped"]
        assert run.send("input", text="5\n") == 404

    def test_lines_that_come_early_wait_until_they_are_wanted(self, app: Application) -> None:
        run = begin(app, code=ADDS)
        run.until("waiting")
        run.send("input", text="3\n4\n5\n")
        run.until("ended")

        assert run.printed()[1::2] == [("stdin", "3\n"), ("stdin", "4\n")]

    def test_input_that_is_given_beforehand_is_all_there_is(self, app: Application) -> None:
        run = begin(app, code=READS_ALL, stdin="3\n4\n")
        ended = run.until("ended")

        assert ended["stdout"] == "4\n"
        assert [name for name, _ in run.seen if name == "waiting"] == []

    def test_the_end_of_the_input(self, app: Application) -> None:
        run = begin(app, code=ADDS)
        run.until("waiting")
        assert run.send("input", end=True) == 204

        assert run.until("ended")["exit_code"] == 3

    @pytest.mark.parametrize("stdio", ["terminal", "pipes"])
    def test_input_and_its_end_together(self, app: Application, stdio: str) -> None:
        run = begin(app, code=READS_ALL, stdio=stdio)
        run.until("waiting")
        run.send("input", text="one\ntwo", end=True)

        assert run.until("ended")["stdout"] == "7\n"

    def test_a_program_that_does_not_echo(self, app: Application) -> None:
        run = begin(app, code=SECRET)
        run.until("waiting")
        run.send("input", text="xyz\n")
        while not run.printed()[0][1].endswith(
            "\n"
        ):  # it may be told to wait until it has read the line
            run.until("output")

        assert run.printed() == [("terminal", "password? thanks\n")]
        run.send("stop")
        run.until("ended")

    def test_time_does_not_count_while_the_reader_thinks(self, app: Application) -> None:
        run = begin(app, code=ADDS, timeout=0.3)
        run.until("waiting")
        time.sleep(0.6)  # the time that is not counted
        run.send("input", text="1\n2\n")

        assert run.until("ended")["stdout"] == "a? b? 3\n"

    def test_nor_while_the_program_asks_again_and_again(self, app: Application) -> None:
        run = begin(app, code=ASKS_NOW_AND_THEN, timeout=0.5)
        run.until("waiting")
        time.sleep(1.5)  # the time that is not counted
        run.send("input", text="\n")

        assert run.until("ended")["stdout"] == "at last\n"


class TestBounds:
    """No client has all runs, and nobody finds those of others."""

    def test_a_client_has_few_runs(self, app: Application) -> None:
        runs = [begin(app, code=ADDS) for _ in range(3)]

        refused = Client(app).post("/run", json={"code": ADDS}, headers={"Host": "localhost"})

        assert refused.status_code == 429
        assert refused.headers["Retry-After"]
        for run in runs:
            run.send("stop")
            run.until("ended")

    def test_a_reader_may_type_so_much(self) -> None:
        run = Conversation()
        line = "x" * (TYPED_AHEAD // 2 - 1) + "\n"
        try:
            assert [run.type(line) for _ in range(3)] == [True, True, False]
            while run.next_line():
                pass
            for _ in range(TYPED // len(line) - 2):
                assert run.type(line)
                assert run.next_line() == line.encode()
            assert not run.type("\n")
        finally:
            run.close()

    @pytest.mark.parametrize(
        ("what", "error"),
        [("os.eventfd", OSError(24, "Too many open files")), ("threading.Thread", RuntimeError())],
        ids=["descriptors", "threads"],
    )
    def test_a_run_that_cannot_begin_takes_no_place(
        self, monkeypatch: pytest.MonkeyPatch, what: str, error: Exception
    ) -> None:
        def fail(*_args: object, **_options: object) -> None:
            raise error

        app, runs = served(Echo())
        with monkeypatch.context() as broken:
            broken.setattr(f"mkdocs_c_runner.server.conversation.{what}", fail)
            refused = Client(app).post("/run", json={"code": ""}, headers={"Host": "localhost"})

        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
        assert runs.count == 0

    @pytest.mark.parametrize("what", ["input", "stop"])
    def test_another_id_is_no_run(self, app: Application, what: str) -> None:
        run = begin(app, code=ADDS)
        run.id, own = "x" * 32, run.id

        assert run.send(what, text="1\n") == 404
        run.id = own
        assert run.send("stop") == 204
        run.until("ended")
