"""The runnable block on a page: its code, its options and its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ..bounds import SOURCE
from ..engine.artifacts import ARTIFACTS, FIGURES, MEMORY, NO_PICTURES, VIEWS, Pictures
from ..engine.job import Job, Limits, SourceFile, sanitizers_in
from ..engine.toolchain.languages import Language, language_of_file
from ..fence.options import Options
from ..fence.variants import UNCHOSEN, Variant
from ..place import Place
from .assemble import BEFORE, Part, Program, assemble, has_main
from .surroundings import Surroundings

if TYPE_CHECKING:
    from .growth import Grown

# The parts that only a program that ran has.
PRINTED = frozenset({"output", "stdout", "stderr"})
OF_A_RUN = PRINTED | {"command", MEMORY, FIGURES}

_DATES = (b"__DATE__", b"__TIME__", b"__TIMESTAMP__")


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
        origins: The place of each line, unless the lines directly follow the opening of the fence.
        parts: The fences that it uses, and those that they use; or those of the program that it extends.
        data: The files that the program finds.
        expected_output: The output that the page expects, or None.
        variant: The way in which it is compiled; by default the first of its options.
        extended: The program that it extends, or None.
        since: The earlier program against which its changes are shown, if it is not that one.
        code_page: The path of the page that has the code, if the block runs the program of another one again.
    """

    source: str
    options: Options
    place: Place
    page: str = ""
    origins: tuple[Place, ...] = ()
    parts: tuple[Part, ...] = ()
    data: tuple[SourceFile, ...] = ()
    expected_output: ExpectedOutput | None = None
    variant: Variant = UNCHOSEN
    extended: Grown | None = None
    since: Grown | None = None
    code_page: str = ""

    def __post_init__(self) -> None:
        if self.variant == UNCHOSEN:
            object.__setattr__(self, "variant", self.options.toolchain.variants[0])

    def __hash__(self) -> int:
        """Hash the cheap, distinguishing fields only."""
        return hash((self.place, self.source))

    @cached_property
    def block(self) -> Part:
        """Its own code."""
        return Part(self.options.names.file_name, self.source, self.place, self.origins)

    @property
    def language(self) -> Language:
        """The language that it is written in."""
        return language_of_file(self.options.names.file_name)

    @property
    def name_of_variant(self) -> str:
        """The words that tell this way to compile it from the others, or empty if there is one way."""
        return self.variant.label if self.options.toolchain.has_variants else ""

    @cached_property
    def program(self) -> Program:
        """The program that is compiled."""
        if self.extended is None:
            return assemble(self.block, self.parts, self.around)
        return self.grown.program(self.block, self.options.names.file_name, self._prelude)

    @cached_property
    def grown(self) -> Grown:
        """The program that it extends, with its own definitions.

        Raises:
            ValueError: If they do not fit in.
        """
        if self.extended is None:
            raise ValueError("the block extends no other one")
        return self.extended.with_part(self.block, self.options.names.file_name)

    @property
    def around(self) -> Surroundings:
        """The code that is compiled with it and comes from no fence."""
        return Surroundings.of(
            self._prelude,
            main=self._is_wrapped,
            arguments=bool(self.options.process.args),
            std=self.options.toolchain.std,
        )

    @property
    def _prelude(self) -> Part | None:
        """The code that the site or the page puts before it."""
        toolchain = self.options.toolchain
        code = toolchain.prelude.rstrip("\n")
        if not code:
            return None
        nowhere = Place(self.place.path, None)
        name = f"{self.block.name} {BEFORE}"
        return Part(name, code, nowhere, toolchain.prelude_places, is_file=False)

    @cached_property
    def job(self) -> Job:
        """Everything that decides the result, and nothing of the page."""
        toolchain, process = self.options.toolchain, self.options.process
        return Job(
            sources=self.program.sources,
            compiler=self.variant.compiler,
            std=toolchain.std,
            flags=self.variant.flags,
            libs=(*toolchain.libs, *self.language.libs),
            program=process.program,
            args=process.args,
            env=process.env,
            stdin=process.stdin,
            stdio=process.stdio,
            data=self.data,
            tools=process.tools,
            artifacts=tuple([view for view in ARTIFACTS if view in self.options.display.show]),
            pictures=self._pictures,
            dated=self.has_date and not self.options.cache,
            runs=self.runs,
            compile_limits=toolchain.limits,
            run_limits=self._run_limits,
        )

    @property
    def _pictures(self) -> Pictures:
        """The pictures of memory that its page shows."""
        display = self.options.display
        if MEMORY not in display.show:
            return NO_PICTURES
        marks = () if display.steps else self.program.marks
        return Pictures(marks, display.steps, display.addresses)

    @cached_property
    def has_date(self) -> bool:
        """Whether its code names the date or the time of its compilation."""
        code = b"\n".join([source.content for source in self.program.sources])
        return any(map(code.__contains__, _DATES))

    @property
    def _run_limits(self) -> Limits:
        """The limits of the run.

        Output is kept whole that may be compared with a long text or a pattern, and the reports of sanitizers: their
        summary comes last.
        """
        limits, expected = self.options.process.limits, self.options.expected
        if sanitizers_in(self.variant.flags):
            return replace(limits, truncate=limits.output)
        text = expected.expect_output or (self.expected_output and self.expected_output.text)
        if text and (expected.volatile or 2 * len(text) > limits.truncate):
            return replace(limits, truncate=limits.output)
        return limits

    @property
    def runs(self) -> bool:
        """Whether it is run. Code without a `main` is only compiled if its page shows views of the compiler."""
        shown = self.options.display.show
        if not any(map(shown.__contains__, VIEWS)):
            return True
        if not OF_A_RUN.isdisjoint(shown) or self._is_wrapped:
            return True
        return any(has_main(part.source, self.language) for part in self.program.parts)

    @property
    def _is_wrapped(self) -> bool:
        return self.options.toolchain.main == "wrap"

    @property
    def allows_limit(self) -> bool:
        """Whether its author expects that it may hit a limit."""
        return self.options.expected.expect.allows_limit

    @property
    def is_editable(self) -> bool:
        """Whether readers can edit it: code of another block is edited there."""
        return not self.code_page

    @property
    def is_program(self) -> bool:
        """Whether it has a program of its own."""
        return self.is_editable

    def has_code_of(self, page: str) -> bool:
        """Return whether another page than its own, with this path, has code of it."""
        return page == self.code_page or any(part.page == page for part in self.parts)

    @property
    def has_code_of_others(self) -> bool:
        """Whether a page other than its own has code of it."""
        pages = {self.code_page, *(part.page for part in self.parts)}
        return not pages <= {"", self.page}

    @property
    def length(self) -> int:
        """The bytes of its program.

        Raises:
            ValueError: If it does not fit into the program that it extends.
        """
        if self.extended is not None:  # of most parts little is left
            return sum([len(source.content) for source in self.program.sources])
        return sum([len(part.source.encode()) for part in self.program.parts])

    def problem(self) -> str | None:
        """Return why this source cannot be run with any options, or None."""
        if not self.source.strip():
            extended = self.options.names.extends
            again = (
                f' again="{extended}" in place of extends runs that program again.'
                if extended
                else ""
            )
            return f"The block is empty. If it includes a file, that file or the part of it is missing or empty.{again}"
        try:
            length = self.length
        except ValueError as error:  # of the program that it extends
            return f"extends: {error}."
        if length > SOURCE:
            return f"The source is longer than {SOURCE // 1024} KiB."
        if self._is_wrapped and has_main(self.source, self.language):
            return 'main="wrap" is for statements, but this block has a main of its own.'
        program = self.options.process.program
        names = [
            *(source.name for source in self.program.sources),
            *(one.name for one in self.data),
        ]
        if any(program == name.partition("/")[0] for name in names):
            return f'program="{program}": a file of this program has that name.'
        return None


def conflict(names: Iterable[str]) -> str | None:
    """Return why files of these names cannot be in one program, or None if they can."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return f'two blocks of this program are named "{name}"'
        seen.add(name)
    for name in seen:
        for end in (index for index, letter in enumerate(name) if letter == "/"):
            if name[:end] in seen:
                return f'"{name[:end]}" is both a file and a directory in this program'
    return None
