"""Patterns of pages are found in a process of their own, which is limited and replaced."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import pytest

from mkdocs_c_runner.bounds import PATTERN_OVERRUNS
from mkdocs_c_runner.engine import pattern_process
from mkdocs_c_runner.engine.pattern_process import PatternProcess
from mkdocs_c_runner.engine.patterns import EVERYTHING, NoPatterns, PatternError

needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="no limits of processes")

SLOW = [
    ("(a+)+$", "a" * 40 + "!"),
    ("(a|aa)+$", "a" * 60 + "!"),
    ("(a|b|ab)*c", "ab" * 60),
    ("(.*?,){30}P", "1,2,3,4,5,6,7,8,9,10,11," * 12),
    ("(?i)(x+x+)+y|" + "[Ā-￿]" * 190, "x" * 60),
]


@pytest.fixture
def patterns(monkeypatch: pytest.MonkeyPatch) -> Iterator[PatternProcess]:
    monkeypatch.setattr(pattern_process, "_LIMITS", (1, 10, 512 << 20))
    process = PatternProcess()
    yield process
    process.close()


def pid(patterns: PatternProcess) -> int | None:
    return patterns._process.pid if patterns._process else None


def test_all_that_matches_is_marked(patterns: PatternProcess) -> None:
    found = patterns.replaced(r"\d+ ms", ["took 12 ms\nand 3 ms", "nothing", "é 4 ms\udc80"])
    assert found == ["took …\nand …", "nothing", "é …\udc80"]


def test_one_process_serves_many_patterns(patterns: PatternProcess) -> None:
    patterns.replaced("a", ["a"])
    first = pid(patterns)
    assert patterns.replaced("b", ["b" * 1_000_000]) == ["…" * 1_000_000]
    assert pid(patterns) == first


def test_a_pattern_that_cannot_be_compiled_is_said_to_be_none(patterns: PatternProcess) -> None:
    with pytest.raises(PatternError, match="no regular expression"):
        patterns.replaced("(?<=a+)b", ["x"])


@needs_limits
@pytest.mark.parametrize(("pattern", "text"), SLOW)
def test_a_pattern_that_takes_too_long_is_given_up(
    patterns: PatternProcess, pattern: str, text: str
) -> None:
    with pytest.raises(PatternError, match="takes too long"):
        patterns.replaced(pattern, [text])
    assert patterns.replaced("x", ["x"]) == ["…"]


def test_the_clock_ends_a_search_where_processor_time_has_no_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pattern_process, "_LIMITS", (600, 1, 512 << 20))
    process = PatternProcess()
    with pytest.raises(PatternError, match="takes too long"):
        process.replaced(*_slow())
    assert pid(process) is None


def _slow() -> tuple[str, Sequence[str]]:
    return SLOW[0][0], [SLOW[0][1]]


@needs_limits
def test_a_pattern_that_takes_too_much_memory_is_given_up(patterns: PatternProcess) -> None:
    with pytest.raises(PatternError, match="too much memory"):
        patterns.replaced("(?:(x)|y)+", ["x" * 60_000_000])


@needs_limits
def test_after_some_that_took_too_long_no_pattern_is_tried_until_the_next_build(
    patterns: PatternProcess,
) -> None:
    for _ in range(PATTERN_OVERRUNS):
        with pytest.raises(PatternError, match="takes too long"):
            patterns.replaced(*_slow())
    with pytest.raises(PatternError, match="no pattern is tried any more"):
        patterns.replaced("x", ["x"])
    assert pid(patterns) is None

    patterns.begin_build()
    assert patterns.replaced("x", ["x"]) == ["…"]


def test_all_of_a_text_needs_no_process(started: list[Sequence[str]]) -> None:
    assert PatternProcess().replaced(EVERYTHING, ["any\ntext", ""]) == ["…", ""]
    assert not started


@pytest.mark.usefixtures("started")
def test_a_process_that_cannot_be_started_is_an_error_of_the_pattern() -> None:
    with pytest.raises(PatternError, match="cannot be started"):
        PatternProcess().replaced("x", ["x"])


def test_an_interpreter_that_ends_at_once_is_an_error_of_the_pattern(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(PatternError, match="ended at once"):
        PatternProcess().replaced("x", ["x"])


def test_a_process_that_was_ended_by_somebody_else_is_replaced(patterns: PatternProcess) -> None:
    patterns.replaced("x", ["x"])
    process = patterns._process
    assert process
    process.kill()
    process.wait()
    assert patterns.replaced("x", ["x"]) == ["…"]


def test_an_idle_process_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_process, "_IDLE", 0.01)
    patterns = PatternProcess()
    patterns.replaced("x", ["x"])
    timer = patterns._timer
    assert timer
    timer.join()
    assert pid(patterns) is None


def test_without_patterns_each_is_an_error() -> None:
    with pytest.raises(PatternError):
        NoPatterns().replaced("x", ["x"])
