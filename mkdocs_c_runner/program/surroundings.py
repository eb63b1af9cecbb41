"""The code that is compiled with a block and comes from no fence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .assemble import Part

# A program that uses only one of the two parameters gets no warning about the other.
_UNUSED = "__attribute__((unused))"
_MAIN_WITH_ARGUMENTS = f"int main(int argc {_UNUSED}, char *argv[] {_UNUSED})"
_C90 = re.compile(r"ansi|(?:c|gnu)(?:89|90)|iso9899:199.*")


class Surroundings(NamedTuple):
    """The code that is compiled with a block and comes from no fence.

    Attributes:
        prelude: The code that the site or the page puts before it, or None.
        main: The head of the `main` that is put around it, or empty.
        end: The last line of that `main`.
    """

    prelude: Part | None = None
    main: str = ""
    end: str = "}"

    @classmethod
    def of(
        cls, prelude: Part | None, *, main: bool = False, arguments: bool = False, std: str = ""
    ) -> Surroundings:
        """Return the code around a block.

        Args:
            prelude: The code before it.
            main: Whether a `main` is put around it.
            arguments: Whether that `main` has `argc` and `argv`.
            std: The C standard. In C90 the end of `main` does not return 0.
        """
        if not main:
            return cls(prelude)
        head = _MAIN_WITH_ARGUMENTS if arguments else "int main(void)"
        return cls(prelude, head, "return 0; }" if _C90.fullmatch(std) else "}")
