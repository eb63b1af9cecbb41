"""Names that a block lacks, and that another block of its page defines."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.check.check import check
from mkdocs_c_runner.check.missing_names import with_missing_names
from mkdocs_c_runner.check.ran import Ran
from mkdocs_c_runner.engine.result import Outcome, Result, Segment, Stage, Verdict
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.definitions import Definitions, defined_names
from mkdocs_c_runner.program.snippet import Snippet

BLOCKS = {
    "stack": "int push(int x)\n{\n\treturn peek(x);\n}\n",
    "point.h": "#define MOST 3\ntypedef struct {\n\tint inner;\n} point_t;\n",
    "count": "int counter = 0;\nint push_all(void);\nextern int other; // pop\n",
    "main.c": "int start(void) { return 1; }\nint main(void) { return start(); }\n",
}

# The words of a compiler, and the `uses` of the hints.
WORDS = {
    "main.c:(.text+0x9): undefined reference to `push'": ["stack"],
    "tcc: error: undefined symbol 'push'": ["stack"],
    "main.c:1:1: error: ‘counter’ undeclared (first use in this function)": ["count"],
    "main.c:1:1: error: use of undeclared identifier 'counter'": ["count"],
    "main.c:1:1: error: call to undeclared function 'push'; ISO C99": ["stack"],
    "main.c:1:1: warning: implicit declaration of function ‘push’ [-Wx]": ["stack"],
    "main.c:1:1: error: unknown type name ‘point_t’\nmain.c:1:2: error: ‘MOST’ undeclared": [
        "point.h"
    ],
    "undefined reference to `push'\nundefined reference to `counter'": ["stack", "count"],
    "undefined reference to `peek'": [],
    "undefined reference to `push_all'": [],
    "undefined reference to `other'": [],
    "undefined reference to `pop'": [],
    "undefined reference to `start'": [],
    "main.c:1:1: error: expected ‘;’ before ‘push’": [],
}


def hints(words: str, **inputs: str) -> list[str]:
    """The hints for a block that does not compile."""
    stage = Stage(exit_code=1, segments=(Segment("stderr", words.encode()),))
    options = parse({"run": "run", **inputs}, Options(), Rules()).options
    snippet = Snippet("int main(void) { push(counter); }", options, Place("a.md", 1))
    ran = Ran.of(snippet, Outcome(Result(Verdict.COMPILE_ERROR, stage), "run"))
    checked = check(ran)
    told = with_missing_names(checked, Definitions(BLOCKS)).hints
    assert told[: len(checked.hints)] == checked.hints
    return [hint for hint in told if "defines" in hint]


@pytest.mark.parametrize("words", WORDS)
def test_the_block_that_defines_a_name_is_named(words: str) -> None:
    told = hints(words)

    assert len(told) == len(WORDS[words])
    for hint, name in zip(told, WORDS[words], strict=True):
        assert f'The block "{name}" of this page defines' in hint
        assert f'uses="{name}" brings it in.' in hint


def test_blocks_that_are_used_stay_so() -> None:
    (told,) = hints("undefined reference to `push'", uses="count")

    assert told == 'The block "stack" of this page defines push: uses="count stack" brings it in.'


def test_an_expected_error_needs_no_hint() -> None:
    assert not hints("undefined reference to `push'", expect="compile-error")


def test_words_inside_of_functions_and_comments_are_not_defined() -> None:
    assert not {"peek", "inner", "pop", "push_all"} & set().union(
        *map(defined_names, BLOCKS.values())
    )
