"""Each client may start so many programs in a time, whatever others do."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.server import rates as module
from mkdocs_c_runner.server.rates import Rates
from mkdocs_c_runner.server.refused import Refused

from .clients import Echo, application, post


class Clock:
    """A clock that a test sets."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def allowed(rates: Rates, client: str, times: int) -> int:
    count = 0
    for _ in range(times):
        try:
            rates.take(client)
            count += 1
        except Refused:
            pass
    return count


def test_a_bucket_fills_with_the_time() -> None:
    clock = Clock()
    rates = Rates(60, 5, clock)

    assert allowed(rates, "a", 9) == 5
    assert allowed(rates, "b", 9) == 5
    clock.now += 2
    assert allowed(rates, "a", 9) == 2
    clock.now += 1000
    assert allowed(rates, "a", 9) == 5


def test_a_client_learns_when_to_come_again() -> None:
    clock = Clock()
    rates = Rates(6, 1, clock)
    rates.take("a")
    with pytest.raises(Refused) as refused:
        rates.take("a")

    assert refused.value.headers["Retry-After"] == "10"
    clock.now += 10
    rates.take("a")


def test_the_clients_that_are_remembered_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_CLIENTS", 10)
    rates = Rates(60, 1, Clock())
    for number in range(1000):
        rates.take(str(number))

    assert len(rates._buckets) == 10


def test_a_client_that_is_too_fast_runs_nothing() -> None:
    echo = Echo()
    app = application(echo, rates=Rates(1, 2, Clock()))

    statuses = [post(app, "/execute", {"code": ""}).status_code for _ in range(4)]

    assert statuses == [200, 200, 429, 429]
    assert len(echo.jobs) == 2
