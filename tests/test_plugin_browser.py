"""Sites whose blocks run in the browsers of readers: what a build compiles, compares and publishes."""

from __future__ import annotations

import gzip
import html
import importlib.util
import json
import re
import subprocess
from typing import Any

import pytest

from mkdocs_c_runner.engine.wasm import toolchain
from mkdocs_c_runner.engine.wasm.executor import WasmExecutor
from mkdocs_c_runner.html import playground

from .conftest import BuildSite, Site

BROWSER: dict[str, Any] = {"plugins": [{"c-runner": {"playground": "browser"}}]}

# Blocks that print something else in browsers, or cannot run there.
ELSEWHERE = """\
```c run
#include <stdio.h>
int main(void) { printf("%zu\\n", sizeof(long)); }
```

```c run
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) { if (fork() == 0) puts("child"); else wait(NULL); }
```
"""

PAGE = f"""
```c run stdin="3\\n"
#include <stdio.h>
int main(void) {{ int n; printf("n? "); scanf("%d", &n); printf("%d\\n", n + 1); }}
```

{ELSEWHERE}
```c run playground="off"
int main(void) {{ return 0; }}
```

```c run main="wrap" data="numbers.txt"
puts("wrapped");
```
"""


def requests(site: Site) -> list[dict[str, Any]]:
    return [
        json.loads(html.unescape(found))
        for found in re.findall(r"data-request='([^']*)'", site.html())
    ]


def test_each_block_that_can_is_published_as_it_runs_in_browsers(
    build_site: BuildSite, wasm: WasmExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = build_site({"index.md": PAGE, "numbers.txt": "1 2 3\n"}, BROWSER)

    files = site.files()
    asks, sizes, wrapped = requests(site)
    for request in (asks, sizes, wrapped):
        program = files[f"assets/c-runner/{request['wasm']['file']}"]
        assert gzip.decompress(program).startswith(b"\0asm")
        assert len(program) < 25_000
    assert "note" not in asks["wasm"]
    assert sizes["wasm"]["note"].endswith("There, long and pointers have 32 bits.")
    assert files[f"assets/c-runner/{wrapped['data'][0]['file']}"] == b"1 2 3\n"
    assert wrapped["around"]["main"] == "int main(void)"
    manifest = json.loads(files["assets/c-runner/toolchain/manifest.json"])
    assert f"assets/c-runner/toolchain/{manifest['compiler']['file']}" in files
    assert "assets/c-runner/toolchain/LICENSES.txt" in files
    assert 'name="c-runner-playground"' in site.html()
    assert files[playground.OFFLINE_PATH].startswith(b"/* mkdocs-c-runner")
    assert f"../../{playground.OFFLINE_PATH}" in site.html()

    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("something is started"))
    assert requests(build_site(None, BROWSER)) == [asks, sizes, wrapped]


def test_a_site_without_such_blocks_has_nothing_of_it(build_site: BuildSite) -> None:
    site = build_site({"index.md": "```c run\nint main(void) { return 0; }\n```\n"})

    assert not [name for name in site.files() if "toolchain" in name or "playground" in name]


def test_without_the_compiler_the_build_says_what_to_install(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    toolchain.installed.cache_clear()
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, *rest: None if name == toolchain.PACKAGE else find(name, *rest),
    )

    site = build_site({"index.md": "```c run\nint main(void) { return 0; }\n```\n"}, BROWSER)

    toolchain.installed.cache_clear()
    assert 'pip install "mkdocs-c-runner[browser]"' in "\n".join(site.log)


def test_a_site_can_do_without_bubblewrap(build_site: BuildSite, wasm: WasmExecutor) -> None:
    page = '```c run\n#include <stdio.h>\nint main(void) { printf("%zu\\n", sizeof(long)); }\n```\n'

    site = build_site({"index.md": page}, {"plugins": [{"c-runner": {"sandbox": "wasm"}}]})

    assert '<code class="nohighlight">4</code>' in site.html()
    assert "WebAssembly, 32-bit." in site.html()
