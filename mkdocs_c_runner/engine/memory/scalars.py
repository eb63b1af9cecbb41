"""Single values as text, as C writes them."""

from __future__ import annotations

import math
import struct
from decimal import Decimal, localcontext

from .types import Type

_COMPLEX, _BOOLEAN, _FLOAT, _SIGNED, _SIGNED_CHARACTER = 3, 2, 4, 5, 6
_UNSIGNED, _UNSIGNED_CHARACTER, _CHARACTER_16 = 7, 8, 0x10

_FLOAT_FORMS = {4: "<f", 8: "<d"}
_LONG_DOUBLE = 16
_LONG_DOUBLE_BYTES = 10

_ESCAPED = {7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r", 0: "\\0"}
_BACKSLASH = 92


def meaningful(kind: Type) -> int:
    """Return how many bytes of a value of a base type mean something."""
    is_long = kind.encoding == _FLOAT and kind.size == _LONG_DOUBLE
    return _LONG_DOUBLE_BYTES if is_long and not kind.is_quad else kind.size


def padding(kind: Type) -> int:
    """Return the bits of a value that mean nothing though others behind them do: in a complex `long double`."""
    if kind.encoding != _COMPLEX or kind.size != 2 * _LONG_DOUBLE or kind.is_quad:
        return 0
    unused = (1 << 8 * _LONG_DOUBLE) - (1 << 8 * _LONG_DOUBLE_BYTES)
    return unused | unused << 8 * _LONG_DOUBLE


def base(kind: Type, content: bytes) -> str | None:
    """Return a value of a base type, or None if it has no usual form."""
    match kind.encoding:
        case 2 if content[0] < 2:
            return "true" if content[0] else "false"
        case 2 | 5 | 7 | 0x10:
            return str(int.from_bytes(content, "little", signed=kind.encoding == _SIGNED))
        case 6 | 8 if kind.is_character:
            return character(content[0], signed=kind.encoding == _SIGNED_CHARACTER)
        case 6 | 8:
            signed = kind.encoding == _SIGNED_CHARACTER
            return str(int.from_bytes(content, "little", signed=signed))
        case 4:
            return floating(content, is_quad=kind.is_quad)
        case 3:
            half = len(content) // 2
            parts = (content[:half], content[half:])
            return _complex(*(floating(part, is_quad=kind.is_quad) for part in parts))
    return None


def _complex(real: str | None, imaginary: str | None) -> str | None:
    if real is None or imaginary is None:
        return None
    sign = "-" if imaginary.startswith("-") else "+"
    return f"{real} {sign} {imaginary.removeprefix('-')}i"


def enumerator(kind: Type, content: bytes) -> str:
    """Return a value of an enumeration: its name, those of its bits, or its number."""
    number = int.from_bytes(content, "little", signed=True)
    unsigned = int.from_bytes(content, "little")
    name = kind.names.get(number) or kind.names.get(unsigned)
    if name is None and number > 0 and number & ~sum(kind.flags) == 0:
        return " | ".join(name for bit, name in sorted(kind.flags.items()) if number & bit)
    return name or str(number)


def character(code: int, *, signed: bool) -> str:
    """Return a character: its number, and how C writes it if that can be read."""
    number = code - 256 if signed and code > 127 else code
    if 32 <= code < 127 or code in _ESCAPED:
        return f"{number} '{_escaped(code, quote=39)}'"
    return str(number)


def text(content: bytes) -> str:
    """Return characters as C writes them in a literal, without the quotes."""
    try:
        decoded = content.decode()
    except UnicodeDecodeError:
        return "".join(map(_escaped, content))
    return "".join(
        sign if ord(sign) > 127 and sign.isprintable() else "".join(map(_escaped, sign.encode()))
        for sign in decoded
    )


def _escaped(code: int, quote: int = 34) -> str:
    if code in (_BACKSLASH, quote):
        return f"\\{chr(code)}"
    if 32 <= code < 127:
        return chr(code)
    return _ESCAPED.get(code) or f"\\x{code:02x}"


def floating(content: bytes, *, is_quad: bool = False) -> str | None:
    """Return a floating number in as few digits as tell it from its neighbors."""
    if len(content) == _LONG_DOUBLE:
        return _quad(content) if is_quad else _long_double(content)
    form = _FLOAT_FORMS.get(len(content))
    if form is None:
        return None
    (number,) = struct.unpack(form, content)
    if form == "<d" or not math.isfinite(number):
        return repr(number)
    for digits in range(1, 10):
        short = f"{number:.{digits}g}"
        if struct.pack("<f", float(short)) == content:
            break
    return repr(float(short))


def _long_double(content: bytes) -> str:
    """Return a number of the x87: 64 bits of fraction, the first of which is written, 15 of exponent, and a sign."""
    fraction = int.from_bytes(content[:8], "little")
    head = int.from_bytes(content[8:10], "little")
    return _extended(head, fraction, bits=63, is_infinite=fraction << 1 & (1 << 64) - 1 == 0)


def _quad(content: bytes) -> str:
    """Return a number of IEEE 754 in 128 bits: 112 of fraction, 15 of exponent, and a sign."""
    whole = int.from_bytes(content, "little")
    head, fraction = whole >> 112, whole & (1 << 112) - 1
    is_infinite = fraction == 0
    if head & 0x7FFF:
        fraction |= 1 << 112
    return _extended(head, fraction, bits=112, is_infinite=is_infinite)


def _extended(head: int, fraction: int, *, bits: int, is_infinite: bool) -> str:
    """Return a number with 15 bits of exponent.

    Args:
        head: The sign and the exponent.
        fraction: The fraction, with the bit before the point.
        bits: The bits behind the point.
        is_infinite: Whether the fraction is that of infinity, where the exponent is.
    """
    sign, exponent = "-" if head >> 15 else "", head & 0x7FFF
    if exponent == 0x7FFF:
        return f"{sign}inf" if is_infinite else "nan"
    if fraction == 0:
        return f"{sign}0.0"
    with localcontext() as context:
        context.prec = 80
        unit = Decimal(2) ** (max(exponent, 1) - 16383 - bits)
        exact = fraction * unit
        for digits in range(1, 40):
            short = f"{exact:.{digits - 1}e}"
            if abs(Decimal(short) - exact) * 2 < unit:
                break
        number = float(short)
        plain = (
            repr(number)
            if math.isfinite(number) and Decimal(repr(number)) == Decimal(short)
            else ""
        )
    return f"{sign}{plain or short}"
