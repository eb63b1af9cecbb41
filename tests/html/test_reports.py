"""Of the report of a sanitizer readers see what matters, and unfold the whole."""

from __future__ import annotations

import re
import time
from html import unescape

import pytest

from mkdocs_c_runner.engine.result import Result

from ..linear import assert_linear
from .blocks import html_of, ran, stage

ADDRESS = """\
before
=================================================================
==2==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x6020
READ of size 4 at 0x6020 thread T0
    #0 0x5555 in f main.c:3
    #1 0x5555 in main main.c:4:7
    #2 0x7fff in __libc_start_call_main ../sysdeps/nptl/libc_start_call_main.h:58
    #3 0x5555 in _start (/tmp/a.out+0x10e0)

allocated by thread T0 here:
    #0 0x7fff in malloc ../src/libsanitizer/asan/asan_malloc_linux.cpp:69
    #1 0x5555 in main main.c:2

SUMMARY: AddressSanitizer: heap-buffer-overflow main.c:3 in f
Shadow bytes around the buggy address:
  0x0c04: 00 00
=>0x0c05: fa fa
Shadow byte legend:
  Addressable: 00
==2==ABORTING
"""
ADDRESS_SHOWN = """\
before
==2==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x6020
READ of size 4 at 0x6020 thread T0
    #0 0x5555 in f main.c:3
    #1 0x5555 in main main.c:4:7

allocated by thread T0 here:
    #1 0x5555 in main main.c:2

SUMMARY: AddressSanitizer: heap-buffer-overflow main.c:3 in f"""
THREAD = """\
==================
WARNING: ThreadSanitizer: data race (pid=2)
  Read of size 4 at 0x5555 by thread T2:
    #0 w main.c:4 (a.out+0x11e9)
    #1 lib ../lib.c:9 (lib.so+0x1)
    #2 lib ../lib.c:8 (lib.so+0x1)

SUMMARY: ThreadSanitizer: data race main.c:4 in w
==================
after
ThreadSanitizer: reported 1 warnings
"""
THREAD_SHOWN = """\
WARNING: ThreadSanitizer: data race (pid=2)
  Read of size 4 at 0x5555 by thread T2:
    #0 w main.c:4 (a.out+0x11e9)

SUMMARY: ThreadSanitizer: data race main.c:4 in w
after
ThreadSanitizer: reported 1 warnings"""
DEEP = (
    "==2==ERROR: AddressSanitizer: stack-overflow on address 0x7ff\n"
    + "".join(f"    #{number} 0x55 in f main.c:2\n" for number in range(250))
    + "\nSUMMARY: AddressSanitizer: stack-overflow main.c:2 in f\n==2==ABORTING\n"
)
DEEP_SHOWN = (
    "==2==ERROR: AddressSanitizer: stack-overflow on address 0x7ff\n"
    + "".join(f"    #{number} 0x55 in f main.c:2\n" for number in range(8))
    + "\nSUMMARY: AddressSanitizer: stack-overflow main.c:2 in f"
)

SANITIZED = {"flags": "-fsanitize=address", "expect": "any"}


def outcome(text: str) -> Result:
    return ran(stage(("terminal", text), exit_code=1))


def texts(html: str, name: str) -> list[str]:
    found = re.findall(f'<pre class="{name}[^"]*"><code[^>]*>(.*?)</code>', html, re.DOTALL)
    return [unescape(re.sub("<[^>]*>", "", text)) for text in found]


@pytest.mark.parametrize(
    ("report", "shown"),
    [(ADDRESS, ADDRESS_SHOWN), (THREAD, THREAD_SHOWN), (DEEP, DEEP_SHOWN)],
    ids=["address", "thread", "deep"],
)
def test_what_matters_is_shown_and_the_rest_unfolds(report: str, shown: str) -> None:
    html = html_of(outcome(report), **SANITIZED, fold="off")

    assert texts(html, "c-runner-output") == [shown]
    assert texts(html, "c-runner-report") == [report.removesuffix("\n")]
    assert "<summary>The whole report</summary>" in html


def test_colors_do_not_hide_a_report() -> None:
    colored = ADDRESS.replace("==2==ERROR", "\x1b[1m\x1b[31m==2==ERROR").replace(
        "READ", "\x1b[0mREAD"
    )

    assert texts(html_of(outcome(colored), **SANITIZED), "c-runner-output") == [ADDRESS_SHOWN]


@pytest.mark.parametrize(
    ("text", "inputs"),
    [
        (ADDRESS, {"expect": "any"}),  # a program that prints such a text itself
        ("main.c:2:5: runtime error: shift\n" * 9, SANITIZED),
        ("====\ntitle\n====\n", SANITIZED),
    ],
)
def test_other_output_stays_whole(text: str, inputs: dict[str, str]) -> None:
    html = html_of(outcome(text), **inputs)

    assert texts(html, "c-runner-output") == [text.removesuffix("\n")]
    assert "details" not in html


def test_a_long_report_is_cut_between_lines() -> None:
    html = html_of(outcome(ADDRESS), **SANITIZED, truncate="200")

    (shown,), (whole,) = texts(html, "c-runner-output"), texts(html, "c-runner-report")

    assert ADDRESS_SHOWN.startswith(f"{shown}\n")
    assert ADDRESS.startswith(f"{whole}\n")


@pytest.mark.parametrize(
    "unit", ["=", "\n", "==2==ERROR: AddressSanitizer: \n", "    #0 a:1\n", "SUMMARY: \n"]
)
def test_any_output_is_read_in_proportion_to_its_length(unit: str) -> None:
    def cost(length: int) -> float:
        text = "==2==ERROR: AddressSanitizer: x\n" + unit * (length // len(unit))
        result = outcome(text)
        begin = time.process_time()
        html_of(result, **SANITIZED, truncate="10")
        return time.process_time() - begin

    assert_linear(cost, repr(unit), [40_000])
