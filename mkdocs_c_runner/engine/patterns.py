"""Regular expressions of pages: found in a process of their own, because some take longer than anybody can wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

# The pattern that stands for all of a text.
EVERYTHING = r"(?s).+"
# Stands in a text in place of each match.
MARK = "…"


class PatternError(ValueError):
    """A pattern was not looked for to the end; the text says why, in words that follow "but"."""


class Patterns(Protocol):
    """Finds patterns that nobody trusts."""

    def replaced(self, pattern: str, texts: Sequence[str]) -> list[str]:
        """Return texts with `MARK` in place of all that matches.

        Raises:
            PatternError: If the pattern is no regular expression, or takes too much time or memory.
        """
        ...


class NoPatterns:
    """Looks for no pattern, for where no process can be started."""

    def replaced(self, pattern: str, texts: Sequence[str]) -> list[str]:  # noqa: ARG002 - as above
        """Raise PatternError."""
        raise PatternError("no pattern can be looked for here")
