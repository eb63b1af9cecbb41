"""Fences that Markdown accepts and nothing runs, though their headers seem to mark them."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.fence.nearly_marked import nearly_marked

HEADERS = {
    "relative": [
        *("```{.cpp .run}", '```{.cpp run="on"}', "```{ .c++ .run #x }", "~~~~{.CPP .RUN}"),
        *("```{.h .run}", "``` {.objc .run}", '```{.cuda .run title="x"}', "```{.asm .run}"),
    ],
    "unmarked": [
        *(
            "```{.c .running}",
            "```{.c .runs}",
            "```{.c .execute}",
            "```{.C .rnu}",
            "```c {running}",
        ),
        *("```{.console .running}", '```{.console uses="bank"}'),
        *('```{.c stdin="3"}', '```{.c expect="exit 1" #x}', "```{ .c .runnable .big }"),
    ],
    None: [
        *("```{.c}", "```c", "```{.c .big}", '```{.c title="run"}', '```c title="how to run"'),
        *('```{.cpp title="run"}', "```cpp", "```{.cpp .runs}", "```{.cpp #run}", "```"),
        *("```{.console}", "```console", '```{.console title="run"}'),
        *("```{.python .run}", "```{.bash .run}", "```{.text .run}", '```{.c linenums="1"}'),
        *('```{.c data-x="run"}', "```{.c hl_lines='1'}", "```{.c .rust}", "```{.c style='x'}"),
    ],
}


@pytest.mark.parametrize(
    ("header", "why"), [(header, why) for why, headers in HEADERS.items() for header in headers]
)
def test_it_is_known_why_nothing_runs_a_fence_that_seems_marked(
    header: str, why: str | None
) -> None:
    assert nearly_marked(header) == why
