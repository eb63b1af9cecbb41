"""The garbage collector is away during a scan, and comes back whatever happens."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from mkdocs_c_runner.build.collector import collect_again, spared
from mkdocs_c_runner.plugin import CRunnerPlugin


@pytest.fixture(autouse=True)
def seeing_collector() -> Iterator[None]:
    gc.enable()
    gc.unfreeze()
    yield
    gc.enable()
    gc.unfreeze()


def test_nothing_is_collected_inside() -> None:
    with spared(to_the_end=False):
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_what_a_build_needs_to_its_end_is_not_looked_at_until_then() -> None:
    with spared(to_the_end=True):
        pass
    assert gc.get_freeze_count() > 0
    collect_again()
    assert gc.get_freeze_count() == 0


def test_an_error_inside_leaves_all_as_it_was() -> None:
    with pytest.raises(ValueError, match="a scan"), spared(to_the_end=True):
        raise ValueError("a scan")
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    with spared(to_the_end=False):
        pass
    assert not gc.isenabled()


def test_a_build_that_fails_leaves_nothing_out_of_sight() -> None:
    with spared(to_the_end=True):
        pass
    CRunnerPlugin().on_build_error(error=ValueError("a page"))
    assert gc.get_freeze_count() == 0
