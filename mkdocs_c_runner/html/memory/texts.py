"""Texts of a program in pictures: what it names, and what it holds. Nothing of them acts, and none is endless."""

from __future__ import annotations

from ...terminal.screen import plain

# The characters of a name, of a text in a cell, and of one in words.
NAME, TEXT, TOLD = 40, 60, 200


def tame(text: str, most: int) -> str:
    """Return a text in one line, without any control character, and cut where it is too long."""
    shown = plain(text[: 2 * most].encode(errors="replace")).replace("\n", "␊").replace("\t", " ")
    return shown if len(shown) <= most else f"{shown[:most]}…"
