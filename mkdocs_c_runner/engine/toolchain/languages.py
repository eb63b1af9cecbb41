"""The languages that a block can be written in: one row each, with their words, files, standards and headers.

Pure data, which every room may read: pages find fences by a row, a fence gets its file name from it, and from the name
of a file all others tell the language again. A new language is a new row here, with the flags and the programs of its
compilers in `compilers.py`, its comments in `program/c_source.py`, and its messages in `messages/grammar.py`.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Language(NamedTuple):
    """A language.

    Attributes:
        name: Its name for people.
        words: The words that fences name it with; highlighters know the first.
        sources: The endings of files that are compiled.
        headers: The endings of files that are included.
        default_file: The name of the file of a block that names none.
        standard: Matches the standards that it has.
        standards: Two of them, for a message.
        main: Finds a `main`.
        usual_headers: Headers that most programs need, and that compile fast, for a block that is put into a `main`.
        explorer: Its id at Compiler Explorer.
        libs: Linker flags that each of its programs needs.
    """

    name: str
    words: tuple[str, ...]
    sources: tuple[str, ...]
    headers: tuple[str, ...]
    default_file: str
    standard: re.Pattern[str]
    standards: tuple[str, str]
    main: re.Pattern[str]
    usual_headers: tuple[str, ...]
    explorer: str
    libs: tuple[str, ...] = ()

    @property
    def kind_of_standard(self) -> str:
        """A standard of this language in words, with two examples."""
        return f"a {self.name} standard such as {' or '.join(self.standards)}"


C = Language(
    "C",
    words=("c", "C"),
    sources=(".c",),
    headers=(".h",),
    default_file="main.c",
    standard=re.compile(r"(c|gnu|iso)[a-z0-9:]+"),
    standards=("c17", "gnu11"),
    main=re.compile(r"^[ \t]*(?:(?:static|signed|void|int)\s+){0,4}main\s*\(", re.MULTILINE),
    usual_headers=(
        *("assert.h", "ctype.h", "errno.h", "float.h", "inttypes.h", "limits.h", "math.h"),
        *("stdbool.h", "stddef.h", "stdint.h", "stdio.h", "stdlib.h", "string.h", "time.h"),
    ),
    explorer="c",
)

# What a person types into a shell, and what a terminal shows. Nothing of it is compiled.
CONSOLE = C._replace(
    name="console session",
    words=("console",),
    sources=(),
    headers=(),
    default_file="session",
    main=re.compile(r"(?!)"),
    usual_headers=(),
    explorer="",
)

# The first is that of a fence, or of a file, that does not tell.
LANGUAGES = (C,)

FENCE_WORDS = tuple(word for row in LANGUAGES for word in row.words)
# Languages that are not run, and that authors take for ours, as fences name them.
RELATIVES = {
    *("cpp", "c++", "cxx", "cc", "hpp", "hxx", "h++", "h", "objc", "obj-c", "objectivec"),
    *("objective-c", "objcpp", "cuda", "cu", "opencl", "ino", "arduino", "asm", "nasm", "gas", "s"),
}
# Those of all fences that may be marked.
MARKED_WORDS = (*FENCE_WORDS, *CONSOLE.words)
SOURCES = tuple(ending for row in LANGUAGES for ending in row.sources)
DEFAULT_FILES = tuple(row.default_file for row in LANGUAGES)
_BY_WORD = {word: row for row in (CONSOLE, *reversed(LANGUAGES)) for word in row.words}
_ENDINGS = tuple((row, (*row.sources, *row.headers)) for row in LANGUAGES)


def language_of_fence(word: str) -> Language:
    """Return the language that a fence names with this word."""
    return _BY_WORD.get(word, LANGUAGES[0])


def language_of_file(name: str) -> Language:
    """Return the language of a file with this name."""
    for row, endings in _ENDINGS:
        if name.endswith(endings):
            return row
    return LANGUAGES[0]


def is_source(name: str) -> bool:
    """Whether a file with this name is compiled, and not only included."""
    return name.endswith(SOURCES)
