"""Kept results: whole, harmless, and used wherever they may be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.result import Measured, Outcome, Result, Stage
from mkdocs_c_runner.engine.store.cache import FORMAT_VERSION, ResultCache, is_lasting
from mkdocs_c_runner.engine.store.json_files import JsonStore

from .entries import HELLO, KEY, entry_path, kept, printed


@pytest.fixture
def cache(tmp_path: Path) -> ResultCache:
    return ResultCache(tmp_path / "cache" / "results")


class TestTheCache:
    @pytest.mark.parametrize(
        "result",
        [HELLO, printed(b"\xff\0\x1b[31m"), printed("\u20ac" * 10_000)],
        ids=["a", "b", "c"],
    )
    def test_gives_back_what_it_was_given(self, cache: ResultCache, result: Result) -> None:
        cache.write(KEY, "gcc 14", result)

        outcome = cache.read(KEY)
        assert outcome == Outcome(result, "cache", "gcc 14")
        assert outcome.result.measured == result.measured

    def test_knows_nothing_at_first(self, cache: ResultCache) -> None:
        assert kept(cache, KEY) is None
        assert cache.entries() == []

    def test_keeps_results_apart(self, cache: ResultCache) -> None:
        for number in range(3):
            cache.write(f"key{number}", "gcc 14", printed(f"{number}"))

        assert [kept(cache, f"key{number}") for number in range(4)] == [
            printed("0"),
            printed("1"),
            printed("2"),
            None,
        ]

    def test_replaces_a_result(self, cache: ResultCache) -> None:
        cache.write(KEY, "gcc 14", HELLO)
        cache.write(KEY, "gcc 14", printed("new"))

        assert kept(cache, KEY) == printed("new")

    def test_says_of_an_entry_which_compiler_made_it(self, cache: ResultCache) -> None:
        cache.write(KEY, "gcc 14", HELLO)

        entry = json.loads(entry_path(cache).read_bytes())

        assert entry["version"] == FORMAT_VERSION
        assert entry["compiler"] == "gcc 14"

    def test_says_of_its_directory_what_it_is(self, cache: ResultCache) -> None:
        """To people, to git and to backup programs."""
        cache.write(KEY, "gcc 14", HELLO)

        files = {path.name: path.read_text() for path in cache.directory.iterdir()}

        assert files[".gitignore"] == "*\n"
        assert files["CACHEDIR.TAG"] == "Signature: 8a477f597d28d172789f06886806bc55\n"
        assert "can be deleted" in files["README"]

    def test_leaves_nothing_else_behind(self, cache: ResultCache) -> None:
        for number in range(3):
            cache.write(KEY, "gcc 14", printed(f"{number}"))

        names = {path.name for path in cache.directory.iterdir()}

        assert names == {f"{KEY}.json", ".gitignore", "CACHEDIR.TAG", "README"}

    def test_can_be_deleted_at_any_time(self, cache: ResultCache) -> None:
        cache.write(KEY, "gcc 14", HELLO)
        for path in cache.directory.iterdir():
            path.unlink()
        cache.directory.rmdir()

        assert kept(cache, KEY) is None
        cache.write(KEY, "gcc 14", HELLO)
        assert kept(cache, KEY) == HELLO


class TestADirectoryThatCannotBeWritten:
    @pytest.mark.parametrize("place", ["/proc/c-runner", "/dev/null/c-runner"])
    def test_keeps_nothing_and_disturbs_nobody(self, place: str) -> None:
        cache = ResultCache(Path(place))

        cache.write(KEY, "gcc 14", HELLO)

        assert kept(cache, KEY) is None
        assert cache.entries() == []
        assert cache.prune(since=None, most=0) == 0

    def test_may_be_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("text")
        cache = ResultCache(tmp_path / "file")

        cache.write(KEY, "gcc 14", HELLO)

        assert kept(cache, KEY) is None
        assert (tmp_path / "file").read_text() == "text"

    def test_still_answers(self, cache: ResultCache) -> None:
        cache.write(KEY, "gcc 14", HELLO)
        entry_path(cache).chmod(0o444)
        cache.directory.chmod(0o555)
        try:
            cache.write("other", "gcc 14", HELLO)

            assert kept(cache, KEY) == HELLO
        finally:
            cache.directory.chmod(0o755)


WRITER = """
import sys
from pathlib import Path
from mkdocs_c_runner.engine.store.cache import ResultCache
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.result import Measured, Result, Segment, Stage

letter = sys.argv[2].encode()
run = Stage(exit_code=0, segments=(Segment("terminal", letter * 50_000),), total_chars=50_000)
result = Result.judge(Stage(exit_code=0), run, Measured())
for _ in range(100):
    ResultCache(Path(sys.argv[1])).write("key", "gcc", result)
"""


def whole(result: Result) -> bool:
    """Whether this is what one of the writers wrote."""
    assert result.run is not None
    text = result.run.text()
    return len(text) == 50_000 and len(set(text)) == 1


class TestAtTheSameTime:
    def test_threads_read_what_one_of_them_wrote(self, cache: ResultCache) -> None:
        def write_and_read(letter: str) -> list[Result | None]:
            found = []
            for _ in range(50):
                cache.write("key", "gcc 14", printed(letter * 50_000))
                found.append(kept(cache, "key"))
            return found

        with ThreadPoolExecutor(8) as pool:
            results = [result for part in pool.map(write_and_read, "abcdefgh") for result in part]

        assert len(results) == 400
        assert all(result and whole(result) for result in results)

    def test_processes_write_while_another_reads(self, cache: ResultCache) -> None:
        writers = [
            subprocess.Popen([sys.executable, "-c", WRITER, cache.directory, letter])
            for letter in "abc"
        ]
        found = []
        while any(writer.poll() is None for writer in writers):
            found.append(kept(cache, "key"))
        found.append(kept(cache, "key"))

        assert [writer.wait() for writer in writers] == [0, 0, 0]
        assert found[-1] is not None
        assert all(result is None or whole(result) for result in found)
        begun = next(index for index, result in enumerate(found) if result)
        assert None not in found[begun:], "an entry that was there was gone for a moment"
        assert not list(cache.directory.glob(".*.tmp"))


class TestWhatIsOld:
    @pytest.fixture
    def aged(self, cache: ResultCache) -> ResultCache:
        """Three entries of the days 1, 2 and 3."""
        for day in (2, 3, 1):
            cache.write(f"day{day}", "gcc 14", HELLO)
            os.utime(entry_path(cache, f"day{day}"), (day * 86_400, day * 86_400))
        return cache

    def left(self, cache: ResultCache) -> list[str]:
        return [entry.path.stem for entry in cache.entries()]

    def test_comes_first(self, aged: ResultCache) -> None:
        assert self.left(aged) == ["day1", "day2", "day3"]

    @pytest.mark.parametrize(
        ("since", "entries", "left"),
        [
            (None, None, ["day1", "day2", "day3"]),
            (2.5 * 86_400, None, ["day3"]),
            (9 * 86_400, None, []),
            (None, 2, ["day2", "day3"]),
            (None, 0, []),
            (None, 3, ["day1", "day2", "day3"]),
            (1.5 * 86_400, 1, ["day3"]),
        ],
    )
    def test_is_removed_first(
        self, aged: ResultCache, since: float | None, entries: int | None, left: list[str]
    ) -> None:
        most = None if entries is None else entries * aged.entries()[0].size

        assert aged.prune(since, most) == 3 - len(left)
        assert self.left(aged) == left

    def test_is_read_when_it_is_looked_at(
        self, aged: ResultCache, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Where blocks are kept, nobody reads their results, and yet they are in use."""
        read: list[Path] = []

        def read_bytes(_: JsonStore, path: str, most: int) -> bytes:
            read.append(Path(path))
            return Path(path).read_bytes()[:most]

        monkeypatch.setattr(JsonStore, "read_bytes", read_bytes)
        aged.write("today", "gcc 14", HELLO)

        assert aged.look("today")
        assert aged.look("day2") == ("day2", 2 * 86_400, aged.entries()[0].size)
        assert read == [entry_path(aged, "day2")]


@pytest.mark.parametrize(
    ("result", "always", "expected"),
    [
        (HELLO, True, True),
        (Result.judge(Stage(exit_code=1), None, Measured()), True, True),
        (Result.judge(Stage(exit_code=0), Stage(exit_code=1), Measured()), True, True),
        (Result.judge(Stage(exit_code=0), Stage(signal="SIGSEGV"), Measured()), True, True),
        (printed("", "wall_time"), False, True),
        (printed("", "cpu_time"), False, True),
        (printed("", "memory"), False, True),
        (printed("", "output"), False, True),
        (Result.internal_error("x"), False, False),
    ],
)
def test_what_depends_on_the_machine_lasts_only_where_it_is_expected(
    result: Result, *, always: bool, expected: bool
) -> None:
    assert is_lasting(result, limit_expected=False) is always
    assert is_lasting(result, limit_expected=True) is expected
