"""Sites without a server, and readers who have the compiler already."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import copyfile, copytree

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ...conftest import served
from ..conftest import THEMES, build_site
from ..reader import Reader
from ..test_modules import SOURCES
from .site import ASSETS, POLICY, PROCESS, PUBLISHED, SITE, changed, publish

REPLAYS = """
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...rest) {
  if (message.start) message.start.replays = window.replays;
  return post.call(this, message, ...rest);
};
"""


# A busy machine takes its time to load a compiler.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The directories that are served, by their themes."""
    return {theme: tmp_path_factory.mktemp(theme) for theme in ("bare", "material")}


@pytest.fixture(scope="session")
def wasm_sites(browser: Browser, roots: dict[str, Path]) -> Iterator[dict[str, str]]:
    """The addresses of sites without a server: in a bare theme under a strict policy, and with Material."""
    with ExitStack() as stack:
        addresses = {}
        programs: dict[str, str] = {}
        for theme, directory in roots.items():
            address = stack.enter_context(served(directory, POLICY if theme == "bare" else ""))
            site = directory / SITE
            build_site(directory, THEMES[theme], "http://127.0.0.1:9", site, f"{address}/{SITE}")
            (site / "assets" / "c-runner" / "data.txt").write_text("data")
            changed(site, {}, lambda _: {})
            if theme == "bare":
                with browser.new_context() as context:
                    programs = publish(context.new_page(), address, site, PUBLISHED)
                changed(site, programs, lambda _: PROCESS)
            else:
                for name in programs.values():
                    copyfile(roots["bare"] / SITE / ASSETS / name, site / ASSETS / name)
                changed(site, programs, lambda _: {})
            addresses[theme] = f"{address}/{SITE}/"
        yield addresses


# Firefox 153 reports an error without a text when a worker ends in which a function runs that
# `WebAssembly.promising` has made: also that of a module of one endless loop, and without any script of ours.
OF_FIREFOX = ("undefined", "uncaught exception: undefined")


@contextmanager
def watched(context: BrowserContext, allowed: str = "^$") -> Iterator[Page]:
    """A new page, on whose console no error of a script may be but those that are allowed."""
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield page
    page.close()
    assert [
        error for error in errors if error not in OF_FIREFOX and not re.search(allowed, error)
    ] == []


@pytest.fixture(scope="session")
def readers(wasm_sites: dict[str, str]) -> Iterator[Callable[[Browser], Reader]]:
    """Readers who go on with the block that the reader before them has left: they have the compiler."""
    with ExitStack() as stack:

        @functools.cache
        def reader_of(browser: Browser) -> Reader:
            context = stack.enter_context(browser.new_context())
            context.add_init_script(REPLAYS)
            opened = Reader(stack.enter_context(watched(context)))
            opened.page.goto(wasm_sites["bare"])
            opened.edit()
            return opened

        yield reader_of


@pytest.fixture
def reader(browser: Browser, readers: Callable[[Browser], Reader]) -> Reader:
    """A reader of the first block, in Chromium."""
    found = readers(browser)
    found.press("Reset")
    return found


@pytest.fixture
def each_reader(each_browser: Browser, readers: Callable[[Browser], Reader]) -> Reader:
    """The same in each browser."""
    found = readers(each_browser)
    found.press("Reset")
    return found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of Chromium that has seen nothing yet."""
    with browser.new_context() as context, watched(context, "ERR_INTERNET") as opened:
        yield opened


@pytest.fixture
def bare(wasm_sites: dict[str, str]) -> str:
    """The address of the site in the bare theme."""
    return wasm_sites["bare"]


@pytest.fixture
def context(each_browser: Browser) -> Iterator[BrowserContext]:
    """A new reader in each browser."""
    with each_browser.new_context() as made:
        yield made


@pytest.fixture
def own_site(roots: dict[str, Path], wasm_sites: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """The address of a site whose files, in `tmp_path`, a test may replace."""
    assert wasm_sites
    copytree(roots["bare"] / SITE, tmp_path / SITE, copy_function=os.link)
    with served(tmp_path, POLICY) as address:
        yield f"{address}/{SITE}/"


@pytest.fixture(scope="session")
def sources(browser: Browser) -> Iterator[Page]:
    """A page that may import the sources."""
    with served(SOURCES) as address, browser.new_context() as context:
        opened = context.new_page()
        opened.goto(f"{address}/package.json")
        yield opened
