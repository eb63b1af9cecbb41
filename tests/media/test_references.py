"""References within a drawing are followed once each."""

from __future__ import annotations

import time

import pytest

from mkdocs_c_runner.media.errors import NotAResult
from mkdocs_c_runner.media.references import References

from ..linear import assert_linear


def drawing(*elements: tuple[str | None, list[str]]) -> References:
    references = References()
    for name, uses in elements:
        references.start(name, uses)
        references.end()
    return references


def each_shows_the_next(count: int) -> References:
    return drawing(*((f"a{index}", [f"a{index + 1}"]) for index in range(count)))


def each_shows_all_later_ones(count: int) -> References:
    names = [f"a{index}" for index in range(count)]
    return drawing(*((name, names[index + 1 :]) for index, name in enumerate(names)))


def many_have_one_name(count: int) -> References:
    return drawing(*(("a", []) for _ in range(count)), *((f"b{n}", ["a"]) for n in range(count)))


def test_a_chain_of_many_elements_is_followed_to_its_end() -> None:
    each_shows_the_next(300).check()
    with pytest.raises(NotAResult, match="comes to more than"):
        each_shows_the_next(5_000).check()


@pytest.mark.parametrize("make", [each_shows_all_later_ones, many_have_one_name])
def test_what_is_shown_very_often_is_too_large(make: object) -> None:
    assert callable(make)
    with pytest.raises(NotAResult, match="comes to more than"):
        make(1_000).check()


def test_what_shows_itself_over_others_is_refused() -> None:
    with pytest.raises(NotAResult, match="within itself"):
        drawing(("a", ["b"]), ("b", ["c"]), ("c", ["a"])).check()


def test_what_shows_the_element_around_it_is_refused() -> None:
    references = References()
    references.start("around", [])
    references.start(None, ["around"])
    references.end()
    references.end()
    with pytest.raises(NotAResult, match="within itself"):
        references.check()


def test_following_references_takes_time_in_proportion_to_them() -> None:
    def cost(count: int) -> float:
        references = each_shows_the_next(count)
        begin = time.process_time()
        with pytest.raises(NotAResult):
            references.check()
        return time.process_time() - begin

    assert_linear(cost, "following references", [5_000])
