"""What an author says a block will do, and whether it did."""

from __future__ import annotations

import re
import signal
from dataclasses import dataclass

from ..engine.result import Result, Verdict

_SIGNALS = {item.name for item in signal.valid_signals() if isinstance(item, signal.Signals)}

_VERDICTS = {verdict.value for verdict in Verdict if verdict is not Verdict.INTERNAL_ERROR}

_WORDS = {
    Verdict.OK: "end with status 0",
    Verdict.COMPILE_ERROR: "fail to compile",
    Verdict.RUNTIME_ERROR: "fail when it runs",
    Verdict.TIME_LIMIT: "hit the time limit",
    Verdict.MEMORY_LIMIT: "hit the memory limit",
    Verdict.OUTPUT_LIMIT: "hit the output limit",
    Verdict.INTERNAL_ERROR: "fail to run",
}

_LIMITS = {Verdict.TIME_LIMIT, Verdict.MEMORY_LIMIT, Verdict.OUTPUT_LIMIT}


@dataclass(frozen=True, slots=True)
class Expectation:
    """The outcome that a block is to have.

    Attributes:
        verdict: The verdict, or None if any will do.
        exit_code: The exit status, if one was named.
        signal: The signal, if one was named.
    """

    verdict: Verdict | None = Verdict.OK
    exit_code: int | None = None
    signal: str | None = None

    @classmethod
    def parse(cls, text: str) -> Expectation:
        """Reads the value of `expect`.

        Raises:
            ValueError: If it is none of the words there are, with a list of those.
        """
        words = text.split()
        match words:
            case ["any"]:
                return cls(verdict=None)
            case [word] if word in _VERDICTS:
                return cls(Verdict(word))
            case ["exit", number] if re.fullmatch(r"\d{1,3}", number) and int(number) < 256:
                code = int(number)
                return cls(Verdict.RUNTIME_ERROR if code else Verdict.OK, exit_code=code)
            case [name] | ["signal", name] if name.upper() in _SIGNALS:
                return cls(Verdict.RUNTIME_ERROR, signal=name.upper())
        allowed = ", ".join(sorted(_VERDICTS))
        raise ValueError(f"must be one of {allowed}, exit N, a signal such as SIGSEGV, or any")

    @property
    def allows_limit(self) -> bool:
        """Whether hitting a limit is what the author wants to show."""
        return self.verdict is None or self.verdict in _LIMITS

    def is_met_by(self, result: Result) -> bool:
        """Whether the result is as expected. An internal error never is."""
        if result.verdict is Verdict.INTERNAL_ERROR:
            return False
        if self.verdict is not None and result.verdict is not self.verdict:
            return False
        run = result.run
        if self.exit_code is not None and (run is None or run.exit_code != self.exit_code):
            return False
        return self.signal is None or (run is not None and run.signal == self.signal)

    def __str__(self) -> str:
        """In words that follow "expected to"."""
        if self.verdict is None:
            return "do anything"
        if self.exit_code is not None:
            return f"exit with status {self.exit_code}"
        if self.signal is not None:
            return f"be killed by {self.signal}"
        return _WORDS[self.verdict]
