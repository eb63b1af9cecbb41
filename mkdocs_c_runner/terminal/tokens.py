"""The pieces of an output: text, control characters, and control sequences."""

from __future__ import annotations

import re

from .sgr import Style

TOKEN = re.compile(
    r"""
    \x1b\[ (?P<parameters>[0-9:;<=>?]*) [ -/]* (?P<final>[@-~])      # control sequence
  | \x1b[\]PX^_] [^\x07\x1b]* (?:\x07|\x1b\\)                          # string sequence: title, link …
  | \x1b[ -/]+[0-~] | \x1b(?P<short>[0-OQ-WYZ\\`-~])                  # short escape
  | (?P<text>[^\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+)
  | (?P<control>.)
    """,
    re.VERBOSE | re.DOTALL,
)
# A sequence that may change lines above the cursor. Where there is none, lines are lines, however long they are.
MOVES = re.compile(rb"\x1b(?:\[[0-9;]*[A-HJLMPSTXadefrsu@`]|[78DEMc]|\[\?(?:47|1047|1049)[hl])")

# What acts on a terminal or reorders text, but line feeds and tabs.
_ACTING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# A character on the screen. The text is empty where another character, a tab or a wide one, takes the column.
Cell = tuple[str, Style]
# Text of one style.
Run = tuple[str, Style]

TAB_STOP = 8
FILL = ""


def visible(text: str) -> str:
    """Return the text of a file, of which nothing is to act: symbols stand for all characters that would."""
    return _ACTING.sub(lambda found: symbol(found[0]), text)


def symbol(character: str) -> str:
    """Return what is shown for a control character."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"\u2039U+{code:04X}\u203a"
