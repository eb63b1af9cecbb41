"""The types of a program, as its debug information tells them, and their names as C writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from .dwarf import Attribute, Elsewhere, Entry, Expression, Reference
from .unreadable import Unreadable

Kind = Literal["base", "pointer", "struct", "union", "array", "enum", "function", "void", "other"]

# Names of attributes.
SIBLING, LOCATION, NAME, BYTE_SIZE, BIT_OFFSET, BIT_SIZE = 0x01, 0x02, 0x03, 0x0B, 0x0C, 0x0D
LOW, HIGH, CONST_VALUE, UPPER_BOUND, COUNT, DATA_MEMBER = 0x11, 0x12, 0x1C, 0x2F, 0x37, 0x38
DECL_FILE, DECL_LINE, DECLARATION, ENCODING = 0x3A, 0x3B, 0x3C, 0x3E
FRAME_BASE, SPECIFICATION, TYPE, ARTIFICIAL, ORIGIN = 0x40, 0x47, 0x49, 0x34, 0x31
DATA_BIT_OFFSET = 0x6B

_ARRAY, _ENUM, _MEMBER, _POINTER, _STRUCT, _FUNCTION = 0x01, 0x04, 0x0D, 0x0F, 0x13, 0x15
_TYPEDEF, _UNION, _BASE, _SUBRANGE, _ENUMERATOR = 0x16, 0x17, 0x24, 0x21, 0x28
_QUALIFIERS = {0x26: "const", 0x35: "volatile", 0x37: "", 0x47: "_Atomic"}

_LONGEST_CHAIN = 24
_LARGEST = 1 << 40

_VOID_NAME = "void"

# Types that only a library reads.
_OPAQUE = ("struct __", "union __", "struct _IO", "pthread_", "struct __jmp_buf_tag", "va_list")


class Field(NamedTuple):
    """A member of a struct or union. `bits` is the width of a bit-field, else 0; `shift` is its first bit."""

    name: str
    offset: int
    type: Type
    bits: int = 0
    shift: int = 0


class Bound(NamedTuple):
    """How to find the number of elements of an array: from an expression for the last index, or for its place."""

    expression: Expression
    is_place: bool


class Type:
    """A type. What it is made of is read when it is asked for, since types refer to each other in circles.

    Args:
        types: All types.
        entry: Its entry, or None for `void`.
        name: The name of a typedef, which is its own, or empty.
        qualifiers: `const` and the like, each with a space behind it.

    Attributes:
        kind: Its kind.
        size: Its bytes, or 0 if they are not known.
        encoding: For a base type, the kind of number.
    """

    def __init__(self, types: Types, entry: Entry | None, name: str, qualifiers: str) -> None:
        self._types = types
        self._entry = entry
        self._named = name
        self._qualifiers = qualifiers
        attributes = entry.attributes if entry else {}
        self.kind: Kind = _KINDS.get(entry.tag, "other") if entry else "void"
        self.encoding = whole(attributes.get(ENCODING))
        self.size = min(whole(attributes.get(BYTE_SIZE)), _LARGEST)
        if self.kind == "pointer":
            self.size = 8
        elif self.kind == "array":
            self.size = self.count * self.of.size if isinstance(self.count, int) else 0

    @cached_property
    def of(self) -> Type:
        """The type that it points to, or that its elements have."""
        if self._entry is None:
            return self
        rest = self._dimensions[1:]
        if self.kind == "array" and rest:
            inner = self._entry._replace(children=rest)
            return Type(self._types, inner, "", "")
        return self._types.of(self._entry)

    @cached_property
    def _dimensions(self) -> list[Entry]:
        entries = self._entry.children if self._entry else []
        return [entry for entry in entries if entry.tag == _SUBRANGE]

    @cached_property
    def count(self) -> int | Bound | None:
        """The elements of an array, or how to find their number, or None if nothing tells."""
        return self.counts[0] if self.counts else None

    @cached_property
    def counts(self) -> Sequence[int | Bound | None]:
        """The same for each dimension of an array."""
        return [self._count(entry.attributes) for entry in self._dimensions]

    def element(self, inner: Sequence[int]) -> Type:
        """Return the type of the elements of an array, with numbers for its further dimensions."""
        if self._entry is None or not inner:
            return self.of
        rest = [
            entry._replace(attributes={COUNT: number})
            for entry, number in zip(self._dimensions[1:], inner, strict=True)
        ]
        return Type(self._types, self._entry._replace(children=rest), "", "")

    def _count(self, bounds: Mapping[int, Attribute]) -> int | Bound | None:
        last, count = bounds.get(UPPER_BOUND), bounds.get(COUNT)
        if isinstance(count, Reference):
            variable = self._types.entries.get(count)
            place = variable.attributes.get(LOCATION) if variable else None
            return Bound(place, is_place=True) if isinstance(place, Expression) else None
        if isinstance(count, int):
            return min(count, _LARGEST)
        if isinstance(last, Expression):
            return Bound(last, is_place=False)
        if isinstance(last, int) and not isinstance(last, Elsewhere):
            return 0 if last == _NO_INDEX else min(last + 1, _LARGEST)
        return None

    @cached_property
    def fields(self) -> list[Field]:
        """The members of a struct or union."""
        entries = self._entry.children if self._entry else []
        return [self._field(entry) for entry in entries if entry.tag == _MEMBER]

    def _field(self, entry: Entry) -> Field:
        values = entry.attributes
        kind = self._types.of(entry)
        offset, bits = whole(values.get(DATA_MEMBER)), whole(values.get(BIT_SIZE))
        name = str(values.get(NAME, ""))
        if not bits:
            return Field(name, offset, kind)
        size = whole(values.get(BYTE_SIZE)) or kind.size
        if DATA_BIT_OFFSET in values:
            first = whole(values.get(DATA_BIT_OFFSET))
            return Field(name, first // 8, kind, min(bits, 64), first % 8)
        shift = 8 * size - whole(values.get(BIT_OFFSET)) - bits
        return Field(name, offset + shift // 8, kind, min(bits, 64), shift % 8)

    @cached_property
    def names(self) -> Mapping[int, str]:
        """The names of the values of an enumeration."""
        entries = self._entry.children if self._entry else []
        values: dict[int, str] = {}
        for entry in entries:
            if entry.tag == _ENUMERATOR:
                number = whole(entry.attributes.get(CONST_VALUE), signed=True)
                values.setdefault(number, str(entry.attributes.get(NAME, "")))
        return values

    @cached_property
    def flags(self) -> Mapping[int, str]:
        """The names of the bits of an enumeration of three bits at least, since 0, 1, 2 may count; else nothing."""
        bits = {value: name for value, name in self.names.items() if value.bit_count() == 1}
        all_bits = sum(bits)
        is_set = all(value >= 0 and value & ~all_bits == 0 for value in self.names)
        return bits if is_set and len(bits) > 2 else {}

    @property
    def is_character(self) -> bool:
        """Whether it is plain `char`, of which text is made; other characters are numbers, or bytes."""
        return self.kind == "base" and self.size == 1 and self._own_name == "char"

    @cached_property
    def name(self) -> str:
        """Its name, as C writes it."""
        return self.declared("")

    @cached_property
    def bare_name(self) -> str:
        """Its name without words that do not change what it is."""
        words = self.name.split(" ")
        return " ".join(word for word in words if word not in _QUALIFIERS.values())

    @cached_property
    def is_opaque(self) -> bool:
        """Whether only a library reads it."""
        return self.name.startswith(_OPAQUE)

    def declared(self, what: str, depth: int = _LONGEST_CHAIN) -> str:
        """Return the declaration of a name with this type."""
        if depth == 0:
            return "…"
        if self._named or self.kind not in ("pointer", "array", "function"):
            word = f"{self._qualifiers}{self._named or self._own_name}"
            return f"{word} {what}".rstrip()
        if self.kind == "pointer":
            star = f"*{self._qualifiers}{what}" if self._qualifiers else f"*{what}"
            nested = not self.of._named and self.of.kind in ("array", "function")
            return self.of.declared(f"({star})" if nested else star.rstrip(), depth - 1)
        if self.kind == "array":
            length = str(self.count) if isinstance(self.count, int) else ""
            return self.of.declared(f"{what}[{length}]", depth - 1)
        return self._types.of(self._entry).declared(f"{what}()", depth - 1)

    @property
    def is_quad(self) -> bool:
        """Whether it is a number of 16 bytes, all of which count, in contrast to those of `long double`."""
        return self.kind == "base" and "128" in self._own_name

    @property
    def _own_name(self) -> str:
        name = str(self._entry.attributes.get(NAME, "")) if self._entry else _VOID_NAME
        if self.kind in ("struct", "union", "enum"):
            return f"{self.kind} {name}".rstrip()
        if self.encoding == _COMPLEX and self.kind == "base":  # clang calls all of them complex
            return "_Float128 _Complex" if "128" in name else _COMPLEX_NAMES.get(self.size, name)
        return _SHORTER.get(name, name)


class Types:
    """All types of a program.

    Args:
        entries: The entries of its debug information, by their offsets.
    """

    def __init__(self, entries: Mapping[int, Entry]) -> None:
        self.entries = entries
        self._known: dict[int, Type] = {}
        self._building: set[int] = set()

    def of(self, entry: Entry | None) -> Type:
        """Return the type that an entry has."""
        reference = entry.attributes.get(TYPE) if entry else None
        if not isinstance(reference, int):
            return Type(self, None, "", "")
        known = self._known.get(reference)
        if known is None:
            if reference in self._building:
                raise Unreadable("a type consists of itself")
            self._building.add(reference)
            known = self._known[reference] = self._read(reference)
            self._building.discard(reference)
        return known

    def _read(self, reference: int) -> Type:
        """Read a type: what stands behind typedefs and qualifiers, with their words."""
        name, qualifiers = "", ""
        for _ in range(_LONGEST_CHAIN):
            entry = self.entries.get(reference)
            if entry is None:
                raise Unreadable("a type is missing")
            if entry.tag == _TYPEDEF:
                name = name or str(entry.attributes.get(NAME, ""))
            elif entry.tag in _QUALIFIERS:
                word = _QUALIFIERS[entry.tag]
                qualifiers += f"{word} " if word and not name else ""
            else:
                return Type(self, entry, name, qualifiers)
            following = entry.attributes.get(TYPE)
            if not isinstance(following, int):
                return Type(self, None, name, qualifiers)
            reference = following
        raise Unreadable("a type has too many names")


def whole(value: object, *, signed: bool = False) -> int:
    """Return an attribute that should be a number, else 0."""
    if not isinstance(value, int) or isinstance(value, Elsewhere):
        return 0
    return value - (1 << 64) if signed and value >= 1 << 63 else value


_NO_INDEX = (1 << 64) - 1
_KINDS: Mapping[int, Kind] = {
    _ARRAY: "array",
    _ENUM: "enum",
    _POINTER: "pointer",
    _STRUCT: "struct",
    _FUNCTION: "function",
    _UNION: "union",
    _BASE: "base",
}

_COMPLEX = 3
_COMPLEX_NAMES = {8: "float _Complex", 16: "double _Complex", 32: "long double _Complex"}

# gcc spells types out.
_SHORTER = {
    "long int": "long",
    "long unsigned int": "unsigned long",
    "long long int": "long long",
    "long long unsigned int": "unsigned long long",
    "short int": "short",
    "short unsigned int": "unsigned short",
    "unsigned int": "unsigned",
    "__int128 unsigned": "unsigned __int128",
    "_Bool": "bool",
}
