"""Compares a block that readers run in their browsers with the block as it ran: what they must expect, in words."""

from __future__ import annotations

import re

from ..engine.artifacts import PROGRAM_FILE
from ..engine.job import Job
from ..engine.result import Result, Stage, Verdict
from .elsewhere import Elsewhere

# What code uses whose size is another in the browser, and what differs from run to run anywhere.
_BITS = re.compile(
    rb"\blong\b|\bsizeof\b|\b(?:size|ssize|ptrdiff|intptr|uintptr|time|clock|off)_t\b|\*|LONG_M|SIZE_MAX"
)
_CHANCE = re.compile(
    rb"%p|\b(?:time|clock|clock_gettime|gettimeofday|getpid|localtime|getrandom)\s*\(|__DATE__|__TIME(?:STAMP)?__"
)
# This type has more digits in the browser, not fewer bits.
_LONG_DOUBLE = re.compile(rb"\blong\s{1,9}double\b")
# What a compiler says of a variable that has no value yet.
_UNSET = re.compile(rb"\[-W(?:\w{1,20}-)?uninitialized")
_NUMBER = re.compile(rb"-?\d+")

# The words of compilers and linkers for what there is not, and what that is.
_MISSING = (
    (
        r"sys/wait\.h|\b(?:v?fork|wait(?:pid)?|f?exec[lv]p?e?|pipe|popen|system|kill)\b",
        "other processes",
    ),
    (r"pthread|threads\.h|\bthrd_|semaphore|omp\.h", "threads"),
    (r"sys/socket|netinet|netdb|arpa/inet|\b(?:socket|connect|getaddrinfo)\b", "network"),
    (r"sigaction|sigset_t|\balarm\b|setitimer|sigjmp|\bSIGEV", "signals of other processes"),
    (
        r"termios|winsize|ioctl|sys/epoll|sys/ptrace|sys/inotify|getpass",
        "the terminal and the files of Linux",
    ),
    (
        r"invalid (?:output|input) constraint|invalid instruction|\basm\b|inline assembly",
        "assembly of x86-64",
    ),
    (
        r"function definition is not allowed here|illegal storage class on function",
        "functions within functions",
    ),
)
# What the headers of the toolchain say of a call.
_CALLED = re.compile(
    r"error: call to '(\w+)' declared with 'error' attribute: WebAssembly has no (.*)"
)
_ERROR = re.compile(r"^(?:[^\n]*?: )?(?:fatal )?error: ([^\n]*)", re.MULTILINE)


def compared(job: Job, here: Result, there: Result) -> Elsewhere:
    """Compare a block as it ran with the same block as it runs in the browser.

    Args:
        job: The block.
        here: Its true result.
        there: Its result there.
    """
    if here.run is None:
        return Elsewhere(reason="It does not run here, either.")
    program = next((item.text for item in there.artifacts if item.name == PROGRAM_FILE), b"")
    if there.verdict is Verdict.INTERNAL_ERROR or there.run is None or not program:
        return Elsewhere(reason=_why_not(there))
    return Elsewhere(program, tuple(_notes(job, here.run, there)))


def _notes(job: Job, here: Stage, result: Result) -> list[tuple[str, str]]:
    there = result.run or Stage()
    same_end = _end(here) == _end(there)
    if same_end and (here.segments == there.segments or _goes_on(here, there)):
        return []
    notes = [("elsewhere", "")]
    if there.limit_hit != here.limit_hit:
        notes.append(("elsewhere_limit", ""))
    elif not same_end and here.signal and not there.signal:
        notes.append(("elsewhere_memory", ""))
    elif not same_end:
        notes.append(("elsewhere_end", there.signal or f"exit status {there.exit_code}"))
    if here.segments != there.segments and not notes[1:]:
        is_unset = _UNSET.search(result.compile.text())
        notes.append(("elsewhere_unset" if is_unset else _difference(job, here, there), ""))
    return notes


def _goes_on(here: Stage, there: Stage) -> bool:
    """Whether the time limit ended both, and one has printed the same as the other, and more."""
    texts = here.text(), there.text()
    return here.limit_hit == "wall_time" and (
        texts[0].startswith(texts[1]) or texts[1].startswith(texts[0])
    )


def _difference(job: Job, here: Stage, there: Stage) -> str:
    """Return the label that explains why other text is printed."""
    code = b"\n".join(_LONG_DOUBLE.sub(b"double", source.content) for source in job.sources)
    if here.text().replace(b"-nan", b"nan") == there.text().replace(b"-nan", b"nan"):
        return "elsewhere_nan"
    if _CHANCE.search(code):
        return "elsewhere_chance"
    is_in_numbers = _NUMBER.sub(b"0", here.text()) == _NUMBER.sub(b"0", there.text())
    return "elsewhere_bits" if is_in_numbers and _BITS.search(code) else "elsewhere_order"


def _end(stage: Stage) -> tuple[int | None, str | None, str | None]:
    return stage.exit_code, stage.signal, stage.limit_hit


def _why_not(there: Result) -> str:
    """Return why a program cannot be compiled or run, in one sentence."""
    said = there.compile.text().decode(errors="replace")
    if there.verdict is Verdict.INTERNAL_ERROR:
        return f"It could not be tried: {said.strip()}"
    if there.compile.limit_hit:
        return "Its compilation takes too long or too much memory."
    errors = _ERROR.findall(said)
    if errors and "<inline asm>" in said:
        return f"A browser has no assembly of x86-64: {errors[0]}"
    if called := _CALLED.search(said):
        return f"A browser has no {called[2]}: {called[1]}"
    for pattern, what in _MISSING:
        if any(re.search(pattern, error) for error in errors):
            return f"A browser has no {what}: {errors[0]}"
    if errors:
        return f"The compiler for the browser refuses it: {errors[0]}"
    return said.strip().partition("\n")[0] or "It makes no program."
