r"""Pages that try to stop or to fill the build that reads them: it ends soon, names the place, and builds the rest.

A page is `hostile_pages/NAME.md`. `[[1000 * text]]` stands for a thousand copies of the text, in which `\n` is the
end of a line, `#` the number of the copy, and `##` the next number. Behind the page stand, each after a line of its
own: `=== file NAME`, a file beside it; `=== link NAME`, a symbolic link and its target; `=== log`, texts that the log
of the build must contain, one a line.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = sorted((Path(__file__).parent / "hostile_pages").glob("*.md"))
_PART = re.compile(r"^=== (file|link|log) ?(.*)\n", re.MULTILINE)
_REPEATED = re.compile(r"\[\[(\d+) \* (.+?)\]\](?!\])")

# A build of two pages takes a second and a tenth of this memory.
MOST_SECONDS = 20
# What the interpreter may map, of which it uses a part only.
ADDRESS_SPACE = 4 << 30

HARMLESS = """# Harmless

```c run
#include <stdio.h>
int main(void) { printf("%d\\n", 6 * 7); }
```
"""
SETTINGS = """site_name: A site
use_directory_urls: false
theme: {name: null, custom_dir: theme}
plugins:
  - c-runner: {on_failure: warn, on_mistake: warn, concurrency: 12}
markdown_extensions: [pymdownx.superfences, pymdownx.highlight, md_in_html]
"""


def expanded(text: str) -> str:
    """Return a text with its copies written out."""

    def copies(match: re.Match[str]) -> str:
        copy = match[2].replace("\\n", "\n").replace("\\0", "\0")
        count = int(match[1])
        if "#" not in copy:
            return copy * count
        numbered = (copy.replace("##", str(n + 1)).replace("#", str(n)) for n in range(count))
        return "".join(numbered)

    return _REPEATED.sub(copies, text)


def write_site(path: Path, directory: Path) -> list[str]:
    """Write a site with a hostile page and a harmless one.

    Returns:
        The texts that its log must contain.
    """
    docs = directory / "docs"
    docs.mkdir()
    (directory / "theme").mkdir()
    (directory / "theme" / "main.html").write_text("{{ page.content }}\n")
    (directory / "mkdocs.yml").write_text(SETTINGS)
    (docs / "index.md").write_text(HARMLESS)
    page, *parts = _PART.split(path.read_text("utf-8"))
    (docs / "hostile.md").write_text(expanded(page))
    expected: list[str] = []
    for kind, name, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        if kind == "log":
            expected = text.splitlines()
            continue
        (docs / name).parent.mkdir(exist_ok=True)
        if kind == "link":
            (docs / name).symlink_to(text.strip())
        else:
            (docs / name).write_text(expanded(text))
    return expected


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 5))


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_hostile_page_costs_little_and_the_rest_is_built(path: Path, tmp_path: Path) -> None:
    expected = write_site(path, tmp_path)

    with (tmp_path / "log").open("w") as log:
        build = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build"],
            cwd=tmp_path,
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=_limited,  # noqa: PLW1509 - this process has one thread
        )
        _, status = os.waitpid(build.pid, 0)
        build.returncode = os.waitstatus_to_exitcode(status)

    written = (tmp_path / "log").read_text("utf-8")
    assert build.returncode == 0, written[-2000:]
    assert "Traceback" not in written
    for text in expected:
        assert text in written, written[-2000:]
    assert ">42<" in re.sub(r"\s", "", (tmp_path / "site" / "index.html").read_text("utf-8"))
    assert (tmp_path / "site" / "hostile.html").exists()
