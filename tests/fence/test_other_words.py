"""Headers that name our languages, or the word `run`, in other words."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.fence.near_miss import corrected
from mkdocs_c_runner.fence.other_words import in_our_words, odd_character, opens_fence

MEANT = {
    "```crun": "```c run",
    "```runc": "```c run",
    "```CRun": "```c run",
    "```c-run": "```c run",
    "```c_run": "```c run",
    "```run_c": "```c run",
    "```run-c": "```c run",
    "```c.run": "```c run",
    "```c/run": "```c run",
    "```c|run": "```c run",
    "```c+run": "```c run",
    "```c-exec": "```c run",
    "```run": "```c run",
    "```{run}": "```c run",
    "```run c": "```c run",
    "```run, c": "```c run",
    "```exec c": "```c run",
    '```run c stdin="3"': '```c run stdin="3"',
    "```crun timeout=2": '```c run timeout="2"',
    "````crun": "````c run",
    "~~~run c": "~~~c run",
    "```gcc run": "```c run",
    "```clang run": '```c run compiler="clang"',
    "```clang-run": '```c run compiler="clang"',
    "```ansi-c run": "```c run",
    "```с run": "```c run",
    "```c rυn": "```c run",
    "```ｃ run": "```c run",
    "```{code-cell} c": "```c run",
    ":::c run": "```c run",
    ":::{c run}": "```c run",
    "\ufeff```c run": "```c run",
    "\xa0```c run": "```c run",
    "```c\u200b run": "```c run",
    "```c \u200brun": "```c run",
    "``c run": "```c run",
    "'''c run": "```c run",
    "´´´c run": "```c run",
    "‘‘‘c run": "```c run",
    "｀｀｀c run": "```c run",
}

NOT_MEANT = [
    *("```c", "```c run", "``` c run", "```{.c .run}", "```C run", '```c run title="für alle"'),
    *(
        "```sh run",
        "```cpp run",
        "```c++ run",
        "```C++ run",
        "```python exec",
        "```exec",
        "```run-parts",
        "```crunch",
    ),
    *("```console", "```rust run c", "```text", "``c run``", "'''c'''", "```", "`c run"),
    *("```{code-cell} python", "```{code-block} c", ":::note", "::: tip"),
    *("```run sh", "```c title='run c'", "```runcard"),
]


@pytest.mark.parametrize("header", MEANT)
def test_what_is_meant_is_told(header: str) -> None:
    opening = opens_fence(header)
    assert opening is not None

    meant = in_our_words(opening)

    assert meant is not None
    assert corrected(meant) == MEANT[header]


@pytest.mark.parametrize("header", NOT_MEANT)
def test_other_headers_stay_as_they_are(header: str) -> None:
    opening = opens_fence(header)

    assert opening is None or in_our_words(opening) is None


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("```c run", ""),
        ("```с run", "only looks like one of c run, U+0441"),
        ("```c rυn", "only looks like one of c run, U+03C5"),
        ("```c\u200b run", "invisible character in this line, U+200B"),
        ("\ufeff```c run", "invisible character in this line, U+FEFF"),
        ("```c\xa0run", "none for Markdown, U+00A0"),
        ("```c run title='für с'", ""),
        ("```c run std=“c17”", ""),
    ],
)
def test_a_character_that_looks_like_another_is_told(header: str, told: str) -> None:
    assert odd_character(header).endswith(told)
    assert bool(odd_character(header)) == bool(told)
