"""What is wrong with output that was to be more than text."""

from __future__ import annotations


class NotAResult(ValueError):
    """The output is not what its fence says, in words that follow "but"."""
