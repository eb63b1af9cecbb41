"""The error of output that is not of the kind that its fence names."""

from __future__ import annotations


class NotAResult(ValueError):
    """The output is not what its fence says, with a reason that follows "but"."""
