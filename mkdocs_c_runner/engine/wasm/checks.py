"""What a program finds wrong with itself, where clang has put checks into it, and how such a program ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .memory import Memory

# The checks, with the types of their arguments, and the signal that a processor would send, or None if it would not.
_CHECKS = {
    "type_mismatch_v1": ("ii", "null pointer", "SIGSEGV"),
    "nonnull_arg": ("i", "null pointer", "SIGSEGV"),
    "out_of_bounds": ("ii", "index out of bounds", None),
    "divrem_overflow": ("iii", "division by zero, or beyond the range of the type", "SIGFPE"),
    "builtin_unreachable": ("i", "the program says that this place is never reached", "SIGILL"),
    "missing_return": ("i", "a function ended without its value", "SIGILL"),
}

# The functions that clang's checks call, with the types of their arguments.
SIGNATURES = {
    f"__ubsan_handle_{name}{end}": types
    for name, (types, _, _) in _CHECKS.items()
    for end in ("", "_abort")
}

_NUMBERS = {
    1: "SIGHUP",
    2: "SIGINT",
    3: "SIGQUIT",
    4: "SIGILL",
    5: "SIGTRAP",
    6: "SIGABRT",
    7: "SIGBUS",
    8: "SIGFPE",
    9: "SIGKILL",
    10: "SIGUSR1",
    11: "SIGSEGV",
    12: "SIGUSR2",
    13: "SIGPIPE",
    14: "SIGALRM",
    15: "SIGTERM",
    16: "SIGSTKFLT",
    19: "SIGSTOP",
    24: "SIGXCPU",
    25: "SIGXFSZ",
    31: "SIGSYS",
}

_MOST_REMARKS = 20


class Killed(Exception):
    """A signal has ended the program.

    Attributes:
        signal: The name of the signal.
    """

    def __init__(self, signal: str) -> None:
        super().__init__(signal)
        self.signal = signal


class Checks:
    """The checks of one program.

    Args:
        memory: The memory of the program.

    Attributes:
        remarks: What they have found: `main.c:3:5: null pointer`.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.remarks: list[str] = []

    def functions(self) -> Iterator[tuple[str, Callable[..., None]]]:
        """Yield the name and each function that clang's checks call."""
        for name, (_, text, signal) in _CHECKS.items():
            yield f"__ubsan_handle_{name}", self._check(text, None)
            yield f"__ubsan_handle_{name}_abort", self._check(text, signal or "SIGILL")

    def _check(self, text: str, signal: str | None) -> Callable[..., None]:
        def check(where: int, *_values: int) -> None:
            remark = f"{self._place(where)}: {text}"
            if remark not in self.remarks and len(self.remarks) < _MOST_REMARKS:
                self.remarks.append(remark)
            if signal:
                raise Killed(signal)

        return check

    def _place(self, address: int) -> str:
        name, line, column = (self._memory.number(address + 4 * part) for part in range(3))
        return f"{self._memory.string(name) if name else '?'}:{line}:{column}"


def killed(number: int) -> None:
    """End the program as a signal would."""
    raise Killed(_NUMBERS.get(number, "SIGTERM"))
