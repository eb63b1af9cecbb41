"""Pages in a real browser, and the example site in each theme on a port of this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ..conftest import served

# What the strictest of sites sends.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"


@pytest.fixture(scope="session")
def addresses(example_sites: dict[str, Path]) -> Iterator[dict[str, str]]:
    """Where the example site is served in each theme; the bare one with a strict policy."""
    with ExitStack() as stack:
        yield {
            theme: stack.enter_context(served(directory, POLICY if theme == "bare" else ""))
            for theme, directory in example_sites.items()
        }


OpenPage = Callable[..., Page]


# What highlight.js 11 does to the elements that are in a code block: they go, unless its classes forbid it, of which a
# language is the stronger. See https://github.com/highlightjs/highlight.js/blob/11.8.0/src/highlight.js
HIGHLIGHT_JS = """window.hljs = {highlightAll() {
    addEventListener("DOMContentLoaded", () => {
        for (const code of document.querySelectorAll("pre code")) {
            const classes = `${code.className} ${code.parentNode.className}`;
            const forbidden = classes.split(" ").some((name) => /^no-?highlight$/i.test(name));
            if (/\\blang(?:uage)?-[\\w-]+\\b/i.test(classes) || !forbidden)
                code.textContent = code.textContent;
        }
    });
}}"""


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens an empty page that fails the test if anything is written to the console.

    Nothing but this machine is reached, and what the stock themes want from elsewhere is no complaint; of that,
    highlight.js does the harm that it can do.
    """
    complaints: list[str] = []
    with ExitStack() as stack:

        def open_it(scheme: Any = "light", width: int = 1280, **more: Any) -> Page:
            size: Any = {"width": width, "height": 900}
            context = browser.new_context(
                color_scheme=scheme, viewport=size, reduced_motion="reduce", **more
            )
            stack.callback(context.close)
            context.add_init_script(HIGHLIGHT_JS)
            page = context.new_page()
            page.on("console", lambda said: complaints.append(f"{said.type}: {said.text}"))
            page.on("pageerror", lambda error: complaints.append(error.stack or str(error)))
            return page

        yield open_it
    of_themes = ("log:", "ERR_PROXY_CONNECTION_FAILED", "Couldn't load preload assets", "/js/")
    assert [said for said in complaints if not any(part in said for part in of_themes)] == []
