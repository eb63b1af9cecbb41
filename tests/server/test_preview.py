"""The playground under `mkdocs serve`, asked as its pages ask it, and as other pages do."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.html import playground

from ..test_serve import Server, block, serve, write_site

pytestmark = [
    pytest.mark.usefixtures("sandbox"),
    pytest.mark.skipif(not playground.is_built(), reason="the page scripts were not built"),
]

PATIENCE = 60
PAGE = """# Page

```c name="twice"
int twice(int n) { return 2 * n; }
```

- Item

    ```c run uses="twice" flags="-DN=21" stdin="7\\n"
    // c-runner: hide
    #include <stdio.h>
    // c-runner: show
    int main(void) { int n; scanf("%d", &n); printf("%d %d\\n", twice(N), n); }
    ```

```c run
int main(void) { return 0; }
```

```c file="three.h"
int three(void) { return 3; }
```

```c run name="first" uses="three.h"
#include <stdio.h>
#include "three.h"
int main(void) { printf("%d\\n", three()); }
```

```c run extends="first"
int main(void) { printf("%d\\n", three() + 1); }
```
"""


class Page:
    """The page of a development server, and what it knows."""

    def __init__(self, server: Server) -> None:
        self.address = f"http://127.0.0.1:{server._port}"
        text = server.get()
        meta = re.search(r"<meta name=\"c-runner-playground\" content='([^']*)'>", text)
        assert meta
        self.access = json.loads(html.unescape(meta[1]))
        requests = re.findall(r"data-request='([^']*)'", text)
        self.requests = [json.loads(html.unescape(request)) for request in requests]

    def ask(
        self, path: str, body: Mapping[str, Any], headers: Mapping[str, str | None] | None = None
    ) -> tuple[int, dict[str, Any]]:
        given: dict[str, str | None] = {
            "Origin": self.address,
            "X-C-Runner-Token": self.access["token"],
            "Content-Type": "application/json",
            **(headers or {}),
        }
        request = urllib.request.Request(
            f"{self.address}{self.access['endpoint']}{path}",
            json.dumps(body).encode(),
            {name: value for name, value in given.items() if value is not None},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("site")
    write_site(made, {"index.md": PAGE})
    return made


@pytest.fixture(scope="module")
def server(directory: Path) -> Iterator[Server]:
    with serve(directory) as made:
        yield made


@pytest.fixture
def page(server: Server) -> Page:
    return Page(server)


def test_a_block_runs_as_it_stands(page: Page) -> None:
    status, answer = page.ask("/execute", page.requests[0])

    assert (status, answer["stage"], answer["stdout"]) == (200, "run", "42 7\n"), answer
    assert '<kbd class="c-runner-stdin">7\n</kbd>' in answer["html"]


def test_an_edited_block_has_the_parts_and_options_of_its_fence(page: Page) -> None:
    code = '#include <stdio.h>\nint main(void) { printf("%d\\n", twice(N + 1)); }'
    edited = {"block": page.requests[0]["block"], "code": code}

    assert page.ask("/execute", edited)[1]["stdout"] == "44\n"


def test_an_edited_block_and_its_files_extend_another_block(page: Page) -> None:
    request = page.requests[3]
    code = 'int five(void) { return 5; }\nint main(void) { printf("%d\\n", five() * three()); }'
    files = [{"name": "three.h", "text": "int three(void) { return 30; }", "edited": False}]
    edited = {"block": request["block"], "code": code}

    assert page.ask("/execute", request)[1].get("stdout") == "4\n", page.ask("/execute", request)
    assert page.ask("/execute", edited)[1]["stdout"] == "15\n"
    assert page.ask("/execute", {**edited, "files": files})[1]["stdout"] == "150\n"


def test_an_edited_block_that_does_not_extend_the_other_one_is_refused(page: Page) -> None:
    edited = {"block": page.requests[3]["block"], "code": "int main(void) {"}

    status, answer = page.ask("/execute", edited)

    assert status == 400
    assert "extends: docs/index.md:31:1: not understood" in str(answer["error"])


def test_the_site_is_served_beside_it(server: Server, page: Page) -> None:
    assert "42 " in server.get()
    assert page.access["preview"] is True


@pytest.mark.parametrize(
    "headers",
    [
        {"X-C-Runner-Token": None},
        {"X-C-Runner-Token": "other"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Host": "evil.example"},
        {"Host": "evil.example", "Origin": "http://evil.example"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/execute", "/run", "/save"])
def test_other_pages_run_and_save_nothing(
    page: Page, directory: Path, path: str, headers: Mapping[str, str | None]
) -> None:
    request = page.requests[1]
    body = {**request, "before": "int main(void) { return 0; }", "after": "x"}

    assert page.ask(path, body, headers)[0] == 403
    assert (directory / "docs/index.md").read_text() == PAGE


def test_an_interactive_run_streams(page: Page) -> None:
    request = urllib.request.Request(
        f"{page.address}/c-runner/run",
        json.dumps({"code": "int main(void) { return 3; }"}).encode(),
        {"X-C-Runner-Token": page.access["token"], "Origin": page.address},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        names = re.findall(r"(?m)^event: (\w+)$", answer.read().decode())

    assert names == ["started", "compiled", "ended"]


def test_a_line_that_is_typed_is_no_warning_in_the_log(page: Page) -> None:
    headers = {"X-C-Runner-Token": page.access["token"], "Origin": page.address}

    def post(path: str, body: Mapping[str, Any]) -> Any:
        request = urllib.request.Request(
            f"{page.address}/c-runner{path}", json.dumps(body).encode(), headers
        )
        return urllib.request.urlopen(request, timeout=PATIENCE)

    with post("/run", {"code": "#include <stdio.h>\nint main(void) { getchar(); }"}) as run:
        assert run.readline() == b"event: started\n"
        started = json.loads(run.readline().removeprefix(b"data: "))
        with post(f"/run/{started['run']}/input", {"end": True}) as answer:
            assert answer.status == 200  # MkDocs warns of all others
        assert b"event: ended" in run.read()


def test_a_block_is_saved_and_the_site_is_built_again(tmp_path: Path) -> None:
    write_site(tmp_path, {"index.md": PAGE})
    with serve(tmp_path) as server:
        page = Page(server)
        name = page.requests[0]["block"]
        before = page.requests[0]["files"][0]["text"]
        after = before.replace('"%d %d', '"saved %d %d')
        request = {"block": name, "before": before, "after": after}

        assert page.ask("/save", request) == (200, {"saved": True})
        server.wait_for("Reloading browsers")

        assert (tmp_path / "docs/index.md").read_text() == PAGE.replace('"%d %d', '"saved %d %d')
        assert "saved 42 " in server.get()
        assert page.ask("/save", request)[0] == 404  # the block has another name now
        (now,) = [one for one in Page(server).requests if "saved" in str(one)]
        status, answer = page.ask("/save", {**request, "block": now["block"]})
        assert status == 409
        assert "has changed" in answer["error"]


BUILD = """
import sys
from mkdocs.__main__ import cli
try:
    cli(["build", "-q"])
except SystemExit as end:
    assert not end.code, end.code
print(sorted({"werkzeug", "waitress"} & set(sys.modules)))
print(sorted(name for name in sys.modules if name.startswith("mkdocs_c_runner.server.")))
"""


def test_a_build_has_nothing_of_it(tmp_path: Path) -> None:
    write_site(tmp_path, {"index.md": block('#include <stdio.h>\nint main(void) { puts("a"); }\n')})
    done = subprocess.run(
        [sys.executable, "-c", BUILD], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.stdout.split("\n")[:2] == ["[]", "['mkdocs_c_runner.server.opening']"], done.stderr
    assert "c-runner-playground" not in (tmp_path / "site/index.html").read_text()
    assert not list((tmp_path / "site").rglob("playground.*"))


MISSING = """
import sys
sys.modules["werkzeug"] = sys.modules["werkzeug.wrappers"] = None
import logging
from mkdocs_c_runner.fence.settings import Settings
from mkdocs_c_runner.foreign import Log
from mkdocs_c_runner.server.opening import open_preview
logging.basicConfig(level=logging.INFO)
print(open_preview(Settings(), Log(logging.getLogger())))
"""


def test_without_its_libraries_the_preview_says_what_to_type() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MISSING], capture_output=True, text=True, check=True
    )

    assert done.stdout == "None\n"
    assert "pip install 'mkdocs-c-runner[server]'" in done.stderr


def test_a_server_that_mkdocs_does_not_hand_out_has_no_buttons(tmp_path: Path) -> None:
    write_site(tmp_path, {"index.md": PAGE})

    with serve(tmp_path, "--no-livereload") as server:
        text = server.get()

    assert "42 7" in text
    assert "c-runner-playground" not in text
