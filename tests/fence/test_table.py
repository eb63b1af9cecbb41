"""The table of options: it is documented as it is, and a row is all that a new option needs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mkdocs_c_runner
from mkdocs_c_runner.fence.extension_settings import ExtensionSettings
from mkdocs_c_runner.fence.highlighter import HIGHLIGHTER_OPTIONS
from mkdocs_c_runner.fence.options import OPTIONS, ROWS
from mkdocs_c_runner.fence.settings import Settings
from mkdocs_c_runner.fence.table import FENCE, PAGE, SITE

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "example-site/docs/manual").glob("*.md"))]

# The highlighter's own: a fence takes them, `#id` and `.class` are Markdown's, and nobody needs `title_mode`.
OF_THE_HIGHLIGHTER = set(HIGHLIGHTER_OPTIONS) - {"title_mode"}


def rows(heading: str) -> dict[str, list[str]]:
    """Return the further cells of each option, from the table of the documentation with this heading."""
    cells: dict[str, list[str]] = {}
    for document in DOCUMENTS:
        for lines in re.findall(r"(?:^\|.*\n)+", document.read_text("utf-8"), re.MULTILINE):
            head, _, *body = [
                [
                    cell.strip()
                    for cell in re.split(r"(?<!\\)\|", re.sub(r"`[^`]*`", _bare, line))[1:-1]
                ]
                for line in lines.splitlines()
            ]
            if head[0] == heading:
                options = [(name, more) for first, *more in body for name in first.split(", ")]
                cells |= {name: more for name, more in options if re.fullmatch("[a-z_]+", name)}
    return cells


def _bare(code: re.Match[str]) -> str:
    """Return code without its marks and without what a table would take for the end of a cell."""
    return code[0].strip("`").replace("|", "/")


def names_at(level: str) -> set[str]:
    """Return the options that may stand at a level, as the documentation has it."""
    return {name for name, cells in rows("option").items() if level in cells[2].split(", ")}


def test_the_options_of_a_fence_are_documented_and_no_others() -> None:
    assert names_at("fence") == {*ROWS[FENCE], *OF_THE_HIGHLIGHTER}


def test_the_options_of_a_page_are_documented_and_no_others() -> None:
    assert names_at("page") == set(ROWS[PAGE]) - {"prelude"}


def test_the_settings_of_a_site_are_documented_and_no_others() -> None:
    assert set(rows("setting")) == set(Settings.names())
    assert names_at("site") == set(ROWS[SITE]) & set(ROWS[FENCE])


def test_the_settings_of_the_extension_are_documented_and_no_others() -> None:
    further = set(ExtensionSettings.names()) - set(Settings.names())

    assert set(rows("setting of the extension")) == further


@pytest.mark.parametrize("name", OPTIONS)
def test_an_option_says_in_a_sentence_what_it_means(name: str) -> None:
    assert re.fullmatch(r"[A-Z].*\.", OPTIONS[name].help)


def test_a_site_may_say_nothing_that_no_page_may_say_but_how_long_compilers_take() -> None:
    assert set(ROWS[SITE]) - set(ROWS[PAGE]) == {"compile_timeout"}


# A row that no release has.
ROW = '    shade: int = option(plain(parsers.folding), EVERYWHERE, "A shade.", default=7, alone="9")\n'
FIRST_OF_DISPLAY = "    show: Words = "
PROGRAM = """
import yaml
from mkdocs_c_runner.config import CRunnerConfig
from mkdocs_c_runner.fence import front_matter
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.extension_settings import ExtensionSettings

def site(**said):
    config = CRunnerConfig()
    config.load_dict(said)
    assert config.validate() == ([], []), config.validate()
    return config.settings()

def page(site, text):
    meta, body = front_matter.split(text)
    front = front_matter.read(meta, text, "page.md", site.options, site.rules)
    assert front.problems == []
    return front.options

def fence(page, **said):
    header = parse({"run": "run", **said}, page, ExtensionSettings().rules)
    assert header.problems == []
    return header.options

silent = "---\\nc_runner: {std: c17}\\n---\\n"
said = "---\\nc_runner: {shade: 3}\\n---\\n"
print(
    *(one.display.shade for one in (
        fence(page(site(), silent)),
        fence(page(site(shade=2), silent)),
        fence(page(ExtensionSettings.of({"shade": 2}), silent)),
        fence(page(site(shade=2), said)),
        fence(page(site(shade=2), said), shade="4"),
        fence(page(site(shade=2), said), shade=None),
    ))
)
"""


def test_one_row_makes_an_option_of_site_page_and_fence(tmp_path: Path) -> None:
    """In a copy of the package in which nothing but one file is changed."""
    source = Path(mkdocs_c_runner.__file__).parent
    package = tmp_path / "mkdocs_c_runner"
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__"))
    table = package / "fence" / "display.py"
    text = table.read_text("utf-8")
    assert text.count(FIRST_OF_DISPLAY) == 1
    table.write_text(text.replace(FIRST_OF_DISPLAY, ROW + FIRST_OF_DISPLAY), "utf-8")

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert done.stdout.split() == ["7", "2", "2", "3", "4", "9"], done.stderr
