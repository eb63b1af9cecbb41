"""Pages with usual blocks alone are not scanned again, and no page is shown as it was before something changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from mkdocs_c_runner.build.kept_whole import WholePages
from mkdocs_c_runner.engine import native
from mkdocs_c_runner.pages.scan import Scanner
from mkdocs_c_runner.pages.source_page import SourcePage

from ..conftest import Site
from .conftest import CACHE, page_of
from .test_kept_blocks import CASES, settings_of

# On it, the conditions of all others are found out.
FIRST = page_of("HELLO zero\n\n```c run\nint main(void) { return 0; }\n```\n")

# Written as an author may write it, on several pages.
UNUSUAL = {
    "a name": '```c run name="one"\nint main(void) { return 0; }\n```\n',
    "a part": '```c file="one.h"\nint one(void);\n```\n\nHELLO two\n',
    "an output": "HELLO one\n```output\none\n```\n",
    "a near miss": "HELLO one\n\n``` c run\nint x;\n",
    "a block that fails": "HELLO one\n\n```c run\nint main(void) { return 1; }\n```\n",
    "a block without output": "HELLO one\n\n```c run\nint main(void) { return 0; }\n```\n",
    "a remark": "HELLO one\n\n```c run\n#include <pwd.h>\n#include <stdio.h>\n"
    'int main(void) { puts(getpwuid(0) ? "a" : "b"); }\n```\n',
    "a block in a comment": "HELLO one\n\n<!--\nHELLO two\n-->\n",
    "an example": "HELLO one\n\n````text\nHELLO two\n````\n",
    "an indented example": "HELLO one\n\ntext\n\n    ```c run\n    int main(void) { return 0; }\n    ```\n",
    "a block in a list": "HELLO one\n\n- item\n\n    ```c run\n    int main(void) { return 0; }\n    ```\n",
    "tabs": "HELLO one\n\n```c run\nint main(void)\n{\n\treturn 0;\n}\n```\n",
    "equal blocks": 'HELLO one\n\nHELLO one\n\n```c run show="output source"\nint main(void) { return 0; }\n```\n',
    "nothing of ours": "HELLO one\n\n```c\nint x;\n```\n\n```python\nx = 1\n```\n",
    "a mistake": "HELLO one\n\n```c run colour=red\nint main(void) { return 0; }\n```\n",
}
# Those that are kept as a whole.
USUAL = {
    "a block without output",
    "an example",
    "an indented example",
    "a block in a list",
    "tabs",
    "equal blocks",
    "nothing of ours",
}
# Changes with which pages are kept as a whole, though not all of their blocks need be.
AS_BEFORE = ("nothing", "a label", "the language")


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> dict[str | None, int]:
    """The pages that are kept as a whole when they are read, with the numbers of their blocks."""
    found: dict[str | None, int] = {}
    original = WholePages.recognize

    def recognize(self: WholePages, page: SourcePage, text: str, body: str) -> None:
        original(self, page, text, body)
        if page.kept:
            found[page.uri] = page.kept

    monkeypatch.setattr(WholePages, "recognize", recognize)
    return found


def anew(directory: Path, build: Callable[[], Site]) -> Site:
    """The site without anything that an earlier build has kept but results."""
    rmtree(directory / CACHE / "blocks")
    return build()


@pytest.mark.usefixtures("sandbox")
class TestPages:
    @pytest.mark.parametrize("case", CASES["change"], ids=lambda case: case["name"])
    def test_are_as_if_built_for_the_first_time(
        self,
        case: dict[str, Any],
        build_as_later: Callable[..., Site],
        tmp_path: Path,
        whole: dict[str | None, int],
    ) -> None:
        pages = {"index.md": FIRST, "other.md": page_of(case["page"])}
        before, later = (settings_of(case, later=later) for later in (False, True))
        build_as_later(pages, before)
        for _ in range(2):
            build_as_later(None, before)
        is_kept = "other.md" in whole
        whole.clear()

        site = build_as_later({"other.md": page_of(case["after"])}, later)
        assert site.error is None, site.log
        files, log, found = site.files(), site.log[:-1], "other.md" in whole
        again = anew(tmp_path, lambda: build_as_later(None, later))

        assert again.files() == files
        assert again.log[:-1] == log
        assert found == (is_kept and case["name"] in AS_BEFORE)

    @pytest.mark.parametrize("name", UNUSUAL)
    def test_are_the_same_from_build_to_build(
        self,
        name: str,
        build_as_later: Callable[..., Site],
        tmp_path: Path,
        whole: dict[str | None, int],
    ) -> None:
        config = {"plugins": [{"c-runner": {"on_failure": "warn"}}]}
        pages = {"index.md": FIRST, "other.md": page_of(UNUSUAL[name])}
        build_as_later(pages, config)
        for _ in range(3):
            site = build_as_later(None, config)
        files = site.files()
        again = anew(tmp_path, lambda: build_as_later(None, config))

        assert again.files() == files
        assert again.log[:-1] == site.log[:-1]
        assert again.closing_line == site.closing_line
        assert ("other.md" in whole) == (name in USUAL)

    def test_are_not_scanned(
        self, build_as_later: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pages = {f"page{number}.md": page_of(f"HELLO {number}\n") for number in range(3)}
        build_as_later({"index.md": FIRST, **pages})
        before = build_as_later()
        scanned = []
        original = Scanner.scan

        def scan(self: Scanner, text: str, path: str, first_line: int = 1) -> object:
            scanned.append(path)
            return original(self, text, path, first_line)

        monkeypatch.setattr(Scanner, "scan", scan)
        site = build_as_later()

        assert scanned == ["docs/index.md"]
        assert site.files() == before.files()
        assert site.closing_line == "INFO 5 blocks: 0 run, 5 cached, 0 failed"

    def test_run_a_block_whose_result_is_gone(
        self, build_as_later: Callable[..., Site], tmp_path: Path, whole: dict[str | None, int]
    ) -> None:
        build_as_later({"index.md": FIRST, "other.md": page_of("HELLO one\n\nHELLO two\n")})
        before = build_as_later().files()
        for path in (tmp_path / CACHE / "results").glob("*.json"):
            if "two" in path.read_text():
                path.unlink()
        site = build_as_later()

        assert whole == {}
        assert site.closing_line == "INFO 4 blocks: 1 run, 3 cached, 0 failed"
        assert site.files() == before

    def test_run_again_where_the_conditions_of_their_blocks_have_changed(
        self,
        build_as_later: Callable[..., Site],
        monkeypatch: pytest.MonkeyPatch,
        whole: dict[str | None, int],
    ) -> None:
        build_as_later({"index.md": FIRST, "other.md": page_of("HELLO one\n")})
        build_as_later()
        monkeypatch.setattr(native, "POLICY_VERSION", 10_000)
        site = build_as_later()

        assert whole == {}
        assert site.closing_line == "INFO 3 blocks: 3 run, 0 cached, 0 failed"

    def test_that_another_plugin_changes_are_read_each_time(
        self, build_as_later: Callable[..., Site], tmp_path: Path
    ) -> None:
        (tmp_path / "hooks.py").write_text(
            "from pathlib import Path\n\n\ndef on_page_markdown(markdown, **_):\n"
            "    return markdown.replace('WORD', Path('word').read_text())\n"
        )
        config = {"hooks": ["hooks.py"]}
        page = FIRST.replace("zero", "WORD")
        for word in ("one", "one", "one", "two", "two", "one"):
            (tmp_path / "word").write_text(word)
            site = build_as_later({"index.md": FIRST, "other.md": page}, config)

            assert f">{word}</code>" in site.html("other")

    def test_are_noted_if_the_notes_are_lost(
        self, build_as_later: Callable[..., Site], tmp_path: Path
    ) -> None:
        build_as_later({"index.md": FIRST, "other.md": page_of("HELLO one\n")})
        build_as_later()
        history = tmp_path / CACHE / "history.json"
        noted = history.read_bytes()
        for path in (history, history.with_name("newest.json")):
            path.unlink()
        build_as_later()

        assert history.read_bytes() == noted

    def test_are_noted_without_blocks_that_somebody_has_made_up(
        self, kept_site: tuple[Path, dict[str, bytes]], build_as_later: Callable[..., Site]
    ) -> None:
        path, before = kept_site
        content = json.loads(path.read_text())
        content["blocks"][0][1] = 99
        path.write_text(json.dumps(content))
        history = path.parents[1] / "history.json"
        noted = json.loads(history.read_text())["pages"]
        history.unlink()

        assert build_as_later().files() == before
        assert json.loads(history.read_text())["pages"] == {
            **noted,
            "other.md": noted["other.md"][1:],
        }

    @pytest.mark.parametrize("index", range(11))
    @pytest.mark.parametrize("value", [None, -1, [], "../../../x", {"a": "b"}, True])
    def test_believe_no_other_file(
        self,
        index: int,
        value: object,
        kept_site: tuple[Path, dict[str, bytes]],
        build_as_later: Callable[..., Site],
    ) -> None:
        path, before = kept_site
        content = json.loads(path.read_text())
        content["blocks"][0][index] = value
        path.write_text(json.dumps(content))

        assert build_as_later().files() == before

    @pytest.mark.parametrize("text", ["", "{", "[]", "\0", '{"blocks": [], "conditions": {}}'])
    def test_are_read_if_their_file_is_broken(
        self,
        text: str,
        kept_site: tuple[Path, dict[str, bytes]],
        build_as_later: Callable[..., Site],
    ) -> None:
        path, before = kept_site
        kept = path.read_text()
        path.write_text(text)

        assert build_as_later().files() == before
        assert path.read_text() == kept

    @pytest.mark.parametrize("lost", [".page", ".blocks"])
    def test_are_read_if_one_of_their_files_is_lost(
        self,
        lost: str,
        kept_site: tuple[Path, dict[str, bytes]],
        build_as_later: Callable[..., Site],
    ) -> None:
        path, before = kept_site
        path.with_suffix(lost).unlink()

        assert build_as_later().files() == before
        assert path.with_suffix(lost).exists()

    @pytest.fixture
    def kept_site(
        self, build_as_later: Callable[..., Site], tmp_path: Path
    ) -> tuple[Path, dict[str, bytes]]:
        """The file of a page that is kept as a whole, and the files of its site."""
        build_as_later(
            {"index.md": FIRST, "other.md": page_of("HELLO one\n\nHELLO two\n\nHELLO three\n")}
        )
        before = build_as_later().files()
        [path] = [
            path
            for path in (tmp_path / CACHE / "blocks").glob("*.page")
            if len(json.loads(path.read_text())["blocks"]) == 3
        ]
        return path, before
