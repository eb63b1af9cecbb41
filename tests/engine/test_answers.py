"""Results stay in memory up to a bound; beyond, they are made again."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.engine.answers import Answer, Memory, size_of
from mkdocs_c_runner.engine.result import Measured, Outcome, Result, Segment, Stage


def result_of(size: int) -> Result:
    stage = Stage(exit_code=0, segments=(Segment("stdout", b"x" * size),), total_chars=size)
    return Result.judge(Stage(exit_code=0), stage, Measured())


def answer_of(result: Result, made: list[str], name: str) -> Answer:
    def again() -> Outcome:
        made.append(name)
        return Outcome(result, "cache", "gcc 1")

    answer = Answer(again)
    answer.set(Outcome(result, "run", "gcc 2"))
    return answer


def test_the_oldest_results_are_forgotten_and_made_again() -> None:
    result = result_of(1000)
    made: list[str] = []
    memory = Memory(2 * size_of(result))
    answers = [answer_of(result, made, name) for name in "abc"]
    for answer in answers:
        memory.hold(answer, result)

    outcomes = [answer.result() for answer in answers]

    assert made == ["a"]
    assert outcomes == [Outcome(result, "run", "gcc 2")] * 3


def test_a_result_that_is_larger_than_the_bound_is_not_held() -> None:
    result = result_of(1000)
    made: list[str] = []
    answer = answer_of(result, made, "large")
    Memory(10).hold(answer, result)
    assert answer.done()
    assert answer.result().result == result
    assert made == ["large"]


def test_an_answer_that_is_not_there_is_waited_for() -> None:
    answer = Answer(lambda: Outcome(result_of(1), "run"))
    assert not answer.done()
    with pytest.raises(TimeoutError):
        answer.result(timeout=0)
