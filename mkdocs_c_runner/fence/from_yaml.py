"""Readers of values from the site's configuration. Each raises ValueError with the value and the reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

OFF = "off"

# Those of Dask's addresses that lead from one machine to another.
_SCHEDULER = re.compile(r"(?:tcp|tls)://[^\s/]+:(\d{1,9})", re.ASCII)
_PORTS = range(1, 65_536)

Value = TypeVar("Value")
Reader = Callable[[object], Value]


def parsed(parse: Callable[[str], Value]) -> Reader[Value]:
    """Return a reader of values that are spelled as on a fence."""

    def read(value: object) -> Value:
        try:
            return parse(str(value))
        except ValueError as error:
            raise ValueError(f"{value!r}: {error}") from None

    return read


def choice(*words: str) -> Reader[str]:
    """Return a reader of one of these words."""

    def read(value: object) -> str:
        if value not in words:
            raise ValueError(f"{value!r}: must be one of {', '.join(words)}")
        return str(value)

    return read


def words(check: Callable[[str], object] = str) -> Reader[tuple[str, ...]]:
    """Return a reader of a list of strings, or of one string with spaces between them.

    Args:
        check: Raises ValueError or `re.error` for a word that cannot be used.
    """

    def read(value: object) -> tuple[str, ...]:
        items = value.split() if isinstance(value, str) else value
        if not isinstance(items, list | tuple) or not all(isinstance(word, str) for word in items):
            raise ValueError(f"{value!r}: must be a list of strings")
        for word in items:
            try:
                check(word)
            except (ValueError, re.error) as error:
                raise ValueError(f"{word!r}: {error}") from None
        return tuple(items)

    return read


def address(name: str, *words: str) -> Reader[str]:
    """Return a reader of a mapping that names the address of a server, without the slash at its end, or of a word."""

    def read(value: object) -> str:
        if isinstance(value, str) and value in words:
            return value
        if value is False and OFF in words:  # YAML 1.1 takes the bare word for a switch
            return OFF
        if not isinstance(value, dict) or set(value) != {name}:
            either = "".join(f"{word} or " for word in words if word != OFF)
            raise ValueError(f"{value!r}: must be {either}{{{name}: https://...}}")
        url = value[name]
        if not isinstance(url, str) or not re.fullmatch(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?", url):
            raise ValueError(f"{url!r}: must be an address such as https://run.example.org")
        return url.rstrip("/")

    return read


def switch(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise ValueError(f"{value!r}: must be true or false")
    return value


def text(value: object) -> str:
    """Read text."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r}: must be text")
    return value


def scheduler(value: object) -> str:
    """Read the address of the scheduler of a cluster, or nothing."""
    address = text(value)
    found = _SCHEDULER.fullmatch(address)
    if address and found is None:
        raise ValueError(f"{value!r}: must be tcp://HOST:PORT or tls://HOST:PORT")
    if found and int(found[1]) not in _PORTS:
        raise ValueError(f"{value!r}: the port must be from {_PORTS[0]} to {_PORTS[-1]}")
    return address


def number(value: object) -> int:
    """Read a number from 0 on."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{value!r}: must be a number, not below 0")
    return value
