"""Kept blocks show the results that are in the cache, and take nothing else from it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ..conftest import Site
from .conftest import CACHE, page_of

# A program that prints something else each time, and the header of a block that runs in each build.
CLOCK = """#include <stdio.h>
#include <time.h>
int main(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    printf("%ld.%09ld\\n", (long)now.tv_sec, now.tv_nsec);
}
"""
ANEW = 'c run cache="off"'


@pytest.mark.usefixtures("sandbox")
class TestBlocks:
    def test_show_a_result_that_was_made_anew(
        self, build_as_later: Callable[..., Site], tmp_path: Path
    ) -> None:
        """Somebody updates the results of programs that print something else each time."""
        build_as_later({"index.md": page_of("HELLO one\n")})
        build_as_later()
        (path,) = (tmp_path / CACHE / "results").glob("*.json")
        text = path.read_text()
        path.write_text(text.replace('"one', '"two, three'))

        assert "two, three" in build_as_later().html()

    @pytest.mark.parametrize("headers", [("c run", ANEW), (ANEW, "c run")])
    def test_show_equal_blocks_alike_if_one_of_them_runs_in_each_build(
        self, headers: tuple[str, str], build_as_later: Callable[..., Site]
    ) -> None:
        build_as_later({"index.md": f"```c run\n{CLOCK}```\n"})
        build_as_later()
        page = "\n\n".join(f"```{header}\n{CLOCK}```" for header in headers)

        first, second = re.findall("[0-9]+[.][0-9]{9}", build_as_later({"index.md": page}).html())
        assert first == second

    def test_run_a_block_whose_result_is_gone(
        self, build_as_later: Callable[..., Site], tmp_path: Path
    ) -> None:
        build_as_later({"index.md": page_of("HELLO one\n")})
        build_as_later()
        (path,) = (tmp_path / CACHE / "results").glob("*.json")
        path.unlink()

        assert build_as_later().closing_line == "INFO 1 block: 1 run, 0 cached, 0 failed"

    def test_leave_their_sources_in_the_cache_of_the_highlighter(
        self, build_as_later: Callable[..., Site], tmp_path: Path, recalled: list[str]
    ) -> None:
        """A block that is rendered anew may have the same source, and others of its page are."""
        with_promise = "HELLO three\n\n```output\nthree\n```\n"
        build_as_later({"index.md": page_of(f"HELLO one\n\nHELLO two\n\n{with_promise}")})
        build_as_later()
        (path,) = (tmp_path / CACHE / "highlighted").glob("*.json")
        before = json.loads(path.read_text())["sources"]
        build_as_later()
        after = json.loads(path.read_text())["sources"]

        assert len(before) == 3
        assert after == before
        assert len(recalled) == 2

        build_as_later({"index.md": page_of(f"HELLO two\n\n{with_promise}")})
        assert len(json.loads(path.read_text())["sources"]) == 2
