"""Parsers of references: the names by which blocks use others, on their page or on another one."""

from __future__ import annotations

import re

from .parsers import NAME
from .values import hint
from .variants import Words

_REFERENCE = re.compile(rf"([^#\s]+#)?{NAME}(/{NAME})*")


def uses(text: str) -> Words:
    """Read references to blocks, on this page or on others."""
    words = tuple(text.split())
    if not _are_references(words):
        meant = tuple(word.lstrip("#") for word in text.replace(",", " ").split())
        close = hint(" ".join(meant) if _are_references(meant) else None)
        raise ValueError(f"must be names of blocks, such as list or other.md#list{close}")
    return words


def extends(text: str) -> str:
    """Read the reference to one block, on this page or on another."""
    words = uses(text)
    if len(words) > 1:
        raise ValueError(
            f'must be the name of one block, such as step1; uses="{" ".join(words[1:])}" adds others'
        )
    return words[0]


def since(text: str) -> str:
    """Read the reference to one earlier step."""
    words = uses(text)
    if len(words) > 1:
        raise ValueError("must be the name of one block, such as step1")
    return words[0]


def again(text: str) -> str:
    """Read the reference to the block whose program runs again."""
    words = uses(text)
    if len(words) > 1:
        raise ValueError("must be the name of one block, such as list")
    return words[0]


def _are_references(words: Words) -> bool:
    return bool(words) and all(map(_REFERENCE.fullmatch, words))
