"""The Markdown extension without any site: what Python-Markdown alone makes of a page."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
from click.testing import CliRunner
from markdown import Markdown, markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from mkdocs_c_runner import cli
from mkdocs_c_runner.engine.sandbox import box
from mkdocs_c_runner.extension import BlocksFailed
from mkdocs_c_runner.html import playground

from .conftest import BuildSite

HELLO = '```c run\n#include <stdio.h>\nint main(void) { puts("hello"); }\n```\n'
FAILS = "```c run\nint main(void) {{ return {}; }}\n```\n"
OUTPUT = '<code class="nohighlight">hello</code>'

pytestmark = pytest.mark.usefixtures("sandbox", "in_a_directory")


@pytest.fixture
def in_a_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working directory is a new one."""
    monkeypatch.chdir(tmp_path)


def convert(text: str, *extensions: str | Extension, **options: Any) -> str:
    """What Markdown makes of a page with these extensions."""
    return markdown(
        text, extensions=extensions or ["c_runner"], extension_configs={"c_runner": options}
    )


def test_it_is_found_by_its_name() -> None:
    (found,) = entry_points(group="markdown.extensions", name="c_runner")

    assert found.value == "mkdocs_c_runner.extension:makeExtension"
    assert OUTPUT in convert(HELLO)


@pytest.mark.skipif(not playground.is_built(), reason="the page scripts were not built")
def test_a_page_has_what_a_playground_needs_beside_its_blocks(tmp_path: Path) -> None:
    converted = convert(HELLO, playground={"endpoint": "http://localhost:3001"}, language="de")
    done = CliRunner().invoke(cli.main, ["playground", str(tmp_path / "docs" / "c-runner")])

    assert "data-request=" in converted
    assert "data-access=" in converted
    assert "http://localhost:3001" in converted
    assert "Bearbeiten und ausführen" in converted
    assert "playground" not in convert(HELLO)
    assert done.exit_code == 0, done.output
    written = {path.name for path in (tmp_path / "docs" / "c-runner").iterdir()}
    assert written == {*playground.SCRIPTS, playground.STYLE}


def test_the_html_is_that_of_mkdocs(build_site: BuildSite) -> None:
    pages = (
        HELLO,
        FAILS.format(3).replace("c run", 'c run expect="exit 3"'),
        f"!!! note\n\n{indent(HELLO, '    ')}",
        '```c run show="output source"\nint main(void) { return 0; }\n```\n',
    )
    page = "# Title\n\nText.\n\n" + "\n\n".join(pages)
    extensions = ["admonition", "pymdownx.superfences"]
    settings = {"markdown_extensions": extensions, "plugins": [{"c-runner": {"godbolt": True}}]}
    site = build_site({"index.md": page}, settings)

    alone = convert(page, "toc", "tables", "fenced_code", *extensions, "c_runner")

    # The ids of texts are made of the page's path, which is not known here.
    alone, of_mkdocs = (re.sub(r'id="c-runner-\w+-', 'id="', html) for html in (alone, site.html()))
    assert alone.strip() == of_mkdocs.strip()


@pytest.mark.parametrize(
    "extensions",
    [
        ["c_runner", "pymdownx.superfences"],
        ["pymdownx.superfences", "c_runner"],
        ["c_runner"],
        ["fenced_code", "codehilite", "c_runner"],
        ["c_runner", "pymdownx.extra"],
        ["attr_list", "c_runner", "toc", "pymdownx.superfences", "pymdownx.highlight"],
    ],
    ids=" ".join,
)
def test_the_order_of_extensions_does_not_matter(extensions: list[str]) -> None:
    assert OUTPUT in convert(HELLO, *extensions)


def test_results_are_kept_and_recorded_beside_the_working_directory(
    build_site: BuildSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of MkDocs serve, and are not made again."""
    build_site({"index.md": HELLO})
    monkeypatch.setattr(box, "spawn", None)
    assert OUTPUT in convert(HELLO)

    CliRunner().invoke(cli.main, ["update"], catch_exceptions=False)

    assert OUTPUT in convert(HELLO, execute="never", cache=False)


def test_all_failures_of_a_page_end_its_conversion(caplog: pytest.LogCaptureFixture) -> None:
    page = f"# A `heading`\n\n{FAILS.format(3)}\n{HELLO}\n{FAILS.format(4)}"

    with pytest.raises(BlocksFailed) as failed:
        convert(page, "toc", "c_runner", page="lists.md")

    lines = str(failed.value).splitlines()
    assert lines[0] == "3 blocks: 3 run, 0 cached, 2 failed"
    assert [line.split(": ")[0] for line in lines[1:]] == [
        "docs/lists.md:3:1",
        "docs/lists.md:12:1",
    ]
    assert not caplog.records


def test_failures_can_be_warnings(caplog: pytest.LogCaptureFixture) -> None:
    html = convert(FAILS.format(3), on_failure="warn")

    assert "Exited with status 3." in html
    (record,) = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert record.getMessage().startswith("?:1:1: error: The block was expected to end with")


def test_failures_can_be_ignored(caplog: pytest.LogCaptureFixture) -> None:
    assert "Exited with status 3." in convert(FAILS.format(3), on_failure="ignore")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_mistakes_end_the_conversion_or_are_warnings(caplog: pytest.LogCaptureFixture) -> None:
    good = "```c run stddd='c99'\nint main(void) { return 0; }\n```\n"
    page = f"{good}\n```c run timeout=5\nint x;\n```\n"

    with pytest.raises(BlocksFailed) as raised:
        convert(page, page="a.md")
    caplog.clear()
    html = convert(page, page="a.md", on_mistake="warn")

    errors = str(raised.value).splitlines()
    assert errors[0] == "2 blocks: 0 run, 0 cached, 0 failed, 2 not run"
    assert errors[1].startswith("docs/a.md:1:1: error: There is no option")
    assert errors[2].startswith("docs/a.md:5:1: error: Markdown does not accept this fence")
    assert html.count("c-runner-problem") == 3
    said = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert said == [
        'docs/a.md:1:1: warning: There is no option "stddd" (did you mean "std"?).',
        'docs/a.md:5:1: warning: Markdown does not accept this fence: ```c run timeout=5 - write: ```c run timeout="5"',
    ]


def test_what_the_machine_lacks_ends_the_conversion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mkdocs_c_runner.engine.toolchain.identity.PATH", "/nowhere")

    with pytest.raises(BlocksFailed, match=r"^\?:1:1: error: The compiler gcc is not installed"):
        convert(HELLO, cache_dir="new")


def test_sources_alone_can_be_shown() -> None:
    html = convert(HELLO, enabled=False)

    assert "puts" in html
    assert "hello</code>" not in html


def test_wrong_options_are_named_all_at_once() -> None:
    with pytest.raises(ValueError, match="c_runner: ") as wrong:
        convert("", timeout="soon", stdd="c17", enabled="yes")

    assert str(wrong.value).splitlines() == [
        'c_runner: timeout: \'soon\': must be a time such as "2" or "500ms".',
        'stdd: there is no such option (did you mean "std"?).',
        "enabled: 'yes': must be true or false.",
    ]


def test_labels_are_in_the_language_that_is_asked_for() -> None:
    assert '<p class="c-runner-label">Ausgabe</p>' in convert(HELLO, language="de")


class TestPages:
    """A page that says where it stands may name what is around it."""

    @pytest.fixture(autouse=True)
    def _pages(self, tmp_path: Path) -> None:
        docs = tmp_path / "docs" / "notes"
        docs.mkdir(parents=True)
        (docs / "stack.md").write_text(
            "---\nc_runner:\n  std: c99\n---\n# S\n\n"
            '```c name="stack"\n#include <stdio.h>\nvoid f(void) { puts("hello"); }\n```\n'
        )
        (docs / "hello.txt").write_text("hello\n")
        (tmp_path / "secret.txt").write_text("hello\n")

    def test_blocks_of_others(self) -> None:
        page = '```c run uses="stack.md#stack"\nint main(void) { f(); }\n```\n'

        assert OUTPUT in convert(page, page="notes/index.md")

    def test_files_beside_it(self) -> None:
        page = '```c run stdin_file="hello.txt"\n#include <stdio.h>\nint main(void) { putchar(getchar()); }\n```\n'

        assert 'nohighlight">h</code>' in convert(page, page="notes/index.md")

    @pytest.mark.parametrize("page", ["", "index.md"])
    def test_no_file_elsewhere(self, page: str, caplog: pytest.LogCaptureFixture) -> None:
        text = '```c run data="../secret.txt"\nint main(void) { return 0; }\n```\n'

        html = convert(text, page=page, on_mistake="warn")

        assert "hello" not in html
        assert "secret.txt" in caplog.text

    def test_its_front_matter(self, tmp_path: Path) -> None:
        """Places count its lines though the host has cut it off, and its options hold."""
        body = f"# T\n\n{FAILS.format('__STDC_VERSION__ == 199901L')}"
        (tmp_path / "docs" / "a.md").write_text(f"---\nc_runner: {{std: c99}}\n---\n\n{body}")

        with pytest.raises(BlocksFailed, match=r"docs/a\.md:7:1: error: .* status 1\."):
            convert(body, page="a.md")


def test_one_instance_converts_several_pages() -> None:
    md = Markdown(extensions=["toc", "c_runner"])

    first = md.convert(f"# A\n\n{HELLO}")
    second = md.reset().convert(f"# B\n\n{HELLO.replace('hello', 'bye')}\n{HELLO}")

    assert OUTPUT in first
    assert "bye</code>" in second
    assert OUTPUT in second


def test_what_other_extensions_have_kept_for_later_stays(tmp_path: Path) -> None:
    """The page is scanned amid its conversion, when others may have put HTML aside."""

    class Aside(Preprocessor):
        kept = ""

        def run(self, lines: list[str]) -> list[str]:
            if not self.kept:
                self.kept = self.md.htmlStash.store("<b>kept</b>")
                return lines
            return [line.replace("KEPT", self.kept) for line in lines]

    class KeepsAside(Extension):
        def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
            aside = Aside(md)
            md.preprocessors.register(aside, "aside", 34)
            md.preprocessors.register(aside, "fetched", 29)

    (tmp_path / "a.c").write_text('#include <stdio.h>\nint main(void) { puts("hello"); }\n')
    page = f'KEPT\n\n```c run\n--8<-- "a.c"\n```\n\n{HELLO}'

    html = convert(page, KeepsAside(), "pymdownx.snippets", "c_runner")

    assert "<b>kept</b>" in html
    assert html.count(OUTPUT) == 2


def test_a_table_of_contents_holds_headings_alone() -> None:
    """Headings pass the post-processors one by one; a page is judged once, whole."""
    with pytest.raises(BlocksFailed, match="2 blocks"):
        convert(f"# A `b`\n\n{FAILS.format(1)}\n## C\n\n{HELLO}", "toc", "c_runner")


def test_it_imports_nothing_of_mkdocs() -> None:
    script = "import sys, mkdocs_c_runner.extension; print([m for m in sys.modules if m.split('.')[0] == 'mkdocs'])"

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"
