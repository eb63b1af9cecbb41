"""The options that a site, a page or a fence may set for its blocks, as one record.

Each field is one option: its default, kind, levels and meaning. Each group is what one consumer needs; the group of the
appearance is in `display.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from ..engine.job import COMPILE_LIMITS, PROGRAM_NAME, RUN_LIMITS, Limits, Stdio
from ..engine.toolchain.languages import C
from ..place import Place
from . import parsers, references
from .display import Display
from .expectation import Expectation
from .parsers import SWITCH, one_of
from .pattern import pattern
from .rules import Rules
from .table import EVERYWHERE, FENCE, PAGE, SITE, Option, Where, groups_of, option, plain, rows_of
from .values import decode_escapes, duration
from .variants import Variant, Words, variants


@dataclass(frozen=True)
class Names:
    """The block among other blocks and files, for `pages/`.

    Attributes:
        default_file: The name of its file if it has no `file`, which its language decides.
    """

    file: str = option(
        plain(parsers.file_name), FENCE, "The name of its file, perhaps in a directory.", default=""
    )
    name: str = option(
        plain(parsers.name), FENCE, "The name by which other blocks use it.", default=""
    )
    uses: Words = option(
        plain(references.uses), FENCE | PAGE, "The blocks that it needs.", default=()
    )
    extends: str = option(
        plain(references.extends), FENCE, "The block whose program this one goes on.", default=""
    )
    since: str = option(
        plain(references.since),
        FENCE,
        "The earlier step that changes are shown against.",
        default="",
    )
    again: str = option(
        plain(references.again), FENCE, "The block whose program runs again here.", default=""
    )
    data: Words = option(
        plain(parsers.page_files),
        FENCE,
        "Files beside the page that the program finds.",
        default=(),
    )
    stdin_file: str = option(
        plain(parsers.page_file),
        FENCE,
        "A file beside the page that is the program's input.",
        default="",
    )
    default_file: str = C.default_file

    @property
    def file_name(self) -> str:
        """The name under which the block is compiled."""
        return self.file or self.default_file


@dataclass(frozen=True)
class Toolchain:
    """The compilation of the block, for `program/`.

    Attributes:
        prelude_places: Where each line of the prelude was written, or empty if that is not known.
    """

    compiler: Words = option(
        parsers.COMPILERS, EVERYWHERE, "The compilers, usually one.", default=("gcc",)
    )
    std: str = option(
        parsers.STANDARD, EVERYWHERE, "The C standard; empty for the compiler's own.", default=""
    )
    flags: tuple[Words, ...] = option(
        parsers.FLAGS,
        EVERYWHERE,
        "Sets of compiler flags, usually one; a page and a fence add to each of them.",
        default=(("-Wall", "-Wextra"),),
    )
    libs: Words = option(
        parsers.LIBS,
        EVERYWHERE,
        "Linker flags; a page and a fence put theirs in front.",
        default=("-lm",),
    )
    main: Literal["own", "wrap"] = option(
        one_of("wrap", "own"),
        FENCE | PAGE,
        "Whether statements are put into a `main`.",
        default="own",
    )
    prelude: str = option(
        parsers.CODE, PAGE | SITE, "Code that is compiled before every block.", default=""
    )
    compile_timeout: float = option(
        plain(duration),
        SITE,
        "Seconds that the compiler may take.",
        default=COMPILE_LIMITS.wall_time,
    )
    prelude_places: tuple[Place, ...] = ()

    @cached_property
    def variants(self) -> tuple[Variant, ...]:
        """The ways to compile the block: each compiler with each set of flags."""
        return variants(self.compiler, self.flags)

    @property
    def has_variants(self) -> bool:
        """Whether there is more than one way to compile the block."""
        return len(self.compiler) * len(self.flags) > 1

    @cached_property
    def limits(self) -> Limits:
        """The limits of the compile stage."""
        return COMPILE_LIMITS.lasting(self.compile_timeout)


@dataclass(frozen=True)
class Process:
    """The run of the program, for `program/`, and for messages what the site allows."""

    program: str = option(
        plain(parsers.program), FENCE | PAGE, "The program's name.", default=PROGRAM_NAME
    )
    args: Words = option(
        plain(parsers.arguments), FENCE | PAGE, "The program's arguments.", default=()
    )
    env: tuple[tuple[str, str], ...] = option(
        plain(parsers.environment), FENCE | PAGE, "Further environment variables.", default=()
    )
    stdin: bytes = option(
        plain(decode_escapes), FENCE | PAGE, "The text that is typed into the program.", default=b""
    )
    stdio: Stdio = option(
        one_of("terminal", "pipes"), FENCE | PAGE, "One terminal, or two pipes.", default="terminal"
    )
    tools: bool = option(
        SWITCH,
        EVERYWHERE,
        "Whether the program may execute what is in /usr/bin.",
        default=False,
        alone="on",
    )
    timeout: float = option(
        parsers.TIMEOUT, EVERYWHERE, "Seconds that it may run.", default=RUN_LIMITS.wall_time
    )
    memory: int = option(
        parsers.MEMORY, EVERYWHERE, "Bytes of memory that it may use.", default=RUN_LIMITS.memory
    )
    truncate: int = option(
        parsers.TRUNCATE, EVERYWHERE, "Characters that are shown.", default=RUN_LIMITS.truncate
    )
    has_own_stdin: bool = field(default=False, compare=False)
    max_timeout: float = Rules().max_timeout
    max_memory: int = Rules().max_memory

    @cached_property
    def limits(self) -> Limits:
        """The limits of the run stage."""
        limits = RUN_LIMITS.lasting(self.timeout)
        return replace(limits, memory=self.memory, truncate=self.truncate)


@dataclass(frozen=True)
class Expected:
    """The outcome and output that the author promises, for `check/`."""

    expect: Expectation = option(
        plain(Expectation.parse), FENCE | PAGE, "The outcome of the block.", default=Expectation()
    )
    expect_output: bytes | None = option(
        plain(decode_escapes), FENCE, "The whole output.", default=None
    )
    volatile: str = option(
        plain(pattern),
        FENCE | PAGE,
        "A regular expression for output that may differ from run to run.",
        default="",
        alone="all",
    )


@dataclass(frozen=True)
class Options:
    """All options of a block; the defaults hold where site, page and fence set nothing.

    Attributes:
        given: The names of those that stand on the fence, if it runs the program of another block again, or is a
            session.
    """

    run: bool = option(
        SWITCH,
        FENCE,
        "Whether the block is run, or its source is shown alone.",
        default=True,
        alone="on",
    )
    cache: bool = option(
        SWITCH, FENCE | PAGE, "Whether a kept result may be shown.", default=True, alone="on"
    )
    names: Names = Names()
    toolchain: Toolchain = Toolchain()
    process: Process = Process()
    expected: Expected = Expected()
    display: Display = Display()
    given: tuple[str, ...] = field(default=(), compare=False)

    @property
    def has_notes(self) -> bool:
        """Whether the source is shown with messages in it; where compilers differ, messages stand in lists."""
        display = self.display
        inline = display.diagnostics != "beneath" and "source" in display.show
        return inline and not self.toolchain.has_variants

    def with_values(self, values: Mapping[str, Any]) -> Options:
        """Return these options with other values of some fields, of whichever group."""
        groups: dict[str, dict[str, Any]] = {}
        for name, value in values.items():
            groups.setdefault(_GROUPS[name], {})[name] = value
        own = groups.pop("", {})
        for group, fields in groups.items():
            own[group] = replace(getattr(self, group), **fields)
        return replace(self, **own) if own else self


_GROUPS = groups_of(Options)

OPTIONS: Mapping[str, Option] = rows_of(Options)

# The rows that are allowed at each level.
ROWS: Mapping[Where, Mapping[str, Option]] = {
    where: {name: row for name, row in OPTIONS.items() if where in row.where} for where in Where
}
