"""The values of variables and blocks, as pictures of memory show them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple


class PointerState(StrEnum):
    """The place that a pointer points to.

    Members:
        OK: An object, or a part of it.
        NULL: Nowhere.
        FREED: A block that has been freed. Where its memory is in use again, the pointer points to the new block.
        ENDED: A variable of a function that has returned.
        PAST_END: The first byte behind an object.
        FUNCTION: A function, whose name is `text`.
        LITERAL: A string literal, which is `text`, with quotes.
        OUTSIDE: Memory that no picture shows: of a library, of another thread, or none at all. If it is in the part of
            the stack that belongs to a call, `text` names that: neither `alloca` nor a compound literal has a name, and
            compilers tell nothing of them.
    """

    OK = "ok"
    NULL = "null"
    FREED = "freed"
    ENDED = "ended"
    PAST_END = "past-end"
    FUNCTION = "function"
    LITERAL = "literal"
    OUTSIDE = "outside"


class Ending(StrEnum):
    r"""How much a `Text` tells of the characters behind those that it shows.

    Members:
        ZERO: They end in `\0`.
        NONE: The object ends before any `\0`: a string without an end.
        UNKNOWN: The next character was never initialized.
        CUT: There are more than a picture shows.
    """

    ZERO = "zero"
    NONE = "none"
    UNKNOWN = "unknown"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value that is one text: `5`, `97 'a'`, `true`, `RED`, `0.1`, or `41 42 ??` for bytes without a type."""

    text: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value of which a bit was never initialized."""


@dataclass(frozen=True, slots=True)
class NotShown:
    """A value that no picture shows: `FILE`, `jmp_buf`, or one that is nested too deep."""


@dataclass(frozen=True, slots=True)
class Text:
    """An array of characters.

    Attributes:
        text: Its characters up to the end, as C writes them, without quotes.
        size: The elements of the array.
        ending: The end of the text.
    """

    text: str
    size: int
    ending: Ending = Ending.ZERO


@dataclass(frozen=True, slots=True)
class Pointer:
    """A pointer.

    Attributes:
        state: The kind of place that it points to.
        target: The name of the object that it points to or into, or behind; or empty.
        path: The part of the object, as C writes it: `.next`, `[2]`, `.points[1].x`, or empty for the whole.
        text: The name of a function or of a call, or a literal with its quotes, or empty.
    """

    state: PointerState
    target: str = ""
    path: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Array:
    """The first elements of an array, and how many more there are."""

    items: tuple[Value, ...]
    more: int = 0


class Member(NamedTuple):
    """A member of a struct or union. An unnamed one has no name; a bit-field has its width behind it: `flags:3`."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class Record:
    """A struct or a union, with as many members as a picture shows, and how many more there are."""

    kind: Literal["struct", "union"]
    type: str
    members: tuple[Member, ...]
    more: int = 0


Value = Scalar | Unknown | NotShown | Text | Pointer | Array | Record
