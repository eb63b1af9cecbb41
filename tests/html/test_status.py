"""The sentences that tell how a block ended."""

from __future__ import annotations

import re

import pytest

from mkdocs_c_runner.engine.job import MEBIBYTE
from mkdocs_c_runner.engine.result import Measured, Result
from mkdocs_c_runner.labels import labels

from .blocks import (
    BROKEN,
    EXIT_3,
    HELLO,
    REFUSED,
    SILENT,
    html_of,
    limited,
    ran,
    stage,
)


def statuses(result: Result, **inputs: str) -> list[str]:
    """The sentences about how it ended."""
    found = re.findall('<p class="[^"]*c-runner-status">(.*)</p>', html_of(result, **inputs))
    return [str(text) for text in found]


STATUSES: dict[str, tuple[Result, dict[str, str], list[str]]] = {
    "well": (HELLO, {}, []),
    "silent": (SILENT, {}, ["No output."]),
    "silent, streams apart": (SILENT, {"stdio": "pipes"}, ["No output."]),
    "silent, only messages asked for": (SILENT, {"show": "diagnostics"}, []),
    "status": (EXIT_3, {"expect": "exit 3"}, ["Exited with status 3."]),
    "any status": (EXIT_3, {"expect": "any"}, ["Exited with status 3."]),
    "wrong status": (
        EXIT_3,
        {"expect": "exit 4"},
        ["Exited with status 3.", "This block was expected to exit with status 4."],
    ),
    "good, but expected to fail": (
        HELLO,
        {"expect": "SIGSEGV"},
        ["This block was expected to be killed by SIGSEGV."],
    ),
    "status, silent": (ran(stage(exit_code=1)), {"expect": "exit 1"}, ["Exited with status 1."]),
    "signal": (
        ran(stage(signal="SIGSEGV")),
        {"expect": "SIGSEGV"},
        ["Killed by SIGSEGV (segmentation fault)."],
    ),
    "signal without a meaning": (
        ran(stage(signal="SIGWINCH")),
        {"expect": "any"},
        ["Killed by SIGWINCH."],
    ),
    "time limit": (
        limited("wall_time"),
        {"expect": "time-limit", "timeout": "500ms"},
        ["Stopped at the time limit of 0.5 s."],
    ),
    "processor time": (
        limited("cpu_time"),
        {"expect": "time-limit"},
        ["Stopped at the time limit of 5 s."],
    ),
    "memory limit": (
        limited("memory"),
        {"expect": "memory-limit", "memory": "64M"},
        ["Stopped at the memory limit of 64 MiB."],
    ),
    "small memory limit": (
        limited("memory"),
        {"expect": "memory-limit", "memory": "1536K"},
        ["Stopped at the memory limit of 1.5 MiB."],
    ),
    "output limit": (
        limited("output", total=MEBIBYTE),
        {"expect": "output-limit", "truncate": "2"},
        [
            "The first 2 of more than 1,048,576 characters.",
            "Stopped at the output limit of 1 MiB.",
        ],
    ),
    "truncated": (
        ran(stage(("terminal", "x" * 1000), total=12_345)),
        {"truncate": "1000"},
        ["The first 1,000 of 12,345 characters."],
    ),
    "truncated, streams apart": (
        ran(stage(("stdout", "x" * 1000), total=12_345)),
        {"truncate": "1000", "stdio": "pipes"},
        ["The first 1,000 of 12,345 characters."],
    ),
    "progress, whose last step is seen alone": (
        ran(stage(("terminal", "".join(f"\r{step} of 1000" for step in range(1001))))),
        {},
        [],
    ),
    "spinner": (ran(stage(("terminal", "|\b/\b-\b\\\b" * 6000))), {"truncate": "10"}, []),
    "colors are not counted": (
        ran(stage(("terminal", "\x1b[48;2;255;0;255mx" * 100))),
        {"truncate": "100"},
        [],
    ),
    "progress, and more than is shown": (
        ran(stage(("terminal", "1 %\r2 %\r" + "x" * 25 + "\n"))),
        {"truncate": "10"},
        ["The first 10 of 26 characters."],
    ),
    "not compiled": (REFUSED, {"expect": "compile-error"}, ["It does not compile."]),
    "compiler stopped": (
        Result.judge(stage(signal="SIGKILL", limit="wall_time"), None, Measured()),
        {"expect": "time-limit"},
        ["The compiler was stopped at a limit."],
    ),
    "machine": (BROKEN, {"expect": "any"}, ["This block could not be run."]),
}


@pytest.mark.parametrize("case", STATUSES)
def test_the_status_says_what_there_is_to_say(case: str) -> None:
    result, inputs, wanted = STATUSES[case]

    assert statuses(result, **inputs) == wanted


@pytest.mark.parametrize(
    ("language", "truncated", "stopped"),
    [
        ("en", "The first 1,234 of 12,345 characters.", "Stopped at the time limit of 0.5 s."),
        ("de", "Die ersten 1.234 von 12.345 Zeichen.", "Angehalten am Zeitlimit von 0,5 s."),
    ],
)
def test_numbers_are_written_as_in_the_language(
    language: str, truncated: str, stopped: str
) -> None:
    long = ran(stage(("terminal", "x" * 1234), total=12_345))

    assert truncated in html_of(long, labels({}, language), truncate="1234")
    assert stopped in html_of(limited("wall_time"), labels({}, language), timeout="500ms")


@pytest.mark.parametrize(
    ("result", "inputs", "loud"),
    [
        (HELLO, {}, []),
        (EXIT_3, {"expect": "exit 3"}, []),
        (EXIT_3, {}, ["This block was expected to end with status 0."]),
        (HELLO, {"expect": "exit 3"}, ["This block was expected to exit with status 3."]),
        (
            HELLO,
            {"expect_output": "x"},
            ["This block was expected to print the text of expect_output."],
        ),
        (BROKEN, {"expect": "any"}, ["This block could not be run."]),
    ],
)
def test_only_what_is_not_expected_is_loud(
    result: Result, inputs: dict[str, str], loud: list[str]
) -> None:
    html = html_of(result, **inputs)

    assert re.findall('<p class="c-runner-problem c-runner-status">(.*)</p>', html) == loud
