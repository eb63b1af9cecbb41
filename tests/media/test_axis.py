"""Axes of charts."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.media.axis import Axis


@pytest.mark.parametrize(
    ("numbers", "ticks"),
    [
        ([0, 10], [0, 2, 4, 6, 8, 10]),
        ([0.1, 0.3], [0.1, 0.15, 0.2, 0.25, 0.3]),
        ([-3, 7], [-4, -2, 0, 2, 4, 6, 8]),
        ([5], [2, 3, 4, 5, 6, 7, 8]),
        ([0, 0], [-0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6]),
        ([1e-12, 3e-12], [1e-12, 1.5e-12, 2e-12, 2.5e-12, 3e-12]),
    ],
)
def test_axes_have_round_numbers(numbers: list[float], ticks: list[float]) -> None:
    axis = Axis.over(numbers)

    assert list(axis.ticks) == pytest.approx(ticks)
    assert all(0 <= axis.place(number) <= 1 for number in numbers)


def test_an_axis_of_powers() -> None:
    axis = Axis.over([3, 40_000], is_log=True)

    assert list(axis.ticks) == pytest.approx([1, 10, 100, 1000, 10_000, 100_000])
    assert axis.place(1000) == pytest.approx(0.6)
