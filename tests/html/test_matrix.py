"""A block that is compiled in several ways, through everything that happens to blocks: each way is one of its own."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mkdocs_c_runner import cli
from mkdocs_c_runner.engine.toolchain import identity

from ..conftest import COMPILERS, BuildSite

pytestmark = [
    pytest.mark.usefixtures("sandbox"),
    pytest.mark.skipif(
        "clang" not in COMPILERS and not os.environ.get("CI"), reason="without clang"
    ),
]

BLOCK = """```c run compiler="gcc clang" show="source output asm compiler" flags="-O1"
#include <stdio.h>
int main(void)
{
#ifdef __clang__
    puts("from clang");
#else
    puts("from gcc");
#endif
}
```
"""


def command(*arguments: str) -> Result:
    """What a command did."""
    return CliRunner().invoke(cli.main, arguments, catch_exceptions=False)


def recorded(directory: Path) -> list[dict[str, Any]]:
    """The records of the page."""
    blocks: list[dict[str, Any]] = json.loads(
        (directory / "c-results" / "index.md.json").read_text("utf-8")
    )["blocks"]
    return blocks


def test_each_is_run_cached_and_counted(build_site: BuildSite) -> None:
    cold = build_site({"index.md": BLOCK})
    html = cold.html()
    warm = build_site()

    assert cold.closing_line == "INFO 2 blocks: 2 run, 0 cached, 0 failed"
    assert warm.closing_line == "INFO 2 blocks: 0 run, 2 cached, 0 failed"
    assert warm.html() == html


def test_each_is_recorded_with_what_the_compiler_made(
    build_site: BuildSite, tmp_path: Path
) -> None:
    build_site({"index.md": BLOCK})

    assert command("update").output.endswith("2 blocks recorded, 1 file changed\n")

    first, second = recorded(tmp_path)
    assert [first["compiler"][:3], second["job"]["compiler"]] == ["gcc", "clang"]
    (artifact,) = first["result"]["artifacts"]
    assert artifact["name"] == "asm"
    assert "\tmain:\n" in artifact["text"]
    assert any(re.match(r"main\.c:\d+\t    \w+", line) for line in artifact["text"])
    assert command("check").exit_code == 0


def test_a_recorded_site_builds_without_compilers_and_says_what_made_it(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = build_site({"index.md": BLOCK}).html()
    command("update")
    monkeypatch.setattr(identity, "PATH", "/nowhere")

    site = build_site(None, {"plugins": [{"c-runner": {"execute": "never", "cache": False}}]})

    assert site.closing_line == "INFO 2 blocks: 2 recorded, 0 run, 0 cached, 0 failed"
    assert site.html() == html
    assert re.search(r'c-runner-compiler">gcc \d+\.\d+\.\d+, -Wall -Wextra -O1</p>', html)
    assert re.search(r'c-runner-compiler">clang \d+\.\d+\.\d+, -Wall -Wextra -O1</p>', html)


def test_a_changed_assembly_is_a_difference(build_site: BuildSite, tmp_path: Path) -> None:
    build_site({"index.md": BLOCK})
    command("update")
    path = tmp_path / "c-results" / "index.md.json"
    path.write_text(path.read_text("utf-8").replace("\\tmain:", "\\tother:"), "utf-8")

    checked = command("check")

    assert checked.exit_code == 1
    assert "This block does not do what is recorded. (gcc)" in checked.output
    assert "-\tother:" in checked.output


def test_status_and_run_name_each(build_site: BuildSite) -> None:
    build_site({"index.md": BLOCK})

    status = command("status").output
    ran = command("run", "docs/index.md").output

    assert "cached, ok (gcc)" in status
    assert "cached, ok (clang)" in status
    assert "docs/index.md:1:1: ok (gcc)\n    | from gcc\n" in ran
    assert "docs/index.md:1:1: ok (clang)\n    | from clang\n" in ran
    listed = json.loads(command("status", "--json").output)["blocks"]
    assert [block["variant"] for block in listed] == ["gcc", "clang"]


@pytest.mark.parametrize("missing", ["gcc", "clang"])
def test_a_compiler_that_is_missing_ends_the_build_at_the_block(
    build_site: BuildSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    present = tmp_path / "bin"
    present.mkdir()
    for name in {"gcc", "clang"} - {missing}:
        (present / name).symlink_to(f"/usr/bin/{name}")
    monkeypatch.setattr(identity, "PATH", str(present))

    site = build_site({"index.md": BLOCK})

    assert site.error is not None
    reason = f"docs/index.md:1:1: error: The compiler {missing} is not installed in {present}."
    assert any(reason in line and "Install it: " in line for line in site.log)


def test_the_site_and_a_page_can_name_several_compilers(build_site: BuildSite) -> None:
    hello = '```c run\nint puts(const char *);\nint main(void) { puts("x"); }\n```\n'
    pages = {
        "index.md": hello,
        "page.md": f"---\nc_runner:\n  compiler: [gcc, clang]\n  flags: -O1 | -O2\n---\n{hello}",
        "alone.md": hello.replace("run", 'run compiler="gcc"'),
    }
    settings = {"compiler": "gcc clang", "flags": "-Wall | -Wall -DX"}

    site = build_site(pages, {"plugins": [{"c-runner": settings}]})

    assert "The same with gcc, gcc -DX, clang, clang -DX." in site.html()
    assert "The same with gcc, gcc -DX." in site.html("alone")
    assert (
        "The same with gcc -O1, gcc -O2, gcc -DX -O1, gcc -DX -O2, "
        "clang -O1, clang -O2, clang -DX -O1, clang -DX -O2."
    ) in site.html("page")


def test_a_message_that_a_comment_announces_may_come_from_one_of_them(
    build_site: BuildSite,
) -> None:
    announced = """```c run compiler="gcc clang" expect="any"
int main(void) { return y; }  // error: first use in this function
```
"""
    nobody = (
        '```c run compiler="gcc clang"\nint main(void) { int x; } // warning: never said\n```\n'
    )

    site = build_site(
        {"index.md": announced, "other.md": nobody},
        {"plugins": [{"c-runner": {"on_failure": "warn"}}]},
    )

    failures = [line for line in site.log if "error:" in line]
    assert len(failures) == 2
    assert {line.partition(" the block")[0].rpartition(": ")[2] for line in failures} == {
        "With gcc",
        "With clang",
    }
    assert all("docs/other.md:2:1: error" in line for line in failures)
