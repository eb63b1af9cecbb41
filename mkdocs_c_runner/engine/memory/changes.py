"""The difference of two JSON objects, as JSON, and an object changed by one: objects inside objects change in part.

The members of an object have an order, which a difference keeps. A value is new, or an object of the changes in it;
`"-"` lists the members that are gone, `"+"` those that came in between, each with the one behind which it stands, and
`"="` holds an object that replaces the old one.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_GONE, _BETWEEN, _INSTEAD = "-", "+", "="
_SAME = object()


def changes(before: Json, now: Json) -> Json:
    """Return what changed between two objects. No member of theirs is named `-`, `+` or `=`."""
    gone = [name for name in before if name not in now]
    made: Json = {_GONE: gone} if gone else {}
    kept = [name for name in before if name in now] if gone else list(before)
    names = list(now)
    is_between = names[: len(kept)] != kept
    if is_between:
        if [name for name in names if name in before] != kept:
            return {_INSTEAD: now}
        made[_BETWEEN] = [
            [names[index - 1] if index else "", name, now[name]]
            for index, name in enumerate(names)
            if name not in before
        ]
    for name, value in now.items():
        if name in before:
            if (change := _change(before[name], value)) is not _SAME:
                made[name] = change
        elif not is_between:
            made[name] = value
    return made


def _change(old: Any, value: Any) -> Any:
    """Return the change of a value, or `_SAME`; a value may become None."""
    if value is old:
        return _SAME
    if isinstance(value, dict):
        return (changes(old, value) or _SAME) if isinstance(old, dict) else {_INSTEAD: value}
    return _SAME if value == old and type(value) is type(old) else value


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
        if not isinstance(name, str) or name not in made:
            raise ValueError("something is gone that was not there")
        del made[name]
    if _BETWEEN in change:
        made = _with_between(made, change[_BETWEEN], depth)
    for name, value in change.items():
        if name in (_GONE, _BETWEEN):
            continue
        if isinstance(value, dict):
            old = made.get(name)
            made[name] = changed(old if isinstance(old, dict) else {}, value, depth - 1)
        else:
            made[name] = value
    return made


def _with_between(before: Json, entries: Any, depth: int) -> Json:
    """Return an object with members that stand behind others; the name of none is empty."""
    behind: dict[str, tuple[str, Any]] = {}
    for entry in entries if isinstance(entries, list) else [entries]:
        if not isinstance(entry, list) or len(entry) != 3 or not isinstance(entry[0], str):
            raise ValueError("not a member that came in between")
        if not isinstance(entry[1], str):
            raise ValueError("not the name of a member")
        value = entry[2]
        behind[entry[0]] = (
            entry[1],
            changed({}, value, depth - 1) if isinstance(value, dict) else value,
        )
    made: Json = {}
    for name in ("", *before):
        if name:
            made[name] = before[name]
        while name in behind:
            name, value = behind.pop(name)  # noqa: PLW2901 - the next link of a chain
            made[name] = value
    if behind:
        raise ValueError("a member stands behind one that is not there")
    return made
