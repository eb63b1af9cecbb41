"""The same site on every host, each in an environment of its own: the same blocks to the byte.

What the hosts are stands in `hosts/hosts.toml`. Their environments are kept in `.venv/hosts`, so that only the
first run takes long. `make hosts` runs these tests.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from .environments import ROOT, environment, run
from .server.test_preview import Page
from .test_serve import PROGRAM, block, serve, write_site

HOSTS: dict[str, Any] = tomllib.loads((ROOT / "tests/hosts/hosts.toml").read_text("utf-8"))
VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}

pytestmark = [pytest.mark.hosts, pytest.mark.usefixtures("sandbox")]


class Blocks(HTMLParser):
    """The code and output blocks of a page, byte for byte."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", page))]
        self._depth = 0
        self._inside: tuple[int, int] | None = None
        self._page = page
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = set((dict(attrs).get("class") or "").split())
        if tag not in VOID:
            self._depth += 1
            if self._inside is None and classes & {"highlight", "c-runner"}:
                self._inside = (self._depth, self._position())

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self._inside and self._inside[0] == self._depth:
            end = self._page.index(">", self._position()) + 1
            self.found.append(self._page[self._inside[1] : end])
            self._inside = None
        self._depth -= 1

    def _position(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def blocks_of(host: dict[str, Any], site: Path) -> dict[str, list[str]]:
    """The blocks of each page of a site that a host builds."""
    programs = environment(host["packages"], lowest=host.get("lowest", False))
    program, *arguments = host["build"]
    run(programs / program, *arguments, cwd=site)
    found = {}
    for page in (site / "docs").rglob("*.md"):
        name = page.relative_to(site / "docs").with_suffix("")
        ways = (site / "site" / f"{name}.html", site / "site" / name / "index.html")
        way = next(way for way in ways if way.is_file())
        html = way.read_text("utf-8")
        # Zensical takes this attribute away when its search has seen it.
        blocks = Blocks(html.replace(" data-search-exclude", "")).found
        found[str(name)] = [with_contents(block, way.parent) for block in blocks]
    return found


def with_contents(block: str, directory: Path) -> str:
    """A block whose files are named by what is in them: a host that keeps none has them in their addresses.

    Such a host does not know where pages stand either, so the names of blocks of other pages lead nowhere.
    """

    def name(source: re.Match[str]) -> str:
        _, data, encoded = source[2].partition(";base64,")
        content = base64.b64decode(encoded) if data else (directory / source[2]).read_bytes()
        return f'{source[1]}="{hashlib.sha256(content).hexdigest()}"'

    block = re.sub(
        r'<a(?: href="[^"]*")? (class="c-runner-from"[^>]*?)(?: role="note")?>', r"<a \1>", block
    )
    return re.sub('(src|download="[^"]*" href|href)="([^"#:]+|data:[^"]+)"', name, block)


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    """A site that MkDocs has built, and its blocks."""
    directory = tmp_path_factory.mktemp("reference")
    shutil.copytree(ROOT / "tests" / "hosts", directory, dirs_exist_ok=True)
    return directory, blocks_of(HOSTS["mkdocs"], directory / "blog")


@pytest.mark.parametrize("name", [name for name in HOSTS if name != "mkdocs"])
def test_every_host_makes_the_same_blocks(
    name: str, reference: tuple[Path, dict[str, list[str]]], tmp_path: Path
) -> None:
    directory, expected = reference
    ignored = shutil.ignore_patterns(".cache") if name == "mkdocs-lowest" else None
    shutil.copytree(directory, tmp_path, dirs_exist_ok=True, ignore=ignored)
    shutil.rmtree(tmp_path / "blog" / "site")
    results = tmp_path / "blog" / ".cache" / "plugin" / "c-runner" / "results"
    kept = sorted(results.glob("*.json"))

    blocks = blocks_of(HOSTS[name], tmp_path / "blog")

    assert sum(len(found) for found in expected.values()) > 30
    assert blocks == expected
    assert sorted(results.glob("*.json")) == kept or not kept, "a host does not find what is kept"


def preview_of(name: str) -> list[str]:
    """The command that serves a preview."""
    program, *arguments = HOSTS[name]["serve"]
    return [str(environment(HOSTS[name]["packages"]) / program), *arguments]


@pytest.mark.parametrize("name", [name for name, host in HOSTS.items() if "serve" in host])
def test_the_preview_of_other_hosts_runs_and_saves_blocks(name: str, tmp_path: Path) -> None:
    write_site(tmp_path, {"index.md": block(PROGRAM.format("first"))})
    with serve(tmp_path, command=preview_of(name)) as server:
        page = Page(server)
        named, before = page.requests[0]["block"], page.requests[0]["files"][0]["text"]
        after = before.replace("first", "second")

        assert page.ask("/execute", {"block": named, "code": after})[1]["stdout"] == "second\n"
        assert page.ask("/execute", page.requests[0], {"X-C-Runner-Token": None})[0] == 403
        saving = {"block": named, "before": before, "after": after}
        assert page.ask("/save", saving) == (200, {"saved": True})
        server.wait_for("Reloading browsers")
        assert "second</code>" in server.get()


@pytest.mark.parametrize("name", [name for name, host in HOSTS.items() if "serve" in host])
def test_previews_of_other_hosts_without_a_server_have_no_buttons(
    name: str, tmp_path: Path
) -> None:
    write_site(tmp_path, {"index.md": block(PROGRAM.format("first"))})
    with serve(tmp_path, command=[*preview_of(name), "--no-livereload"]) as server:
        assert "c-runner-playground" not in server.get()
