"""Results come back from JSON, and nothing else comes in."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_c_runner.engine.canonical import canonical
from mkdocs_c_runner.engine.result import (
    LARGEST_ARTIFACT,
    Measured,
    Result,
)

from ..strategies import PROFILE
from .test_result import RESULT


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value in a JSON value."""
    yield path
    if isinstance(value, dict):
        for name in value:
            yield from places(value[name], (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, (*path, index))


def at(value: Any, path: tuple[Any, ...]) -> Any:
    """The value at the end of a way."""
    for step in path:
        value = value[step]
    return value


def changed(path: tuple[Any, ...], other: Any) -> Any:
    """The JSON of a good result, with one value replaced."""
    if not path:
        return other
    value = copy.deepcopy(RESULT.to_json())
    at(value, path[:-1])[path[-1]] = other
    return value


def name_of(value: Any) -> str:
    """What stands for a value in the name of a test."""
    return ".".join(map(str, value)) if isinstance(value, tuple) else repr(value)[:20]


JSON = RESULT.to_json()


PATHS = [path for path in places(JSON) if path[:1] != ("measured",)]


WRONG: list[Any] = [
    None,
    True,
    0,
    -1,
    10**400,
    1.5,
    float("nan"),
    float("inf"),
    "",
    "ok",
    "\ud800",
    [],
    {},
    [[]],
    [None],
    [{}],
    {"base64": ""},
    {"base64": "!"},
    {"": None},
]


@pytest.mark.parametrize("path", PATHS, ids=name_of)
@pytest.mark.parametrize("other", WRONG, ids=name_of)
def test_another_value_anywhere_is_refused_or_is_a_result_of_its_own(
    path: tuple[Any, ...], other: Any
) -> None:
    """Nothing but ValueError is raised, and what is accepted is what is written again."""
    try:
        result = Result.from_json(changed(path, other))
    except ValueError:
        return

    assert Result.from_json(result.to_json()) == result


STRICT: list[tuple[tuple[Any, ...], list[Any]]] = [
    ((), [None, [], "ok", 1]),
    (("verdict",), ["ok", "time-limit", "internal-error", "OK", "", None, 0, [], {}]),
    (("compile",), [None, [], "", {}]),
    (("run",), [{}, [], "", False, 0]),
    (("artifacts",), [None, {}, [None], ["x"], "", 3 * JSON["artifacts"], 2 * JSON["artifacts"]]),
    (("artifacts", 0), [None, [], {"name": "asm"}, {"text": ""}]),
    (("artifacts", 0, "name"), ["", "ASM", "/etc/passwd", None, 0, ["asm"]]),
    (("artifacts", 0, "text"), [None, 0, [], "\ud800", "x" * (LARGEST_ARTIFACT + 1)]),
    (("compile", "exit_code"), [True, False, 0.0, "0", [], 1]),
    (("run", "exit_code"), [True, 3.0, "3", [3], -1, 256, 10**30]),
    (("run", "signal"), [0, 11, True, [], ["SIGSEGV"]]),
    (("run", "signal"), ["", "11", "sigsegv", "SIG<b>", "SIGSEGV\n", "SIG\x1b[31m", "SIG" * 99]),
    (("run", "limit_hit"), ["", "time", "file_size", 0, False, [], "wall_time"]),
    (("run", "segments"), [None, {}, "", [None], [[]], [{}], ["x"]]),
    (("run", "segments", 0), [None, [], {"stream": "stdout"}, {"text": ""}, "stdout"]),
    (("run", "segments", 0, "stream"), ["", "stdlog", None, 0, [], ["stdin"]]),
    (("run", "segments", 0, "text"), [None, 0, [], {}, {"base64": "!"}, {"base64": 0}, "\ud800"]),
    (("run", "segments", 0, "text"), ["x" * (1 << 22), {"base64": "A" * (1 << 23)}]),
    (("run", "total_chars"), [None, 1.0, "1", True, [], -1, 10**30]),
    (("run", "truncated"), [None, 0, 1, "true", []]),
]


@pytest.mark.parametrize(
    ("path", "other"),
    [(path, other) for path, others in STRICT for other in others],
    ids=name_of,
)
def test_a_wrong_value_is_refused(path: tuple[Any, ...], other: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - worded in many ways, read by nobody
        Result.from_json(changed(path, other))


OBJECTS = [(), ("compile",), ("run",), ("run", "segments", 0), ("artifacts", 0)]


@pytest.mark.parametrize("path", OBJECTS)
def test_a_missing_name_is_refused(path: tuple[Any, ...]) -> None:
    for name in at(JSON, path):
        value = copy.deepcopy(JSON)
        del at(value, path)[name]
        with pytest.raises(ValueError, match="expected an object"):
            Result.from_json(value)


@pytest.mark.parametrize("path", OBJECTS)
def test_an_unknown_name_is_refused(path: tuple[Any, ...]) -> None:
    value = copy.deepcopy(JSON)
    at(value, path)["more"] = 1

    with pytest.raises(ValueError, match="expected an object"):
        Result.from_json(value)


@pytest.mark.parametrize("other", [*WRONG, "0.1", [0.1], 1e300, -1e300])
def test_measurements_that_are_none_are_unknown(other: Any) -> None:
    """They are for people to look at, and no reason to run anything again."""
    assert Result.from_json(changed(("measured",), other)) == RESULT
    for name in Measured._fields:
        result = Result.from_json(changed(("measured", name), other))
        assert result == RESULT
        json.loads(canonical(result.to_json()))
        assert "inf" not in str(result.measured)
        assert "nan" not in str(result.measured)


def nested(make: Callable[[Any], Any], depth: int) -> Any:
    """A value in a value in a value."""
    value: Any = None
    for _ in range(depth):
        value = make(value)
    return value


NESTED: dict[str, Any] = {
    "lists": nested(lambda value: [value], 5_000),
    "objects": nested(lambda value: {"a": value}, 5_000),
}


@pytest.mark.parametrize("kind", NESTED)
@pytest.mark.parametrize("path", PATHS, ids=name_of)
def test_deep_nesting_is_refused(path: tuple[Any, ...], kind: str) -> None:
    value = changed(path, NESTED[kind])

    with pytest.raises(ValueError):  # noqa: PT011 - worded in many ways, read by nobody
        Result.from_json(value)


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.sampled_from(["ok", "stdout", "SIGSEGV", "output", "compile", "base64"]),
    lambda value: (
        st.lists(value, max_size=3)
        | st.dictionaries(
            st.sampled_from([*JSON, *JSON["compile"], "stream", "text", "base64"]), value
        )
    ),
    max_leaves=12,
)


@PROFILE
@given(ANYTHING, st.sampled_from(PATHS))
def test_nothing_but_value_error_is_raised(value: Any, path: tuple[Any, ...]) -> None:
    try:
        result = Result.from_json(changed(path, value))
    except ValueError:
        return

    assert Result.from_json(json.loads(canonical(result.to_json()))) == result
