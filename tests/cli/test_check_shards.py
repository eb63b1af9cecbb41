"""`check --shard`: the shards of a site together find what a check of the whole finds."""

from __future__ import annotations

import json
from itertools import chain
from typing import Any

import pytest

from mkdocs_c_runner import cli

from ..conftest import BuildSite
from .commands import command

TOTAL = 3
BLOCK = '```c run{options}\n#include <stdio.h>\nint main(void) {{ puts("{text}"); }}\n```\n\n'
TIME = """```c run
#include <stdio.h>
#include <time.h>
int main(void) { printf("%ld\\n", (long)time(NULL)); }
```
"""


def page(*texts: str, options: str = "") -> str:
    return "".join(BLOCK.format(text=text, options=options) for text in texts)


def listed(*arguments: str) -> list[tuple[Any, ...]]:
    """What a check lists: places and reasons."""
    blocks = json.loads(command("check", "--json", *arguments).output)["blocks"]
    return sorted((item["path"], item["line"] or 0, item["reason"]) for item in blocks)


@pytest.mark.usefixtures("sandbox")
class TestShards:
    """Each shard runs its own blocks."""

    def test_together_they_find_what_a_check_of_the_whole_finds(
        self, build_site: BuildSite
    ) -> None:
        build_site({"a.md": page("one", "two", "three", "four"), "b.md": page("gone", "stays")})
        command("update")
        wrong = page("wrong", options=' expct="ok"')
        build_site(
            {
                # Two are changed between others, one is new, one has moved.
                "a.md": page("one", "2", "3", "four", "five", "stays"),
                "b.md": f"text\n\n{wrong}",
            },
            {"plugins": [{"c-runner": {"on_mistake": "warn", "godbolt": False}}]},
        )

        whole = listed()
        shards = [listed("--shard", f"{number}/{TOTAL}") for number in range(1, TOTAL + 1)]

        assert len(whole) == 6
        assert sorted(chain(*shards)) == whole

    def test_the_last_line_says_how_many_of_how_many(self, build_site: BuildSite) -> None:
        build_site({"index.md": page("one", "two", "three", "four")})
        command("update")

        done = [command("check", "--shard", f"{number}/{TOTAL}") for number in range(1, TOTAL + 1)]

        counts = []
        for number, shard in enumerate(done, 1):
            name, _, rest = shard.output.partition(": ")
            assert (shard.exit_code, name) == (0, f"shard {number}/{TOTAL}")
            count, _, end = rest.partition(" ")
            assert end == "of 4 blocks, all as recorded\n"
            counts.append(int(count))
        assert sum(counts) == 4

    def test_blocks_that_are_not_deterministic_are_found_in_their_shard(
        self, build_site: BuildSite
    ) -> None:
        build_site({"index.md": TIME + page("one")})

        found = [listed("--twice", "--shard", f"{number}/2") for number in (1, 2)]

        assert [place[:2] for place in chain(*found)] == [("docs/index.md", 1)]


@pytest.mark.parametrize(
    ("shard", "reason"),
    [
        ("", "must be NUMBER/TOTAL"),
        ("5", "must be NUMBER/TOTAL"),
        ("x/y", "must be NUMBER/TOTAL"),
        ("0/5", "the parts are 1/5 to 5/5."),
        ("6/5", "the parts are 1/5 to 5/5."),
    ],
)
def test_a_shard_that_there_is_not_is_a_usage_error(shard: str, reason: str) -> None:
    done = command("check", "--shard", shard)

    assert done.exit_code == cli.USAGE
    assert f"'--shard': {shard!r}: {reason}" in done.stderr
