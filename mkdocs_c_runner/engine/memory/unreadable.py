"""The error for what cannot be read of a program or its trace."""

from __future__ import annotations


class Unreadable(Exception):
    """A program file, its debug information or its trace cannot be read. The message says why."""
