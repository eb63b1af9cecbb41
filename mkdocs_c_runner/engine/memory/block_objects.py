"""Blocks of the heap as objects that pointers can point to."""

from __future__ import annotations

from .heap_block import HeapBlock
from .targets import Object
from .types import Type


def fits(block: HeapBlock, kind: Type) -> bool:
    """Whether a block may hold values of a type."""
    if not kind.size or kind.kind in ("void", "function"):
        return False
    return block.size % kind.size == 0 or (is_flexible(kind) and block.size >= kind.size)


def is_flexible(kind: Type) -> bool:
    """Whether a struct ends in an array that takes what is left of a block."""
    last = kind.fields[-1].type if kind.kind == "struct" and kind.fields else None
    return last is not None and last.kind == "array" and last.count in (None, 0)


def as_object(block: HeapBlock) -> Object:
    """Return a block as an object."""
    known = block.object
    if known is None or known.type is not block.type:
        known = block.object = _object_of(block, block.type)
    return known


def _object_of(block: HeapBlock, kind: Type | None) -> Object:
    if kind is None or not kind.size:
        return Object(name_of(block), block.address, block.size, None)
    if block.size == kind.size or is_flexible(kind):
        return Object(name_of(block), block.address, block.size, kind)
    return Object(name_of(block), block.address, block.size, kind, block.size // kind.size)


def name_of(block: HeapBlock) -> str:
    """Return the name of a block."""
    return f"heap#{block.number}"


def type_of(found: Object) -> str:
    """Return the type of a block, as C writes it."""
    if found.type is None:
        return ""
    if found.length in (None, 1):
        return found.type.name
    return found.type.declared(f"[{found.length}]")
