"""A whole job as JSON, and back, for the process that executes it.

Only fields that differ from their defaults are written. (`Job.to_json` is for keys, and leaves out large contents.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from ..job import Job
from ..json_checks import exactly, one_of
from ..text_in_json import text_from_json, text_to_json

_Reader = Callable[[Any], Any]


def job_to_json(job: Job) -> dict[str, Any]:
    """Return a job as JSON values."""
    written: dict[str, Any] = _written(job)
    return written


def job_from_json(value: object) -> Job:
    """Reverse `job_to_json`.

    Raises:
        ValueError: If the value is no job, or has a field of another version of this package.
    """
    job: Job = _read_fields(Job, value)
    return job


def _written(value: Any) -> Any:
    if isinstance(value, bytes):
        return text_to_json(value)
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if not is_dataclass(value):
        return value
    return {
        name: _written(item)
        for name, default in _defaults(type(value))  # type: ignore[arg-type]
        if (item := getattr(value, name)) is not default and item != default
    }


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


def _read_fields(kind: type, value: object) -> Any:
    """Return an instance of a data class, made from an object with some of its fields."""
    readers = _readers(kind)
    entries = exactly(value, dict)
    unknown = entries.keys() - readers.keys()
    missing = [
        name for name, default in _defaults(kind) if default is MISSING and name not in entries
    ]
    if unknown or missing:
        raise ValueError(f"{kind.__name__} with other fields: {', '.join([*unknown, *missing])}")
    return kind(**{name: readers[name](item) for name, item in entries.items()})


@cache
def _readers(kind: type) -> dict[str, _Reader]:
    """Return what reads each field of a data class."""
    hints = get_type_hints(kind)
    return {field.name: _reader(hints[field.name]) for field in fields(kind)}


def _reader(hint: Any) -> _Reader:
    """Return what reads values of a type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is bytes:
        return text_from_json
    if is_dataclass(hint):
        return lambda value: _read_fields(hint, value)  # type: ignore[arg-type]
    if origin is Literal:
        choices = frozenset(arguments)
        return lambda value: one_of(value, choices)
    if origin is UnionType:
        (kind,) = set(arguments) - {NoneType}
        read = _reader(kind)
        return lambda value: None if value is None else read(value)
    if origin is tuple:
        return _reader_of_tuple(arguments)
    return lambda value: exactly(value, hint)


def _reader_of_tuple(kinds: tuple[Any, ...]) -> _Reader:
    """Return what reads a list: of any length, or with one value of each type."""
    if kinds[-1] is Ellipsis:
        each = _reader(kinds[0])
        return lambda value: tuple(map(each, exactly(value, list)))
    readers = [_reader(kind) for kind in kinds]

    def read(value: Any) -> Any:
        items = zip(readers, exactly(value, list), strict=True)
        return tuple(reader(item) for reader, item in items)

    return read
