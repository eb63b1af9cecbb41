"""A block as it runs in the browsers of readers: its program, and what they must expect."""

from __future__ import annotations

from dataclasses import dataclass

# The labels that tell readers what to expect.
NOTES = frozenset(
    f"elsewhere{what}"
    for what in ("", "_limit", "_memory", "_end", "_unset", "_nan", "_chance", "_bits", "_order")
)


@dataclass(frozen=True)
class Elsewhere:
    """A block as it runs in the browser.

    Attributes:
        program: The program, compressed; empty if it cannot run there, or need not be read.
        notes: What readers must expect: names of labels, each with what stands in it. Empty if nothing differs.
        reason: Why the program cannot run there, or empty.
        published: The name of its file, if the program is in the site already.
    """

    program: bytes = b""
    notes: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    published: str = ""
