"""Headers of fences that name our languages in other words: `crun`, `run c`, `clang run`, letters that only look alike.

Markdown takes most of them for fences of languages that nobody knows, and says nothing.
"""

from __future__ import annotations

import re
import unicodedata

from ..engine.toolchain.compilers import COMPILER_NAMES
from ..engine.toolchain.languages import C

# A line that begins as a fence does for its author: with backticks, or signs that are taken for them.
_LINE = re.compile(
    r"^(?P<before>[ \t>\xa0\u200b\u200c\u200d\u2060\ufeff]*)"
    r"(?P<header>(?P<signs>`{2,}|~{3,}|[´｀ˋ′‘’':]{3,})[ \t]*(?P<info>[^\s`~][^`\n]*))$"
)
# The first word of a header, and what is behind it.
_FIRST = re.compile(r"\{?[ \t]*\.?(?P<word>[\w+:./|-]{1,40}+)[!?]*(?P<rest>.*)$")
_OTHER_LANGUAGE = re.compile(r"(?i)c\+\+")
_SIGNS = re.compile(r"[^a-z0-9]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
# Letters of other scripts that look like those of `c` and `run`.
_ALIKE = str.maketrans("сСϲԁгυսսոոпη", "cCcdruuunnnn")

_RUN = {"run", "exec", "execute", "runnable"}
# Other tools run blocks that begin with it.
_CELL = "code-cell"
_C = {*(word.lower() for word in C.words), "ansi", "ansic", "clang", "cc", "gcc", "tcc", "lang"}
# Two words in one.
_JOINED = {"crun", "runc", "cexec"}


def opens_fence(line: str) -> re.Match[str] | None:
    """Return the header in a line that begins as a fence does for its author, if there is one."""
    return _LINE.match(line)


def has_other_signs(header: re.Match[str]) -> bool:
    """Return whether such a header does not begin with three backticks or tildes."""
    return len(header["signs"]) < 3 or header["signs"][0] not in "`~"


def odd_before(header: re.Match[str]) -> bool:
    """Return whether a character stands before such a header that Markdown takes for text."""
    return bool(header["before"].strip(" \t>"))


def in_our_words(header: re.Match[str]) -> str | None:
    """Return a header of a block that is run, if it names the language or the word `run` in another way.

    Args:
        header: The header, as `opens_fence` returns it.

    Returns:
        The header that was probably meant, whose options may still be wrong; None if it is none of ours.
    """
    info = _plain_letters(header["info"])
    first = _FIRST.match(info)
    if first is None or _OTHER_LANGUAGE.match(first["word"]):
        return None
    signs = "```" if has_other_signs(header) else header["signs"]
    begin = f"{signs}{C.words[0]} run"
    word, rest = first["word"].lower(), first["rest"]
    parts = {part for part in _SIGNS.split(word) if part}
    if word in _JOINED or (parts & _RUN and parts & _C and parts <= _RUN | _C):
        return f"{begin}{_compiler(parts)}{rest}"
    behind = re.match(r"[\s,.;:}-]{0,9}(?P<word>[\w-]{1,40}+)(?P<rest>.*)$", rest)
    second = behind["word"].lower() if behind else ""
    if (word in _RUN or word == _CELL) and behind and second in C.words:
        return f"{begin}{behind['rest']}"
    if word == "run" and not rest.strip("} \t"):
        return begin
    if behind and second == "run" and parts and parts <= _C:
        is_ours = first["word"] in C.words and info == header["info"] and not odd_before(header)
        return (
            None
            if is_ours and not has_other_signs(header)
            else f"{begin}{_compiler(parts)}{behind['rest']}"
        )
    return None


def odd_character(header: str) -> str:
    """Return what is wrong with the first character of a line that looks like another, or like none; else nothing."""
    for character in "" if header.isascii() else header:
        code = f"U+{ord(character):04X}"
        if ord(character) in _INVISIBLE:
            return f"There is an invisible character in this line, {code}"
        if unicodedata.category(character) == "Zs" and character != " ":
            return f"There is a space in this line that is none for Markdown, {code}"
        if ord(character) in _ALIKE:
            return f"There is a letter in this line that only looks like one of c run, {code}"
        if character in "\"'":
            return ""  # what is in quotes may be anything
    return ""


def _compiler(parts: set[str]) -> str:
    """Return the option for a compiler among the words for the language, if there is one that we have."""
    named = [name for name in COMPILER_NAMES if name in parts]
    return f' compiler="{named[0]}"' if len(named) == 1 and named[0] != COMPILER_NAMES[0] else ""


def _plain_letters(text: str) -> str:
    """Return text without characters that nobody sees, and with letters in place of those that look like them."""
    if text.isascii():
        return text
    word, space, rest = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).partition(" ")
    second, *more = re.split(r"(\s)", rest, maxsplit=1)
    return "".join([word.translate(_ALIKE), space, second.translate(_ALIKE), *more])
