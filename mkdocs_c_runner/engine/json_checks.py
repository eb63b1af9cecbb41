"""Checks of JSON values that anybody may have written. Each returns the value, or raises ValueError."""

from __future__ import annotations

import re
from typing import Any


def mapping(value: object, keys: frozenset[str]) -> dict[str, Any]:
    """Return a value if it is an object with exactly these keys."""
    if not isinstance(value, dict) or value.keys() != keys:
        raise ValueError(f"expected an object with {', '.join(sorted(keys))}")
    return value


def exactly(value: Any, kind: type[Any]) -> Any:
    """Return a value if it is of exactly this type: True is no number."""
    if type(value) is not kind:
        raise ValueError(f"expected {kind.__name__}, got {type(value).__name__}")
    return value


def number(value: Any, most: int) -> int:
    """Return a value if it is a whole number from 0 to `most`."""
    if type(value) is int and 0 <= value <= most:
        return value
    exactly(value, int)
    raise ValueError(f"expected a number up to {most}")


def optional_number(value: Any, most: int) -> int | None:
    """Return a value if it is None, or a whole number from 0 to `most`."""
    return None if value is None else number(value, most)


def optional_signal(value: Any) -> str | None:
    """Return a value if it is None, or like the name of a signal."""
    if value is None:
        return None
    if not re.fullmatch(r"SIG[A-Z0-9]{1,12}(\+\d{1,2})?", exactly(value, str)):
        raise ValueError("expected the name of a signal")
    return str(value)


def one_of(value: Any, choices: frozenset[Any]) -> Any:
    """Return a value if it is one of these strings, or None where that is a choice."""
    if value is not None and not isinstance(value, str):
        raise ValueError(f"expected a string, got {type(value).__name__}")
    if value not in choices:
        raise ValueError(f"expected one of {', '.join(map(str, choices))}")
    return value
