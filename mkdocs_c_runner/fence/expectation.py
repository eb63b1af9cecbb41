"""The outcome that an author expects of a block, and the comparison with its result."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..engine.result import Result, Verdict
from .values import hint, nearest

# The signals of Linux, where programs run. Pages with recorded results are built on systems that have fewer.
_SIGNAL_NAMES = (
    "ABRT ALRM BUS CHLD CONT FPE HUP ILL INT IO KILL PIPE PROF PWR QUIT RTMAX RTMIN SEGV STKFLT STOP SYS TERM TRAP "
    "TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ"
)
SIGNALS = frozenset(f"SIG{name}" for name in _SIGNAL_NAMES.split())

_VERDICTS = {verdict.value for verdict in Verdict if verdict is not Verdict.INTERNAL_ERROR}

_PHRASES = {
    Verdict.OK: "end with status 0",
    Verdict.COMPILE_ERROR: "fail to compile",
    Verdict.RUNTIME_ERROR: "fail when it runs",
    Verdict.TIME_LIMIT: "hit the time limit",
    Verdict.MEMORY_LIMIT: "hit the memory limit",
    Verdict.OUTPUT_LIMIT: "hit the output limit",
    Verdict.INTERNAL_ERROR: "fail to run",
}

_WARNING = r"warning(:[a-z][a-z0-9+=-]*)?"
# Gcc writes `-Wformat=` for the flag `-Wformat`, and adds the level of some flags.
_FLAG = re.compile(r"\[(?:-Werror,)?-W(?:error=)?([a-z][a-z0-9+-]*)(?:=\w*)?\]")
# A colon stands behind the name in reports of bugs; "MemorySanitizer failed to allocate" is no such report.
_REPORT = re.compile(
    rb"(?:ERROR|WARNING|SUMMARY): \w+Sanitizer: (?!CHECK failed|unexpected memory mapping)|: runtime error: "
)
_FAULT = re.compile(
    rb"Sanitizer failed to |Sanitizer has encountered a fatal error"
    rb"|Sanitizer: (?:CHECK failed|unexpected memory mapping)"
)
_COLOR = re.compile(rb"\x1b\[[\d;]*m")

_SYNONYMS = {
    "abort": "SIGABRT",
    "aborted": "SIGABRT",
    "asan": "sanitizer",
    "assert": "SIGABRT",
    "assertion": "SIGABRT",
    "crash": "runtime-error",
    "division by zero": "SIGFPE",
    "error": "compile-error",
    "fail": "runtime-error",
    "failed": "runtime-error",
    "failure": "runtime-error",
    "floating point exception": "SIGFPE",
    "infinite loop": "time-limit",
    "non-zero": "runtime-error",
    "nonzero": "runtime-error",
    "oom": "memory-limit",
    "out of memory": "memory-limit",
    "pass": "ok",
    "passed": "ok",
    "segfault": "SIGSEGV",
    "signal 11": "SIGSEGV",
    "signal 6": "SIGABRT",
    "signal 8": "SIGFPE",
    "segmentation fault": "SIGSEGV",
    "success": "ok",
    "timeout": "time-limit",
    "ubsan": "sanitizer",
}

_LIMITS = {Verdict.TIME_LIMIT, Verdict.MEMORY_LIMIT, Verdict.OUTPUT_LIMIT}


@dataclass(frozen=True, slots=True)
class Expectation:
    """The outcome that a block is to have.

    Attributes:
        verdict: The verdict, or None for any.
        exit_code: The exit status, or None for any.
        signal: The signal, or None for any.
        warnings: The flags of the warnings that the compiler must give; an empty flag stands for any warning.
        sanitizer: Whether a sanitizer must report something.
        announced: The kinds of messages that comments in the code can announce; other comments are prose.
    """

    verdict: Verdict | None = Verdict.OK
    exit_code: int | None = None
    signal: str | None = None
    warnings: tuple[str, ...] = ()
    sanitizer: bool = False
    announced: frozenset[str] = frozenset({"error", "warning"})

    @classmethod
    def parse(cls, text: str) -> Expectation:
        """Read the value of `expect`.

        Raises:
            ValueError: If the value is unknown, with a list of the known ones.
        """
        words = text.split()
        warnings = tuple(word[8:].rstrip("=") for word in words if re.fullmatch(_WARNING, word))
        others = [word for word in words if not re.fullmatch(_WARNING, word)]
        outcome = cls._outcome(others, text) if others or not warnings else cls()
        kinds = {"warning"} if warnings else set()
        if outcome.verdict in (None, Verdict.COMPILE_ERROR):
            kinds = {"error", "warning"}
        return replace(outcome, warnings=warnings, announced=frozenset(kinds))

    @classmethod
    def _outcome(cls, words: list[str], text: str) -> Expectation:
        match words:
            case ["any"]:
                return cls(verdict=None)
            case ["sanitizer"]:
                return cls(verdict=None, sanitizer=True)
            case [word] if word in _VERDICTS:
                return cls(Verdict(word))
            case ["exit", number] if re.fullmatch(r"\d{1,3}", number) and int(number) < 256:
                code = int(number)
                return cls(Verdict.RUNTIME_ERROR if code else Verdict.OK, exit_code=code)
            case [name] | ["signal", name] if name.upper() in SIGNALS:
                return cls(Verdict.RUNTIME_ERROR, signal=name.upper())
        allowed = ", ".join(sorted(_VERDICTS))
        raise ValueError(
            f"must be one of {allowed}, exit N, a signal such as SIGSEGV, sanitizer, warning, "
            f"warning:NAME, or any{hint(_meant(text))}"
        )

    @staticmethod
    def is_fault_of_sanitizer(text: bytes) -> bool:
        """Return whether a sanitizer says in this output that it could not do its work."""
        return bool(_FAULT.search(_COLOR.sub(b"", text)))

    @property
    def allows_limit(self) -> bool:
        """Whether the author wants to show that a limit is hit."""
        return self.verdict in _LIMITS or (self.verdict is None and not self.sanitizer)

    def is_met_by(self, result: Result, warnings: Iterable[str] = ()) -> bool:
        """Return whether a result is as expected. An internal error never is.

        Args:
            result: The result.
            warnings: The texts of the compiler's warnings.
        """
        if result.verdict is Verdict.INTERNAL_ERROR:
            return False
        if self.verdict is not None and result.verdict is not self.verdict:
            return False
        run = result.run
        if self.exit_code is not None and (run is None or run.exit_code != self.exit_code):
            return False
        if self.signal is not None and (run is None or run.signal != self.signal):
            return False
        if self.sanitizer and (run is None or not has_report(run.text())):
            return False
        if not self.warnings:
            return True
        texts = list(warnings)
        flags = warning_flags(texts)
        return all(name in flags if name else texts for name in self.warnings)

    def __str__(self) -> str:
        """Return the expectation in words that follow "expected to"."""
        if not self.warnings:
            return self._outcome_in_words()
        named = [f"a -W{name}" for name in self.warnings if name]
        warned = f"give {' and '.join(named) or 'a'} warning"
        if self.verdict is Verdict.OK and self.exit_code is None:
            return warned
        return f"{self._outcome_in_words()} and {warned}"

    def _outcome_in_words(self) -> str:
        if self.sanitizer:
            return "be caught by a sanitizer"
        if self.verdict is None:
            return "do anything"
        if self.exit_code is not None:
            return f"exit with status {self.exit_code}"
        if self.signal is not None:
            return f"be killed by {self.signal}"
        return _PHRASES[self.verdict]


def has_report(output: bytes) -> bool:
    """Return whether a sanitizer reports a bug in this output."""
    return _REPORT.search(_COLOR.sub(b"", output)) is not None


def warning_flags(warnings: Iterable[str]) -> Mapping[str, None]:
    """Return the flags of warnings, each once, in order: `unused-variable` for `… [-Wunused-variable]`."""
    return dict.fromkeys(flag for text in warnings for flag in _FLAG.findall(text)[-1:])


def _meant(text: str) -> str | None:
    """Return the value that was probably meant by an unknown one."""
    flag = re.fullmatch(r"(?:warnings?\W*)?(?:-W)?([a-z][a-z0-9-]+)", text)
    if flag and flag[0] != flag[1]:
        return f"warning:{flag[1]}"
    if text.lower() in _SYNONYMS:
        return _SYNONYMS[text.lower()]
    status = re.fullmatch(r"(?:exit|status|code|return|[\s=:_])*(-?\d{1,9})", text, re.IGNORECASE)
    if status:
        return f"exit {int(status[1]) % 256}"  # as `exit` passes it on
    if f"SIG{text.upper()}" in SIGNALS:
        return f"SIG{text.upper()}"
    known = (*_VERDICTS, *SIGNALS, "sanitizer", "warning", "any")
    return nearest(text, known) or nearest(text.replace("_", "-").lower(), known)
