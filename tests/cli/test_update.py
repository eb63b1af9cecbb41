"""`update` on real sites."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner import cli
from mkdocs_c_runner.engine.errors import EngineError
from mkdocs_c_runner.engine.native import NativeExecutor

from ..conftest import BuildSite
from .commands import CRASH, HELLO, command

ZENSICAL = """
[project]
site_name = "Zensical's"
nav = ["index.md"]
[project.theme]
variant = "modern"
[project.markdown_extensions.pymdownx.emoji]
emoji_index = "zensical.extensions.emoji.twemoji"
[project.markdown_extensions.pymdownx.snippets]
base_path = ["code"]
[project.markdown_extensions.pymdownx.superfences]
custom_fences = [{ name = "mermaid", class = "mermaid", format = "pymdownx.superfences.fence_code_format" }]
[project.markdown_extensions.pymdownx.blocks.admonition]
[project.markdown_extensions.zensical.extensions.preview]
configurations = []
[project.markdown_extensions.c_runner]
std = "c99"
prelude = "#include <stdio.h>"
"""


def records(directory: Path) -> dict[str, Any]:
    """The recorded pages by name."""
    root = directory / "c-results"
    return {
        str(path.relative_to(root)): json.loads(path.read_text("utf-8"))
        for path in root.rglob("*.json")
    }


@pytest.mark.usefixtures("sandbox")
class TestUpdate:
    """`update` writes what git is to keep."""

    def test_keeps_the_record_of_a_block_that_the_machine_could_not_run(
        self, build_site: BuildSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        build_site({"index.md": HELLO, "second.md": HELLO.replace("Hello", "Again")})
        command("update")
        recorded = records(tmp_path)

        def fails(*_: Any) -> None:
            raise EngineError("the connection was lost")

        monkeypatch.setattr(NativeExecutor, "execute", fails)
        result = command("update", "--rerun")

        assert result.exit_code == 1
        assert "the connection was lost" in result.output
        assert len(recorded) == 2
        assert records(tmp_path) == recorded

    def test_writes_a_file_a_page_and_is_stable(
        self, build_site: BuildSite, tmp_path: Path
    ) -> None:
        build_site({"index.md": HELLO, "posts/a.md": HELLO + CRASH, "none.md": "text"})

        first = command("update")
        files = {path: path.read_bytes() for path in (tmp_path / "c-results").rglob("*.json")}
        second = command("update")

        assert first.exit_code == second.exit_code == 0
        assert set(records(tmp_path)) == {"index.md.json", "posts/a.md.json"}
        assert "3 blocks recorded, 0 files changed" in second.output
        assert {path: path.read_bytes() for path in files} == files

    @pytest.mark.parametrize("base", [".", "code"])
    def test_works_from_any_directory(
        self, build_site: BuildSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: str
    ) -> None:
        """MkDocs looks for snippets where it is started; a repository may have several sites."""
        (tmp_path / base).mkdir(exist_ok=True)
        (tmp_path / base / "hello.c").write_text(
            '#include <stdio.h>\nint main(void) { puts("hi"); }\n'
        )
        snippets = {"pymdownx.snippets": {"base_path": base, "check_paths": True}}
        build_site(
            {"index.md": '```c run\n--8<-- "hello.c"\n```\n'},
            {"markdown_extensions": ["pymdownx.superfences", snippets]},
        )
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        monkeypatch.chdir(elsewhere)

        updated = command("update", "-f", "../mkdocs.yml")
        status = command("status", "-f", "../mkdocs.yml")

        assert updated.exit_code == 0
        assert updated.output.splitlines()[0] == "../c-results/index.md.json"
        assert status.output.splitlines()[0] == "../docs/index.md"
        assert "recorded, ok" in status.output

    def test_records_may_be_beside_the_site(self, build_site: BuildSite, tmp_path: Path) -> None:
        """As where a repository has several configurations."""
        (tmp_path / "site.d").mkdir()
        build_site({"index.md": HELLO})
        options = {
            "docs_dir": "../docs",
            "plugins": [{"c-runner": {"results_dir": "../c-results"}}],
        }
        (tmp_path / "site.d/mkdocs.yml").write_text(json.dumps({"site_name": "Two", **options}))

        updated = command("update", "-f", "site.d/mkdocs.yml")
        checked = command("check", "-f", "site.d/mkdocs.yml")

        assert updated.output.splitlines()[0] == "c-results/index.md.json"
        assert set(records(tmp_path)) == {"index.md.json"}
        assert checked.output == "1 block, all as recorded\n"

    def test_takes_a_configuration_of_zensical(self, build_site: BuildSite, tmp_path: Path) -> None:
        (tmp_path / "code").mkdir()
        (tmp_path / "code" / "hello.c").write_text('int main(void) { return puts("hi") < 0; }\n')
        pages = {"index.md": f'{HELLO}\n/// note\n```c run\n--8<-- "hello.c"\n```\n///\n'}
        options = {"std": "c99", "prelude": "#include <stdio.h>"}
        snippets = {"pymdownx.snippets": {"base_path": ["code"]}}
        extensions = ["pymdownx.superfences", "pymdownx.blocks.admonition", snippets]
        config = {"plugins": [{"c-runner": options}], "markdown_extensions": extensions}
        build_site(pages, config)
        command("update")
        written = records(tmp_path)
        shutil.rmtree(tmp_path / "c-results")
        (tmp_path / "mkdocs.yml").unlink()
        (tmp_path / "zensical.toml").write_text(ZENSICAL, encoding="utf-8")

        updated = command("update", "-f", "zensical.toml")
        status = command("status", "-f", "zensical.toml")

        assert "2 blocks recorded, 1 file changed" in updated.output
        assert records(tmp_path) == written
        assert "2 blocks, 2 recorded, 0 would run" in status.output

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("[project]\n", "zensical.toml does not list the Markdown extension c_runner."),
            ("[project\n", "zensical.toml: Expected ']'"),
        ],
    )
    def test_says_what_is_wrong_with_a_configuration_of_zensical(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, reason: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("zensical.toml").write_text(text, encoding="utf-8")

        done = command("status", "-f", "zensical.toml")

        assert done.exit_code == 2
        assert reason in done.output

    def test_keeps_no_time_and_no_path(self, build_site: BuildSite, tmp_path: Path) -> None:
        build_site({"index.md": HELLO})
        command("update")

        text = (tmp_path / "c-results" / "index.md.json").read_text("utf-8")

        assert "time" not in text
        assert str(tmp_path) not in text
        assert '"hello\\n"' in text

    def test_removes_what_has_no_block(self, build_site: BuildSite, tmp_path: Path) -> None:
        build_site({"index.md": HELLO, "posts/a.md": HELLO})
        command("update")
        build_site({"posts/a.md": "no more"})

        command("update")

        assert set(records(tmp_path)) == {"index.md.json"}
        assert not (tmp_path / "c-results" / "posts").exists()

    def test_does_not_record_a_failure(self, build_site: BuildSite, tmp_path: Path) -> None:
        build_site({"index.md": HELLO + "\n```c run\nint main(void) { return 3; }\n```\n"})

        done = command("update")

        assert done.exit_code == cli.FAILURES
        assert (
            "docs/index.md:6:1: error: The block was expected to end with status 0" in done.output
        )
        assert "Not as expected and not recorded: 1 block\n1 block recorded" in done.output
        assert len(records(tmp_path)["index.md.json"]["blocks"]) == 1

    def test_speaks_of_the_blocks_of_a_site_that_is_switched_off(
        self, build_site: BuildSite, tmp_path: Path
    ) -> None:
        build_site({"index.md": HELLO})
        command("update")
        before = records(tmp_path)
        site = build_site(config={"plugins": [{"c-runner": {"enabled": False}}]})

        assert "hello</code>" not in site.html()
        assert command("update").output == "1 block recorded, 0 files changed\n"
        assert records(tmp_path) == before


def test_options_of_the_extension_do_not_stand_in_the_way(build_site: BuildSite) -> None:
    """A site for several hosts sets them there, also those that a command overrides."""
    extension = {"c_runner": {"enabled": False, "execute": "never"}}
    build_site({"index.md": "text"}, {"markdown_extensions": [extension]})

    assert command("status").output == "0 blocks, 0 would run\n"
