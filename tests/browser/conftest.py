"""Sites with a playground, in a real Chromium and a real Firefox."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, Playwright

from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.html import playground

from ..conftest import NOBODY, served
from ..look.conftest import HIGHLIGHT_JS
from ..look.example import BARE, BARE_CSS
from . import firefox
from .fake_server import FakeServer, fake_server

BROWSERS = ["chromium", "firefox"]

# What the strictest of sites sends; only the server of the playground is reached.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src {}"
)

THEMES: dict[str, dict[str, Any]] = {
    "bare": {"name": None, "custom_dir": "theme"},
    "material": {
        "name": "material",
        "features": ["navigation.instant"],
        "palette": {"scheme": "default"},
        "font": False,
    },
    "mkdocs": {"name": "mkdocs"},
    "readthedocs": {"name": "readthedocs"},
}

PAGES = {
    "index.md": """# Blocks

```c run
#include <stdio.h>
int main(void) { puts("hello"); }
```

```c file="twice.h"
int twice(int n) { return 2 * n; }
```

```c run uses="twice.h" args="a b"
#include <stdio.h>  // c-runner: hide
// c-runner: hide
#include "twice.h"
// c-runner: show
int main(void) { printf("%d\\n", twice(2)); }
```

```c run stdin="3 4\\n" show="source output" layout="tabs"
#include <stdio.h>
int main(void) { int a, b; scanf("%d %d", &a, &b); printf("%d\\n", a + b); }
```
""",
    "other.md": """# Other

```c run
#include <stdio.h>
int main(void) { puts("other"); }
```
""",
    "session.md": """# Session

```c run name="count"
#include <stdio.h>
int main(int argc, char *argv[]) { printf("%s %d\\n", argv[0], argc - 1); }
```

```console run uses="count"
$ ./count a b
```
""",
    "steps.md": """# Steps

```c run show="source memory" steps="on"
int main(void) {
    int sum = 0;
    for (int i = 1; i < 3; i++)
        sum += i;
    return 0;
}
```
""",
}


@pytest.fixture(scope="session")
def firefox_browser(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """The distribution's Firefox. Without one, tests skip and say so; in CI they fail."""
    if firefox.path() is None:
        message = "firefox-esr is not installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    program = tmp_path_factory.mktemp("firefox") / "firefox"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{firefox.__file__}" "$@"\n')
    program.chmod(0o755)
    started = playwright.firefox.launch(
        channel="moz-firefox", executable_path=program, proxy=NOBODY
    )
    yield started
    started.close()


@pytest.fixture(params=BROWSERS)
def each_browser(request: pytest.FixtureRequest) -> Browser:
    """Each of the browsers."""
    name = "browser" if request.param == "chromium" else "firefox_browser"
    browser: Browser = request.getfixturevalue(name)
    return browser


@pytest.fixture(scope="session")
def the_fake() -> Iterator[FakeServer]:
    """The server that the sites name."""
    with fake_server() as server:
        yield server


@pytest.fixture
def fake(the_fake: FakeServer) -> FakeServer:
    """The server that the sites name, with no memory of earlier tests."""
    the_fake.forget()
    return the_fake


@pytest.fixture(scope="session")
def sites(
    sandbox: Sandbox, the_fake: FakeServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """The addresses of a site with a playground in each theme; `preview` is one that may save."""
    assert playground.is_built(), "type: make .venv/.package"
    directory = tmp_path_factory.mktemp("playground")
    _write(directory)
    policy = POLICY.format(the_fake.address)
    with ExitStack() as stack:
        addresses = {}
        for name in (*THEMES, "preview"):
            strict = policy if name in ("bare", "preview") else ""
            addresses[name] = stack.enter_context(served(directory / name, strict))
            theme = THEMES.get(name, THEMES["bare"])
            _build(directory, theme, the_fake.address, directory / name, addresses[name])
        for page in (directory / "preview").rglob("index.html"):
            html = page.read_text("utf-8").replace('"preview":false', '"preview":true')
            page.write_text(html.replace('"token":"', '"token":"secret'), "utf-8")
        yield addresses


@pytest.fixture(scope="session")
def real_site(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that names the real server, which runs in a process of its own."""
    directory = tmp_path_factory.mktemp("real")
    _write(directory)
    site = directory / "site"
    with served(site) as address, _real_server(address) as endpoint:
        _build(directory, THEMES["bare"], endpoint, site, address)
        yield address


@contextmanager
def _real_server(origin: str) -> Iterator[str]:
    """The command `serve` for pages of an origin: its address."""
    command = [sys.executable, "-m", "mkdocs_c_runner", "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--allow-origin", origin], stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        try:
            for line in process.stderr:
                if found := re.search(r"Serving on (http://\S+)", line):
                    threading.Thread(
                        target=process.stderr.read
                    ).start()  # so that it is never held up
                    yield found[1]
                    return
            raise AssertionError("the server has ended")
        finally:
            process.terminate()


def build_site(
    directory: Path, theme: dict[str, Any], endpoint: str, site: Path, address: str
) -> None:
    """Build the pages in a theme."""
    _write(directory)
    _build(directory, theme, endpoint, site, address)


def _write(directory: Path) -> None:
    (directory / "docs").mkdir()
    (directory / "theme").mkdir()
    (directory / "theme" / "main.html").write_text(BARE)
    (directory / "theme" / "bare.css").write_text(BARE_CSS)
    for name, text in PAGES.items():
        (directory / "docs" / name).write_text(text)


def _build(directory: Path, theme: dict[str, Any], endpoint: str, site: Path, address: str) -> None:
    config = {
        "site_name": "Playground",
        "site_url": address,
        "theme": theme,
        "plugins": [{"c-runner": {"playground": {"endpoint": endpoint}, "godbolt": False}}],
        "markdown_extensions": ["pymdownx.superfences"],
        "site_dir": str(site),
    }
    (directory / "mkdocs.yml").write_text(yaml.safe_dump(config))
    build(load_config(str(directory / "mkdocs.yml")))


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(each_browser: Browser) -> Iterator[OpenPage]:
    """Opens a page that fails the test if anything is written to the console but what it allows.

    Nothing but this machine is reached.
    """
    complaints: list[str] = []
    with ExitStack() as stack:

        def open_it(address: str, *, allowed: str = "^$", **more: Any) -> Page:
            context = each_browser.new_context(**more)
            stack.callback(context.close)
            context.add_init_script(HIGHLIGHT_JS)
            page = context.new_page()

            def complain(text: str) -> None:
                if not re.search(allowed, text):
                    complaints.append(text)

            page.on("console", lambda said: complain(f"{said.type}: {said.text}"))
            page.on("pageerror", lambda error: complain(error.stack or str(error)))
            page.goto(address)
            return page

        yield open_it
    of_themes = ("log:", "ERR_PROXY_CONNECTION_FAILED", "/js/", "preload")
    assert [said for said in complaints if not any(part in said for part in of_themes)] == []
