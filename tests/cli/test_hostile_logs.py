"""No command prints what a runner of a CI service or a terminal takes, whatever pages, files and records bring."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ..runners import COMMANDS, taken
from ..test_serve import PATIENCE, mkdocs, write_site

pytestmark = pytest.mark.usefixtures("sandbox")

# What fits into a file name, into one line of a page, and into C.
IN_NAMES = [
    "##vso[x]y",
    "::error::x",
    "travis_fold:start:x",
    "section_start:1:x\r",
    "--- x",
    "\x1b[2J",
]
IN_LINES = [text for text in COMMANDS if text.isprintable()]
IN_C = [json.dumps(text) for text in (*COMMANDS, "\x1b[2J", "\r::error::x")]

MAIN = "int main(void) { return 0; }"


def fence(header: str, *lines: str) -> str:
    return "\n".join([f"```c run {header}", *lines, "```", ""])


def quoted(text: str) -> str:
    return text.replace('"', "'").strip()


def hostile_page() -> str:
    """Commands at every place of a page from which something comes into the log."""
    put = "".join(f"fputs({text}, stdout); puts({text}); fputs({text}, stderr);" for text in IN_C)
    body = f"#include <stdio.h>\nint main(void) {{ {put} return 3; }}"
    blocks = [
        # Messages of the compiler: of a block that passes, and of one that does not.
        *(fence("", f"#warning {text}", MAIN) for text in IN_LINES),
        *(fence("", f"#error {text}", MAIN) for text in IN_LINES),
        *(fence("", f'#line 1 "{quoted(text)}"', "#warning x", MAIN) for text in IN_LINES),
        fence("", *(f'_Static_assert(0, "{quoted(text)}");' for text in IN_LINES), MAIN),
        # The linker.
        fence("", 'void f(void) __asm__("##vso[x]"); int main(void) { f(); return 0; }'),
        # Output.
        fence("", body),
        fence('stdio="pipes"', body),
        fence('expect_output="x"', body.replace("return 3", "return 0")),
        # Options, names and values of them.
        *(
            fence(f'{option}="{quoted(text)}"', MAIN)
            for text in IN_LINES
            for option in ("expect", "std", "flags", "title", "name", "uses", "data", "stdin_file")
        ),
        *(fence(f'args="{quoted(text)}"', MAIN.replace("0", "1")) for text in IN_LINES),
        *(fence(f'expect="warning:{quoted(text)}"', MAIN) for text in IN_LINES),
        *(fence(f'expect_output="{quoted(text)}"', MAIN) for text in IN_LINES),
        *(fence("", text, MAIN) for text in IN_LINES),
        # Lines that were meant to be fences.
        *(f"``` c run {text}\n{MAIN}\n```\n" for text in IN_LINES),
    ]
    values = "".join(f"  {json.dumps(text)}: {json.dumps(text)}\n" for text in IN_LINES)
    return f"---\nc_runner:\n{values}---\n" + "\n".join(blocks)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with commands wherever they may stand, in its records too."""
    directory = tmp_path_factory.mktemp("hostile")
    pages = {"index.md": hostile_page()}
    pages |= {f"{name}.md": fence("", "#warning x", "int x(") for name in IN_NAMES}
    write_site(
        directory, pages, plugins=[{"c-runner": {"on_failure": "warn", "on_warning": "warn"}}]
    )
    results = directory / "c-results"
    results.mkdir()
    run = {"exit_code": 0, "signal": None, "limit_hit": None, "total_chars": 0, "truncated": False}
    stage = {**run, "segments": [{"stream": "terminal", "text": list(COMMANDS)}]}
    for name in IN_NAMES:
        records = [
            {
                "key": command,
                "compiler": command,
                "job": {command: command},
                "result": {"verdict": "ok", "compile": stage, "run": stage, "artifacts": []},
            }
            for command in COMMANDS
        ]
        text = json.dumps({"version": 1, "blocks": records})
        (results / f"{name}.md.json").write_text(text)
    return directory


def printed(directory: Path, *command: str, github: bool = False) -> str:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8:surrogateescape"}
    environment.pop("GITHUB_ACTIONS", None)
    if github:
        environment["GITHUB_ACTIONS"] = "true"
    done = subprocess.run(
        command,
        cwd=directory,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=PATIENCE,
    )
    log = done.stdout.decode("utf-8", "surrogateescape")
    assert "Traceback" not in log
    return log


def ours(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "mkdocs_c_runner", *arguments)


RUNS = {
    "status": ours("status"),
    "status as JSON": ours("status", "--json"),
    "check": ours("check"),
    "check as JSON": ours("check", "--json"),
    "build": tuple(mkdocs("build")),
    "build that fails": tuple(mkdocs("build", "--strict")),
    "run": ours("run", "docs/index.md"),
    "update": ours("update"),
}


@pytest.mark.parametrize("name", RUNS)
def test_nothing_in_the_log_is_a_command(site: Path, name: str) -> None:
    log = printed(site, *RUNS[name])

    assert len(log) > 1000
    assert list(taken(log)) == []


def test_on_github_there_are_annotations_and_no_other_commands(site: Path) -> None:
    log = printed(site, *mkdocs("build"), github=True)

    commands = [line for name, line in taken(log) if name == "GitHub"]
    assert commands
    for line in commands:
        assert line.startswith(("::warning file=docs/", "::error file=docs/"))
        assert ",title=c-runner::" in line
        # The path is the one part that must be as it is, and GitHub the one runner that gets this line.
        assert list(taken(line.partition(",title=c-runner::")[2])) == []
    assert {line for name, line in taken(log) if name != "GitHub"} <= set(commands)
