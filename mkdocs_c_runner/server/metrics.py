"""Counts what the server does, in the text format of Prometheus.

The format is a few lines of text, and this server has one process. So the library for it would be more to read, and one
more thing to install, than this file.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate

from ..engine.result import Result

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

# The upper ends of the classes of durations, in seconds.
_CLASSES = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)


class Metrics:
    """The counts of one server."""

    def __init__(self) -> None:
        self._gauges: dict[str, tuple[str, Callable[[], int]]] = {}
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._programs: Counter[str] = Counter()
        self._durations = [0] * (len(_CLASSES) + 1)
        self._seconds = 0.0

    def add_gauge(self, name: str, meaning: str, read: Callable[[], int]) -> None:
        """Add a number that is read when the metrics are asked for."""
        self._gauges[name] = meaning, read

    def count_request(self, endpoint: str, status: int, seconds: float) -> None:
        """Count a request that was answered.

        Args:
            endpoint: One of our endpoints, or a word for all others; never text of a client.
            status: The status of the answer.
            seconds: The time that it took.
        """
        number = sum(seconds > end for end in _CLASSES)
        with self._lock:
            self._requests[endpoint, status] += 1
            self._durations[number] += 1
            self._seconds += seconds

    def count_program(self, result: Result) -> None:
        """Count a program that was compiled, and perhaps run."""
        with self._lock:
            self._programs[result.verdict.value] += 1

    def text(self) -> str:
        """Return all counts."""
        with self._lock:
            return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield from _head("requests_total", "counter", "Requests by endpoint and status.")
        for (endpoint, status), count in sorted(self._requests.items()):
            yield f'c_runner_requests_total{{endpoint="{endpoint}",status="{status}"}} {count}'
        yield from _head("programs_total", "counter", "Programs by verdict.")
        for verdict, count in sorted(self._programs.items()):
            yield f'c_runner_programs_total{{verdict="{verdict}"}} {count}'
        yield from _head("request_seconds", "histogram", "Time until requests are answered.")
        counts = list(accumulate(self._durations))
        for end, count in zip((*map(str, _CLASSES), "+Inf"), counts, strict=True):
            yield f'c_runner_request_seconds_bucket{{le="{end}"}} {count}'
        yield f"c_runner_request_seconds_sum {self._seconds:.6f}"
        yield f"c_runner_request_seconds_count {counts[-1]}"
        for name, (meaning, read) in self._gauges.items():
            yield from _head(name, "gauge", meaning)
            yield f"c_runner_{name} {read()}"


def _head(name: str, kind: str, meaning: str) -> Iterator[str]:
    yield f"# HELP c_runner_{name} {meaning}"
    yield f"# TYPE c_runner_{name} {kind}"
