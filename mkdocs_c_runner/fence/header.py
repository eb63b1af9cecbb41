"""A fence header becomes typed options and a list of all that is wrong with it, so that authors learn of it at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from ..bounds import TOLD_MISTAKES, VARIANTS
from ..engine.job import RUN_LIMITS
from ..engine.toolchain.languages import CONSOLE, C, Language, language_of_file
from . import highlighter
from .abilities import beyond_compiler
from .highlighter import HIGHLIGHTER_OPTIONS
from .layers import read
from .meant import meant_option, meant_whole
from .options import ROWS, Options
from .rules import Rules
from .table import FENCE
from .values import hint, shortened
from .variants import Words

# A terminal cuts longer lines, and acts on control characters instead of passing them on.
_LONGEST_TYPED_LINE = 4095
# Those that are typed as they are: besides line feed and tab, Ctrl+C and Ctrl+D.
_TYPED = b"\n\t\x03\x04"

_OPTIONS = ROWS[FENCE]

# The parts that a program prints.
_PRINTED = ("output", "stdout", "stderr")

# The value of `run` that runs a block in an HTML comment.
IN_COMMENTS = "anyway"


@dataclass(slots=True)
class ParsedHeader:
    """The options of a fence and the mistakes in its header.

    Attributes:
        options: The options, with those of the page in place of values that cannot be used.
        is_marked: Whether the fence has the word `run`.
        wrong_values: Mistakes that keep the block from running, a sentence each.
        ignored: Mistakes that do not, a sentence each.
        emphasized: The lines that the highlighter is to emphasize, as they are written.
        in_comments: Whether the block is run in an HTML comment too.
    """

    options: Options
    is_marked: bool = True
    wrong_values: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    emphasized: str = ""
    in_comments: bool = False

    @property
    def problems(self) -> list[str]:
        """All mistakes."""
        return self.wrong_values + self.ignored


# The options that may have any text as their value, so that a bare word would be taken for one.
_TEXTS = ("stdin", "args", "expect_output")


def is_marked(inputs: Mapping[str, object], classes: list[str], language: Language = C) -> bool:
    """Return whether a fence is ours: it has the word `run`, or a name by which other blocks may use it."""
    is_named = language is not CONSOLE and ("file" in inputs or "name" in inputs)
    return is_named or is_run(inputs, classes)


def is_run(inputs: Mapping[str, object], classes: Iterable[str]) -> bool:
    """Return whether a fence has the word `run`, as an option or as a class."""
    return "run" in inputs or "run" in classes


def parse(
    inputs: Mapping[str, object],
    page: Options,
    rules: Rules,
    *,
    run: bool = True,
    language: Language = C,
) -> ParsedHeader:
    """Read the options of a fence of ours.

    Args:
        inputs: The options as SuperFences hands them over. A bare word has itself or None as its value.
        page: The options of the page.
        rules: The ceilings and permissions of the site.
        run: Whether the block is run unless the fence says otherwise.
        language: The language of the fence.
    """
    given = _sorted(inputs)
    in_comments = given.entries.get("run") == IN_COMMENTS
    if in_comments:
        given.entries["run"] = "on"
    below = page if page.run is run else replace(page, run=run)
    options, problems = read(_in_language(below, language), given.entries, FENCE, rules)
    title = highlighter.words_of(given.checked.get("title", ""), inputs.get("title_mode"))
    if "stdin" in given.entries:
        options = options.with_values({"has_own_stdin": True})
    if options.names.again or language is CONSOLE:
        options = replace(
            options, given=tuple(name for name in (*given.entries, *given.checked) if name != "run")
        )
    options = with_implied(options, title, is_shown_so="show" in given.entries)
    reasons = [f'{problem.name}="{problem.text}": {problem.reason}.' for problem in problems]
    wrong = [*reasons, *_contradictions(options), *given.unknown]
    emphasized = given.checked.get("hl_lines", "")
    return ParsedHeader(options, run, wrong, given.ignored, emphasized, in_comments)


def _in_language(page: Options, language: Language) -> Options:
    """Return the options of a page as they hold for its blocks in a language: a standard of another one does not."""
    values = {}
    if page.names.default_file != language.default_file:
        values["default_file"] = language.default_file
    if page.toolchain.std and not language.standard.fullmatch(page.toolchain.std):
        values["std"] = ""
    return page.with_values(values)


class _Given(NamedTuple):
    """The options of a fence by kind.

    Attributes:
        entries: Those of ours.
        checked: Those of the highlighter that can be used.
        ignored: The mistakes in the others of the highlighter.
        unknown: The mistakes in all others.
    """

    entries: dict[str, object]
    checked: dict[str, str]
    ignored: list[str]
    unknown: list[str]


def _sorted(inputs: Mapping[str, object]) -> _Given:
    """Return the options that are ours, those of the highlighter, and what is wrong with all others."""
    given = _Given({}, {}, [], [])
    strange = 0
    # Quotes in a value that are meant to be hidden by a backslash end it.
    is_cut = any(isinstance(value, str) and value.endswith("\\") for value in inputs.values())
    for name, value in inputs.items():
        if name in _TEXTS and value in (None, True, name):
            given.unknown.append(f'"{name}" has no value: write {name}="TEXT", with your text.')
        elif name in _OPTIONS:
            given.entries[name] = value
        elif name in HIGHLIGHTER_OPTIONS:
            _sort_for_highlighter(name, value, given)
        elif is_cut and value in (None, True, name):
            continue  # a word of that value
        elif not name.startswith("data-"):
            strange += 1
            if strange <= TOLD_MISTAKES:
                given.unknown.append(_unknown(name))
    if strange > TOLD_MISTAKES:
        given.unknown.append(f"There are {strange - TOLD_MISTAKES} more options that do not exist.")
    return given


def _sort_for_highlighter(name: str, value: object, given: _Given) -> None:
    text = "" if value is None or value is True else str(value)
    try:
        highlighter.check(name, text)
    except ValueError as error:
        given.ignored.append(f'{name}="{shortened(text)}": {error}.')
    else:
        given.checked[name] = text


def with_implied(options: Options, title: str = "", *, is_shown_so: bool = True) -> Options:
    """Add the title, and the options that others imply.

    Args:
        options: The options.
        title: The title.
        is_shown_so: Whether the fence itself says which parts are shown.
    """
    process, display = options.process, options.display
    values: dict[str, Any] = {"title": title} if title else {}
    if not is_shown_so:
        options = _with_usual_parts(options)
        display = options.display
    if display.result != "text":  # half a picture is none
        values["truncate"] = RUN_LIMITS.output
    is_text = display.result == "text" and not {"stdout", "stderr"} & set(display.show)
    if not is_text or options.names.stdin_file or not can_be_typed(process.stdin):
        values["stdio"] = "pipes"
    if options.has_notes and display.diagnostics == "inline" and "diagnostics" not in display.show:
        behind = display.show.index("source") + 1  # messages that have no line to stand beneath
        values["show"] = (*display.show[:behind], "diagnostics", *display.show[behind:])
    if "command" in (show := values.get("show", display.show)):
        values["show"] = _with_command_above_output(show)
    return options.with_values(values) if values else options


def _with_usual_parts(options: Options) -> Options:
    """Return the options of a fence that has the parts of its page: a first step changes nothing."""
    names, show = options.names, options.display.show
    if "changes" in show and not names.extends:
        those = [part for part in show if part != "changes" or "source" not in show]
        return options.with_values(
            {"show": tuple("source" if part == "changes" else part for part in those)}
        )
    if names.since and names.extends and "changes" not in show:
        return options.with_values(
            {"show": tuple("changes" if part == "source" else part for part in show)}
        )
    return options


def _with_command_above_output(show: Words) -> Words:
    """Return parts with the command line directly above the first part that a program prints, if there is one."""
    others = [part for part in show if part != "command"]
    printed = (index for index, part in enumerate(others) if part in _PRINTED)
    index = next(printed, show.index("command"))
    return (*others[:index], "command", *others[index:])


def can_be_typed(stdin: bytes) -> bool:
    """Return whether input can be typed at a terminal, and is not changed by it."""
    printable = all(byte >= 0x20 or byte in _TYPED for byte in stdin) and b"\x7f" not in stdin
    return printable and all(len(line) < _LONGEST_TYPED_LINE for line in stdin.split(b"\n"))


def _contradictions(options: Options) -> Iterator[str]:
    """Yield a sentence for each set of options that exclude each other."""
    names, toolchain = options.names, options.toolchain
    language = language_of_file(names.default_file)
    if options.run and names.file and not names.file.endswith(language.sources):
        endings = " or ".join(language.sources)
        remedy = (
            " Remove run; another block that extends this one, or uses it, runs it."
            if names.extends
            else ""
        )
        yield f'file="{names.file}": must end in {endings} where the block is run.{remedy}'
    if toolchain.std and not language.standard.fullmatch(toolchain.std):
        yield f'std="{toolchain.std}": must be {language.kind_of_standard}.'
    if options.process.stdin and names.stdin_file:
        yield "stdin and stdin_file cannot be combined; remove one."
    yield from beyond_compiler(options)
    yield from _nothing_to_compare(options)
    count = len(toolchain.compiler) * len(toolchain.flags)
    if count > VARIANTS:
        yield f"compiler and flags: these are {count} variants, but at most {VARIANTS} are allowed."
    files = [os.path.basename(path) for path in names.data]
    if len(set(files)) < len(files):
        yield f'data="{" ".join(names.data)}": two of these files have the same name.'


def _nothing_to_compare(options: Options) -> Iterator[str]:
    """Yield why there is nothing that a block changes, or nothing that it shows of it."""
    names, show = options.names, options.display.show
    if "changes" in show and not names.extends:
        yield (
            f'show="{" ".join(show)}": changes are those in the program that a block extends; '
            'add extends="NAME" with the name of that block, or remove changes.'
        )
    elif names.since and names.extends and "changes" not in show:
        yield f'since="{names.since}": is for blocks that show changes; add show="changes output".'


def _unknown(name: str) -> str:
    if whole := meant_whole(name):
        return f'There is no option "{shortened(name)}": write {whole} in its place.'
    known = [*_OPTIONS, *HIGHLIGHTER_OPTIONS]
    lower = name.lower()
    close = lower if lower in known and lower != "run" else meant_option(name, known)
    return f'There is no option "{shortened(name)}"{hint(close)}.'
