"""Errands: a job is executed elsewhere, and its result, or what went wrong, comes back."""

from __future__ import annotations

import errno
import json
import platform
from typing import Any

import pytest

from mkdocs_c_runner.bounds import STORED_FILE
from mkdocs_c_runner.engine.errands.errand import Errand, OtherConditions, do_errand, result_of
from mkdocs_c_runner.engine.errors import CompilerNotFound, EngineError, SandboxUnavailable
from mkdocs_c_runner.engine.executor import Conditions
from mkdocs_c_runner.engine.job import Job

from ..executors import JOB, Executing, FakeExecutor, printed

HERE = FakeExecutor().conditions(JOB)


def test_a_result_comes_back() -> None:
    executor = Executing(printed("größe\n"))

    answer = do_errand(Errand(JOB, HERE).to_bytes(), executor)

    assert result_of(answer, HERE) == printed("größe\n")
    assert result_of(answer).measured.cpu_time == 0.5
    assert executor.jobs == [JOB]


def test_conditions_are_compared_only_if_they_are_given() -> None:
    class Unknowing(Executing):
        def conditions(self, job: Job) -> Conditions:
            raise AssertionError(job)

    assert result_of(do_errand(Errand(JOB).to_bytes(), Unknowing())) == printed("ran\n")


@pytest.mark.parametrize(
    "error",
    [
        EngineError("The disk is full.", "Remove something."),
        SandboxUnavailable("There is no sandbox."),
        CompilerNotFound("gcc-13", "gcc-13 is not installed.", "apt-get install gcc-13"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_failure_of_the_other_machine_comes_back_as_it_was(error: EngineError) -> None:
    answer = do_errand(Errand(JOB, HERE).to_bytes(), Executing(error))

    with pytest.raises(EngineError) as raised:
        result_of(answer, HERE)

    assert type(raised.value) is type(error)
    assert vars(raised.value) == vars(error)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RuntimeError("a mistake of ours"), "RuntimeError: a mistake of ours"),
        (OSError(errno.EMFILE, "Too many open files"), "files"),
    ],
    ids=["mistake", "low resources"],
)
def test_each_other_error_comes_back_as_a_failure_of_the_machine(
    error: Exception, words: str
) -> None:
    with pytest.raises(EngineError, match=words):
        result_of(do_errand(Errand(JOB).to_bytes(), Executing(error)))


@pytest.mark.parametrize(
    ("there", "words"),
    [
        (HERE._replace(compiler="gcc 13", system="other"), "it has gcc 13, and NODE has gcc 14"),
        (
            HERE._replace(executor="fake 2"),
            "its rules are “fake 2”, and those of NODE are “fake 1”",
        ),
        (
            HERE._replace(system="0123456789-abcdefghijk"),
            "digest 01234567-abcdefgh on NODE, system on NODE",
        ),
    ],
    ids=["compiler", "rules", "files"],
)
def test_other_conditions_refuse_a_job_and_both_are_named(there: Conditions, words: str) -> None:
    class There(Executing):
        def conditions(self, job: Job) -> Conditions:  # noqa: ARG002
            return there

    executor = There()
    answer = do_errand(Errand(JOB, HERE).to_bytes(), executor)

    with pytest.raises(OtherConditions) as raised:
        result_of(answer, HERE)

    assert words.replace("NODE", platform.node()) in raised.value.reason
    assert "Install the same packages" in raised.value.cure
    assert executor.jobs == []


@pytest.mark.parametrize(
    "change",
    [{"version": 0}, {"job": {"sources": [], "new": 1}}, {"conditions": {}}, {"job": None}],
    ids=str,
)
def test_an_errand_of_another_version_is_told(change: dict[str, Any]) -> None:
    content = json.dumps(json.loads(Errand(JOB, HERE).to_bytes()) | change).encode()

    with pytest.raises(EngineError, match="another version of mkdocs-c-runner"):
        result_of(do_errand(content, FakeExecutor()))


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "text",
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"result": {}}',
        b'{"result": {}, "error": {}}',
        b'{"error": {"kind": "machine", "reason": 1, "cure": "", "compiler": ""}}',
        b'{"refused": {"machine": "x", "conditions": {}}}',
        b"[" * 10_000,
        b" " * (STORED_FILE + 1),
    ],
    ids=lambda answer: str(answer)[:30],
)
def test_what_is_no_answer_is_refused(answer: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        result_of(answer, HERE)
