"""Golden pages: Markdown, the HTML that must come of it, and what the log must say.

A case is `cases/NAME.md`: a page, then the line `<!-- expected html -->` and the content of the built page, then
`<!-- expected log -->` and the log, with `error:` lines for a build that fails. Before the page may stand
`<!-- mkdocs.yml`, settings, `-->`, and behind it further files, each after a line `<!-- file NAME -->`.
`pytest --update-cases` writes what came.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from mkdocs_c_runner.engine.toolchain.compilers import COMPILER_NAMES

from .conftest import COMPILERS, BuildSite, Site

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))
HTML = "<!-- expected html -->\n"
LOG = "<!-- expected log -->\n"
FILE = re.compile(r"^<!-- file (.*) -->\n", re.MULTILINE)


def log_of(site: Site) -> str:
    """The log and the error, without the seconds of the closing line."""
    lines = [re.sub(r" \(\d+\.\d s(, the slowest [^)]*)?\)$", "", line) for line in site.log]
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.usefixtures("sandbox")
def test_case(path: Path, build_site: BuildSite, request: pytest.FixtureRequest) -> None:
    whole = path.read_bytes().decode()
    missing = {name for name in COMPILER_NAMES if f"{name} " in whole} - set(COMPILERS)
    if missing and not os.environ.get("CI"):
        pytest.skip(f"without {' '.join(missing)}")
    page, _, expected = whole.partition(HTML)
    html, _, log = expected.partition(LOG)
    settings = re.match(r"<!-- mkdocs\.yml\n(.*?)-->\n", page, re.DOTALL)
    body, *others = FILE.split(page[settings.end() :] if settings else page)
    files = {"index.md": body, **dict(zip(others[::2], others[1::2], strict=True))}

    site = build_site(files, yaml.safe_load(settings[1]) if settings else {})

    built = "" if site.error else site.html().rstrip("\n") + "\n"
    if request.config.getoption("--update-cases"):
        path.write_text(f"{page}{HTML}{built}{LOG}{log_of(site)}", encoding="utf-8")
    else:
        assert built == html
        assert log_of(site) == log


@pytest.mark.usefixtures("sandbox")
def test_a_warm_build_says_and_shows_what_a_cold_one_did(build_site: BuildSite) -> None:
    """Every case that builds, in one site: the second build runs nothing and differs in nothing."""
    pages = {}
    for path in CASES:
        page = path.read_text(encoding="utf-8").partition(HTML)[0]
        plain = not page.startswith("<!-- mkdocs.yml") and not FILE.search(page)
        if plain and "ERROR" not in path.read_text("utf-8"):
            pages[path.name] = page

    cold = build_site(pages)
    files = cold.files()
    warm = build_site()

    assert warm.files() == files
    assert [line.replace("cached", "run") for line in warm.log[:-1]] == cold.log[:-1]
    assert re.search(r": 0 run, \d+ cached, 0 failed$", warm.closing_line)
