"""Assembles several fences into one program, and leads each of its lines back to the place where it was written.

Compilers number the lines of a file, and readers count the lines that they see. Hidden lines, and code around or before
a block, make the two differ. Then the file has `#line` directives, so that messages, `__LINE__`, `assert` and
sanitizers all use the numbers that readers count. Gcc quotes a line from the file that such a directive names, so the
texts of these files are handed over too; see `SourceFile.quoted`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from posixpath import basename, normpath
from typing import NamedTuple

from ..engine.artifacts import Mark
from ..engine.job import AROUND, SourceFile
from ..engine.toolchain.languages import Language, is_source, language_of_file
from ..place import Place
from .c_source import ends_in_comment
from .columns import character_column
from .hidden_lines import Listing, listing_of, may_hide
from .numbered_file import HIDDEN, NumberedFile
from .surroundings import Surroundings

BEFORE = "(before)"


@dataclass(frozen=True)
class Part:
    """The code of one fence.

    Attributes:
        name: The name of its file; without a file, the name by which other fences use it.
        source: The author's code.
        place: The place where the fence begins.
        origins: The place of each line, unless the lines directly follow the opening of the fence.
        is_file: Whether it is a file of its own; else its code is put before the code of the block that uses it.
        page: The path of the page that shows it. The code itself may be included from another file.
    """

    name: str
    source: str
    place: Place
    origins: tuple[Place, ...] = ()
    is_file: bool = True
    page: str = ""

    @property
    def listing(self) -> Listing:
        """Its lines, seen and hidden."""
        return listing_of(self.source)

    @cached_property
    def texts(self) -> tuple[tuple[str, Sequence[Line]], ...]:
        """The texts of it that compilers speak of: those of which readers see the lines, and the whole one."""
        shown = set(self.listing.shown)
        lines = [Line(self, number, number in shown) for number in self.listing.compiled]
        seen = [line for line in lines if line.is_shown]
        return (self.name, seen), (f"{self.name} {HIDDEN}", lines)

    @cached_property
    def where(self) -> Mapping[int, tuple[str, int]]:
        """The name and the number in the text that readers see, for each of its lines that are compiled."""
        hidden = f"{self.name} {HIDDEN}"
        where = {number: (hidden, index) for index, number in enumerate(self.listing.compiled, 1)}
        where |= {number: (self.name, index) for index, number in enumerate(self.listing.shown, 1)}
        return where

    @property
    def hides(self) -> bool:
        """Whether a line of it is hidden."""
        return may_hide(self.source) and self.listing.hides

    def place_of(self, number: int) -> Place:
        """Return the place where one of its lines was written."""
        if self.origins:
            return self.origins[min(number, len(self.origins)) - 1]
        return self.place.below(number) if self.place.known else self.place


class Lines(NamedTuple):
    """Some lines of a file that come from one fence.

    Attributes:
        part: The fence.
        numbers: Their numbers there.
        written: A line that stands in their place, or empty.
        number: The number that this line has for readers.
    """

    part: Part
    numbers: tuple[int, ...]
    written: str = ""
    number: int = 0


class Line(NamedTuple):
    """A line of a program.

    Attributes:
        part: The part that it belongs to.
        number: Its 1-based number in that part, hidden lines counted.
        is_shown: Whether readers see it.
    """

    part: Part
    number: int
    is_shown: bool

    @property
    def text(self) -> str:
        """The code in it."""
        return self.part.listing.lines[self.number - 1]

    @property
    def name(self) -> str:
        """Its name for readers: `line 3 of main.c`, or `a hidden line of main.c`."""
        shown = self.part.listing.shown
        line = f"line {shown.index(self.number) + 1}" if self.is_shown else "a hidden line"
        return f"{line} of {self.part.name}"

    @property
    def place(self) -> Place:
        """The place where it was written."""
        return self.part.place_of(self.number)

    def place_in(self, column: int | None, compiler: str) -> Place:
        """Return the place of a column, as this compiler counts columns."""
        place = self.place
        character = character_column(self.text, column, compiler) if column else 1
        return place.right(character - 1) if place.known else place


@dataclass(frozen=True)
class Program:
    """The files that are compiled, and the parts from which their lines come.

    Attributes:
        sources: The files.
        parts: The parts, the block itself first.
        marks: The places at which pictures of memory are wanted.
        left: The numbers of the lines of each part that are in the program, by its name, if those are not all.
    """

    sources: tuple[SourceFile, ...]
    parts: tuple[Part, ...]
    marks: tuple[Mark, ...] = ()
    left: Mapping[str, set[int]] | None = None

    @property
    def names_in_directives(self) -> Iterator[str]:
        """The names of the texts whose numbers the directives use; those of authors name others."""
        return (name for source in self.sources for name, _ in source.quoted)

    @cached_property
    def lines(self) -> Mapping[str, Sequence[Line]]:
        """The lines of each text that compilers speak of, by its name."""
        return dict(text for part in self.parts for text in part.texts)

    def has(self, part: str, number: int) -> bool:
        """Whether a line of a part is in the program: another block may have replaced it."""
        return self.left is None or number in self.left.get(part, ())

    def lines_compiled_in(self, name: str) -> Iterator[Line]:
        """Yield all lines that may be compiled in a file: its own, then those that it may include."""
        name = normpath(name)
        own = [part for part in self.parts if name in (part.name, basename(part.name))]
        included = [part for part in self.parts if not (part.is_file and is_source(part.name))]
        for part in (*own, *included):
            shown = set(part.listing.shown)
            left = (number for number in part.listing.compiled if self.has(part.name, number))
            yield from (Line(part, number, number in shown) for number in left)

    def line(self, name: str, number: int) -> Line | None:
        """Return the line that a compiler names, or None if it was not written by an author.

        A number beyond the end means the last line. Compilers name a header as it was found: `./list.h`,
        `lib/../list.h`.
        """
        lines = self.lines.get(normpath(name))
        return lines[min(number, len(lines)) - 1] if lines and number > 0 else None


def has_main(source: str, language: Language) -> bool:
    """Whether code in a language has a `main` of its own."""
    return language.main.search(source) is not None


def assemble(block: Part, parts: Iterable[Part], around: Surroundings) -> Program:
    """Assemble one program from a block and the parts that it uses.

    Args:
        block: The block that is run.
        parts: The parts that it uses. Later ones may need earlier ones.
        around: The code around it.
    """
    parts = list(parts)
    before = [part for part in parts if not part.is_file]
    files = [part for part in parts if part.is_file]
    plain = not before and not any((around.prelude, around.main))
    plain = plain and not any("/" in part.name for part in files)  # for its name in messages
    marks: list[Mark] = []
    if plain and not any(part.hides for part in (block, *files)):
        sources = [SourceFile(part.name, f"{part.source}\n".encode()) for part in (block, *files)]
    else:
        numbered = [_block_file(block, before, around), *map(_part_file, files)]
        sources = [
            file.named(part.name) for file, part in zip(numbered, (block, *files), strict=True)
        ]
        marks = [
            mark
            for file, source in zip(numbered, sources, strict=True)
            for mark in file.marks(source.name)
        ]
    prelude = (around.prelude,) if around.prelude else ()
    return Program(tuple(sources), (block, *parts, *prelude), tuple(marks))


def assemble_files(
    block: Part, parts: Iterable[Part], files: Mapping[str, Iterable[Lines]], prelude: Part | None
) -> Program:
    """Assemble a program whose files have lines of several fences.

    Args:
        block: The block that is run.
        parts: The other fences.
        files: The lines of each file, by its name; the prelude comes before those that are compiled.
        prelude: The code before it, or None.
    """
    sources: list[SourceFile] = []
    marks: list[Mark] = []
    left: dict[str, set[int]] = {}
    for name, lines in files.items():
        file = NumberedFile()
        if prelude and is_source(name):
            file.add(prelude)
        for part, numbers, written, number in lines:
            if written:
                file.add_line(written, part.name, number)
            else:
                file.add(part, numbers)
                left.setdefault(part.name, set()).update(numbers)
        sources.append(file.named(name))
        marks += file.marks(name)
    before = (prelude,) if prelude else ()
    return Program(tuple(sources), (block, *parts, *before), tuple(marks), left)


def _part_file(part: Part) -> NumberedFile:
    file = NumberedFile()
    file.add(part)
    return file


def _block_file(block: Part, before: list[Part], around: Surroundings) -> NumberedFile:
    file = NumberedFile()
    name = f"{block.name} {AROUND}"
    if around.main:
        headers = language_of_file(block.name).usual_headers
        file.add_text(name, "".join(f"#include <{header}>\n" for header in headers))
    if around.prelude:
        file.add(around.prelude)
    for part in before:
        file.add(part)
    if not around.main:
        file.add(block)
        return file
    lines = block.listing.lines
    head = _length_of_head(lines)
    compiled = block.listing.compiled
    file.add(block, [number for number in compiled if number <= head])
    file.add_text(name, f"{around.main}\n{{\n")
    file.add(block, [number for number in compiled if number > head])
    file.add_line(around.end, block.name, max(1, len(block.listing.shown)))
    return file


def _length_of_head(lines: Sequence[str]) -> int:
    """Return how many lines belong before a `main`: directives, with the comments and empty lines among them."""
    head = 0
    inside = continued = False
    for number, line in enumerate(lines, 1):
        directive = continued or line.lstrip().startswith("#")
        if not (directive or inside or re.match(r"\s*($|//|/\*)", line)):
            break
        inside = ends_in_comment(line, inside=inside)
        continued = directive and line.endswith("\\")
        head = number if directive else head
    return head
