"""What a page tells a server of a session: nothing more than the server lacks, and nothing that it would not take."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.html import playground_session
from mkdocs_c_runner.html.playground import Access
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.session import SessionSnippet

SERVER = Access("https://run.example.org")
PREVIEW = Access("/c-runner", "token", preview=True)
COUNT = SourceFile("count.c", b"int main(void) { return 0; }\n")
PROGRAM = Job((COUNT,), flags=("-Wall",), libs=("-lm",), program="count")


def session(*data: SourceFile, tools: bool = False) -> SessionSnippet:
    return SessionSnippet(
        "$ ./count\n0",
        Options().with_values({"tools": tools, "env": (("A", "b"),)}),
        Place("a.md", 3),
        data=data,
        programs=(PROGRAM,),
    )


def test_a_server_without_the_site_gets_what_the_session_finds() -> None:
    made = playground_session.request(
        session(COUNT), "a.md", "n", "console run", "Session", alone=True
    )

    text = COUNT.content.decode()
    assert made["files"] == [{"name": "Session", "text": "$ ./count\n0", "edited": True}]
    assert made["env"] == {"A": "b"}
    assert made["session"]["files"] == [{"name": "count.c", "text": text}]
    assert made["session"]["programs"] == [
        {
            "program": "count",
            "files": [{"name": "count.c", "text": text}],
            "std": "",
            "flags": ["-Wall"],
            "libs": ["-lm"],
            "compiler": "gcc",
        }
    ]


def test_a_preview_has_all_of_it() -> None:
    made = playground_session.request(
        session(COUNT), "a.md", "n", "console run", "Session", alone=False
    )

    assert made["session"] == {}
    assert made["block"] == {"page": "a.md", "name": "n"}


@pytest.mark.parametrize(
    ("snippet", "access", "offered"),
    [
        (session(COUNT), SERVER, True),
        (session(tools=True), SERVER, False),
        (session(tools=True), PREVIEW, True),
        (session(SourceFile("a.png", b"\x89PNG\xff")), SERVER, False),
        (session(SourceFile("a.png", b"\x89PNG\xff")), PREVIEW, True),
        (session(SourceFile("a.txt", b"x" * 50_000)), SERVER, False),
    ],
)
def test_a_session_is_offered_where_all_of_it_can_be_sent(
    snippet: SessionSnippet, access: Access, *, offered: bool
) -> None:
    assert playground_session.is_offered(snippet, access) == offered
