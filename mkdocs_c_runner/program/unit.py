"""What some lines at the top level of a file of C are, and the names in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

GUARD = "#ifndef"
"""The name that the first lines of an include guard define, so that a later guard takes their place."""

END_OF_GUARD = "#endif"
"""The name that its last line defines."""


class Kind(Enum):
    """What a unit is."""

    INCLUDE = auto()
    MACRO = auto()
    FUNCTION = auto()
    TYPE = auto()
    VARIABLE = auto()
    DECLARATION = auto()
    CONDITIONAL = auto()
    DIRECTIVE = auto()
    COMMENT = auto()
    OTHER = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class Unit:
    """Some lines of a file that belong together.

    Attributes:
        kind: What it is.
        first: The 1-based number of its first line, the comment above it included.
        last: The number of its last line.
        code: The number of the line on which its code begins.
        defines: The names that it defines; those of headers in their brackets or quotes, tags behind `c_tree.TAG`.
        declares: The names that it only declares.
        optional: Those of `defines` that a later definition may leave out: the constants of an enum.
        needs: The names in it that others may define.
        head: A function up to its body, or empty.
        prototypes: The functions that it declares, each with a prototype of its own, if it declares nothing else.
        inner: The units between the lines of a conditional.
        spaced: Whether an empty line stands above it.
        folded: Whether it has dots in place of its body, `{ ... }`: it is the one that was there.
    """

    kind: Kind
    first: int
    last: int
    code: int
    defines: frozenset[str] = frozenset()
    declares: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    head: str = ""
    prototypes: tuple[tuple[str, str], ...] = ()
    inner: tuple[Unit, ...] = ()
    spaced: bool = False
    folded: bool = False

    @property
    def is_unnamed(self) -> bool:
        """Whether it is an enum that defines nothing but its constants."""
        return self.kind is Kind.TYPE and bool(self.defines) and self.defines == self.optional
