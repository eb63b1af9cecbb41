"""The table of options: it is documented as it is, and a row is all that a new option needs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import mkdocs_c_runner
from mkdocs_c_runner.fence.highlighter import HIGHLIGHTER_OPTIONS
from mkdocs_c_runner.fence.options import OPTIONS, ROWS
from mkdocs_c_runner.fence.settings import ExtensionSettings, Settings
from mkdocs_c_runner.fence.table import FENCE, PAGE, SITE

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "example-site/docs/manual").glob("*.md"))]

# What a fence also takes: `#id` and `.class` are Markdown's; nobody needs `title_mode`.
OF_THE_HIGHLIGHTER = set(HIGHLIGHTER_OPTIONS) - {"title_mode"}


class Table(NamedTuple):
    """A table of options in the documentation.

    Attributes:
        heading: The first cell of its head.
        cells: The first cell of each row.
    """

    heading: str
    cells: list[str]

    @property
    def names(self) -> set[str]:
        """The options: what stands in code there, up to a value."""
        code = re.findall(r"`([^`]+)`", " ".join(self.cells))
        return {text.partition("=")[0] for text in code if re.match(r"[a-z_]+(=|$)", text)}

    @property
    def is_of_fences(self) -> bool:
        """Whether the options are spelled as on a fence, with quoted values."""
        return any('="' in cell for cell in self.cells)


def tables() -> list[Table]:
    """The tables of the documentation whose first column has the word "option" as its head."""
    found = []
    for document in DOCUMENTS:
        for lines in re.findall(r"(?:^\|.*\n)+", document.read_text("utf-8"), re.MULTILINE):
            head, _, *cells = [
                re.split(r"(?<!\\)\|", line)[1].strip() for line in lines.split("\n")[:-1]
            ]
            if head.split()[:1] == ["option"]:
                found.append(Table(head, cells))
    return found


def names_of(heading: str, *, fences: bool = False) -> set[str]:
    """The options of the tables with this heading, of those of fences or of others."""
    return {
        name
        for table in tables()
        if table.heading == heading and table.is_of_fences is fences
        for name in table.names
    }


def test_the_options_of_a_fence_are_documented_and_no_others() -> None:
    assert names_of("option", fences=True) == {*ROWS[FENCE], *OF_THE_HIGHLIGHTER}


def test_the_options_of_a_page_are_documented_and_no_others() -> None:
    """A page takes the options of a fence less some, and some more."""
    less, more = names_of("option of a fence alone"), names_of("option of a page, not of a fence")

    assert set(ROWS[FENCE]) - less | more == {*ROWS[PAGE], "enabled"}
    assert less <= set(ROWS[FENCE])
    assert not more & set(ROWS[FENCE])


def test_the_settings_of_a_site_are_documented_and_no_others() -> None:
    assert names_of("option") == set(Settings.names())


def test_the_settings_of_the_extension_are_documented_and_no_others() -> None:
    further = set(ExtensionSettings.names()) - set(Settings.names())

    assert names_of("option of the extension alone") == further


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
from mkdocs_c_runner.fence.settings import ExtensionSettings

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
    table = package / "fence" / "options.py"
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
