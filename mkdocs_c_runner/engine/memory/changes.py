"""The difference of two JSON objects, as JSON, and an object changed by one: objects inside objects change in part.

The members of an object have an order, which a difference keeps. A value is new, or an object of the changes in it;
`"-"` lists the members that are gone, and `"="` holds an object that replaces the old one.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_GONE, _INSTEAD = "-", "="


def changes(before: Json, now: Json) -> Json:
    """Return what changed between two objects. No member of theirs is named `-` or `=`."""
    gone = [name for name in before if name not in now]
    kept = [name for name in before if name in now]
    if list(now)[: len(kept)] != kept:
        return {_INSTEAD: now}
    made: Json = {_GONE: gone} if gone else {}
    for name, value in now.items():
        old = before.get(name)
        if name not in before:
            made[name] = value
        elif isinstance(value, dict) and isinstance(old, dict):
            if value is not old and (inner := changes(old, value)):
                made[name] = inner
        elif value != old or type(value) is not type(old):
            made[name] = {_INSTEAD: value} if isinstance(value, dict) else value
    return made


def changed(before: Json, change: Json, depth: int) -> Json:
    """Return an object changed by a difference. What did not change is the same object.

    Args:
        before: The object.
        change: The difference, which anybody may have written.
        depth: How deep it may be nested.

    Raises:
        ValueError: If it is nested deeper, or is no difference.
    """
    if depth == 0:
        raise ValueError("nested too deep")
    if _INSTEAD in change:
        if not isinstance(change[_INSTEAD], dict):
            raise ValueError("not an object")
        return changed({}, change[_INSTEAD], depth - 1)
    made = dict(before)
    gone = change.get(_GONE, [])
    for name in gone if isinstance(gone, list) else [gone]:
        if not isinstance(name, str) or made.pop(name, None) is None:
            raise ValueError("something is gone that was not there")
    for name, value in change.items():
        if name == _GONE:
            continue
        if isinstance(value, dict):
            old = made.get(name)
            made[name] = changed(old if isinstance(old, dict) else {}, value, depth - 1)
        else:
            made[name] = value
    return made
