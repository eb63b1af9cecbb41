"""Hints: what an author may have overlooked, told where it helps and nowhere else."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.check import hints
from mkdocs_c_runner.check.check import check
from mkdocs_c_runner.check.ran import Ran
from mkdocs_c_runner.engine.result import Measured, Outcome, Result, Segment, Stage
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.snippet import Snippet

COMPILED = Stage(exit_code=0)
REFUSED = Stage(exit_code=1, segments=(Segment("stderr", b"main.c:1:1: error: no\n"),))
UNLINKED = Stage(
    exit_code=1, segments=(Segment("stderr", b"/usr/bin/ld: undefined reference to `main'\n"),)
)
SILENT = Stage(exit_code=0)
ENDLESS = Stage(limit_hit="wall_time")
READS = 'int main(void) { int x; scanf("%d", &x); }'
PRINTS = 'int main(void) { puts("scanf(stdin)"); /* getchar() */ }'

NO_INPUT = r'The program reads its input and gets none: stdin="3\n" types a line.'
UNREAD = "The program never reads the text of stdin."
NO_LINE = (
    r"The text of stdin does not end in \n, so what is printed next stands on the same line: "
    r"write \n at its end."
)
NO_MAIN = 'The block has no main: if it is statements, main="wrap" puts one around them.'
NO_CALLER = 'The block has no main: if other blocks use it, write name="NAME" in place of run.'
NO_USER = "The block has no main: if other blocks use it, remove run."
NO_ZONE = 'There is no time zone "{}", so the program gets UTC{}.'
TOKYO = ' (did you mean "Asia/Tokyo"?)'
REPORTED = Stage(
    exit_code=0,
    segments=(Segment("terminal", b"main.c:1:9: runtime error: signed integer overflow: 1 + 2\n"),),
)
FENCE = "Line 2 of the block looks like a fence: perhaps the fence of the block itself is to end above it."
FOR = (
    "Line 1 of the block is for {}, which did not replace it. If the configuration of the site does not "
    "have it, add it there."
)
INCLUDES_NOTHING = 'Line 1 of the block includes nothing as it is written: write --8<-- "a.c".'
WARNED = Stage(
    exit_code=0,
    segments=(
        Segment("stderr", b"main.c:1:9: warning: one [-Wone]\nmain.c:1:2: warning: two\n"),
        Segment("stderr", b"main.c:1:3: warning: three\n"),
    ),
)
LETTER = "Line {} of the block has the character U+{} where C needs {}."
NO_TOOLS = 'finds no commands in the sandbox: tools="on" lets the program run those of /usr/bin.'


def typed(text: bytes, printed: bytes) -> Stage:
    """A run in which something was typed after a question."""
    segments = (
        Segment("terminal", b"n: "),
        Segment("stdin", text),
        Segment("terminal", printed),
    )
    return Stage(exit_code=0, segments=segments)


# The options of a fence, its code, the end of its compilation and of its run, and the hints.
HINTS: list[tuple[dict[str, str], str, Stage, Stage | None, list[str]]] = [
    # input that is asked for
    ({}, READS, COMPILED, SILENT, [NO_INPUT]),
    ({}, "int main(void) { getchar(); }", COMPILED, SILENT, [NO_INPUT]),
    ({}, "int main(void) { fgets(a, 9, stdin); }", COMPILED, SILENT, [NO_INPUT]),
    ({}, "int main(void) { read(STDIN_FILENO, a, 9); }", COMPILED, SILENT, [NO_INPUT]),
    ({}, "int main(void) { fgets(a, 9, file); }", COMPILED, SILENT, []),
    ({}, "int main(void) { sscanf(a, b); }", COMPILED, SILENT, []),
    ({}, PRINTS, COMPILED, SILENT, []),
    ({}, "int main(void) { while (tcgetpgrp(0) < 0); }", COMPILED, ENDLESS, [hints._NO_JOBS]),
    ({}, "int main(void) { tcgetpgrp(0); }", COMPILED, SILENT, []),
    ({"stdin": ""}, READS, COMPILED, SILENT, []),
    ({"stdin_file": "a.txt"}, READS, COMPILED, SILENT, []),
    ({"expect_output": ""}, READS, COMPILED, SILENT, []),
    ({"expect": "any"}, READS, COMPILED, SILENT, []),
    # input that is not read, and a line that does not end
    ({"stdin": r"3\n"}, PRINTS, COMPILED, SILENT, [UNREAD]),
    ({"stdin": "3", "stdio": "pipes"}, PRINTS, COMPILED, SILENT, [UNREAD]),
    ({"stdin": "3", "stdio": "pipes"}, READS, COMPILED, SILENT, []),
    ({"stdin": r"3\n"}, "int main(void) { tcsetattr(); }", COMPILED, SILENT, []),
    ({"stdin": "3"}, READS, COMPILED, typed(b"3", b"three"), [NO_LINE]),
    ({"stdin": "3", "echo": "off"}, READS, COMPILED, typed(b"3", b"three"), []),
    ({"stdin": "3"}, READS, COMPILED, typed(b"3", b"\nthree"), []),
    ({"stdin": r"3\n"}, READS, COMPILED, typed(b"3\n", b"three"), []),
    # the end of the input, and an interrupt, as keys
    ({"stdin": r"ab\x04\x04c\n"}, READS, COMPILED, typed(b"ab", b"three"), []),
    ({"stdin": r"ab\x03"}, READS, COMPILED, typed(b"ab", b"caught"), []),
    ({"stdin": r"ab\x04"}, READS, COMPILED, typed(b"ab", b"three"), []),
    ({"stdin": r"\x04"}, READS, COMPILED, SILENT, []),
    ({"stdin": r"\x04", "stdio": "pipes"}, READS, COMPILED, SILENT, []),
    # a report of a sanitizer that did not stop the program
    ({}, PRINTS, COMPILED, REPORTED, [hints._REPORT]),
    ({"expect": "sanitizer"}, PRINTS, COMPILED, REPORTED, []),
    # time zones
    ({"env": "TZ=Asia/Tokio"}, PRINTS, COMPILED, SILENT, [NO_ZONE.format("Asia/Tokio", TOKYO)]),
    ({"env": "TZ=:asia/tokyo"}, PRINTS, COMPILED, SILENT, [NO_ZONE.format(":asia/tokyo", TOKYO)]),
    ({"env": "TZ=EDT"}, PRINTS, COMPILED, SILENT, [NO_ZONE.format("EDT", "")]),
    ({"env": "TZ=../passwd"}, PRINTS, COMPILED, SILENT, [NO_ZONE.format("../passwd", "")]),
    ({"env": "TZ=Asia"}, PRINTS, COMPILED, SILENT, [NO_ZONE.format("Asia", "")]),
    ({"env": "TZ=Asia/Tokyo"}, PRINTS, COMPILED, SILENT, []),
    ({"env": "TZ=:Asia/Tokyo"}, PRINTS, COMPILED, SILENT, []),
    ({"env": "TZ=JST-9"}, PRINTS, COMPILED, SILENT, []),
    ({"env": "TZ=<+03>-3"}, PRINTS, COMPILED, SILENT, []),
    ({"env": "ZT=Nowhere"}, PRINTS, COMPILED, SILENT, []),
    (
        {},
        'int main(void) { setenv("TZ", "Asia/Tokio", 1); putenv("TZ=UTC"); }',
        COMPILED,
        SILENT,
        [NO_ZONE.format("Asia/Tokio", TOKYO)],
    ),
    # a fence in a block
    ({}, "int x;\n```c run\nint main(void) {}", REFUSED, None, [FENCE]),
    ({}, "int x;\n```c run\nint main(void) {}", COMPILED, SILENT, []),
    ({}, "```c\nputs(1);", REFUSED, None, [FENCE.replace("2", "1")]),
    # lines that another extension or plugin should have taken out
    ({}, '--8<-- "a.c"', REFUSED, None, [FOR.format("the extension pymdownx.snippets")]),
    ({}, "--8<-- a.c", REFUSED, None, [INCLUDES_NOTHING]),
    ({}, '--8<--"a.c"', REFUSED, None, [INCLUDES_NOTHING]),
    ({}, '// --8<-- "a.c"', REFUSED, None, [INCLUDES_NOTHING]),
    ({}, "{!a.c!}", REFUSED, None, [FOR.format("the extension markdown_include.include")]),
    (
        {},
        '{% include "a.c" %}',
        REFUSED,
        None,
        [FOR.format("a plugin such as macros or include-markdown")],
    ),
    # letters of programs for texts
    ({}, "int main(void) {\n puts(“hi”); }", REFUSED, None, [LETTER.format(2, "201C", "a quote")]),
    ({}, "int main(void) {\xa0}", REFUSED, None, [LETTER.format(1, "00A0", "a space")]),
    ({}, 'int main(void) { puts("“hi”"); /* « */ }', REFUSED, None, []),
    # commands
    ({}, 'int main(void) { system("ls"); }', COMPILED, SILENT, [f"system {NO_TOOLS}"]),
    ({}, 'int main(void) { popen ("ls", "r"); }', COMPILED, SILENT, [f"popen {NO_TOOLS}"]),
    ({}, 'int main(void) { execlp("ls", 0); }', COMPILED, SILENT, [f"execlp {NO_TOOLS}"]),
    ({"tools": "on"}, 'int main(void) { system("ls"); }', COMPILED, SILENT, []),
    ({}, "int filesystem(void); int main(void) { filesystem(); }", COMPILED, SILENT, []),
    # statements without a main
    ({}, 'printf("hello");', REFUSED, None, [NO_MAIN]),
    ({}, "int f(void) { return 1; }", UNLINKED, None, [NO_CALLER]),
    ({"file": "f.c"}, "int f(void) { return 1; }", UNLINKED, None, [NO_USER]),
    ({"main": "wrap"}, 'printf("hello")', REFUSED, None, []),
    ({"expect": "compile-error"}, 'printf("hello")', REFUSED, None, []),
    ({}, "int main(void) { x; }", REFUSED, None, []),
    # flags that do nothing
    (
        {"compiler": "tcc", "flags": "-fsanitize=address -Wconversion -Wall -O2 -Wno-shadow"},
        "int main(void) {}",
        COMPILED,
        SILENT,
        ["tcc ignores -fsanitize=address -Wconversion -O2."],
    ),
    (
        {"compiler": "tcc", "std": "c17"},
        "int main(void) {}",
        COMPILED,
        SILENT,
        ["tcc ignores -std=c17."],
    ),
    ({"compiler": "tcc", "std": "c11"}, "int main(void) {}", COMPILED, SILENT, []),
    ({"compiler": "tcc", "flags": "-g -DX=1"}, "int main(void) {}", COMPILED, SILENT, []),
    ({"flags": "-fsanitize=address"}, "int main(void) {}", COMPILED, SILENT, []),
]


@pytest.mark.parametrize(("options", "source", "compiled", "run", "hints"), HINTS)
def test_a_hint_stands_where_it_helps(
    options: dict[str, str], source: str, compiled: Stage, run: Stage | None, hints: list[str]
) -> None:
    header = parse({"run": "run", **options}, Options(), Rules())
    snippet = Snippet(source, header.options, Place("page.md", 5, 1))
    result = Result.judge(compiled, run, Measured())

    assert list(check(Ran.of(snippet, Outcome(result, "run"))).hints) == hints


def test_a_failure_ends_with_its_hints_and_the_words_to_type() -> None:
    header = parse({"run": "run"}, Options(), Rules())
    snippet = Snippet(READS, header.options, Place("page.md", 5, 1))
    result = Result.judge(COMPILED, Stage(exit_code=1), Measured())

    failure = check(Ran.of(snippet, Outcome(result, "run"))).failure

    assert failure is not None
    assert failure.reason.endswith(f'{NO_INPUT} If that is the point, add expect="exit 1".')


def test_a_block_that_fails_has_its_first_warnings_and_one_that_does_not_has_none() -> None:
    header = parse({"run": "run"}, Options(), Rules())
    snippet = Snippet(PRINTS, header.options, Place("page.md", 5, 1))
    ends = (Stage(exit_code=0), Stage(signal="SIGSEGV"))

    well, badly = (
        check(Ran.of(snippet, Outcome(Result.judge(WARNED, end, Measured()), "run"))).hints
        for end in ends
    )

    assert well == ()
    assert badly == (
        "The compiler warns at page.md:6:9: one [-Wone].",
        "The compiler warns at page.md:6:2: two.",
        "It warns once more.",
    )


def test_the_input_of_a_whole_page_need_not_be_read_by_each_block() -> None:
    page = parse({"run": "run", "stdin": r"3\n"}, Options(), Rules()).options
    page = page.with_values({"has_own_stdin": False})
    header = parse({"run": "run"}, page, Rules())
    snippet = Snippet(PRINTS, header.options, Place("page.md", 5, 1))

    assert (
        check(Ran.of(snippet, Outcome(Result.judge(COMPILED, SILENT, Measured()), "run"))).hints
        == ()
    )
