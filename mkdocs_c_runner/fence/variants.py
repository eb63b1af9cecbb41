"""A matrix: one source that is compiled in several ways, by several compilers or with several sets of flags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import NamedTuple

MOST_VARIANTS = 12

# What stands between two sets of flags.
_OR = "|"

Words = tuple[str, ...]


class Variant(NamedTuple):
    """One way to compile a block.

    Attributes:
        compiler: The compiler.
        flags: All its flags.
        label: What tells it from the others: the compiler, and the flags that not all have.
    """

    compiler: str
    flags: Words
    label: str


# The variant of a block of which none was chosen yet.
UNCHOSEN = Variant("", (), "")


def alternatives(words: Iterable[str]) -> tuple[Words, ...]:
    """Sets of flags: what stands between bars; one set if there is no bar."""
    sets: list[list[str]] = [[]]
    for word in words:
        if word == _OR:
            sets.append([])
        else:
            sets[-1].append(word)
    return tuple(dict.fromkeys(map(tuple, sets)))


def combined(first: Sequence[Words], second: Sequence[Words]) -> tuple[Words, ...]:
    """Each set of the first with each of the second behind it."""
    return tuple(dict.fromkeys(one + other for one, other in product(first, second)))


def variants(compilers: Sequence[str], flag_sets: Sequence[Words]) -> tuple[Variant, ...]:
    """Every compiler with every set of flags."""
    common = set(flag_sets[0]).intersection(*flag_sets)
    return tuple(
        Variant(compiler, flags, " ".join([compiler, *(f for f in flags if f not in common)]))
        for compiler, flags in product(compilers, flag_sets)
    )
