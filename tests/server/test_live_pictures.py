"""Interactive runs of blocks with pictures of memory: they are drawn of what the reader ran, and typed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from mkdocs_c_runner.bounds import MEMORY_STEPS_LIVE
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.server.application import Application

from .clients import LIMITS, application, post, real
from .test_live import READS_ALL, SECRET, begin

LIST = """#include <stdio.h>
#include <stdlib.h>
struct node { int value; struct node *next; };
int main(void)
{
    struct node *list = NULL;
    for (int n; scanf("%d", &n) == 1;) {
        struct node *new = malloc(sizeof *new);
        *new = (struct node){n, list};
        list = new;
    }
    // c-runner: snapshot list, *list
    return 0;
}
"""
MEMORY = ["memory", "output"]


@pytest.fixture
def app(sandbox: Sandbox) -> Application:
    return application(real(sandbox))


@pytest.mark.parametrize("stdio", ["terminal", "pipes"])
def test_they_are_of_what_was_typed(app: Application, stdio: str) -> None:
    stream = begin(app, code=LIST, show=MEMORY, stdio=stdio)
    stream.until("waiting")
    stream.send("input", text="30\n")
    stream.send("input", text="45\n", end=True)
    ended = stream.until("ended")

    words = re.sub(r"<[^>]*>", " ", ended["html"])
    assert "heap#2: 16 bytes" in words
    assert words.index("30") < words.index("45")
    assert "not the same" not in words


def test_a_program_that_does_not_echo_has_some(app: Application) -> None:
    stream = begin(app, code=SECRET, show=MEMORY)
    stream.until("waiting")
    stream.send("input", text="secret\n")
    stream.send("input", text="\n")

    assert "c-runner-memory" in stream.until("ended")["html"]


def test_steps_have_the_script_of_their_page(app: Application) -> None:
    html = begin(app, code=LIST, show=MEMORY, steps=1000, stdin="5").until("ended")["html"]

    assert "c-runner-steps" in html
    assert "<script" not in html


def test_steps_are_few(app: Application) -> None:
    loop = "int main(void) {\nint n = 0;\nfor (int i = 0; i < 500; i++)\nn++;\n}"
    html = begin(app, code=loop, show=MEMORY, steps=1000).until("ended")["html"]

    assert html.count("<tr>") == MEMORY_STEPS_LIVE + 1
    assert "more steps than are shown" in html


def test_a_program_that_is_stopped_has_none(app: Application) -> None:
    stream = begin(app, code=READS_ALL, show=MEMORY)
    stream.until("waiting")
    stream.send("stop")

    assert "c-runner-memory" not in stream.until("ended")["html"]


def test_where_there_is_no_room_for_them_the_reader_is_told(sandbox: Sandbox) -> None:
    app = application(real(sandbox), limits=replace(LIMITS, patience=0.01))
    stream = begin(app, code=LIST, show=MEMORY)
    stream.until("waiting")
    with app.service.turns.turn("other"), app.service.turns.turn("another"):
        stream.send("input", end=True)
        html = stream.until("ended")["html"]

    assert "The server is busy" in html


@pytest.mark.parametrize("flags", [["-O2"], ["-fsanitize=address"]])
def test_what_cannot_be_recorded_is_refused(app: Application, flags: list[str]) -> None:
    asked = {"code": LIST, "show": MEMORY, "flags": flags}
    answer = post(app, "/run", asked)

    assert answer.status_code == 400
    assert flags[0] in answer.get_data(as_text=True)
