"""What C in the reader's browser costs: from a click to the output, against gcc and the program on this machine.

The site is served by a plain server on this machine, without special headers. Contestants take turns in one run, and
medians are compared. Ratios count. A browser that is missing is said and left out.
"""

from __future__ import annotations

import functools
import http.server
import importlib.util
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

ROUNDS = 20

PROGRAM = '#include <stdio.h>\nint main(void) {{ printf("hello %d\\n", {}); return 0; }}\n'

FIREFOX = Path(__file__).parent.parent / "tests" / "browser" / "firefox.py"

# Puts a text into the editor, presses a button, and returns the milliseconds until the output has another text.
CLICK = """async (code, [name, source, wanted]) => {
  const figure = document.querySelector('.result.c-runner');
  if (source) {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', source);
    const ofFirefox = { data: source, dataType: 'text/plain' };
    code.dispatchEvent(new ClipboardEvent('paste', { clipboardData, ...ofFirefox, bubbles: true, cancelable: true }));
  }
  const seen = () => [...figure.querySelectorAll('pre code')].at(-1)?.textContent.includes(wanted);
  const begin = performance.now();
  [...document.querySelectorAll('button')].find(b => b.textContent === name && b.offsetParent).click();
  return new Promise((resolve, reject) => {
    const look = () => {
      if (seen()) resolve(performance.now() - begin);
      else if (performance.now() - begin > 60000) reject(new Error(document.body.innerText));
      else requestAnimationFrame(look);
    };
    look();
  });
}"""


class Pages(http.server.SimpleHTTPRequestHandler):
    """Serves files, and says nothing."""

    def log_message(self, format: str, *_: Any) -> None:  # noqa: A002
        """Write nothing."""


@contextmanager
def served(directory: Path) -> Iterator[str]:
    """A directory on a port of this machine: its address."""
    handler = functools.partial(Pages, directory=str(directory))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def site(directory: Path) -> Path:
    """Builds a site of one block."""
    (directory / "docs").mkdir()
    (directory / "docs" / "index.md").write_text(f"# C\n\n```c run\n{PROGRAM.format(0)}```\n")
    config = {
        "site_name": "C",
        "theme": {"name": "mkdocs"},
        "plugins": [{"c-runner": {"playground": "browser", "godbolt": False}}],
    }
    (directory / "mkdocs.yml").write_text(yaml.safe_dump(config))
    build(load_config(str(directory / "mkdocs.yml")))
    return directory / "site"


def browsers(playwright: Playwright, directory: Path) -> Iterator[tuple[str, Browser]]:
    """The browsers that are there."""
    names = ("chromium", "chromium-browser", "google-chrome")
    if path := next(filter(None, map(shutil.which, names)), None):
        yield "Chromium", playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
    else:
        print("Chromium is not installed, so it is left out.")
    if shutil.which("firefox-esr") or shutil.which("firefox"):
        program = directory / "firefox"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{FIREFOX}" "$@"\n')
        program.chmod(0o755)
        yield (
            "Firefox",
            playwright.firefox.launch(channel="moz-firefox", executable_path=program),
        )
    else:
        print("Firefox is not installed, so it is left out.")


def natively(directory: Path, number: int) -> float:
    """Compiles and runs a program: the milliseconds."""
    source = directory / "main.c"
    source.write_text(PROGRAM.format(number))
    begin = time.perf_counter()
    subprocess.run(["gcc", "-Wall", "-Wextra", "main.c"], cwd=directory, check=True)
    output = subprocess.run(["./a.out"], cwd=directory, check=True, capture_output=True).stdout
    assert output == f"hello {number}\n".encode()
    return (time.perf_counter() - begin) * 1000


def edited(page: Page, number: int) -> float:
    """Runs an edited program: the milliseconds."""
    code = page.locator(".cm-content")
    code.press("ControlOrMeta+a")
    return float(code.evaluate(CLICK, ["Run", PROGRAM.format(number), f"hello {number}"]))


def measured(name: str, browser: Browser, address: str, directory: Path) -> None:
    """Measures one browser, and prints what it found."""
    page = browser.new_context().new_page()
    page.goto(address)
    page.evaluate("document.querySelector('.result.c-runner pre code').textContent = ''")
    as_it_is = page.locator("body").evaluate(CLICK, ["Run", "", "hello 0"])
    page.get_by_role("button", name="Edit and run").click()
    page.locator(".cm-content").wait_for()
    first = edited(page, 1)
    ours, native = [], []
    for number in range(2, 2 + ROUNDS):
        native.append(natively(directory, number))
        ours.append(edited(page, number))
    one, other = statistics.median(ours), statistics.median(native)
    print(
        f"{name}: an edited program {one:.0f} ms, gcc and the program {other:.0f} ms, "
        f"{one / other:.2f} times the time; the first edited run {(first - one) / 1000:.2f} s more; "
        f"a block as it is {as_it_is / 1000:.2f} s after the click"
    )
    page.context.close()


def main() -> None:
    """Measures and prints."""
    if importlib.util.find_spec("mkdocs_c_runner_toolchain") is None:
        print("mkdocs-c-runner-toolchain is not installed, so browsers are left out.")
        return
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = stack.enter_context(served(site(directory)))
        playwright = stack.enter_context(sync_playwright())
        for name, browser in browsers(playwright, directory):
            measured(name, browser, address, directory)
            browser.close()


if __name__ == "__main__":
    main()
