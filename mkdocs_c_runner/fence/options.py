"""A fence header becomes typed options, or a list of what is wrong with it.

Everything that is wrong is collected, so that the author learns of all mistakes at once.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..engine.job import VIEWERS, VIEWS, Limits, type_of_stdio
from ..media.plot import Plot
from ..place import Place
from .defaults import Defaults
from .expectation import Expectation
from .table import BARE_WORDS, HIGHLIGHTER_OPTIONS, PARSERS, parse_option
from .values import nearest
from .variants import MOST_VARIANTS, Variant, variants

# A terminal cuts longer lines, and acts on control characters instead of passing them on.
_LONGEST_TYPED_LINE = 4095


@dataclass(frozen=True, slots=True)
class FenceOptions:
    """What a fence asks for, with the site's defaults filled in.

    Attributes:
        run: Whether the block is run; else its source is shown alone, and others may use it.
        stdin: What is typed into the program.
        stdin_file: The file beside the page that is piped into it, or empty.
        echo: Whether the typed text shows.
        args: The program's arguments.
        env: The program's further environment variables.
        data: The files beside the page that it finds in its directory.
        variants: The ways in which it is compiled.
        variant: The one of them that these options are of.
        std: The value of `-std=`, or empty.
        libs: All linker flags.
        expect: The outcome the author expects.
        expect_output: What the author expects it to print, or None.
        show: The parts that are shown, in order.
        fold: How many lines of output need no folding; 0 if none is folded.
        inline: Whether the compiler's messages stand beneath the lines of the source that they speak of.
        result: What the output is taken for, one of `parsers.RESULTS`.
        alt: What a picture or a chart shows, in words, or empty.
        plot: How numbers are drawn.
        header: Whether the first row of a table names its columns, or None to find out.
        layout: `tabs`, or `stack`: one below the other.
        godbolt: Whether there is a link that opens the block in Compiler Explorer.
        search: Whether what stands beneath the source is found by a search of the site.
        file: The name under which the block is compiled, or empty.
        name: The name by which other blocks use it, or empty.
        uses: What it uses: `NAME` or `PAGE#NAME`.
        wrap: Whether it is statements, to be put into a `main`.
        prelude: Code that is compiled before it.
        prelude_places: Where each line of that was written, or nothing if that is not known.
        tools: Whether the program may execute those of /usr/bin.
        title: What the highlighter puts above the code, or empty.
        stdio: One terminal, or two pipes.
        cache: Whether a kept result may be shown.
        volatile: A regular expression for output that may differ when it is checked, or empty.
        compile_limits: The limits of the compile stage.
        run_limits: The limits of the run stage.
    """

    run: bool
    stdin: bytes
    stdin_file: str
    echo: bool
    args: tuple[str, ...]
    env: tuple[tuple[str, str], ...]
    data: tuple[str, ...]
    variants: tuple[Variant, ...]
    variant: Variant
    std: str
    libs: tuple[str, ...]
    expect: Expectation
    expect_output: bytes | None
    show: tuple[str, ...]
    fold: int
    inline: bool
    godbolt: bool
    search: bool
    result: str
    alt: str
    plot: Plot
    header: bool | None
    layout: str
    file: str
    name: str
    uses: tuple[str, ...]
    wrap: bool
    prelude: str
    prelude_places: tuple[Place, ...]
    tools: bool
    title: str
    stdio: type_of_stdio
    cache: bool
    volatile: str
    compile_limits: Limits
    run_limits: Limits

    @property
    def has_notes(self) -> bool:
        """Whether there is a source with the messages in it; where compilers differ they stand in lists."""
        return self.inline and "source" in self.show and len(self.variants) == 1

    @property
    def name_of_variant(self) -> str:
        """What tells this way to compile it from the others, or empty if there is one."""
        return self.variant.label if len(self.variants) > 1 else ""

    def of_each_variant(self) -> tuple[FenceOptions, ...]:
        """The options of every way in which it is compiled."""
        if len(self.variants) == 1:
            return (self,)
        return tuple(replace(self, variant=variant) for variant in self.variants)


@dataclass(slots=True)
class ParsedHeader:
    """The options of a fence and what was wrong with its header.

    Attributes:
        options: The options, with the defaults in place of what could not be read.
        is_marked: Whether it has the word `run`.
        wrong_values: What stands in the way of running the block, a sentence each.
        ignored: What does not, a sentence each.
    """

    options: FenceOptions
    is_marked: bool = True
    wrong_values: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """All that is wrong."""
        return self.wrong_values + self.ignored


def mark(inputs: Mapping[str, object], classes: list[str]) -> bool:
    """Whether a fence is ours: it has the word `run`, as an option or as a class, or others may use it."""
    return is_run(inputs, classes) or "file" in inputs or "name" in inputs


def is_run(inputs: Mapping[str, object], classes: Iterable[str]) -> bool:
    """Whether a fence has the word `run`, as an option or as a class."""
    return "run" in inputs or "run" in classes


def parse(inputs: Mapping[str, object], defaults: Defaults, *, run: bool = True) -> ParsedHeader:
    """Reads the options of a fence of ours.

    Args:
        inputs: The options as SuperFences hands them over. A bare word has itself or None as its value.
        defaults: What the site and the page say.
        run: Whether it is run unless it says otherwise.
    """
    header = ParsedHeader(replace(_default_options(defaults), run=run), run)
    found: dict[str, Any] = {}
    for name, value in inputs.items():
        text = "" if value is None or value is True else str(value)
        if value in (None, True, name):
            text = BARE_WORDS.get(name, text)
        if name in HIGHLIGHTER_OPTIONS:
            pattern, allowed = HIGHLIGHTER_OPTIONS[name]
            if not re.fullmatch(pattern, text):
                header.ignored.append(f'{name}="{text}": must be {allowed}.')
            elif name == "title":
                found["title"] = text
            continue
        if name.startswith("data-"):
            continue
        if name not in PARSERS:
            header.ignored.append(_unknown(name))
            continue
        try:
            found |= parse_option(name, text, defaults)
        except ValueError as error:
            header.wrong_values.append(f'{name}="{text}": {error}.')
    header.options = _combine(header.options, found, defaults)
    header.wrong_values += _contradictions(header.options)
    return header


def _contradictions(options: FenceOptions) -> Iterator[str]:
    """What cannot be had together."""
    if options.run and options.file and not options.file.endswith(".c"):
        yield f'file="{options.file}": must end in .c where the block is run.'
    if options.stdin and options.stdin_file:
        yield "stdin and stdin_file: one of them must go."
    views = [view for view in VIEWS if view in options.show]
    for compiler in dict.fromkeys(variant.compiler for variant in options.variants):
        if views and compiler not in VIEWERS:
            asked, able = " ".join(options.show), " or ".join(VIEWERS)
            yield f'show="{asked}": {compiler} gives no {" and no ".join(views)}; {able} must compile this.'
    if len(options.variants) > MOST_VARIANTS:
        count = len(options.variants)
        yield f"compiler and flags: these are {count} variants, at most {MOST_VARIANTS} may be."
    names = [os.path.basename(path) for path in options.data]
    if len(set(names)) < len(names):
        yield f'data="{" ".join(options.data)}": two of these files have the same name.'


def _default_options(defaults: Defaults) -> FenceOptions:
    ways = variants(defaults.compilers, defaults.flag_sets)
    options = FenceOptions(
        run=True,
        stdin=b"",
        stdin_file="",
        echo=True,
        args=(),
        env=(),
        data=(),
        variants=ways,
        variant=ways[0],
        std=defaults.std,
        libs=defaults.libs,
        expect=Expectation(),
        expect_output=None,
        show=defaults.show,
        fold=defaults.fold,
        inline=defaults.inline,
        godbolt=defaults.godbolt,
        search=defaults.search,
        result="text",
        alt="",
        plot=Plot(),
        header=None,
        layout=defaults.layout,
        file="",
        name="",
        uses=(),
        wrap=False,
        prelude=defaults.prelude,
        prelude_places=defaults.prelude_places,
        tools=defaults.tools,
        title="",
        stdio="terminal",
        cache=True,
        volatile="",
        compile_limits=defaults.compile_limits,
        run_limits=defaults.run_limits,
    )
    return replace(options, **defaults.further)


def _combine(options: FenceOptions, found: dict[str, Any], defaults: Defaults) -> FenceOptions:
    """Puts what was found into the options; some options imply others."""
    compilers = found.pop("compilers", defaults.compilers)
    flag_sets = found.pop("flag_sets", defaults.flag_sets)
    if (compilers, flag_sets) != (defaults.compilers, defaults.flag_sets):
        ways = variants(compilers, flag_sets)
        options = replace(options, variants=ways, variant=ways[0])
    limits = {name: found.pop(name) for name in Limits.__slots__ if name in found}
    options = replace(options, **found)
    if limits:
        options = replace(options, run_limits=replace(options.run_limits, **limits))
    if options.result != "text":  # half a picture is none
        whole = replace(options.run_limits, truncate=options.run_limits.output)
        options = replace(options, stdio="pipes", run_limits=whole)
    apart = {"stdout", "stderr"} & set(options.show)
    if apart or options.stdin_file or not _can_be_typed(options.stdin):
        options = replace(options, stdio="pipes")
    if options.has_notes and "diagnostics" not in options.show:
        behind = options.show.index("source") + 1  # what has no line to stand beneath
        show = (*options.show[:behind], "diagnostics", *options.show[behind:])
        options = replace(options, show=show)
    return options


def _can_be_typed(stdin: bytes) -> bool:
    printable = all(byte >= 0x20 or byte in b"\n\t" for byte in stdin) and b"\x7f" not in stdin
    return printable and all(len(line) < _LONGEST_TYPED_LINE for line in stdin.split(b"\n"))


def _unknown(name: str) -> str:
    close = nearest(name.replace("-", "_"), [*PARSERS, *HIGHLIGHTER_OPTIONS])
    hint = f' Did you mean "{close}"?' if close else ""
    return f'There is no option "{name}".{hint}'
