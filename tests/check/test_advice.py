"""The words to type that stand behind each failure."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.check.check import check
from mkdocs_c_runner.check.ran import Ran
from mkdocs_c_runner.engine.result import LimitName, Measured, Outcome, Result, Segment, Stage
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.settings import Settings
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.snippet import Snippet

COMPILED = Stage(exit_code=0)
REPORT = b"==2==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000024\n"
WARNED = b"main.c:1:5: warning: unused variable 'x' [-Wunused-variable]\n"


def ended(status: int | None = None, text: bytes = b"", signal: str | None = None) -> Stage:
    """A stage that ended by itself, with this output."""
    return Stage(status, signal, None, (Segment("stderr", text),) if text else (), len(text))


def limited(limit: LimitName) -> Stage:
    """A stage that hit a limit."""
    return Stage(limit_hit=limit)


# The options of a fence, the end of its compilation and of its run, and the end of the message.
FAILURES: list[tuple[dict[str, str], Stage, Stage | None, str]] = [
    (
        {},
        COMPILED,
        ended(1),
        'it exited with status 1. If that is the point, add expect="exit 1".',
    ),
    (
        {"std": "c23"},
        ended(1, "gcc: error: unrecognized command-line option ‘-std=c23’\n".encode()),
        None,
        "refused its flags: unrecognized command-line option ‘-std=c23’. Correct the options std and flags.",
    ),
    (
        {"std": "c23", "compiler": "clang"},
        ended(1, b"error: invalid value 'c23' in '-std=c23'\nnote: use 'c2x'\n"),
        None,
        "refused its flags: invalid value 'c23' in '-std=c23'. Correct the options std and flags.",
    ),
    ({"expect": "exit 3"}, COMPILED, ended(4), 'If that is the point, write expect="exit 4".'),
    ({"expect": "exit 3"}, COMPILED, ended(0), 'If that is the point, write expect="ok".'),
    ({}, COMPILED, ended(signal="SIGSEGV"), 'If that is the point, add expect="SIGSEGV".'),
    ({}, COMPILED, ended(1, REPORT), 'If that is the point, add expect="sanitizer".'),
    (
        {"expect": "sanitizer"},
        COMPILED,
        ended(0),
        'No sanitizer is on: flags="-fsanitize=address,undefined" turns on two.',
    ),
    (
        {"expect": "sanitizer", "flags": "-fsanitize=leak"},
        COMPILED,
        ended(0),
        "If that is the point, remove the word sanitizer from expect.",
    ),
    (
        {},
        COMPILED,
        limited("wall_time"),
        (
            'it hit the time limit of 5 s. timeout="10" gives it more, up to the site\'s max_timeout, 30 s. '
            'If that is the point, add expect="time-limit".'
        ),
    ),
    (
        {"timeout": "250ms"},
        COMPILED,
        limited("cpu_time"),
        (
            'it hit the time limit of 0.25 s. timeout="0.5" gives it more, up to the site\'s max_timeout, 30 s. '
            'If that is the point, add expect="time-limit".'
        ),
    ),
    (
        {"timeout": "20"},
        COMPILED,
        limited("wall_time"),
        (
            'timeout="30" gives it more, up to the site\'s max_timeout, 30 s. '
            'If that is the point, add expect="time-limit".'
        ),
    ),
    (
        {"timeout": "30"},
        COMPILED,
        limited("wall_time"),
        (
            "it hit the time limit of 30 s. That is the site's max_timeout, 30 s; mkdocs.yml can raise it. "
            'If that is the point, add expect="time-limit".'
        ),
    ),
    (
        {},
        COMPILED,
        limited("memory"),
        (
            'it hit the memory limit of 512 MiB. memory="1024M" gives it more, up to the site\'s max_memory, 2048M. '
            'If that is the point, add expect="memory-limit".'
        ),
    ),
    (
        {},
        COMPILED,
        limited("output"),
        (
            "it hit the output limit of 1 MiB. No option gives it more; print less, or end its loop. "
            'If that is the point, add expect="output-limit".'
        ),
    ),
    (
        {},
        limited("wall_time"),
        None,
        "its compilation hit the time limit of 10 s. compile_timeout in mkdocs.yml gives the compiler more.",
    ),
    (
        {},
        ended(1, b"main.c:1:5: error: no\n"),
        None,
        'it does not compile: no. If that is the point, add expect="compile-error".',
    ),
    (
        {"expect": "compile-error"},
        COMPILED,
        ended(0),
        'If that is the point, write expect="ok".',
    ),
    (
        {"expect": "warning"},
        COMPILED,
        ended(0),
        "If there is to be none, remove the word warning from expect.",
    ),
    (
        {"expect": "warning:conversion"},
        COMPILED,
        ended(0),
        'Perhaps it is off: flags="-Wconversion" turns it on.',
    ),
    (
        {"expect": "warning:conversion"},
        ended(0, WARNED),
        ended(0),
        'If that is the point, write expect="warning:unused-variable".',
    ),
    (
        {"expect_output": "3"},
        COMPILED,
        ended(0, b"4\n"),
        (
            "If the new output is right, copy it into expect_output. "
            'volatile="PATTERN" says what may differ from run to run.'
        ),
    ),
    ({"result": "svg"}, COMPILED, ended(0, b"4\n"), 'result="text" shows what it printed.'),
]


@pytest.mark.parametrize(("options", "compiled", "run", "end"), FAILURES)
def test_each_failure_says_what_to_type(
    options: dict[str, str], compiled: Stage, run: Stage | None, end: str
) -> None:
    settings = Settings()
    header = parse({"run": "run", **options}, settings.options_in(None), settings.rules)
    assert not header.problems
    snippet = Snippet("int main(void) {}", header.options, Place("page.md", 5, 1))
    result = Result.judge(compiled, run, Measured())

    failure = check(Ran.of(snippet, Outcome(result, "run"))).failure

    assert failure is not None
    assert failure.reason.endswith(end)


def test_the_ceilings_are_those_of_the_site() -> None:
    settings = Settings.of({"max_timeout": "7", "timeout": "4"})
    options = parse({"run": "run"}, settings.options_in(None), settings.rules).options
    snippet = Snippet("int main(void) {}", options, Place("page.md", 5, 1))
    result = Result.judge(COMPILED, limited("wall_time"), Measured())

    failure = check(Ran.of(snippet, Outcome(result, "run"))).failure

    assert failure is not None
    assert 'timeout="7" gives it more, up to the site\'s max_timeout, 7 s.' in failure.reason
