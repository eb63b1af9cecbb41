"""What an author may expect of a block, and when that is met."""

from __future__ import annotations

import signal as signals
from dataclasses import replace

import pytest

from mkdocs_c_runner.engine.result import LimitName, Measured, Result, Segment, Stage, Verdict
from mkdocs_c_runner.fence.expectation import Expectation

COMPILED = Stage(exit_code=0)


def test_every_signal_of_linux_can_be_expected() -> None:
    for signal in signals.valid_signals():
        if isinstance(signal, signals.Signals):
            assert Expectation.parse(signal.name).signal == signal.name


def exited(code: int) -> Result:
    """A program that ended by itself."""
    return Result.judge(COMPILED, Stage(exit_code=code), Measured())


def killed(signal: str) -> Result:
    """A program that a signal ended."""
    return Result.judge(COMPILED, Stage(signal=signal), Measured())


def stopped(limit: LimitName) -> Result:
    """A program that hit a limit and was killed."""
    return Result.judge(COMPILED, Stage(signal="SIGKILL", limit_hit=limit), Measured())


NOT_COMPILED = Result.judge(Stage(exit_code=1), None, Measured())
COMPILER_STOPPED = Result.judge(Stage(signal="SIGKILL", limit_hit="wall_time"), None, Measured())
BROKEN = Result.internal_error("no sandbox")

OUTCOMES = {
    "exit 0": exited(0),
    "exit 1": exited(1),
    "exit 3": exited(3),
    "SIGSEGV": killed("SIGSEGV"),
    "SIGABRT": killed("SIGABRT"),
    "wall time": stopped("wall_time"),
    "cpu time": stopped("cpu_time"),
    "memory": stopped("memory"),
    "output": stopped("output"),
    "not compiled": NOT_COMPILED,
    "compiler stopped": COMPILER_STOPPED,
    "broken": BROKEN,
}

MET_BY: dict[str, set[str]] = {
    "ok": {"exit 0"},
    "exit 0": {"exit 0"},
    "runtime-error": {"exit 1", "exit 3", "SIGSEGV", "SIGABRT"},
    "exit 3": {"exit 3"},
    "exit 255": set(),
    "SIGSEGV": {"SIGSEGV"},
    "sigsegv": {"SIGSEGV"},
    "signal SIGABRT": {"SIGABRT"},
    "SIGKILL": set(),
    "compile-error": {"not compiled"},
    "time-limit": {"wall time", "cpu time", "compiler stopped"},
    "memory-limit": {"memory"},
    "output-limit": {"output"},
    "any": set(OUTCOMES) - {"broken"},
}


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("text", MET_BY)
def test_an_expectation_is_met_by_its_outcomes_and_no_others(text: str, outcome: str) -> None:
    met = Expectation.parse(text).is_met_by(OUTCOMES[outcome])

    assert met is (outcome in MET_BY[text])


SANITIZERS = {
    b"==1==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x1": True,
    b"\x1b[1m==1==ERROR: \x1b[0mLeakSanitizer: detected memory leaks": True,
    b"WARNING: ThreadSanitizer: data race (pid=1)": True,
    b"main.c:1:2: runtime error: signed integer overflow": True,
    b"SUMMARY: MemorySanitizer: use-of-uninitialized-value main.c:1 in main": True,
    b"==1==ERROR: AddressSanitizer: SEGV on unknown address 0x0": True,
    b"==2==ERROR: MemorySanitizer failed to allocate 0xf0000000000 bytes": False,
    b"==2==ERROR: AddressSanitizer failed to allocate 0x0 bytes": False,
    b"FATAL: ThreadSanitizer: unexpected memory mapping 0x1-0x2": False,
    b"==1==LeakSanitizer has encountered a fatal error.": False,
    b"==1==ERROR: AddressSanitizer: CHECK failed: sanitizer_common.cpp": False,
    b"all is well": False,
}


@pytest.mark.parametrize("text", SANITIZERS)
def test_a_sanitizer_that_cannot_do_its_work_has_caught_nothing(text: bytes) -> None:
    run = Stage(exit_code=1, segments=(Segment("terminal", text),), total_chars=len(text))
    result = Result.judge(Stage(exit_code=0), run, Measured())

    assert Expectation.parse("sanitizer").is_met_by(result) is SANITIZERS[text]
    is_fault = not SANITIZERS[text] and text != b"all is well"
    assert Expectation.is_fault_of_sanitizer(text) is is_fault


def test_nothing_said_means_that_all_goes_well() -> None:
    said, unsaid = Expectation.parse("ok"), Expectation()

    assert (unsaid.verdict, unsaid.exit_code, unsaid.signal) == (Verdict.OK, None, None)
    assert said == replace(unsaid, announced=frozenset())  # then comments are prose


@pytest.mark.parametrize("text", ["exit  3", " exit 3 ", "exit 003"])
def test_blanks_and_zeros_do_not_matter(text: str) -> None:
    assert Expectation.parse(text) == Expectation.parse("exit 3")


# What is none, and what is then taken to be meant.
NONE: dict[str, str | None] = {
    "": None,
    " ": None,
    "internal-error": "runtime-error",
    "exit": None,
    "exit x": None,
    "exit 1 2": None,
    "exit 1000": "exit 232",
    "signal": None,
    "any any": "any",
    "ok any": "any",
    "OK": "ok",
    "compile error": "compile-error",
    "compile_error": "compile-error",
    "error": "compile-error",
    "exit=3": "exit 3",
    "exit code 3": "exit 3",
    "3": "exit 3",
    "SEGV": "SIGSEGV",
    "segfault": "SIGSEGV",
    "SIGSEGVV": "SIGSEGV",
    "crash": "runtime-error",
    "fail": "runtime-error",
    "non-zero": "runtime-error",
    "success": "ok",
    "out of memory": "memory-limit",
    "segmentation fault": "SIGSEGV",
    "Floating point exception": "SIGFPE",
    "exit -1": "exit 255",
    "-1": "exit 255",
    "exit 256": "exit 0",
    "timeout": "time-limit",
    "sanitiser": "sanitizer",
    "warnings": "warning",
    "warning unused-variable": "warning:unused-variable",
    "-Wunused-variable": "warning:unused-variable",
    "warning:-Wshadow": "warning:shadow",
}


@pytest.mark.parametrize(("text", "meant"), NONE.items())
def test_anything_else_is_refused_with_what_there_is(text: str, meant: str | None) -> None:
    with pytest.raises(ValueError, match="must be one of") as caught:
        Expectation.parse(text)

    hint = f' (did you mean "{meant}"?)' if meant else ""
    assert str(caught.value) == (
        "must be one of compile-error, memory-limit, ok, output-limit, runtime-error, time-limit,"
        f" exit N, a signal such as SIGSEGV, sanitizer, warning, warning:NAME, or any{hint}"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ok", "end with status 0"),
        ("exit 0", "exit with status 0"),
        ("exit 3", "exit with status 3"),
        ("runtime-error", "fail when it runs"),
        ("sigfpe", "be killed by SIGFPE"),
        ("compile-error", "fail to compile"),
        ("time-limit", "hit the time limit"),
        ("memory-limit", "hit the memory limit"),
        ("output-limit", "hit the output limit"),
        ("any", "do anything"),
    ],
)
def test_it_can_be_said_in_words(text: str, words: str) -> None:
    assert str(Expectation.parse(text)) == words


@pytest.mark.parametrize("text", MET_BY)
def test_a_limit_is_worth_keeping_only_where_it_is_expected(text: str) -> None:
    wanted = {"any", "time-limit", "memory-limit", "output-limit"}

    assert Expectation.parse(text).allows_limit is (text in wanted)
