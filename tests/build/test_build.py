"""Ways to build that people have: strictly, in part, from elsewhere, twice from one repository, onto a branch."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

from ..conftest import BuildSite
from ..environments import ENVIRONMENT

HELLO = '```c run\n#include <stdio.h>\nint main(void) { puts("hello"); }\n```\n'
WARNED = "```c run\nint main(void) { int unused; return 0; }\n```\n"
FAILS = "```c run\nint main(void) { return 3; }\n```\n"
MISTAKEN = (
    "```c run stddd='c99'\nint main(void) { return 0; }\n```\n\n```c run timeout=5\nint x;\n```\n"
)
OUTPUT = '<code class="nohighlight">hello</code>'

pytestmark = pytest.mark.usefixtures("sandbox")


def mkdocs(*arguments: str, **variables: str) -> tuple[int, str]:
    """The exit code and the log of a command of MkDocs."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        env={**ENVIRONMENT, **variables},
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return done.returncode, done.stdout


def said(log: str) -> list[str]:
    """What the plugin says of places, without what the compiler says."""
    return [
        line.partition("c-runner: ")[2]
        for line in log.splitlines()
        if ":1: " in line or ":22: " in line
    ]


@pytest.mark.parametrize(
    ("page", "options", "code"),
    [
        (HELLO, {}, 0),
        (WARNED, {}, 0),
        (WARNED, {"on_warning": "warn"}, 1),
        (WARNED, {"on_warning": "fail"}, 1),
        (FAILS, {}, 1),
        (FAILS, {"on_failure": "warn"}, 1),
        (FAILS, {"on_failure": "ignore"}, 0),
        (MISTAKEN, {}, 1),
    ],
)
def test_a_strict_build_comes_to_the_same_cold_and_warm(
    build_site: BuildSite, tmp_path: Path, page: str, options: dict[str, Any], code: int
) -> None:
    build_site({"index.md": page}, {"plugins": [{"c-runner": {**options, "cache_dir": "kept"}}]})
    shutil.rmtree(tmp_path / "kept", ignore_errors=True)

    cold, warm = mkdocs("build", "--strict"), mkdocs("build", "--strict")

    assert cold[0] == warm[0] == code, cold[1]
    assert said(cold[1]) == said(warm[1])
    assert len(set(said(cold[1]))) == len(said(cold[1]))


def test_it_is_switched_off_by_the_environment(build_site: BuildSite, tmp_path: Path) -> None:
    """Each page is readable, with its sources alone, and nothing is run."""
    build_site(
        {"index.md": f"{HELLO}\n``` {{ .c .run title='a.c' }}\nint x;\n```\n\n{FAILS}"},
        {"plugins": []},
    )
    config = (
        (tmp_path / "mkdocs.yml")
        .read_text("utf-8")
        .replace(
            "plugins: []", "plugins: [{c-runner: {enabled: !ENV [RUN_C, true], cache: false}}]"
        )
    )
    (tmp_path / "mkdocs.yml").write_text(config)

    code, log = mkdocs("build", "--strict", RUN_C="false")

    html = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert code == 0, log
    assert html.count('<div class="highlight">') + html.count('<pre class="highlight">') == 3
    assert "```" not in html
    assert "c-runner" not in html
    assert mkdocs("build", "--strict", RUN_C="true")[0] == 1


def test_a_dirty_build_keeps_what_it_does_not_see(build_site: BuildSite, tmp_path: Path) -> None:
    """Pages that did not change are not rendered, and their results are still there for the next build."""
    build_site({"index.md": HELLO, "other.md": HELLO.replace("hello", "other")})
    changed = HELLO.replace("hello", "changed")
    (tmp_path / "docs" / "other.md").write_text(changed)
    later = (tmp_path / "site" / "other" / "index.html").stat().st_mtime + 5
    os.utime(tmp_path / "docs" / "other.md", (later, later))

    code, log = mkdocs("build", "--dirty")

    assert code == 0, log
    assert "1 block: 1 run, 0 cached, 0 failed" in log
    assert "changed</code>" in (tmp_path / "site" / "other" / "index.html").read_text("utf-8")
    assert build_site().closing_line.endswith("2 blocks: 0 run, 2 cached, 0 failed")


def test_a_site_is_built_from_another_directory(
    build_site: BuildSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cache and records are beside its configuration, and places lead there from where the author is."""
    build_site({"index.md": HELLO})
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    code, log = mkdocs("build", "-f", "../mkdocs.yml")
    (tmp_path / "docs" / "index.md").write_text(FAILS)
    failed, told = mkdocs("build", "-f", "../mkdocs.yml")

    assert code == 0, log
    assert "1 block: 0 run, 1 cached" in log
    assert not list((tmp_path / "elsewhere").iterdir())
    assert failed == 1
    assert "../docs/index.md:1:1: error: The block was expected" in told


def test_nothing_needs_to_be_written_but_the_site(build_site: BuildSite, tmp_path: Path) -> None:
    """Sources may be read-only: here, files stand where the directories of the cache would."""
    (tmp_path / ".cache").write_text("")

    site = build_site({"index.md": HELLO})

    assert site.error is None
    assert OUTPUT in site.html()
    assert (tmp_path / ".cache").read_text() == ""


def test_one_repository_may_have_several_sites(
    build_site: BuildSite, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """In one process, one after the other and back: each has its own options, words and cache."""
    build_site({"index.md": HELLO.replace("puts", 'printf("%ld\\n", __STDC_VERSION__); puts')})
    base = yaml.safe_load((tmp_path / "mkdocs.yml").read_text())
    for name, std, word in (("one", "c99", "Eins"), ("two", "c11", "Zwei")):
        options = {
            "std": std,
            "labels": {"output": word},
            "cache_dir": f"kept/{name}",
            "godbolt": False,
        }
        settings = {**base, "site_dir": f"site-{name}", "plugins": [{"c-runner": options}]}
        (tmp_path / f"{name}.yml").write_text(yaml.safe_dump(settings))
    caplog.set_level(logging.INFO)
    caplog.clear()

    shown = []
    for name in ("one", "two", "one", "two"):
        config = load_config(str(tmp_path / f"{name}.yml"))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        shown.append((tmp_path / f"site-{name}" / "index.html").read_text("utf-8"))

    assert shown[:2] == shown[2:]
    assert "199901\nhello</code>" in shown[0]
    assert ">Eins<" in shown[0]
    assert "201112\nhello</code>" in shown[1]
    assert ">Zwei<" in shown[1]
    lines = [line for line in caplog.messages if "1 block:" in line]
    assert [" 1 run," in line for line in lines] == [True, True, False, False]


def test_a_site_is_deployed_to_a_branch(build_site: BuildSite, tmp_path: Path) -> None:
    build_site({"index.md": HELLO}, {"remote_name": "origin"})
    (tmp_path / ".gitignore").write_text("/site\n/.cache\n")
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (
        ["init", "-q", "--bare", "remote.git"],
        ["init", "-q"],
        ["add", "docs", "mkdocs.yml", ".gitignore"],
        [*who, "commit", "-q", "-m", "Begin"],
        ["remote", "add", "origin", "remote.git"],
    ):
        subprocess.run(["git", *arguments], check=True)

    names = {
        f"GIT_{who}_{what}": "a@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    code, log = mkdocs("gh-deploy", **names)

    assert code == 0, log
    page = subprocess.run(
        ["git", "--git-dir=remote.git", "show", "gh-pages:index.html"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert OUTPUT in page.stdout


def test_a_site_on_another_drive_has_whole_paths(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Windows has no relative path from one drive to another."""

    def none(path: object, start: object = None) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("mkdocs_c_runner.place.relpath", none)

    site = build_site({"index.md": FAILS})

    assert site.log[0].startswith(f"ERROR {tmp_path}/docs/index.md:1:1: error")
