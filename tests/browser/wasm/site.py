"""A site on a plain host, below a path, whose readers compile and run C in their browsers."""

from __future__ import annotations

import gzip
import html
import importlib.util
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mkdocs_c_runner.build.offered import BROWSER, OFFLINE
from mkdocs_c_runner.html import playground, playground_head
from mkdocs_c_runner.html.publishing import file_name
from mkdocs_c_runner.labels import words

from ..reader import Reader

LABELS = words("en")

# What the strictest of sites sends where programs run in the browser.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'"
)

SITE = "blog"
ASSETS = "assets/c-runner"
NOTE = "In the browser, long has 32 bits."

HELLO = '#include <stdio.h>\nint main(void) { puts("changed"); }'
ASKS = (
    '#include <stdio.h>\nint main(void) { int n; printf("n? "); '
    'while (scanf("%d", &n) == 1) printf("%d\\nn? ", n + 1); puts("end"); }'
)
PROCESS = {
    "timeout": 1,
    "program": "bank",
    "data": [{"name": "data.txt", "file": "data.txt"}],
    "env": {"HOME": "/tmp"},
}

# Programs by what the blocks print that they are published for.
PUBLISHED = {
    "hello": '#include <stdio.h>\nint main(void) { puts("published"); }',
    "other": ASKS,
}

_REQUEST = re.compile(r"data-request='([^']*)'")
_ACCESS = re.compile(r"(name=\"c-runner-playground\" content=')([^']*)'")


def toolchain() -> Path:
    """The directory of the compiler. Without one, tests skip and say so; in CI they fail."""
    found = importlib.util.find_spec("mkdocs_c_runner_toolchain")
    if found is None or not found.origin:
        message = "mkdocs-c-runner-toolchain is not installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return Path(found.origin).parent / "data"


def changed(site: Path, programs: dict[str, str], block: Callable[[int], dict[str, Any]]) -> None:
    """Let a site that was built for a server run its blocks in the browser.

    Args:
        site: Its directory.
        programs: The names of programs in the directory of the script, by the text of what they print.
        block: Returns what to change in the request of the block with a number.
    """
    assets = site / ASSETS
    if not (assets / "toolchain").exists():
        shutil.copytree(toolchain(), assets / "toolchain", copy_function=os.link)
        worker = playground.FILES.joinpath(playground.OFFLINE).read_text("utf-8")
        (site / playground.OFFLINE_PATH).write_text(worker, "utf-8")
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        count = iter(range(100))

        def request(found: re.Match[str], count: Any = count) -> str:
            data = json.loads(html.unescape(found[1]))
            data |= block(next(count))
            source = data["files"][0]["text"]
            for printed, name in programs.items():
                if f'puts("{printed}")' in source:
                    data["wasm"] = {"file": name} | ({"note": NOTE} if printed == "other" else {})
            return f"data-request='{html.escape(json.dumps(data))}'"

        def access(found: re.Match[str]) -> str:
            data = json.loads(html.unescape(found[2]))
            data |= {"endpoint": "", "browser": {**BROWSER, **OFFLINE}}
            data["labels"] |= {name: LABELS[name] for name in playground_head.BROWSER_WORDS}
            return f"{found[1]}{html.escape(json.dumps(data))}'"

        page.write_text(_ACCESS.sub(access, _REQUEST.sub(request, text)), "utf-8")


BUILD = """async ([script, manifest, text]) => {
  const worker = new Worker(script, { type: "module" });
  const files = [{ name: "main.c", text }];
  const rest = { sources: ["main.c"], std: "", flags: [], libs: [], memory: 2 ** 28 };
  const built = new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (data.built) resolve(data.built);
      if (data.failure) reject(new Error(data.failure));
    };
  });
  worker.postMessage({ load: manifest });
  worker.postMessage({ build: { files, ...rest } });
  const { wasm, messages } = await built;
  worker.terminate();
  return wasm ? [...wasm] : messages;
}"""


def publish(page: Page, address: str, site: Path, sources: dict[str, str]) -> dict[str, str]:
    """Compile programs and put them into the directory of the script: their names, by what they print."""
    assets = f"{address}/{SITE}/{ASSETS}"
    page.goto(f"{assets}/playground.css")
    names = {}
    directory = site / ASSETS
    for printed, source in sources.items():
        built = page.evaluate(
            BUILD, [f"{assets}/compiler_worker.js", f"{assets}/toolchain/manifest.json", source]
        )
        assert isinstance(built, list), built
        packed = gzip.compress(bytes(built))
        names[printed] = file_name(".wasm.gz", packed)
        (directory / names[printed]).write_bytes(packed)
    return names


def run(reader: Reader, source: str) -> None:
    """Pastes a program and runs it."""
    reader.write(source)
    reader.press("Run")


def run_as_it_is(reader: Reader) -> None:
    """Runs a block that nobody edits."""
    reader.figure.get_by_role("button", name="Run", exact=True).click()
    expect(reader.output).to_have_text("published")


def replace(path: Path, content: bytes) -> None:
    """Puts another file in the place of one. The server tells changes by seconds."""
    time = path.stat().st_mtime
    path.unlink()
    path.write_bytes(content)
    os.utime(path, (time + 10, time + 10))


def wait_for(page: Page, condition: str, *arguments: object) -> None:
    """Waits until an asynchronous function of the page returns something true."""
    page.evaluate(
        f"""async arguments => {{
          const end = performance.now() + 60_000;
          while (!await ({condition})(...arguments)) {{
            if (performance.now() > end) throw new Error("waited in vain");
            await new Promise(go => setTimeout(go, 50));
          }}
        }}""",
        arguments,
    )
