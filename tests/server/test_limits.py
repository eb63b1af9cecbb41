"""The manual says of the server what its code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_c_runner.cli.serve import _RATES as RATES
from mkdocs_c_runner.cli.serve import serve
from mkdocs_c_runner.engine.session_stage import LONGEST_SESSION
from mkdocs_c_runner.server.application import LARGEST_BODY
from mkdocs_c_runner.server.asked import Asked
from mkdocs_c_runner.server.conversation import TYPED, TYPED_AHEAD
from mkdocs_c_runner.server.limits import ServerLimits
from mkdocs_c_runner.server.live import PATIENCE
from mkdocs_c_runner.server.sessions import MOST_PROGRAMS

MANUAL = Path(__file__).parents[2] / "example-site/docs/manual/server.md"
TEXT = MANUAL.read_text("utf-8")
LIMITS = ServerLimits.of_machine()

# The numbers of each row of the table of limits, in order.
NUMBERS = [
    (),
    (4, 8),
    (LIMITS.waiting, LIMITS.waiting_of_client),
    (LIMITS.patience,),
    (LIMITS.live, LIMITS.live_of_client),
    (PATIENCE,),
    (LONGEST_SESSION,),
    (MOST_PROGRAMS,),
    (LARGEST_BODY // 1024,),
    (TYPED_AHEAD // 1024, TYPED // 1024),
    (LIMITS.request, LIMITS.silence),
    (LIMITS.connections,),
    (RATES[False][1], RATES[True][1]),
]


def table(heading: str) -> list[list[str]]:
    """The cells of the table that begins with this head."""
    lines = TEXT.partition(f"| {heading} |")[2].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_each_limit_is_in_the_manual() -> None:
    found = [
        tuple(float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", cells[1]))
        for cells in table("limit")
    ]

    assert found == [tuple(map(float, numbers)) for numbers in NUMBERS]


def test_each_option_is_in_the_manual() -> None:
    named = set(re.findall(r"--[a-z-]+", "".join(cells[0] for cells in table("option"))))
    known = {name for option in serve.params for name in option.opts if "--" in name}

    assert named == known - {"--config-file", "--color"}


def test_each_field_is_in_the_manual() -> None:
    named = set(re.findall(r"`(\w+)`", "".join(cells[0] for cells in table("field"))))

    assert named == set(Asked.__slots__)


@pytest.mark.parametrize("rate", RATES.values())
def test_each_rate_is_in_the_manual(rate: tuple[int, int]) -> None:
    assert f"{rate[0]:,}" in TEXT
