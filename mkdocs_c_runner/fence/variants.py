"""Variants: one source that is compiled in several ways, by several compilers or with several sets of flags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

# The word between two sets of flags.
_OR = "|"

Words = tuple[str, ...]


class Variant(NamedTuple):
    """One way to compile a block.

    Attributes:
        compiler: The compiler.
        flags: All of its flags.
        label: The words that tell it from the others: the compiler, and the flags that not all variants have.
    """

    compiler: str
    flags: Words
    label: str


# The variant of a block of which none was chosen yet.
UNCHOSEN = Variant("", (), "")


def alternatives(words: Iterable[str]) -> tuple[Words, ...]:
    """Split flags into the sets between bars; one set if there is no bar."""
    sets: list[list[str]] = [[]]
    for word in words:
        if word == _OR:
            sets.append([])
        else:
            sets[-1].append(word)
    return tuple(dict.fromkeys(map(tuple, sets)))


def combined(first: Sequence[Words], second: Sequence[Words]) -> tuple[Words, ...]:
    """Return each of the first sets, followed by each of the second sets."""
    return tuple(dict.fromkeys(one + other for one, other in product(first, second)))


def variants(compilers: Sequence[str], flag_sets: Sequence[Words]) -> tuple[Variant, ...]:
    """Return every compiler with every set of flags."""
    common = set(flag_sets[0]).intersection(*flag_sets)
    return tuple(
        Variant(compiler, flags, " ".join([compiler, *(f for f in flags if f not in common)]))
        for compiler, flags in product(compilers, flag_sets)
    )
