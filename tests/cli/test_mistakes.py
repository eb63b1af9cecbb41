"""Mistakes of authors, as `update`, `check` and `status` see them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ..conftest import BuildSite
from .commands import HELLO, command

REFUSED = HELLO.replace("c run", "c run timeout=2")
UNKNOWN = HELLO.replace("c run", 'c run stdn="3"')
FAILING = HELLO.replace("}", "return 1; }")
MESSAGES = [
    'docs/index.md:6:1: error: There is no option "stdn" (did you mean "stdin"?).',
    'docs/index.md:11:1: error: Markdown does not accept this fence: ```c run timeout=2 - write: ```c run timeout="2"',
]
WITH_MISTAKES = {"index.md": f"{HELLO}\n{UNKNOWN}\n{REFUSED}"}
COMMANDS = {
    "update": "1 block recorded, 0 files changed, 2 not run",
    "check": "3 blocks, 1 as recorded, 2 not run",
    "check --twice": "3 blocks, 1 deterministic, 2 not run",
    "status": "3 blocks, 1 recorded, 0 would run, 2 not run",
}


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("line", COMMANDS)
def test_a_block_that_is_not_run_as_written_is_a_failure(build_site: BuildSite, line: str) -> None:
    build_site(WITH_MISTAKES)
    command("update")

    done = command(*line.split())

    assert done.exit_code == 1
    assert [text for text in done.output.splitlines() if "error:" in text] == MESSAGES
    assert done.output.splitlines()[-1] == COMMANDS[line]


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("line", COMMANDS)
def test_a_site_may_take_it_for_a_warning(build_site: BuildSite, line: str) -> None:
    build_site(WITH_MISTAKES, {"plugins": [{"c-runner": {"on_mistake": "warn"}}]})
    command("update")

    done = command(*line.split())

    assert done.exit_code == 0
    assert "docs/index.md:6:1: warning: There is no option" in done.output
    assert done.output.splitlines()[-1] == COMMANDS[line]


@pytest.mark.usefixtures("sandbox")
def test_a_mistake_beside_a_block_is_counted(build_site: BuildSite) -> None:
    build_site({"index.md": f"{HELLO}\n```ouput\nhello\n```\n"})
    command("update")

    last = [command(name).output.splitlines()[-1] for name in ("check", "status")]

    assert last == [
        "1 block, all as recorded, 1 mistake",
        "1 block, 1 recorded, 0 would run, 1 mistake",
    ]


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("line", ["check", "status"])
def test_json_has_the_mistakes_among_the_blocks(build_site: BuildSite, line: str) -> None:
    build_site(WITH_MISTAKES)
    command("update")

    done = command(line, "--json")

    blocks: list[dict[str, Any]] = json.loads(done.output)["blocks"]
    assert done.exit_code == 1
    unrun = [(item["line"], item["origin"]) for item in blocks if item["verdict"] is None]
    assert unrun == [(6, "none"), (11, "none")]


@pytest.mark.usefixtures("sandbox")
def test_github_shows_mistakes_at_their_lines(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_site({"index.md": UNKNOWN})
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)

    done = command("status")

    assert "::error file=docs/index.md,line=1,col=1,title=c-runner::There is no" in done.output


LANGUAGES = [{"locale": "en", "name": "English", "default": True}, {"locale": "de", "name": "D"}]


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("order", [("i18n", "c-runner"), ("c-runner", "i18n")])
@pytest.mark.parametrize("folders", [True, False], ids=["folders", "suffixes"])
def test_all_languages_of_a_site_are_seen(
    build_site: BuildSite, order: tuple[str, ...], *, folders: bool
) -> None:
    """A plugin builds the site once for each of them, within the build of the first."""
    options = {"languages": LANGUAGES, "docs_structure": "folder" if folders else "suffix"}
    known: dict[str, Any] = {"i18n": {"i18n": options}, "c-runner": "c-runner"}
    names = ("en/{}.md", "de/{}.md") if folders else ("{}.md", "{}.de.md")
    pages = {
        names[0].format("index"): FAILING,
        names[1].format("index"): HELLO,
        names[0].format("only"): HELLO.replace("hello", "only"),
        names[0].format("mistake"): REFUSED,
    }
    build_site(pages, {"plugins": [known[name] for name in order]})

    first, second = command("update"), command("update")
    checked, listed = command("check"), command("status")

    assert "2 blocks recorded, 2 files changed, 1 not run" in first.output
    assert "2 blocks recorded, 0 files changed, 1 not run" in second.output
    assert "4 blocks, 1 not as recorded, 1 not run" in checked.output
    assert (
        "4 blocks, 2 recorded, 1 cached, 0 would run, 1 not as expected, 1 not run" in listed.output
    )
    assert {done.exit_code for done in (first, second, checked, listed)} == {1}
