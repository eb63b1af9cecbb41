"""The whole program that is compiled, as people read it: without the directives that number its lines.

Hidden lines are in it, since the program does not compile without them, and markers are not. Each line knows the fence
that has it. Where lines of different fences meet, an empty line stands between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .assemble import Part, Program
from .hidden_lines import without_marker

_DIRECTIVE = re.compile(r'#line (?P<number>\d{1,9}) "(?P<name>[^"]*)"')


class WholeLine(NamedTuple):
    """A line of a whole program.

    Attributes:
        text: The code in it.
        part: The fence that has it, or None for code that is put around blocks.
        number: Its 1-based number in that fence; 0 if it is not written there, as the prototype of a changed function.
    """

    text: str
    part: Part | None = None
    number: int = 0


class WholeFile(NamedTuple):
    """A file of a whole program.

    Attributes:
        name: Its name.
        lines: Its lines.
    """

    name: str
    lines: tuple[WholeLine, ...]

    @property
    def text(self) -> str:
        """Its code."""
        return "".join([f"{line.text}\n" for line in self.lines])


def whole_files(program: Program) -> tuple[WholeFile, ...]:
    """Return the files of a program, the block's own first."""
    return tuple(
        WholeFile(source.name, tuple(_spaced(_lines(program, source.name, source.content))))
        for source in program.sources
    )


def _lines(program: Program, file: str, content: bytes) -> Iterator[WholeLine]:
    """Yield the lines of a file, each with its fence, which the directives in the file name."""
    texts = program.lines
    name, number = file, 0
    names = set(program.names_in_directives)
    for text in content.decode().removesuffix("\n").split("\n"):
        known = texts.get(name, ())
        line = known[number] if number < len(known) else None
        directive = _DIRECTIVE.fullmatch(text) if text.startswith("#") else None
        is_the_authors = line is not None and line.text == text
        if directive and directive["name"] in names and not is_the_authors:
            name, number = directive["name"], max(0, int(directive["number"]) - 1)
            continue
        number += 1
        code = without_marker(text)
        if line is None:
            yield WholeLine(code)
        else:
            yield WholeLine(code, line.part, line.number if line.text == text else 0)


def _spaced(lines: Iterator[WholeLine]) -> Iterator[WholeLine]:
    """Yield lines with empty lines where their authors have them, and where lines of different fences meet."""
    before: WholeLine | None = None
    for line in lines:
        if before and before.text.strip() and line.text.strip() and _are_apart(before, line):
            yield WholeLine("", before.part)
        yield line
        before = line


def _are_apart(above: WholeLine, below: WholeLine) -> bool:
    """Whether an empty line belongs between two lines that follow each other in a program."""
    if above.part is below.part and above.part and 0 < above.number < below.number:
        between = above.part.listing.lines[above.number : below.number - 1]
        return any(not text.strip() for text in between)
    if above.part is None or below.part is None:
        return False
    if above.part is below.part and not (above.number and below.number):
        return False  # the end of a main that is put around a block
    return not (_is_close(above.text) and _is_close(below.text))


def _is_close(text: str) -> bool:
    """Whether a line stands close to its like: a directive, or a declaration that is whole."""
    if text.lstrip().startswith("#"):
        return True
    return text.endswith(";") and not text[0].isspace() and "{" not in text and "}" not in text
