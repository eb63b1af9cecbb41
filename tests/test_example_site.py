"""The example site is the manual: it builds strictly, and shows every option. How it looks is tested in `look`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_c_runner import cli
from mkdocs_c_runner.fence.options import ROWS
from mkdocs_c_runner.fence.table import FENCE

from .look.example import SOURCE

WRITTEN = sorted(
    str(path.relative_to(SOURCE / "docs")).removesuffix(".md")
    for path in (SOURCE / "docs").rglob("*.md")
)


@pytest.fixture
def site(example_sites: dict[str, Path]) -> Path:
    """The example site in its own theme."""
    return example_sites["material"]


def test_every_option_is_seen_running() -> None:
    headers = " ".join(_headers())

    assert [name for name in ROWS[FENCE] if not re.search(rf'\b{name}="', headers)] == []


@pytest.mark.parametrize(
    "word",
    [
        *("compile-error", "runtime-error", "exit", "SIG", "sanitizer", "warning", "any"),
        *("time-limit", "memory-limit", "output-limit", "warning:"),
    ],
)
def test_every_expectation_is_seen_running(word: str) -> None:
    assert any(f'expect="{word}' in header for header in _headers())


@pytest.mark.parametrize(
    "written",
    [
        *(r"// c-runner: hide$", r"/\* c-runner: hide \*/$", r"\S +// c-runner: hide$"),
        *(r"; +// error: \w", r"; +// warning: \w", r"^```output$", r"^--8<-- "),
        *(r"^c_runner:$", r"^  prelude: \|$", r'^```c run .*uses="\S+\.md#\w'),
        *(r"^    ```c run", r"^> ```c run"),
    ],
)
def test_what_stands_beside_options_is_seen_running(written: str) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (SOURCE / "docs").rglob("*.md"))
    text = re.sub(r"^````md\n.*?^````\n", "", text, flags=re.MULTILINE | re.DOTALL)

    assert re.search(written, text, re.MULTILINE)


# These pages are about other files than pages.
OF_OTHER_FILES = {
    f"manual/{name}"
    for name in (
        "api",
        "ci",
        "command",
        "configuration",
        "growing",
        "hosts",
        "playground",
        "server",
    )
}


@pytest.mark.parametrize(
    "name", [name for name in WRITTEN if name.startswith("manual") and name not in OF_OTHER_FILES]
)
def test_the_manual_shows_what_it_runs(name: str) -> None:
    """After each source comes the same source, in a frame for Markdown to render."""
    text = (SOURCE / "docs" / f"{name}.md").read_text(encoding="utf-8")
    written = list(re.finditer(r"^````md\n(.*?)^````\n", text, re.MULTILINE | re.DOTALL))

    for fence in written:
        rendered = fence[1].replace(";--8<--", "--8<--")
        frame = f'\n<div class="readers-see" markdown>\n\n{rendered}\n</div>\n'
        assert text[fence.end() :].startswith(frame)
    assert written


def _headers() -> list[str]:
    """The headers of the fences that are run, or used by one that is, in the order of the pages."""
    text = "".join(path.read_text(encoding="utf-8") for path in (SOURCE / "docs").rglob("*.md"))
    marked = r"^[ >]*(?:`{3,}|~{3,})[^`~]*\bc\b.*\b(?:run|file|name)\b.*$"
    return re.findall(marked, text, re.MULTILINE)


def test_ids_are_unique(site: Path) -> None:
    """Also where the blog shows the beginnings of several posts on one page."""
    for path in site.rglob("*.html"):
        content = path.read_text(encoding="utf-8").partition('class="md-content"')[2]
        ids = re.findall(r'<[^<>]*\sid="([^"]*)"', content)
        assert sorted(set(ids)) == sorted(ids), path


def test_no_fence_is_left_over(site: Path) -> None:
    for path in site.rglob("*.html"):
        html = re.sub(
            r"<(pre|code)\b.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        assert "```" not in html, path


def test_the_command_takes_its_configuration_with_all_tags_of_mkdocs() -> None:
    status = CliRunner().invoke(cli.main, ["status", "-f", str(SOURCE / "mkdocs.yml")])

    assert status.exit_code == 0, status.output
    assert "blocks" in status.output.splitlines()[-1]
