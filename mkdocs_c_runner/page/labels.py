"""The words that stand around the output."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

ENGLISH: Mapping[str, str] = {
    "output": "Output",
    "stdout": "Standard output",
    "stderr": "Standard error",
    "diagnostics": "Compiler messages",
    "no_output": "No output.",
    "exited": "Exited with status {status}.",
    "killed": "Killed by {signal} ({meaning}).",
    "killed_unnamed": "Killed by {signal}.",
    "time_limit": "Stopped at the time limit of {limit}.",
    "memory_limit": "Stopped at the memory limit of {limit}.",
    "output_limit": "Stopped at the output limit of {limit}.",
    "compile_limit": "The compiler was stopped at a limit.",
    "truncated": "The first {shown} of {total} characters.",
    "truncated_at_limit": "The first {shown} of more than {total} characters.",
    "not_compiled": "It does not compile.",
    "not_run": "This block was not run.",
    "unexpected": "This block was expected to {expectation}.",
    "whole_source": "With the lines that are hidden",
    "internal_error": "This block could not be run.",
}

SIGNAL_MEANINGS: Mapping[str, str] = {
    "SIGABRT": "aborted",
    "SIGALRM": "alarm clock",
    "SIGBUS": "bus error",
    "SIGFPE": "arithmetic error",
    "SIGHUP": "hangup",
    "SIGILL": "illegal instruction",
    "SIGINT": "interrupt",
    "SIGKILL": "killed",
    "SIGPIPE": "broken pipe",
    "SIGQUIT": "quit",
    "SIGSEGV": "segmentation fault",
    "SIGSYS": "bad system call",
    "SIGTERM": "terminated",
    "SIGTRAP": "trace trap",
    "SIGUSR1": "user signal 1",
    "SIGUSR2": "user signal 2",
    "SIGXCPU": "processor time limit",
    "SIGXFSZ": "file size limit",
}


class UnknownLabel(ValueError):
    """A label was to be replaced that does not exist, or by text that cannot be filled in."""


def labels(replacements: Mapping[str, str]) -> Mapping[str, str]:
    """The words with some of them replaced.

    Raises:
        UnknownLabel: If there is no such label, or its text names a field that it does not have.
    """
    for name, text in replacements.items():
        if name not in ENGLISH:
            raise UnknownLabel(f"There is no label {name!r}; there are {', '.join(ENGLISH)}.")
        fields = _fields(ENGLISH[name]) or set()
        found = _fields(text)
        if found is None or not found <= fields:
            allowed = ", ".join(f"{{{field}}}" for field in sorted(fields)) or "none"
            raise UnknownLabel(f"The label {name!r} may only use the fields {allowed}.")
    return {**ENGLISH, **replacements}


def _fields(text: str) -> set[str] | None:
    """The names of the fields in a label, or None if it cannot be filled in."""
    try:
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        text.format(**dict.fromkeys(names, ""))
    except (ValueError, LookupError, AttributeError):
        return None
    return names
