"""The labels of a block are text, wherever they stand."""

from __future__ import annotations

import re

import pytest

from mkdocs_c_runner.check.elsewhere import Elsewhere
from mkdocs_c_runner.engine.job import MEBIBYTE
from mkdocs_c_runner.engine.result import Measured, Result
from mkdocs_c_runner.engine.toolchain.compilers import FOR_WEBASSEMBLY
from mkdocs_c_runner.html import playground, playground_head
from mkdocs_c_runner.html.block import Rendered, problems, unrun
from mkdocs_c_runner.html.notes import with_notes
from mkdocs_c_runner.html.pieces import link
from mkdocs_c_runner.html.playground import Access
from mkdocs_c_runner.html.source import Source
from mkdocs_c_runner.labels import Labels, labels
from mkdocs_c_runner.markup import trusted

from .blocks import (
    APART,
    ENGLISH,
    HELLO,
    LONG,
    SHOW_ALL,
    SILENT,
    SOURCE,
    VERDICTS,
    VIEWED,
    html_of,
    limited,
    matrix,
    options,
    ran,
    stage,
)
from .memory.blocks import all_words
from .shown import html_of as block_of
from .shown import shown

CODE = trusted("<pre><code>int x;</code></pre>")


TOLD = stage(
    ("stderr", "main.c:1:1: error: x\n  +++ |+y\nmain.c:1:1: warning: x\nmain.c:1:1: note: x\n"),
    exit_code=1,
)


def in_browser(name: str, words: Labels) -> list[str]:
    """A block that was run as WebAssembly, and the request of one that differs in the browser in this way."""
    wasm = shown(options(), HELLO, words, compiler=f"clang 22{FOR_WEBASSEMBLY}")
    differs = Elsewhere(b"program", ((name, "exit status 1"),))
    request = playground.in_browser(
        wasm.checked.snippet, differs, words, lambda suffix, _: f"x{suffix}"
    )
    return [block_of(wasm), str(playground.with_request(Rendered(CODE), request).html)]


HOSTILE = "<b>\"quoted\" & 'x'</b>"


@pytest.mark.parametrize("name", ENGLISH)
def test_labels_are_escaped(name: str) -> None:
    words = labels({name: HOSTILE})
    killed_by = name if name.startswith("SIG") else "SIGSEGV"
    results = (
        *VERDICTS.values(),
        SILENT,
        APART,
        ran(stage(signal=killed_by)),
        ran(stage(signal="SIGWINCH")),
        ran(stage(("terminal", "x"), total=12_345)),
        limited("output", total=MEBIBYTE),
        Result.judge(stage(signal="SIGKILL", limit="wall_time"), None, Measured()),
    )

    htmls = [html_of(result, words) for result in results]
    htmls += [html_of(result, words, stdio="pipes") for result in results]
    drawn = ran(stage(("terminal", "\x1b[2J\x1b[Ha\x1b[2J\x1b[Hb")))
    htmls += [html_of(drawn, words, frames="on", truncate=most) for most in ("1", "9")]
    report = "==2==ERROR: AddressSanitizer: x\n" + "    #0 0x0 in f\n" * 9
    htmls.append(html_of(ran(stage(("terminal", report))), words, flags="-fsanitize=address"))
    htmls.append(html_of(ran(stage(("terminal", "x" * 9000))), words))
    htmls += [html_of(HELLO, words, show="diagnostics"), problems([words["not_run"]], words)]
    htmls += [html_of(VIEWED, words, show=show, layout="tabs") for show in ("asm", SHOW_ALL)]
    htmls += [matrix({"gcc": HELLO, "clang": HELLO}, words), matrix({"gcc": HELLO}, words)]
    for messages in (1, 2):
        said = "".join(f"a.c:1:1: {kind}: x\n" * messages for kind in ("error", "warning"))
        failed = Result.judge(stage(("stderr", said), exit_code=1), None, Measured())
        htmls.append(matrix({"gcc": HELLO, "clang": failed}, words))
    source = trusted(SOURCE)
    htmls += [unrun(Source(source, source), words).html]
    htmls += [html_of(limited("wall_time"), words, timeout="500ms")]
    htmls += [html_of(LONG, words)]
    htmls += [link("https://example.org", words["godbolt"])]
    failed = Result.judge(TOLD, None, Measured())
    htmls += [with_notes(CODE, shown(options(diagnostics="inline"), failed, words))]
    htmls += [html_of(ran(stage(("stdout", "P1 1 1 0"))), words, result="image")]
    htmls += [html_of(ran(stage(("stdout", "1,2\n" * 300))), words, plot="line")]
    htmls += [html_of(ran(stage(("stdout", f"{'x' * 80}\n"))), words, result="csv")]

    htmls += all_words(words)
    for access in (Access("https://example.org"), Access("", browser={"toolchain": "t.json"})):
        htmls.append(playground_head.head(playground_head.told(access, words), "assets"))
    htmls += in_browser(name, words)

    used = [html for html in htmls if "&lt;b&gt;" in html]
    assert used, "no block has this label"
    for html in used:
        assert "<b>" not in html
        attributes = re.findall(r'aria-label="(.*?)"[ >]', html)
        assert all("<" not in text and "'" not in text for text in attributes)
