"""Views of the code, as the installed compilers make them and as pages show them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_c_runner.bounds import RAW_VIEW_LINES
from mkdocs_c_runner.engine.artifacts import VIEWS
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.result import LARGEST_ARTIFACT, Artifact, Result, Stage, Verdict
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.engine.toolchain.compilers import VIEWERS
from mkdocs_c_runner.engine.toolchain.views import view
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.snippet import Snippet

from ...conftest import COMPILERS
from ...html.shown import html_of, shown

SOURCE = (Path(__file__).parent / "assembly" / "main.c").read_bytes()
JOB = Job((SourceFile("main.c", SOURCE),), artifacts=VIEWS, runs=False)


@pytest.mark.parametrize("compiler", [name for name in VIEWERS if name in COMPILERS])
def test_the_function_around_statements_is_shown(compiler: str, sandbox: Sandbox) -> None:
    header = parse(
        {"run": "", "main": "wrap", "show": "asm", "compiler": compiler, "flags": "-O1"},
        Options(),
        Rules(),
    )
    snippet = Snippet('int x = 3;\nputs("seen");', header.options, Place("index.md", 1))

    lines = execute(snippet.job, sandbox).artifacts[0].text.decode().splitlines()

    assert lines[0] == "\tmain:"
    assert any(line.startswith("main.c:2\t") for line in lines)


@pytest.mark.parametrize("size", [10**5, 10**6])
@pytest.mark.parametrize(
    "piece", ["\t", " ", "#", "//", '"', "a[", "-1[", ",1[", " # ", ".set .L", "x:", "\\"]
)
def test_hostile_text_takes_no_longer_than_it_is_long(piece: str, size: int) -> None:
    """Whoever can write assembly into a program decides what is in the view."""
    line = f'\tnop {piece * (900 // len(piece))}x"\n'
    text = f"\t.text\nf:\n\tnop {piece * (size // len(piece))}\n{line * (size // 900)}".encode()

    found = view("asm", JOB, [text])

    assert len(found.text) < LARGEST_ARTIFACT


def test_a_view_has_an_end_and_says_how_much_is_missing() -> None:
    found = view("asm", JOB, [b"\t.text\nf:\n" + b"\tnop\n" * 5000])

    assert found.text.splitlines()[-1].decode() == "\t… 3,001 more lines"


def made(job: Job, sandbox: Sandbox) -> dict[str, list[tuple[str, str]]]:
    """The views of a job, line by line."""
    result = execute(job, sandbox)
    assert result.verdict is Verdict.OK, result
    assert Result.from_json(result.to_json()) == result
    return {
        artifact.name: [
            (where, line)
            for where, _, line in (
                line.partition("\t") for line in artifact.text.decode().splitlines()
            )
        ]
        for artifact in result.artifacts
    }


@pytest.mark.parametrize("compiler", [name for name in COMPILERS if name in VIEWERS])
class TestTheInstalledCompilers:
    def job(self, compiler: str, *sources: SourceFile, flags: tuple[str, ...] = ()) -> Job:
        return Job(sources, compiler, flags=("-Wall", *flags), artifacts=VIEWS, runs=False)

    @pytest.mark.parametrize("level", ["-O0", "-O2"])
    def test_each_line_is_tied_to_its_source(
        self, sandbox: Sandbox, compiler: str, level: str
    ) -> None:
        found = made(self.job(compiler, *JOB.sources, flags=(level, "-g3", "-flto")), sandbox)

        lines = found["asm"]
        assert {line for _, line in lines} >= {"sum:", "scaled:", "name:"}
        code = [where for where, line in lines if line.startswith("    ") and where]
        assert {"main.c:15", "main.c:28"} <= set(code)
        assert all(re.fullmatch(r"main\.c:\d+", where) for where in code)
        assert not any("%" in line for _, line in lines), "this is not Intel's syntax"

    def test_macros_are_expanded(self, sandbox: Sandbox, compiler: str) -> None:
        source = (
            b"#include <stdio.h>\n#define TWICE(x) (2 * (x))\nint y = TWICE(21);\nvoid *p = NULL;\n"
        )
        found = made(self.job(compiler, SourceFile("main.c", source)), sandbox)

        texts = {where: line for where, line in found["preprocessed"] if where}
        assert texts["main.c:3"] == "int y = (2 * (21));"
        assert re.fullmatch(r"void \*p = \(\(void ?\*\)0\);", texts["main.c:4"])
        assert any(re.match(r"/\* stdio.h: \d+ lines", line) for _, line in found["preprocessed"])

    def test_several_files_and_texts_have_their_own_lines(
        self, sandbox: Sandbox, compiler: str
    ) -> None:
        block = b"""#line 1 "main.c (hidden)"
int hidden(void) { return 1; }
#line 1 "main.c"
#include "list.h"
int seen(void)
{
    return 2 * part(21);
}
"""
        quoted = (("main.c (hidden)", b"int hidden(void) { return 1; }\n"), ("main.c", b"x\n"))
        sources = (
            SourceFile("main.c", block, quoted),
            SourceFile("list.h", b"int part(int);\n"),
            SourceFile("list.c", b'#include "list.h"\n\nint part(int x) { return x; }\n'),
        )
        found = made(self.job(compiler, *sources), sandbox)

        preprocessed = dict(found["preprocessed"])
        assert preprocessed["main.c:4"] == "    return 2 * part(21);"
        assert preprocessed["list.h:1"] == "int part(int);"
        assert preprocessed["list.c:3"] == "int part(int x) { return x; }"
        lines = [line for _, line in found["asm"]]
        assert {"seen:", "part:"} <= set(lines)
        assert "hidden:" not in lines
        assert {"main.c:4", "list.c:3"} <= {where for where, _ in found["asm"]}

    def test_flags_for_linking_do_not_stand_in_the_way(
        self, sandbox: Sandbox, compiler: str
    ) -> None:
        job = self.job(compiler, *JOB.sources, flags=("-Werror", "-static", "-pthread"))

        assert made(job, sandbox)

    def test_a_view_that_is_too_large_is_told(self, sandbox: Sandbox, compiler: str) -> None:
        lines = [b"#define A0 0123456789abcdef0123456789abcdef"]
        lines += [b"#define A%d %s" % (n, b" ".join([b"A%d" % (n - 1)] * 10)) for n in range(1, 7)]
        source = b"\n".join([*lines, b"#ifdef VIEW\nA6\n#endif\nint x;\n#if 0\n#endif\n"])
        job = Job(
            (SourceFile("main.c", source.replace(b"VIEW", b"__STDC__")),),
            compiler,
            artifacts=("preprocessed",),
            runs=False,
        )

        result = execute(job, sandbox)

        assert result.verdict in (Verdict.COMPILE_ERROR, Verdict.TIME_LIMIT, Verdict.MEMORY_LIMIT)
        assert result.artifacts == ()


HOSTILE = rb"""
__asm__("tag: .string \"<script>alert(1)</script>\"\n\t.string \"\x1b[31m\"");
int f(void)
{
    __asm__("nop # <b> main.c:99\n\t.ascii \"\\\"<i>\"");
    return 1;
}
#pragma <script>
char *text = "</code></pre><script>alert(1)</script>";
"""


@pytest.mark.parametrize("compiler", [name for name in COMPILERS if name in VIEWERS])
def test_what_an_author_puts_into_a_view_is_text(sandbox: Sandbox, compiler: str) -> None:
    options = parse(
        {"run": "", "compiler": compiler, "show": "asm preprocessed"}, Options(), Rules()
    ).options
    snippet = Snippet(HOSTILE.decode(), options, Place("page.md"))
    result = execute(snippet.job, sandbox)
    assert result.verdict is Verdict.OK, result

    html = html_of(shown(options, result))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert not re.search(r"<(?!/?(?:div|p|pre|code|span)\b)", html)
    assert "\x1b" not in html
    assert "main.c:99" not in re.findall('data-line="(.*?)"', html)


@pytest.mark.parametrize("name", VIEWS)
def test_a_forged_view_takes_no_more_room_than_there_is(name: str) -> None:
    """A name of half of its size would stand as blanks before each of the lines that are the other half."""
    text = b"x" * (LARGEST_ARTIFACT // 2) + b":1\t" + b"\n" * (LARGEST_ARTIFACT // 2 - 3)
    result = Result(Verdict.OK, Stage(exit_code=0), artifacts=(Artifact(name, text),))
    options = parse({"run": "", "show": name}, Options(), Rules()).options

    html = html_of(shown(options, result))

    assert len(html) < 200 * LARGEST_ARTIFACT


def test_assembly_of_endless_lines_is_no_view(sandbox: Sandbox) -> None:
    ten = "#define A1 A0 A0 A0 A0 A0 A0 A0 A0 A0 A0\n"
    macros = "".join(ten.replace("A0", f"A{n}").replace("A1", f"A{n + 1}", 1) for n in range(5))
    lines = "\\n" * (RAW_VIEW_LINES // 10**5 + 1)
    source = f'#define A0 "{lines}"\n{macros}int x;\n__asm__(A5);\n'.encode()
    job = Job((SourceFile("main.c", source),), artifacts=("asm",), runs=False)

    result = execute(job, sandbox)

    assert result.verdict is Verdict.COMPILE_ERROR
    assert result.artifacts == ()
