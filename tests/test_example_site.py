"""The example site is the manual: it builds strictly, shows every option, and looks right in a browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page

from mkdocs_c_runner.page.parsers import OPTIONS

from .conftest import served

SOURCE = Path(__file__).parent.parent / "example-site"
WRITTEN = sorted(
    str(path.relative_to(SOURCE / "docs")).removesuffix(".md")
    for path in (SOURCE / "docs").rglob("*.md")
)
# The blog publishes its posts beside its index, and makes pages of its own.
PAGES = [name.replace("blog/posts/", "blog/") for name in WRITTEN] + [
    *("blog/page/2", "blog/page/3", "blog/archive/2025", "blog/archive/2025/page/2"),
    *("blog/archive/2026", "blog/archive/2026/page/2"),
    *("blog/category/basics", "blog/category/memory", "blog/category/numbers"),
    "blog/category/system",
]


@pytest.fixture(scope="session")
def site(sandbox: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site, built with real runs."""
    directory = tmp_path_factory.mktemp("example")
    ignored = shutil.ignore_patterns("site", ".cache")
    shutil.copytree(SOURCE, directory, dirs_exist_ok=True, ignore=ignored)
    build(load_config(str(directory / "mkdocs.yml"), strict=True))
    return directory / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The example site on a port of this machine."""
    with served(site) as address:
        yield address


@pytest.fixture(params=["light wide", "dark narrow"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of the browser that fails the test if anything is written to the console."""
    scheme, width = request.param.split()
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": 1280 if width == "wide" else 390, "height": 900}
    )
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def url(address: str, name: str) -> str:
    """Where a page is served."""
    path = name.removesuffix("index").rstrip("/")
    return f"{address}/{path}/" if path else f"{address}/"


def test_every_option_is_seen_running() -> None:
    headers = " ".join(_headers())

    assert [name for name in OPTIONS if not re.search(rf"\b{name}\b", headers)] == []


@pytest.mark.parametrize(
    "word",
    [
        *("compile-error", "runtime-error", "exit", "SIG", "sanitizer", "warning", "any"),
        *("time-limit", "memory-limit", "output-limit"),
    ],
)
def test_every_expectation_is_seen_running(word: str) -> None:
    assert any(f'expect="{word}' in header for header in _headers())


@pytest.mark.parametrize("name", [name for name in WRITTEN if name.startswith("manual")])
def test_the_manual_shows_what_it_runs(name: str) -> None:
    """What the author writes is followed by itself, for Markdown to make something of it."""
    text = (SOURCE / "docs" / f"{name}.md").read_text(encoding="utf-8")
    written = list(re.finditer(r"^````md\n(.*?)^````\n", text, re.MULTILINE | re.DOTALL))

    for fence in written:
        becomes = fence[1].replace(";--8<--", "--8<--")
        assert text[fence.end() :].lstrip("\n").startswith(becomes)
    assert written


def _headers() -> list[str]:
    """The headers of the fences that are run, or used by one that is, in the order of the pages."""
    text = "".join(path.read_text(encoding="utf-8") for path in (SOURCE / "docs").rglob("*.md"))
    marked = r"^[ >]*(?:`{3,}|~{3,})[^`~]*\bc\b.*\b(?:run|file|name)\b.*$"
    return re.findall(marked, text, re.MULTILINE)


def test_all_pages_are_looked_at(site: Path) -> None:
    built = {str(path.parent.relative_to(site)) for path in site.rglob("index.html")}

    assert built == {(name.removesuffix("index").rstrip("/") or ".") for name in PAGES}


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


def test_no_document_has_an_identity_twice(site: Path) -> None:
    """The blog's index shows several posts in one document."""
    for path in site.rglob("*.html"):
        found = re.findall(r'<input [^>]*\bid="(c-runner-[^"]*)"', path.read_text(encoding="utf-8"))
        assert len(set(found)) == len(found), path


@pytest.mark.parametrize("name", PAGES)
def test_output_is_seen_beneath_its_source(page: Page, address: str, name: str) -> None:
    """Source and output are one figure of one width, readable, and nothing overlaps or hangs out."""
    page.goto(url(address, name))
    figures = page.evaluate(
        """() => [...document.querySelectorAll('.highlight + .c-runner')]
          .filter(node => node.offsetParent)
          .map(node => {
            const above = node.previousElementSibling.getBoundingClientRect();
            const box = node.getBoundingClientRect();
            return {gap: box.top - above.bottom, left: box.left - above.left, height: box.height,
                    right: box.right - document.documentElement.clientWidth};
          })"""
    )

    for figure in figures:
        assert abs(figure["gap"]) <= 3  # Material lets both overlap by two pixels
        assert abs(figure["left"]) <= 1
        assert figure["right"] <= 0
        assert figure["height"] > 20
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0


def test_text_stands_out_from_its_ground(page: Page, address: str) -> None:
    """Contrast of at least 4.5, as WCAG asks for, for output, labels, statuses and typed text."""
    page.goto(url(address, "blog/input"))
    contrasts = page.evaluate(
        """() => {
          const channels = text => {
            const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
            canvas.fillStyle = text;
            canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data];
          };
          const over = (top, below) => below.map((value, i) => top[i] * top[3] / 255
            + value * (1 - top[3] / 255));
          const luminance = rgb => rgb.slice(0, 3).map(value => value / 255)
            .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
            .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = node => node
            ? over(channels(getComputedStyle(node).backgroundColor), ground(node.parentElement))
            : [255, 255, 255];
          return [...document.querySelectorAll('.c-runner code, .c-runner p, .c-runner kbd')]
            .filter(node => node.offsetParent).map(node => {
              const back = ground(node);
              const front = over(channels(getComputedStyle(node).color), back);
              const [high, low] = [luminance(front), luminance(back)].sort((a, b) => b - a);
              return (high + 0.05) / (low + 0.05);
            });
        }"""
    )

    assert len(contrasts) > 10
    assert min(contrasts) >= 4.5
