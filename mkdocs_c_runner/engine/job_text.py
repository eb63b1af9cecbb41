"""A job as JSON values and as text: the raw material of its keys.

Only fields that differ from their defaults are in it, so that a new field in a later version changes no key.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from typing import Any

from ..bounds import WRITTEN_IN_KEYS
from . import canonical
from .text_in_json import text_to_json

# The fields that are told apart from all others, since they seldom decide the result.
LIMITS_OF_STAGES = ("compile_limits", "run_limits")

_SOURCES = "sources"

# The bytes of input that are kept with the text around sources.
_SHORT = 1000


def text_without_limits(job: Any) -> bytes:
    """Return a job without its limits as `canonical` spells it.

    Most jobs of a site differ in their sources alone, so that the text around these is made once.
    """
    kind = job.__class__
    if job.data or job.session or len(job.stdin) > _SHORT:  # they may be long, and would be kept
        return canonical.canonical(json_of_fields(job))
    others = tuple([getattr(job, name) for name, _ in _besides_sources(kind)])
    before, behind = _around_sources(kind, others)
    sources = ",".join(map(_text_of, job.sources))
    return f"{before}[{sources}]{behind}".encode()


def json_of_fields(item: Any) -> dict[str, Any]:
    """Return the fields of a job, or of a part of it, that differ from their defaults, without the limits."""
    return {
        name: _json_value(value)
        for name, default in _defaults(item.__class__)
        if (value := getattr(item, name)) != default
    }


def _json_value(value: Any) -> Any:
    if isinstance(value, bytes):
        if len(value) > WRITTEN_IN_KEYS:
            return {"sha256": hashlib.sha256(value).hexdigest()}
        return text_to_json(value)
    if isinstance(value, tuple):
        return [_json_value(item) for item in value]
    return json_of_fields(value) if is_dataclass(value) else value


@lru_cache(maxsize=64)
def _around_sources(kind: Any, others: tuple[Any, ...]) -> tuple[str, str]:
    """Return the text of a job before and behind its sources.

    Args:
        kind: The type of jobs.
        others: The other fields of the job.
    """
    values = {
        name: _json_value(value)
        for (name, default), value in zip(_besides_sources(kind), others, strict=True)
        if value != default
    }
    text = canonical.canonical_text({**values, _SOURCES: None})
    before, name, behind = text.partition(f'"{_SOURCES}":null')  # quotes in a text have a backslash
    return before + name.removesuffix("null"), behind


def _text_of(source: Any) -> str:
    """Return the text of a source in a job."""
    if source.quoted or len(source.content) > WRITTEN_IN_KEYS:
        return canonical.canonical_text(json_of_fields(source))
    content = canonical.canonical_text(text_to_json(source.content))
    return f'{{"content":{content},"name":{canonical.canonical_text(source.name)}}}'


@cache
def _besides_sources(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple(item for item in _defaults(kind) if item[0] != _SOURCES)


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    """Return the names of the fields of a type without the limits, each with its default."""
    wanted = (field for field in fields(kind) if field.name not in LIMITS_OF_STAGES)
    return tuple((field.name, field.default) for field in wanted)
