"""Advice for a block that did not end as expected: the words to type if that is the point, or to give it more."""

from __future__ import annotations

import re

from ..engine.job import MEBIBYTE, Limits
from ..engine.result import Result, Stage
from ..fence.expectation import Expectation, has_report, warning_flags
from ..fence.options import Options
from ..messages.read import Messages
from ..terminal.screen import plain

# The flags of warnings that a message repeats.
_MOST_FLAGS = 5

TO_ANNOUNCE = "Write words of the compiler's message into the comment, or remove the comment."
TO_COMPILE = "If that is right, remove the comment."
TO_CORRECT_FLAGS = "Correct the options std and flags."
TO_SHOW_TEXT = 'result="text" shows what it printed.'


# What gcc and clang say of a flag, without a place in the code.
_REFUSED_FLAG = re.compile(
    r"^(?:[\w.+-]{1,40}+: )?error: "
    r"(?P<text>(?:unrecognized|unknown|unsupported|invalid) (?:command|argument|option|value).*)$",
    re.MULTILINE,
)


def limit_hit(result: Result, options: Options) -> str:
    """Return the limit that ended a stage, with its size: `the time limit of 5 s`; empty if none did."""
    stage, limits = result.run, options.process.limits
    if stage is None:
        stage, limits = result.compile, options.toolchain.limits
    return _limit(stage, limits)


def to_accept(result: Result, options: Options) -> str:
    """Return what to type if the end of a block is the one that its author wants."""
    expect = options.expected.expect
    return f'If that is the point, {_verb(expect)} expect="{spelled(result)}".'


def to_get_more(result: Result, options: Options) -> str:
    """Return what to type so that a limit that was hit is higher, or why it cannot be; empty if none was hit."""
    process = options.process
    if result.run is None:
        is_time = result.compile.limit_hit in ("wall_time", "cpu_time")
        return "compile_timeout in mkdocs.yml gives the compiler more." if is_time else ""
    match result.run.limit_hit:
        case "wall_time" | "cpu_time":
            most = process.max_timeout
            more = _number(min(2 * process.timeout, most))
            of_site = f"max_timeout, {_number(most)} s"
            return _more("timeout", more, of_site, can_be=process.timeout < most)
        case "memory":
            most = process.max_memory
            of_site = f"max_memory, {most // MEBIBYTE}M"
            double = f"{min(2 * process.memory, most) // MEBIBYTE}M"
            return _more("memory", double, of_site, can_be=process.memory < most)
        case "output":
            return "No option gives it more; print less, or end its loop."
    return ""


def to_be_warned(messages: Messages, options: Options, flags: tuple[str, ...]) -> str:
    """Return what to type where the compiler gave none of the expected warnings.

    Args:
        messages: The messages of the compiler.
        options: The options of the block.
        flags: The flags that it was compiled with.
    """
    given = list(warning_flags(messages.warnings))[:_MOST_FLAGS]
    if given:
        words = " ".join(f"warning:{name}" for name in given)
        return f'If that is the point, write expect="{words}".'
    lacking = [f"-W{name}" for name in options.expected.expect.warnings if name]
    missing = [flag for flag in lacking if flag not in flags]
    if missing:
        return f'Perhaps it is off: flags="{" ".join(missing)}" turns it on.'
    return "If there is to be none, remove the word warning from expect."


def to_announce(warning: str) -> str:
    """Return what to type where a warning is a failure, after its text; empty if it has no flag."""
    flag = next(iter(warning_flags([warning])), "")
    return f'. If that is the point, add expect="warning:{flag}".' if flag else ""


def to_be_caught(flags: tuple[str, ...]) -> str:
    """Return what to type where no sanitizer reported anything."""
    if any(flag.startswith("-fsanitize=") for flag in flags):
        return "If that is the point, remove the word sanitizer from expect."
    return 'No sanitizer is on: flags="-fsanitize=address,undefined" turns on two.'


def refused_flag(compilation: Stage) -> str:
    """Return what a compiler says of a flag that it does not take, before it reads any code; or nothing."""
    found = _REFUSED_FLAG.search(plain(compilation.text()))
    return found["text"] if found else ""


def to_correct(source: str, *, is_volatile: bool) -> str:
    """Return what to type where the output is another one.

    Args:
        source: The name of the text that was expected.
        is_volatile: Whether a pattern says already what may differ.
    """
    pattern = "" if is_volatile else ' volatile="PATTERN" says what may differ from run to run.'
    return f"If the new output is right, copy it into {source}.{pattern}"


def spelled(result: Result) -> str:
    """Return the value of `expect` that a result meets."""
    run = result.run
    if run is not None and run.limit_hit is None:
        if not run.succeeded and has_report(run.text()):
            return "sanitizer"
        if run.signal:
            return run.signal
        if run.exit_code:
            return f"exit {run.exit_code}"
    return str(result.verdict)


def _verb(expect: Expectation) -> str:
    return "add" if expect == Expectation() else "write"


def _more(option: str, value: str, of_site: str, *, can_be: bool) -> str:
    if not can_be:
        return f"That is the site's {of_site}; mkdocs.yml can raise it."
    return f'{option}="{value}" gives it more, up to the site\'s {of_site}.'


def _limit(stage: Stage, limits: Limits) -> str:
    match stage.limit_hit:
        case "wall_time" | "cpu_time":
            return f"the time limit of {_number(limits.wall_time)} s"
        case "memory":
            return f"the memory limit of {_number(limits.memory / MEBIBYTE)} MiB"
        case "output":
            return f"the output limit of {_number(limits.output / MEBIBYTE)} MiB"
    return ""


def _number(value: float) -> str:
    return f"{value:.10g}"
