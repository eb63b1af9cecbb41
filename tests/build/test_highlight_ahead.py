"""A process beside the build highlights as the build does, and nothing is lost with it."""

from __future__ import annotations

import gc
import json
import logging
import os
import shutil
import signal
import socket
from pathlib import Path
from typing import Any

import pytest
from pygments.lexers.c_cpp import CLexer
from pymdownx.highlight import Highlight, HighlightExtension
from pymdownx.superfences import SuperFencesBlockPreprocessor

from mkdocs_c_runner.build import highlight, highlight_ahead, starter
from mkdocs_c_runner.build.build import Build
from mkdocs_c_runner.build.fence_extension import FenceExtension
from mkdocs_c_runner.build.folder import Folder
from mkdocs_c_runner.engine.processes.beside import Beside
from mkdocs_c_runner.engine.runner import Runner
from mkdocs_c_runner.engine.runner_settings import RunnerSettings
from mkdocs_c_runner.fence.settings import Settings
from mkdocs_c_runner.pages.markdown_options import MarkdownOptions

from ..conftest import BuildSite

PLAIN = """
```c run
#include <stdio.h>
int main(void) { puts("first & <foremost>"); }
```

```c
int unmarked;
```

```c run linenums="5 2" hl_lines="2 4-5" title="numbered.c"
int main(void)
{
    int x = 1;

    return x - 1;
}
```

```{.c .run .wide title="a <b> id='__span-0-1'"}
int main(void) { return 0; } // c-runner: hide
char *id = "id=\\"__span-0-1\\"";
```

``` { .c .run linenums="1" }
int main(void) { return 'x'; }
```
"""
UNFORESEEN = """
```{.c .run #named data-x="1"}
int named;
```

```c run title="<i>x</i>" title_mode="html"
int html;
```
"""

SETTINGS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "Material": {"anchor_linenums": True, "line_spans": "__span", "pygments_lang_class": True},
    "a table with anchors": {"linenums": True, "anchor_linenums": True, "line_spans": "__s"},
    "inline with anchors": {"linenums": True, "linenums_style": "inline", "line_anchors": "__a"},
    "inline in attributes": {"linenums": True, "linenums_style": "pymdownx-inline"},
    "titles": {"auto_title": True, "auto_title_map": {"C": "the language C"}},
    "another language": {"extend_pygments_lang": [{"name": "c", "lang": "c++"}]},
}
# The HTML of these is never kept.
NOT_AHEAD: dict[str, dict[str, Any]] = {
    "styles": {"noclasses": True},
    "prefixes of others": {"line_spans": "mine", "line_anchors": "mine-0"},
    "browsers": {"use_pygments": False},
}


class Blocks:
    """The blocks of a page, shown and not run."""

    def __init__(
        self, directory: Path, settings: dict[str, Any] | None = None, text: str = PLAIN
    ) -> None:
        names = ("pymdownx.highlight", "attr_list", "pymdownx.superfences")
        options = MarkdownOptions(names, {"pymdownx.highlight": settings or {}})
        runner = Runner(RunnerSettings(cache_directory=directory / "cache"))
        host = Folder(str(directory), "index.md", markdown=options)
        self.text = text
        self.build = Build(host, Settings(enabled=False), runner, logging.getLogger())
        self.build.read("index.md", text, text, {})
        self.md = options.instance()
        FenceExtension(self.build.fences.superfences).extendMarkdown(self.md)
        self._ahead = self.build._ahead

    def highlighted_ahead(self) -> Blocks:
        """The same, highlighted ahead."""
        self._ahead.add(self.build.page("index.md"))
        return self

    def html(self) -> str:
        """What the page shows."""
        html = self.md.convert(self.text)
        return self.build.publish("index.md", html)


def kept(directory: Path) -> object:
    (path,) = (directory / "cache/highlighted").glob("*.json")
    return json.loads(path.read_text())


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that this process highlights itself."""
    sources: list[str] = []
    original = Highlight.highlight

    def highlight(self: Highlight, src: str, *arguments: Any, **options: Any) -> Any:
        sources.append(src)
        return original(self, src, *arguments, **options)

    monkeypatch.setattr(Highlight, "highlight", highlight)
    return sources


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Beside]:
    """The processes that were started."""
    processes: list[Beside] = []
    original = highlight_ahead._start

    def start(cache: Path) -> tuple[socket.socket, Beside]:
        connection, process = original(cache)
        processes.append(process)
        return connection, process

    monkeypatch.setattr(highlight_ahead, "_start", start)
    return processes


@pytest.mark.parametrize("name", SETTINGS)
def test_pages_are_those_of_the_build_itself(tmp_path: Path, made: list[str], name: str) -> None:
    here = Blocks(tmp_path / "here", SETTINGS[name]).html()
    assert len(made) == 6, "a block has hidden lines"
    made.clear()

    assert Blocks(tmp_path / "ahead", SETTINGS[name]).highlighted_ahead().html() == here

    assert made[1:] == ["int unmarked;"], "the first one is compared"
    assert kept(tmp_path / "ahead") == kept(tmp_path / "here")


@pytest.mark.parametrize("name", [*SETTINGS, *NOT_AHEAD])
def test_the_number_of_a_block_is_in_its_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    settings = (SETTINGS | NOT_AHEAD)[name]
    html = Blocks(tmp_path / "here", settings, PLAIN + UNFORESEEN).html()
    monkeypatch.setattr(highlight, "_prefixes", lambda _: None)

    assert Blocks(tmp_path / "there", settings, PLAIN + UNFORESEEN).html() == html


def test_what_was_not_foreseen_is_highlighted_by_the_build(tmp_path: Path, made: list[str]) -> None:
    here = Blocks(tmp_path / "here", text=UNFORESEEN + PLAIN).html()
    made.clear()

    assert Blocks(tmp_path / "ahead", text=UNFORESEEN + PLAIN).highlighted_ahead().html() == here

    assert sorted(made[1:]) == ["int html;", "int named;", "int unmarked;"]
    assert kept(tmp_path / "ahead") == kept(tmp_path / "here")


@pytest.mark.parametrize("name", NOT_AHEAD)
def test_where_no_html_can_be_taken_from_elsewhere_the_build_makes_it(
    tmp_path: Path, name: str
) -> None:
    here = Blocks(tmp_path / "here", NOT_AHEAD[name]).html()

    assert Blocks(tmp_path / "ahead", NOT_AHEAD[name]).highlighted_ahead().html() == here


def test_another_highlighter_is_not_taken_for_the_usual_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Loud(Highlight):  # type: ignore[misc]
        def highlight(self, src: str, *arguments: Any, **options: Any) -> Any:
            return super().highlight(src.upper(), *arguments, **options)

    monkeypatch.setattr(HighlightExtension, "get_pymdownx_highlighter", lambda _: Loud)

    assert "UNMARKED" in Blocks(tmp_path).html()
    html = Blocks(tmp_path / "ahead").highlighted_ahead().html()
    assert "FOREMOST" in html
    assert html == Blocks(tmp_path / "here").html()


def test_what_changes_highlighted_code_in_the_build_does_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = SuperFencesBlockPreprocessor.highlight

    def changed(self: Any, *arguments: Any, **options: Any) -> str:
        return f"{original(self, *arguments, **options)}<b>changed</b>"

    monkeypatch.setattr(SuperFencesBlockPreprocessor, "highlight", changed)
    html = Blocks(tmp_path / "ahead").highlighted_ahead().html()

    assert html.count("changed") == 6
    assert html == Blocks(tmp_path / "here").html()


def test_what_changes_pygments_does_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CLexer, "get_tokens", lambda *_, **__: iter(()))
    here = Blocks(tmp_path / "here").html()

    assert "foremost" not in here
    assert Blocks(tmp_path / "ahead").highlighted_ahead().html() == here
    assert kept(tmp_path / "ahead") == kept(tmp_path / "here")


@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGSTOP])
def test_a_process_that_does_not_answer_is_not_waited_for(
    tmp_path: Path, begun: list[Beside], monkeypatch: pytest.MonkeyPatch, signal_number: int
) -> None:
    monkeypatch.setattr(highlight_ahead, "_PATIENCE", 0.1)
    here = Blocks(tmp_path / "here").html()
    blocks = Blocks(tmp_path / "ahead").highlighted_ahead()
    os.kill(begun[0].pid, signal_number)

    assert blocks.html() == here


def test_a_process_that_cannot_begin_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(highlight_ahead, "_PROCESS", "mkdocs_c_runner.build.no_such_module")
    here = Blocks(tmp_path / "here").html()

    assert Blocks(tmp_path / "ahead").highlighted_ahead().html() == here


def test_where_none_can_be_started_nothing_is_left_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Blocks(tmp_path / "here").html()
    monkeypatch.setattr("sys.executable", "/no/such/python")
    before = os.listdir("/proc/self/fd")

    assert Blocks(tmp_path / "ahead").highlighted_ahead().html() == here
    assert len(os.listdir("/proc/self/fd")) == len(before)


def test_it_ends_when_its_pages_are_rendered_and_another_begins_with_further_ones(
    tmp_path: Path, begun: list[Beside]
) -> None:
    blocks = Blocks(tmp_path).highlighted_ahead()
    html = blocks.html()
    assert [process.returncode for process in begun] != [None]

    assert blocks.highlighted_ahead().html() == html
    assert [process.returncode for process in begun] != [None, None]


def test_it_ends_with_a_build_that_ends_early(tmp_path: Path, begun: list[Beside]) -> None:
    Blocks(tmp_path).highlighted_ahead()  # nobody has it from here on

    gc.collect()
    assert [process.returncode for process in begun] != [None]


@pytest.mark.usefixtures("sandbox")
def test_a_large_new_site_is_highlighted_ahead(
    build_site: BuildSite, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starter, "ENOUGH", 24)
    blocks = [
        f"```c run\nint main(void) {{ return {number} - {number}; }}\n```\n" for number in range(30)
    ]
    pages = {"index.md": "\n".join(blocks[:28]), "other.md": "\n".join(blocks[28:])}

    first = build_site(pages)

    assert len(made) == 2, "two of thirty are compared"
    shown = first.html(), first.html("other")
    assert (first.error, shown[0].count('class="mi"')) == (None, 56)
    made.clear()
    shutil.rmtree(".cache")
    monkeypatch.setattr(starter, "ENOUGH", 31)
    again = build_site()
    assert (again.html(), again.html("other")) == shown
    assert len(made) == 30
