"""No page shows what a program printed before something changed: built, changed, and built on the same cache."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ..conftest import BuildSite

pytestmark = pytest.mark.usefixtures("sandbox")

# Seconds since 1970.
LONG_AGO = 1_000_000_000

SHOW = '#include <stdio.h>\nint main(void) { printf("%s\\n", WORD); }\n'
QUOTE = "#define QUOTE(x) QUOTE_(x)\n#define QUOTE_(x) #x\n"
HOOK = """from pathlib import Path
def on_page_markdown(text, **_):
    return text.replace("{{ word }}", Path("word.txt").read_text())
"""
READ = """#include <stdio.h>
int main(void) { char line[20]; FILE *file = OPEN; fputs(fgets(line, 20, file), stdout); }
"""

# What is there, with the word that changes in it, beside docs/index.md; and settings of the site.
Case = tuple[Mapping[str, str], Mapping[str, Any]]

CASES: dict[str, Case] = {
    "the source": ({"docs/index.md": f'```c run\n#define WORD "CHANGES"\n{SHOW}```\n'}, {}),
    "a flag": (
        {
            "docs/index.md": '```c run flags="-DNAME=CHANGES"\n'
            f"{QUOTE}#define WORD QUOTE(NAME)\n{SHOW}```\n"
        },
        {},
    ),
    "a flag of the site": (
        {"docs/index.md": f"```c run\n{SHOW}```\n"},
        {"flags": ['-DWORD="CHANGES"']},
    ),
    "the environment": (
        {
            "docs/index.md": '```c run env="WORD=CHANGES"\n#include <stdlib.h>\n'
            f'#define WORD getenv("WORD")\n{SHOW}```\n'
        },
        {},
    ),
    "a program of a session": (
        {
            "docs/index.md": f'```c run name="show"\n#define WORD "CHANGES"\n{SHOW}```\n\n'
            '```console run uses="show"\n$ ./show\n```\n'
        },
        {},
    ),
    "a program of a session, on another page": (
        {
            "docs/index.md": '```console run uses="other.md#show"\n$ ./show\n```\n',
            "docs/other.md": f'```c run name="show"\n#define WORD "CHANGES"\n{SHOW}```\n',
        },
        {},
    ),
    "a source that a session compiles": (
        {
            "docs/index.md": f'```c name="show" file="show.c"\n#define WORD "CHANGES"\n{SHOW}```\n\n'
            '```console run uses="show"\n$ gcc show.c\n$ ./a.out\n```\n'
        },
        {},
    ),
    "a file of a session": (
        {
            "docs/index.md": '```console run data="in.txt"\n$ cat in.txt\n```\n',
            "docs/in.txt": "CHANGES\n",
        },
        {},
    ),
    "a line of a session": (
        {"docs/index.md": "```console run\n$ echo CHANGES\n```\n"},
        {},
    ),
    "a program that runs again": (
        {
            "docs/index.md": '```c run again="other.md#show"\n```\n',
            "docs/other.md": f'```c run name="show"\n#define WORD "CHANGES"\n{SHOW}```\n',
        },
        {},
    ),
    "typed input": (
        {"docs/index.md": f'```c run stdin="CHANGES\\n"\n{READ.replace("OPEN", "stdin")}```\n'},
        {},
    ),
    "a file of input": (
        {
            "docs/index.md": f'```c run stdin_file="in.txt"\n{READ.replace("OPEN", "stdin")}```\n',
            "docs/in.txt": "CHANGES\n",
        },
        {},
    ),
    "a data file": (
        {
            "docs/index.md": '```c run data="sub/in.txt"\n'
            f"""{READ.replace("OPEN", 'fopen("in.txt", "r")')}```\n""",
            "docs/sub/in.txt": "CHANGES\n",
        },
        {},
    ),
    "an included file": (
        {
            "docs/index.md": f'```c run\n--8<-- "code/word.h"\n{SHOW}```\n',
            "code/word.h": '#define WORD "CHANGES"\n',
        },
        {},
    ),
    "an included page": (
        {
            "docs/index.md": 'Text.\n\n--8<-- "code/block.md"\n',
            "code/block.md": f'```c run\n#define WORD "CHANGES"\n{SHOW}```\n',
        },
        {},
    ),
    "code that it uses": (
        {
            "docs/index.md": f'```c name="word"\n#define WORD "CHANGES"\n```\n\n```c run uses="word"\n{SHOW}```\n'
        },
        {},
    ),
    "code that it uses of another page": (
        {
            "docs/index.md": f'```c run uses="sub/other.md#word.h"\n#include "word.h"\n{SHOW}```\n',
            "docs/sub/other.md": '```c file="word.h" uses="deep"\n```\n\n'
            '```c file="word.h" name="late"\n```\n\n```c name="deep"\n#define WORD "CHANGES"\n```\n',
        },
        {},
    ),
    "an included file in code that it uses": (
        {
            "docs/index.md": f'```c run uses="other.md#word.h"\n#include "word.h"\n{SHOW}```\n',
            "docs/other.md": '```c file="word.h"\n--8<-- "code/word.h"\n```\n',
            "code/word.h": '#define WORD "CHANGES"\n',
        },
        {},
    ),
    "a hidden line": (
        {
            "docs/index.md": "```c run\n// c-runner: hide\n"
            f'#define WORD "CHANGES"\n// c-runner: show\n{SHOW}```\n'
        },
        {},
    ),
    "the prelude": (
        {"docs/index.md": f"```c run\n{SHOW}```\n"},
        {"prelude": '#define WORD "CHANGES"\n'},
    ),
    "the front matter": (
        {
            "docs/index.md": "---\nc_runner:\n  prelude: |\n"
            f'    #define WORD "CHANGES"\n---\n```c run\n{SHOW}```\n'
        },
        {},
    ),
    "what another plugin writes": (
        {
            "docs/index.md": f"```c run\n#define WORD {{{{ word }}}}\n{SHOW}```\n",
            "hook.py": HOOK,
            "word.txt": '"CHANGES"',
        },
        {},
    ),
    "what another plugin writes into code that it uses": (
        {
            "docs/index.md": '```c file="word.h"\n#define WORD {{ word }}\n```\n\n'
            f'```c run uses="word.h"\n#include "word.h"\n{SHOW}```\n',
            "hook.py": HOOK,
            "word.txt": '"CHANGES"',
        },
        {},
    ),
    "what another plugin writes into code of an earlier page": (
        {
            "docs/index.md": '```c file="word.h"\n#define WORD {{ word }}\n```\n',
            "docs/sub/later.md": f'```c run uses="../index.md#word.h"\n#include "word.h"\n{SHOW}```\n',
            "hook.py": HOOK,
            "word.txt": '"CHANGES"',
        },
        {},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_page_shows_what_is_printed_now(build_site: BuildSite, tmp_path: Path, case: str) -> None:
    files, settings = CASES[case]

    def build(word: str) -> str:
        # As if the results had been made some time before: then the HTML of a block is kept, too.
        for path in tmp_path.glob(".cache/plugin/c-runner/results/*.json"):
            os.utime(path, (LONG_AGO, LONG_AGO))
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace("CHANGES", word))
        options = {
            name: [item.replace("CHANGES", word) for item in value]
            if isinstance(value, list)
            else value.replace("CHANGES", word)
            for name, value in settings.items()
        }
        site = build_site(
            config={
                "plugins": [{"c-runner": options}],
                "hooks": ["hook.py"] if "hook.py" in files else [],
                "markdown_extensions": ["pymdownx.superfences", "pymdownx.snippets"],
            }
        )
        assert site.error is None, site.log
        return "".join(text.decode() for name, text in site.files().items() if "html" in name)

    for word in ("first", "first", "second", "first"):
        html = build(word)
        assert f"{word}</code></pre>" in html or f"{word}\n</kbd>{word}</code>" in html
        assert ("second" if word == "first" else "first") not in html


@pytest.mark.parametrize(
    "later",
    [
        '```c file="word.h"\n#define WORD {{ word }}\n```\n',
        '```c file="word.h"\n--8<-- "old.h"\n```\n{{ word }}\n',
        '--8<-- "old.txt"\n\n{{ word }}\n',
    ],
    ids=["written", "included code", "an included fence"],
)
def test_code_that_another_plugin_changes_too_late_is_no_output(
    build_site: BuildSite, tmp_path: Path, later: str
) -> None:
    (tmp_path / "hook.py").write_text(HOOK.replace("())", '()).replace("old.", "new.")'))
    (tmp_path / "word.txt").write_text('"good"')
    for name in ("old", "new"):
        (tmp_path / f"{name}.h").write_text(f"#define WORD {name}\n")
        fence = f'```c file="word.h"\n--8<-- "{name}.h"\n```\n'
        (tmp_path / f"{name}.txt").write_text(fence)
    pages = {
        "index.md": '```c run uses="later.md#word.h"\n#include "word.h"\n'
        f"{QUOTE}{SHOW.replace('WORD', 'QUOTE(WORD)')}```\n",
        "later.md": later,
    }
    extensions = ["pymdownx.superfences", "pymdownx.snippets"]

    site = build_site(pages, {"hooks": ["hook.py"], "markdown_extensions": extensions})

    assert site.error
    assert "docs/index.md:1:1: error: The block was rendered before another plugin" in site.log[0]
