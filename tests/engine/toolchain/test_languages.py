"""The table of languages: C as it is, and a row that is all that fences of another language need to be run."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import mkdocs_c_runner
from mkdocs_c_runner.engine.toolchain.languages import (
    C,
    is_source,
    language_of_fence,
    language_of_file,
)

# A row that no release has: C by another name.
ROWS = "LANGUAGES = (C,)\n"
ANOTHER = """
LANGUAGES = (
    C,
    Language(
        "CX",
        words=("cx", "c++x"),
        sources=(".cx",),
        headers=(".hx",),
        default_file="main.cx",
        standard=re.compile(r"ex[0-9]+"),
        standards=("ex1", "ex2"),
        main=re.compile("^int (?:main|begin)[(]", re.MULTILINE),
        usual_headers=("stdio.h",),
        explorer="cx",
        libs=("-lpthread",),
    ),
)
"""
PAGE = """
```cx run show="source output diagnostics"
#include <stdio.h>
int main(void) { int unused; puts(__FILE__); }
```

```cx run main="wrap"
puts("wrapped");
```

```c run
int main(void) { return 0; }
```

```c++x run std="ex1"
int main(void) { return 0; }
```

```c++x run file="other.c"
int main(void) { return 0; }
```

```cx run std="c17"
int main(void) { return 0; }
```

```c run std="ex1"
int main(void) { return 0; }
```

```cx run std="17"
int main(void) { return 0; }
```

```cx run timeout=2
int main(void) { return 0; }
```
"""
# Prints what became of the page: its jobs, its mistakes and its near misses.
PROGRAM = """
import json, logging, sys
from markdown import Markdown
from mkdocs_c_runner.build.build import Build
from mkdocs_c_runner.build.folder import Folder
from mkdocs_c_runner.engine.runner import Runner
from mkdocs_c_runner.engine.runner_settings import RunnerSettings
from mkdocs_c_runner.engine.toolchain.command_line import compile_command
from mkdocs_c_runner.fence.extension_settings import ExtensionSettings
from mkdocs_c_runner.pages.scan import Scanner

scanner = Scanner(Markdown(extensions=["pymdownx.superfences"]))
settings = ExtensionSettings.of({"std": "gnu17"})
log = logging.getLogger("test")
build = Build(Folder(".", "page.md"), settings, Runner(RunnerSettings()), log, scanner=scanner)
text = sys.stdin.read()
build.read("page.md", text, text, {})
page = build.page("page.md")
fences = [build.fences.prepare(page, found) for found in page.scanned.fences]
jobs = [snippets[0].job for snippets, *_ in fences if snippets]
print(json.dumps({
    "languages": [snippets[0].language.name for snippets, *_ in fences if snippets],
    "files": [job.sources[0].name for job in jobs],
    "standards": [job.std for job in jobs],
    "libs": [job.libs for job in jobs],
    "commands": [compile_command(job).argv for job in jobs],
    "texts": [job.sources[0].content.decode() for job in jobs],
    "mistakes": [text for _, mistakes, _ in fences for text in mistakes],
    "near misses": [miss.correction for miss in page.scanned.near_misses],
}))
"""
CONVERSION = """
import sys
from markdown import markdown
# No compiler knows the ending.
options = {"flags": "-Wall -x c"}
print(markdown(sys.stdin.read(), extensions=["c_runner"], extension_configs={"c_runner": options}))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a copy of the package in which nothing but one file is changed."""
    directory = tmp_path_factory.mktemp("copy")
    package = directory / "mkdocs_c_runner"
    source = Path(mkdocs_c_runner.__file__).parent
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__"))
    table = package / "engine" / "toolchain" / "languages.py"
    text = table.read_text("utf-8")
    assert text.count(ROWS) == 1
    table.write_text(text.replace(ROWS, ANOTHER), "utf-8")
    return directory


def printed(copy: Path, program: str, page: str) -> str:
    """What a program prints that gets a page and has the copy of the package."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=page,
        capture_output=True,
        text=True,
        check=False,
        cwd=copy,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def read(copy: Path) -> dict[str, Any]:
    """What the copy of the package reads on the page."""
    found: dict[str, Any] = json.loads(printed(copy, PROGRAM, PAGE))
    return found


@pytest.mark.parametrize("word", ["c", "C"])
def test_a_fence_names_its_language(word: str) -> None:
    assert language_of_fence(word) is C


@pytest.mark.parametrize(
    ("name", "compiled"),
    [("main.c", True), ("lib/list.c", True), ("list.h", False), ("data.txt", False)],
)
def test_the_name_of_a_file_tells_its_language_and_whether_it_is_compiled(
    name: str, *, compiled: bool
) -> None:
    assert language_of_file(name) is C
    assert is_source(name) is compiled


def test_one_row_makes_fences_of_a_language(read: dict[str, Any]) -> None:
    assert read["languages"] == ["CX", "CX", "C", "CX"]
    assert read["files"] == ["main.cx", "main.cx", "main.c", "main.cx"]
    assert [argv[argv.index("-o") + 2 :] for argv in read["commands"]] == [
        ["main.cx", "-lm", "-lpthread"],
        [".assembled/main.cx", "-lm", "-lpthread"],
        ["main.c", "-lm"],
        ["main.cx", "-lm", "-lpthread"],
    ]


def test_a_language_has_its_own_headers_and_flags(read: dict[str, Any]) -> None:
    assert [job_libs[1:] for job_libs in read["libs"]] == [["-lpthread"]] * 2 + [[], ["-lpthread"]]
    includes = [line for line in read["texts"][1].splitlines() if line.startswith("#include")]
    assert includes == ["#include <stdio.h>"]


def test_a_standard_holds_for_its_own_language(read: dict[str, Any]) -> None:
    assert read["standards"] == ["", "", "gnu17", "ex1"]
    assert read["mistakes"] == [
        'file="other.c": must end in .cx where the block is run.',
        'std="c17": must be a CX standard such as ex1 or ex2.',
        'std="ex1": must be a C standard such as c17 or gnu11.',
        (
            'std="17": must be a C standard such as c17 or gnu11 or a CX standard such as ex1 or ex2 '
            '(did you mean "c17"?).'
        ),
    ]


def test_a_near_miss_is_corrected_in_its_language(read: dict[str, Any]) -> None:
    assert read["near misses"] == ['```cx run timeout="2"']


@pytest.mark.usefixtures("sandbox")
def test_a_block_in_another_language_is_run_and_its_messages_name_its_file(copy: Path) -> None:
    html = printed(copy, CONVERSION, PAGE[: PAGE.index("```c run")])

    assert '<code class="nohighlight">main.cx</code>' in html
    assert '<code class="nohighlight">wrapped</code>' in html
    assert "main.cx:2:" in html
