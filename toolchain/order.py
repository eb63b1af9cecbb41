"""Lets the compiler evaluate the arguments of a call from the right, as gcc does on x86-64.

C leaves the order open, and programs are written that depend on it: `printf("%d %d", next(), next())`. clang has both
orders in it, since the calls of another system need that from the right, and no option chooses one.
"""

from __future__ import annotations

# In `CodeGenFunction::EmitCallArgs`: whether arguments are evaluated from the left. Local 6 is the order that is asked
# for: 0 if any will do, 1 from the left, 2 from the right. Local 3 tells whether the calls are those of that system.
_ASKED_FOR_LEFT = bytes.fromhex("2006410146")
_NOT_ASKED_FOR_RIGHT = bytes.fromhex("2006410247")
_CHOSEN_BY_SYSTEM = bytes.fromhex("20031b21")


def from_the_right(module: bytes) -> bytes:
    """Return the compiler so that any order is that from the right.

    Args:
        module: The compiler.

    Raises:
        ValueError: If the place where it decides is not found: it is another version.
    """
    found = _NOT_ASKED_FOR_RIGHT + _ASKED_FOR_LEFT + _CHOSEN_BY_SYSTEM
    if module.count(found) != 1:
        raise ValueError("the compiler does not decide on the order of arguments where it did")
    return module.replace(found, 2 * _ASKED_FOR_LEFT + _CHOSEN_BY_SYSTEM)
