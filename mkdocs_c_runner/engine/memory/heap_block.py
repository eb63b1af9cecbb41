"""A block of the heap, as it is at one moment of two runs."""

from __future__ import annotations

from dataclasses import dataclass, field

from .targets import Object
from .types import Type


@dataclass(slots=True, eq=False)
class HeapBlock:
    """A block of the heap.

    Attributes:
        number: Its number.
        address: Its address.
        size: Its bytes.
        caller: The address of the call that allocated it.
        first: The bytes of it that are recorded, in the first run.
        second: Likewise in the second run.
        is_live: Whether it has not been freed.
        is_lost: Whether nothing points to it.
        type: The type of what is in it, or None while nothing tells.
        is_guess: Whether the type is that of a variable which the line that allocated it declares, and no pointer has
            told it yet.
        changes: How often something in it, or of it, has changed.
        object: It as an object, if it was needed since the type became known.
    """

    number: int
    address: int
    size: int
    caller: int
    first: bytearray = field(default_factory=bytearray)
    second: bytearray = field(default_factory=bytearray)
    is_live: bool = True
    is_lost: bool = False
    type: Type | None = None
    is_guess: bool = False
    changes: int = 0
    object: Object | None = None
