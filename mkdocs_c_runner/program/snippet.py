"""The runnable block on a page: its code, its options and its place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..engine.job import VIEWS, Job, SourceFile
from ..fence.options import FenceOptions
from ..place import Place
from .assemble import BEFORE, Part, Program, Surroundings, assemble, has_main

LONGEST_SOURCE = 64 * 1024

DEFAULT_FILE = "main.c"

# The parts that only a program that ran has.
OF_A_RUN = frozenset({"output", "stdout", "stderr"})


class ExpectedOutput(NamedTuple):
    """The output of a block, as the page has it.

    Attributes:
        text: The text.
        place: The place where it stands.
    """

    text: str
    place: Place


@dataclass(frozen=True)
class Snippet:
    """A marked fence.

    Attributes:
        source: The author's code, tabs and all, without the page's indentation.
        options: The options of the fence; files that it names have been read into them.
        place: The place where the fence begins.
        page: The path of the page that shows it. The code itself may be included from another file.
        origins: The place of each line, unless the lines stand right beneath the fence.
        parts: The fences that it uses, and those that they use.
        data: The files that the program finds.
        expected_output: The output that the page expects, or None.
    """

    source: str
    options: FenceOptions
    place: Place
    page: str = ""
    origins: tuple[Place, ...] = ()
    parts: tuple[Part, ...] = ()
    data: tuple[SourceFile, ...] = ()
    expected_output: ExpectedOutput | None = None

    def __hash__(self) -> int:
        """Hash the cheap, distinguishing fields only."""
        return hash((self.place, self.source))

    @cached_property
    def block(self) -> Part:
        """Its own code."""
        return Part(self.options.file or DEFAULT_FILE, self.source, self.place, self.origins)

    @cached_property
    def program(self) -> Program:
        """The program that is compiled."""
        options = self.options
        around = Surroundings.of(
            self._prelude, main=options.wrap, arguments=bool(options.args), std=options.std or ""
        )
        return assemble(self.block, self.parts, around)

    @property
    def _prelude(self) -> Part | None:
        """The code that the site or the page puts before it."""
        code, places = self.options.prelude.rstrip("\n"), self.options.prelude_places
        nowhere = Place(self.place.path, known=False)
        name = f"{self.block.name} {BEFORE}"
        return Part(name, code, nowhere, places, is_file=False) if code else None

    @cached_property
    def job(self) -> Job:
        """Everything that decides the result, and nothing of the page."""
        options = self.options
        return Job(
            sources=self.program.sources,
            compiler=options.variant.compiler,
            std=options.std,
            flags=options.variant.flags,
            libs=options.libs,
            args=options.args,
            env=options.env,
            stdin=options.stdin,
            stdio=options.stdio,
            data=self.data,
            tools=options.tools,
            artifacts=tuple(view for view in VIEWS if view in options.show),
            runs=self.runs,
            compile_limits=options.compile_limits,
            run_limits=options.run_limits,
        )

    @property
    def runs(self) -> bool:
        """Whether it is run. Code without a `main` is only compiled if its page shows views of the compiler."""
        shown = set(self.options.show)
        if not shown & set(VIEWS) or shown & OF_A_RUN or self.options.wrap:
            return True
        return any(has_main(part.source) for part in self.program.parts)

    def problem(self) -> str | None:
        """Return why this source cannot be run with any options, or None."""
        if not self.source.strip():
            return "The block is empty. If it includes a file, that file is missing or empty."
        if sum(len(part.source.encode()) for part in self.program.parts) > LONGEST_SOURCE:
            return f"The source is longer than {LONGEST_SOURCE // 1024} KiB."
        if self.options.wrap and has_main(self.source):
            return 'main="wrap" is for statements, but this block has a main of its own.'
        return None
