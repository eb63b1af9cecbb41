"""The calls that are shown at one moment, with their variables as objects that pointers can point to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from . import limits
from .calls import Calls, Placed, Progress, Running
from .targets import Object, Objects
from .trace import Moment

# The calls that ran at so many moments.
_MOST = 200


class Scene(NamedTuple):
    """The calls that are shown at one moment, and their variables.

    Attributes:
        running: The calls.
        objects: The variables that are visible, static ones among them.
        others: The places of other variables.
        begun: The names of variables that are visible if something points to them.
        parts: The parts of the stack that belong to calls: their begin, their end, and the name of the call.
    """

    running: Sequence[Running]
    objects: Objects
    others: Sequence[Object]
    begun: frozenset[str]
    parts: Sequence[tuple[int, int, str]]


class Scenes:
    """The scenes of a program: most are those of a moment before.

    Args:
        calls: Finds the variables of calls.
    """

    def __init__(self, calls: Calls) -> None:
        self._running = calls.running
        self._objects_of: dict[tuple[int, ...], tuple[Objects, object]] = {}
        self._scenes: dict[tuple[object, ...], Scene] = {}

    def scene(self, moment: Moment, statics: Sequence[Placed]) -> Scene:
        """Return the calls that run. The line of the innermost comes next, unless the program ends on it.

        Args:
            moment: The moment.
            statics: The static variables.
        """
        own: Progress = "over" if moment.kind in ("c", "e") else "next"
        key = (moment.calls, own, len(statics))
        known = self._scenes.get(key)
        if known is not None:
            return known
        called = [self._running(call, "begun") for call in moment.calls[:-1]]
        called += [self._running(call, own) for call in moment.calls[-1:]]
        running = [call for call in called if call]
        if len(running) > limits.OUTER_CALLS + limits.INNER_CALLS:
            running = [*running[: limits.OUTER_CALLS], *running[-limits.INNER_CALLS :]]
        others = [found for call in running for found in call.others]
        begun = frozenset(
            item.object.name for call in running for item in call.begun if item.object
        )
        parts = _parts(running, is_cut=moment.depth > len(running))
        made = Scene(running, self._objects_in(running, statics), others, begun, parts)
        if all(call.is_fixed for call in running):
            if len(self._scenes) == _MOST:
                self._scenes.clear()
            self._scenes[key] = made
        return made

    def _objects_in(self, running: Sequence[Running], statics: Sequence[Placed]) -> Objects:
        """Return the variables of calls, and static ones, as objects: the same as before, if they are the same."""
        parts = [part for call in running for part in (call.variables, call.begun, call.others)]
        key = (len(statics), *map(id, parts))
        known = self._objects_of.get(key)
        if known is None:
            own = (item for call in running for item in (*call.variables, *call.begun))
            # It keeps the parts, so that no other ones have their ids.
            objects = Objects(item.object for item in (*statics, *own) if item.object)
            known = (objects, parts)
            if len(self._objects_of) == _MOST:
                self._objects_of.clear()
            self._objects_of[key] = known
        return known[0]


def _parts(running: Sequence[Running], *, is_cut: bool) -> list[tuple[int, int, str]]:
    """Return the parts of the stack that belong to calls: each goes down to where the next call begins.

    Args:
        running: The calls.
        is_cut: Whether calls behind the outermost are left out.
    """
    begins = [*(call.cfa for call in running[1:]), 0]
    found = [(begin, call.cfa, call.name) for begin, call in zip(begins, running, strict=False)]
    if is_cut:
        del found[limits.OUTER_CALLS - 1 : limits.OUTER_CALLS]
    return found
