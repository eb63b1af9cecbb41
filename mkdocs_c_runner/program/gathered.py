"""Units of C that belong together: comments, what shares a line, and the lines of an include guard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .unit import END_OF_GUARD, GUARD, Kind, Unit


def apart(found: list[Unit]) -> list[Unit]:
    """Return units of which no two share a line, in their order: those that do become one."""
    groups: list[list[Unit]] = []
    last = 0
    for unit in sorted(found, key=lambda unit: (unit.first, unit.last)):
        if groups and unit.first <= last:
            groups[-1].append(unit)
        else:
            groups.append([unit])
        last = max(last, unit.last)
    return [group[0] if len(group) == 1 else _joined(group) for group in groups]


def _joined(group: Sequence[Unit]) -> Unit:
    """Return one unit in place of some that share lines. Comments and single semicolons do not count."""
    named = [unit for unit in group if unit.kind not in (Kind.COMMENT, Kind.OTHER)] or group[:1]
    kinds = {unit.kind for unit in named}
    kind = Kind.OTHER if len(kinds) > 1 else named[0].kind
    nothing: frozenset[str] = frozenset()
    return replace(
        named[0],
        kind=Kind.UNKNOWN if Kind.UNKNOWN in kinds else kind,
        first=group[0].first,
        last=max(unit.last for unit in group),
        defines=nothing.union(*(unit.defines for unit in named)),
        declares=nothing.union(*(unit.declares for unit in named)),
        optional=nothing.union(*(unit.optional for unit in named)),
        needs=nothing.union(*(unit.needs for unit in named)),
        prototypes=tuple(one for unit in named for one in unit.prototypes),
    )


def with_comments(found: list[Unit], lines: Sequence[str] | None) -> tuple[Unit, ...]:
    """Give comments to the definitions directly below them, and say where empty lines are.

    Args:
        found: The units.
        lines: The lines of the text, or None within a conditional, where nothing is told apart by empty lines.
    """
    made: list[Unit] = []
    nothing: frozenset[str] = frozenset()
    for unit in found:
        above = made[-1] if made else None
        if above and above.kind is Kind.COMMENT and above.last + 1 == unit.first:
            made[-1] = replace(unit, first=above.first, spaced=above.spaced)
            continue
        if above and above.kind is Kind.DIRECTIVE and above.declares == unit.defines != nothing:
            made[-1] = replace(unit, first=above.first, spaced=above.spaced)  # behind its #undef
            continue
        spaced = bool(lines and unit.first > 1 and not lines[unit.first - 2].strip())
        made.append(replace(unit, spaced=spaced))
    return tuple(made)


def guarded(guard: Unit, inner: Sequence[Unit]) -> list[Unit]:
    """Return the units of a header, with the lines of its include guard as units of their own.

    Args:
        guard: The conditional around all of it.
        inner: What is between its lines: first the macro.
    """
    macro = inner[0]
    begin = replace(
        macro,
        first=guard.first,
        code=guard.code,
        defines=macro.defines | {GUARD},
        optional=macro.defines,
        spaced=guard.spaced,
    )
    end = Unit(
        Kind.DIRECTIVE, guard.last, guard.last, guard.last, defines=frozenset({END_OF_GUARD})
    )
    return [begin, *inner[1:], end]
