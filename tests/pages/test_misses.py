"""Fences that are none, though their authors meant blocks."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.pages.found import NearMiss
from mkdocs_c_runner.pages.refused import UNCLOSED
from mkdocs_c_runner.place import Place

from ..recording import PATH, scan

MISSES: dict[str, tuple[str, list[tuple[int, int, str | None]]]] = {
    "none": ("```c run\nx;\n```", []),
    "no fence at all": ("c run `c run` ``c run``", []),
    "unclosed": ("text\n\n```c run\nx;", [(3, 1, None)]),
    "broken": ("```c run=on\nx;\n```", [(1, 1, '```c run="on"')]),
    "broken and unclosed": ("```c run=on\nx;", [(1, 1, '```c run="on"')]),
    "in a quote": ("> ```c,run\n> x;\n> ```", [(1, 3, "```c run")]),
    "two, and a good one between": (
        "```c run=on\n```\n\n```c run\nx;\n```\n\n~~~c, run\n~~~",
        [(1, 1, '```c run="on"'), (8, 1, "~~~c run")],
    ),
    "two, of which the first leaves an open fence behind": (
        "```c run=on\nx;\n```\n\n```c,run\ny;\n```",
        [(1, 1, '```c run="on"'), (5, 1, "```c run")],
    ),
    "an unclosed one at the end": (
        "```c run\nx;\n```\n\n```c run=on\n```\n\n```c run\nx;",
        [(5, 1, '```c run="on"'), (8, 1, None)],
    ),
    "in the way of other tools": (
        "```{c run}\nx;\n```\n\n```{c} run\nx;\n```",
        [(1, 1, "```c run"), (5, 1, "```c run")],
    ),
    "on the line of a bullet": (
        "- ```c run\n  x;\n  ```\n\n1. ```c run=on\n   x;\n   ```",
        [(1, 1, None), (5, 1, '```c run="on"')],
    ),
    "another language that swallows it": (
        "```python title=x\n1\n```\n\n```c run\nx;\n```",
        [(1, 1, '```python title="x"')],
    ),
    "another language with the word, which swallows it": (
        "> ```cpp run\n> x;\n> ```\n>\n> ```c run\n> x;\n> ```",
        [(1, 3, "```cpp")],
    ),
    "two that swallow, the second one of ours": (
        "```py x=1\n```\n\n```c run\n```\n\n```sh y=1\n```\n\n```c run=on\n```",
        [(1, 1, "```py"), (7, 1, "```sh"), (10, 1, '```c run="on"')],
    ),
    "another language that swallows nothing": (
        "```c run\nx;\n```\n\n```cpp run\nx;\n```",
        [(5, 1, "```cpp")],
    ),
    "another language without the word": ("```c run\nx;\n```\n\n```cpp x=1\nx;\n```", []),
    "a standard in capitals": ("```C99 run\nx;\n```", [(1, 1, '```c run std="c99"')]),
    "a standard": ("```c99 run\nx;\n```", [(1, 1, '```c run std="c99"')]),
    "another language that is not closed": ("```sh\nx\n\n```c run\nx;\n```", [(1, 1, None)]),
    "another language that is not closed at all": (
        "````sh\nx\n\n```c run\nx;\n```",
        [(1, 1, None)],
    ),
    "another language that is not closed in a quote": (
        "> ```sh\n> x\n\n```c run\nx;\n```",
        [(1, 3, None)],
    ),
    "a header alone as an example": ("```md\n```c run\n```\n\n```c run\nx;\n```", []),
    "tildes around an example": ("~~~md\n```c run\nx;\n```\n~~~", []),
    "an example of another language that swallows": (
        "    ```cpp x=1\n    x\n    ```\n\n```c run\nx;\n```",
        [(1, 5, "```cpp")],
    ),
    "a closing line that is not closed": (
        "~~~py x=1\nx\n~~~\n\n```c run\nx;\n```",
        [(1, 1, "~~~py")],
    ),
    "output that is refused": (
        "```c run\nx;\n```\n\n```output title=x\n1\n```",
        [(5, 1, '```output title="x"')],
    ),
    "output that is never closed": (
        "```c run\nx;\n```\n\n```output\n1\n",
        [(5, 1, None)],
    ),
    "output twice": (
        "```c run\nx;\n```\n\n```output\n1\n```\n\n```output\n2\n```",
        [(9, 1, None)],
    ),
    "another language above an example": (
        "~~~~\n```c run\n```\n~~~~\n\n```cpp x=1\nx;\n```\n",
        [],
    ),
    "a closing line too many": (
        "```sh\nx\n```\n```\n\n```c run\nx;\n```\n\nText.",
        [(4, 1, None)],
    ),
    "two bare fences around blocks": (
        "```\n```c run\nx;\n```\n\n```\n\n```c run=on\nx;\n```\n",
        [(1, 1, None), (6, 1, None), (8, 1, '```c run="on"')],
    ),
    "the word misspelled": ("```c rnu\nx;\n```", [(1, 1, "```c run")]),
    "an option without the word": (
        '```c run\nx;\n```\n\n```c expect="exit 3"\nx;\n```',
        [(5, 1, '```c run expect="exit 3"')],
    ),
    "an option without the word, which swallows": (
        "```c stdin=3\nx;\n```\n\n```c run\nx;\n```",
        [(1, 1, '```c run stdin="3"')],
    ),
    "an option without the word as an example": ("````md\n```c rnu\nx;\n```\n````", []),
    "other words than ours": ("```c copy\nx;\n```", []),
    "an example in a bare fence": ("```\n```c run\n```\n", []),
    "a refused one in a comment, which swallows": (
        "<!--\n```c run=on\nx;\n```\n-->\n\n```c run\nx;\n```",
        [(2, 1, '```c run="on"')],
    ),
    "an unclosed one in a comment": ("<!--\n```c run\n-->\n", []),
    "output directly beneath": ("```c run\nx;\n```\n\n```output\n1\n```", []),
    "output below a sentence": ("```c run\nx;\n```\n\nIt is:\n\n```output\n1\n```", [(7, 1, None)]),
    "output in a list, its block not": (
        "```c run\nx;\n```\n\n- a\n\n    ```output\n    1\n    ```",
        [(7, 5, None)],
    ),
    "output below a heading": ("```c run\nx;\n```\n\n# A\n\n```output\n1\n```", []),
    "output of another tool": ("```c run\nx;\n```\n\n```sh\nls\n```\n\nA\n\n```output\n1\n```", []),
    "a semicolon behind a value": ("```c run std=c17;\nx;\n```", [(1, 1, '```c run std="c17"')]),
    "C++, which is not run": ("```c++ run\nx;\n```", [(1, 1, "```c++")]),
    "a relative of C with our mark, which Markdown accepts": (
        "```{.cpp .run}\nx;\n```\n\n```{.c++ run='on'}\nx;\n```",
        [(1, 1, None), (5, 1, None)],
    ),
    "a relative of C with our mark as an example": ("````md\n```{.cpp .run}\n```\n````", []),
    "another class than run, which Markdown accepts": (
        "- a\n\n    ```{.c .running}\n    x;\n    ```",
        [(3, 5, "``` { .c run .running }")],
    ),
    "another language with our mark as a class": ("```{.python .run}\nx\n```", []),
    "output with other indentation": (
        "```c run\nx;\n```\n\n    ```output\n    1\n    ```",
        [(5, 5, None)],
    ),
    "a word for output behind another one": (
        "```c run\nx;\n```\n\n```{.text .stdout}\n1\n```\n\n```c run\nx;\n```\n\n```text stdout\n1\n```",
        [(5, 1, "```output"), (13, 1, "```output")],
    ),
    "output, misspelled": ("```c run\nx;\n```\n\n```ouput\n1\n```", [(5, 1, "```output")]),
    "output behind another word": (
        "```c run\nx;\n```\n\n```text output\n1\n```",
        [(5, 1, "```output")],
    ),
    "output in front of one": (
        "```c run\nx;\n```\n\n```output text\n1\n```",
        [(5, 1, "```output")],
    ),
    "two words for output": (
        "```c run\nx;\n```\n\n```expected output\n1\n```",
        [(5, 1, "```output")],
    ),
    "output behind a comma": (
        "```c run\nx;\n```\n\n```text,output\n1\n```",
        [(5, 1, "```output")],
    ),
    "output as a class": (
        "```c run\nx;\n```\n\n```{.text .output}\n1\n```",
        [(5, 1, "```output")],
    ),
    "output in braces": (
        "```c run\nx;\n```\n\n```text {output}\n1\n```",
        [(5, 1, "```output")],
    ),
    "output alone in braces": (
        "```c run\nx;\n```\n\n```{output}\n1\n```",
        [(5, 1, "```output")],
    ),
    "output behind a slash": (
        "```c run\nx;\n```\n\n```text/output\n1\n```",
        [(5, 1, "```output")],
    ),
    "output in other words, above another block": (
        "```c run\nx;\n```\n\n```text output\n1\n```\n\n```c run\ny;\n```",
        [(5, 1, "```output")],
    ),
    "output, in capitals": ("```c run\nx;\n```\n```Output\n1\n```", [(4, 1, "```output")]),
    "output above its block": (
        "It prints\n\n```output\n1\n```\n\nby:\n\n```c run\nx;\n```",
        [(3, 1, None)],
    ),
    "output above a heading": ("```output\n1\n```\n\n# A\n\n```c run\nx;\n```", []),
    "output of a tool above a block": (
        "```sh\nls\n```\n\nIt is:\n\n```output\n1\n```\n\n```c run\nx;\n```",
        [],
    ),
    "output beneath a block that is not run": (
        "```c run\nx;\n```\n\n```c\nx;\n```\n\n```output\n1\n```",
        [(9, 1, None)],
    ),
    "output beneath a block that is only used": (
        "```c name='a'\nx;\n```\n\n```output\n1\n```\n\n```c run uses='a'\nx;\n```",
        [(5, 1, None)],
    ),
    "output on a page where nothing runs": (
        "```output\n1\n```\n\n```c\nx;\n```\n\n```output\n1\n```",
        [],
    ),
    "output in another word": ("```c run\nx;\n```\n\n```stdout\n1\n```", [(5, 1, "```output")]),
    "ours in one word": ("```crun\nx;\n```\n\n```c run\nx;\n```", [(1, 1, "```c run")]),
    "ours in one word, in a quote": ("> ```run-c\n> x;\n> ```", [(1, 3, "```c run")]),
    "ours in one word, with options": (
        "~~~run c stdin='3\\n'\nx;\n~~~",
        [(1, 1, "~~~c run stdin='3\\n'")],
    ),
    "ours in one word as an example": ("````md\n```crun\nx;\n```\n````", []),
    "two signs": ("``c run\nx;\n``\n\n```c run\nx;\n```", [(1, 1, "```c run")]),
    "quotes in place of signs": ("'''c run\nx;\n'''", [(1, 1, "```c run")]),
    "quotes in code": ("```py\n'''c run\n'''\n```", []),
    "inline code of two signs": ("``c run`` is what you write.", []),
    "text directly beneath": ("```c run\nx;\n```\n\n```text\n1\n```", []),
    "in capitals": ("```c Run\nx;\n```", [(1, 1, "```c run")]),
    "in capitals, as a class": ("``` {.c .Run}\nx;\n```", [(1, 1, "```c run")]),
    "in a longer fence": ("````md\n```c run=on\n```\n````", []),
    "in a fence of other signs": ("~~~\n```c run=on\n~~~", []),
    "in a marked fence": ("~~~c run\n```c run=on\n~~~", []),
    "with line ends of Windows": ("```c run=on\r\nx;\r\n```\r\n", [(1, 1, '```c run="on"')]),
    "a good one with tabs": ("  ```c run\n\tx;\n  ```", []),
    "a good one after one with tabs": ("  ```c\n\tx;\n  ```\n\n```c run\nx;\n```", []),
}


@pytest.mark.parametrize("case", MISSES)
def test_fences_that_are_none_are_told(case: str) -> None:
    text, misses = MISSES[case]

    found = scan(text).near_misses

    assert [(miss.line, miss.column, miss.correction) for miss in found] == misses


# The number of blocks that each near miss keeps from running.
COUNTS: dict[str, tuple[str, list[int]]] = {
    "one": ("```c run=on\nx;\n```", [1]),
    "itself and the next one": (
        "```c run=on\nx;\n```\n\n```c run\nx;\n```\n\n```c run\ny;\n```",
        [2],
    ),
    "two that are told both": ("```c run=on\nx;\n```\n\n```c,run\ny;\n```", [1, 1]),
    "another language and two blocks": (
        "```py x=1\n```\n\n```c run\nx;\n```\n\n```sh y=1\n```\n\n```c run\n```",
        [1, 1],
    ),
    "another language with the word, and what it swallows": (
        "```cpp run\nx;\n```\n\n```c run\nx;\n```",
        [1],
    ),
    "a fence that is not closed": ("````sh\nx\n\n```c run\nx;\n```\n\n```c run\nx;\n```", [2]),
    "one of ours that is not closed, and all behind it": (
        "````c run\nx;\n```\n\n```c run\nx;\n```\n\n```c run\ny;\n```",
        [2, 1],
    ),
    "a bare fence around one": ("```\n```c run\nx;\n```\n\n```c run\nx;\n```", [1]),
    "output, which is no block": ("```c run\nx;\n```\n\n```ouput\n1\n```", [0]),
    "output that swallows a block": (
        "```c run\nx;\n```\n\n```output a=1\n1\n```\n\n```c run\nx;\n```",
        [1],
    ),
}


@pytest.mark.parametrize("case", COUNTS)
def test_the_blocks_that_are_not_run_are_counted(case: str) -> None:
    text, counts = COUNTS[case]

    assert [miss.blocks for miss in scan(text).near_misses] == counts


def test_a_near_miss_is_told_in_a_sentence() -> None:
    assert str(NearMiss(Place(PATH), "```c run=1", '```c run="1"')) == (
        'Markdown does not accept this fence: ```c run=1 - write: ```c run="1"'
    )
    assert str(NearMiss(Place(PATH), "```c run", None, UNCLOSED)) == (
        "This fence is never closed, so it is not a code block. Close it with the same signs, alone on a line: ```c run"
    )
