"""`status` says of each block whether readers can run it in their browsers, why not, and what is different there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..conftest import BuildSite
from .commands import command

BROWSER = {"plugins": [{"c-runner": {"playground": "browser"}}]}

HEADERS = "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <unistd.h>\n"
NO_BUTTON = "no button in the browser: "
DIFFERENT = (
    "in the browser: In the browser, this program behaves otherwise than it does here. There, "
)

# The options of a block, the body of its main, and what is said of it.
BLOCKS = {
    "same": (' name="same"', 'puts("one");', "in the browser: the same"),
    "bits": ("", 'printf("%zu\\n", sizeof(long));', f"{DIFFERENT}long and pointers have 32 bits."),
    "crash": (' expect="any"', "char *p = malloc(9); free(p); free(p);", DIFFERENT),
    "processes": ("", 'printf("%d\\n", fork() >= 0);', f"{NO_BUTTON}A browser has no other pro"),
    "assembly": ("", 'int a; __asm__("cpuid" : "=a"(a));', f"{NO_BUTTON}A browser has no assembly"),
    "extension": (
        "",
        'int f(void) { return 1; } printf("%d\\n", f());',
        f"{NO_BUTTON}A browser has no functions within functions: function definition is not allowed",
    ),
    "sanitizer": (
        ' flags="-fsanitize=address"',
        "return 0;",
        f"{NO_BUTTON}WebAssembly has no sanitizers of memory and threads: -fsanitize=address",
    ),
    "data": (' data="large.txt"', "return 0;", f"{NO_BUTTON}Its files have more than 1,024 KiB."),
    "mistaken": (' expect="compile-error"', "return x;", f"{NO_BUTTON}It does not run here"),
    "off": (' playground="off"', "return 0;", ""),
    "session": ("", "", f"{NO_BUTTON}A browser has no shell."),
    "again": ("", "", f"{NO_BUTTON}It runs the program of another block again, which has the"),
}
OTHERS = '```console run\n$ echo one\n```\n\n```c run again="same" args="x"\n```\n'


def page() -> str:
    return "".join(
        f"```c run{options}\n{HEADERS}int main(void)\n{{\n    {body}\n}}\n```\n\n"
        for name, (options, body, _) in BLOCKS.items()
        if name not in ("session", "again")
    )


@pytest.mark.usefixtures("sandbox", "wasm")
def test_each_block_has_its_reason(build_site: BuildSite) -> None:
    site = build_site({"index.md": page() + OTHERS, "large.txt": "1" * (1 << 20) + "1"}, BROWSER)

    told = command("status", "--json")
    words = " ".join(command("status").output.split())

    blocks = json.loads(told.output)["blocks"]
    said = {name: block.get("browser", "") for name, block in zip(BLOCKS, blocks, strict=True)}
    begins = {name: said[name].startswith(expected) for name, (_, _, expected) in BLOCKS.items()}
    assert begins == dict.fromkeys(BLOCKS, True), said
    assert said["off"] == ""
    assert "&quot;session&quot;" not in site.html()
    assert [text for _, _, text in BLOCKS.values() if text not in words] == []


@pytest.mark.usefixtures("sandbox", "wasm")
def test_what_was_not_compiled_yet_is_told(build_site: BuildSite, tmp_path: Path) -> None:
    build_site({"index.md": f"```c run\n{HEADERS}int main(void) {{ return 0; }}\n```\n"})
    with (tmp_path / "mkdocs.yml").open("a") as file:
        file.write(
            "plugins: [{c-runner: {playground: browser}}]\n"
        )  # the last of two settings holds

    words = " ".join(command("status").output.split())

    assert f"{NO_BUTTON}It has not been compiled for the browser yet." in words
