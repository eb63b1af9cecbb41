"""Results: their verdict, their texts, and the JSON that they go to and come back from."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from mkdocs_c_runner.engine.canonical import canonical
from mkdocs_c_runner.engine.result import (
    Artifact,
    LimitName,
    Measured,
    Result,
    Segment,
    Stage,
    Stream,
    Verdict,
)

from ..strategies import PROFILE, RESULTS

GOOD = Stage(exit_code=0)
RESULT = Result.judge(
    Stage(exit_code=0, segments=(Segment("stderr", b"main.c:1:1: warning: x\n"),), total_chars=23),
    Stage(
        exit_code=3,
        segments=(
            Segment("terminal", b"? "),
            Segment("stdin", b"1\n"),
            Segment("terminal", b"\xff"),
        ),
        total_chars=20_000,
        truncated=True,
    ),
    Measured(cpu_time=0.25, wall_time=0.5, max_rss=1024, compile_time=0.125),
    (Artifact("asm", b"main.c:3\t\tret\n"),),
)


@PROFILE
@given(RESULTS)
def test_a_result_comes_back_from_json(result: Result) -> None:
    back = Result.from_json(json.loads(canonical(result.to_json())))

    assert back == result
    assert back.measured == result.measured


def test_the_shape_of_the_json() -> None:
    """Records in git and the clients of the endpoint have this shape, so it does not change."""
    assert RESULT.to_json() == {
        "verdict": "runtime-error",
        "compile": {
            "exit_code": 0,
            "signal": None,
            "limit_hit": None,
            "segments": [{"stream": "stderr", "text": "main.c:1:1: warning: x\n"}],
            "total_chars": 23,
            "truncated": False,
        },
        "run": {
            "exit_code": 3,
            "signal": None,
            "limit_hit": None,
            "segments": [
                {"stream": "terminal", "text": "? "},
                {"stream": "stdin", "text": "1\n"},
                {"stream": "terminal", "text": {"base64": "/w=="}},
            ],
            "total_chars": 20_000,
            "truncated": True,
        },
        "artifacts": [{"name": "asm", "text": "main.c:3\t\tret\n"}],
        "measured": {"cpu_time": 0.25, "wall_time": 0.5, "max_rss": 1024, "compile_time": 0.125},
    }


FAILED = Stage(exit_code=1)
KILLED = Stage(signal="SIGSEGV")


def stopped(limit: LimitName) -> Stage:
    """A stage that hit a limit."""
    return Stage(signal="SIGKILL", limit_hit=limit)


@pytest.mark.parametrize(
    ("compiled", "run", "verdict"),
    [
        (GOOD, GOOD, Verdict.OK),
        (GOOD, None, Verdict.OK),
        (GOOD, FAILED, Verdict.RUNTIME_ERROR),
        (GOOD, KILLED, Verdict.RUNTIME_ERROR),
        (GOOD, stopped("wall_time"), Verdict.TIME_LIMIT),
        (GOOD, stopped("cpu_time"), Verdict.TIME_LIMIT),
        (GOOD, stopped("memory"), Verdict.MEMORY_LIMIT),
        (GOOD, stopped("output"), Verdict.OUTPUT_LIMIT),
        (GOOD, GOOD._replace(limit_hit="output"), Verdict.OUTPUT_LIMIT),
        (FAILED, None, Verdict.COMPILE_ERROR),
        (KILLED, None, Verdict.COMPILE_ERROR),
        (stopped("wall_time"), None, Verdict.TIME_LIMIT),
        (stopped("memory"), None, Verdict.MEMORY_LIMIT),
        (stopped("output"), None, Verdict.OUTPUT_LIMIT),
    ],
)
def test_the_verdict_follows_from_the_stages(
    compiled: Stage, run: Stage | None, verdict: Verdict
) -> None:
    assert Result.judge(compiled, run, Measured()).verdict is verdict


def test_measurements_do_not_make_a_result_another() -> None:
    assert replace(RESULT, measured=Measured()) == RESULT


def test_an_internal_error_says_what_happened() -> None:
    result = Result.internal_error("no sandbox: ü")

    assert result.verdict is Verdict.INTERNAL_ERROR
    assert result.compile.text().decode() == "no sandbox: ü"
    assert result.compile.total_chars == 13


def test_an_internal_error_can_say_anything() -> None:
    """The name of a file may have bytes that are no text."""
    assert Result.internal_error("no \udcff").verdict is Verdict.INTERNAL_ERROR


def test_an_internal_error_does_not_come_from_json() -> None:
    """It is never kept, so nothing that was kept may claim it."""
    with pytest.raises(ValueError, match="does not follow"):
        Result.from_json(Result.internal_error("x").to_json())


@pytest.mark.parametrize(
    ("streams", "text"),
    [
        ((), b"? \xff"),
        (("terminal",), b"? \xff"),
        (("stdin",), b"1\n"),
        (("terminal", "stdin"), b"? 1\n\xff"),
        (("stdout",), b""),
    ],
)
def test_the_text_of_a_stage_is_that_of_its_streams(
    streams: tuple[Stream, ...], text: bytes
) -> None:
    assert RESULT.run is not None
    assert RESULT.run.text(*streams) == text
