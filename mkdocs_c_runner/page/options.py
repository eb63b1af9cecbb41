"""A fence header becomes typed options, or a list of what is wrong with it.

Each option has one parser. A parser gets the author's text and raises ValueError with what is allowed;
everything that is wrong is collected, so that the author learns of all mistakes at once.
"""

from __future__ import annotations

import os
import re
import shlex
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..engine.flags import is_allowed
from ..engine.job import (
    COMPILE_LIMITS,
    COMPILER_NAMES,
    MEBIBYTE,
    RUN_LIMITS,
    Limits,
    is_plain_name,
    type_of_stdio,
)
from .expectation import Expectation
from .values import count, decode_escapes, duration, nearest, size

PARTS = ("source", "output", "stdout", "stderr", "diagnostics", "none")

# What SuperFences' own highlighter understands: the pattern of a value, and that in words.
HIGHLIGHTER_OPTIONS = {
    "title": (r".+", "text"),
    "title_mode": (r".+", "text"),
    "linenums": (r"\d+([ \t]+\d+){0,2}", 'a number such as "1"'),
    "hl_lines": (r"\d+(-\d+)?([ \t]+\d+(-\d+)?)*", 'line numbers such as "2 4-6"'),
}

_NAME = r"[A-Za-z_][A-Za-z0-9_.+-]*"
# The compiled program has this name in the directory where it runs.
_PROGRAM = "a.out"
# What the arguments and the environment of a program may hold together; a kernel takes some more.
_LONGEST_WORDS = 64 * 1024

_ON = {"", "run", "on", "true", "yes"}
_OFF = {"off", "false", "no"}

# A terminal cuts longer lines, and acts on control characters instead of passing them on.
_LONGEST_TYPED_LINE = 4095


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the site says where a fence says nothing, and the ceilings that no page may exceed.

    Attributes:
        compiler: The compiler's name.
        std: The value of `-std=`, or empty.
        flags: Flags that stand before those of the fence.
        libs: Linker flags that stand after those of the fence.
        allowed_flags: Regular expressions for flags that pages may use beyond the built-in list.
        show: The parts that are shown, in order.
        prelude: Code that is compiled before every block.
        tools: Whether programs may execute those of /usr/bin.
        further: What else fences get that say nothing, by the names of the fields of `FenceOptions`.
        compile_limits: The limits of the compile stage.
        run_limits: The limits of the run stage.
        max_timeout: The highest `timeout` of a page, in seconds.
        max_memory: The highest `memory` of a page, in bytes.
        max_truncate: The highest `truncate` of a page, in characters.
    """

    compiler: str = "gcc"
    std: str = ""
    flags: tuple[str, ...] = ("-Wall", "-Wextra")
    libs: tuple[str, ...] = ("-lm",)
    allowed_flags: tuple[str, ...] = ()
    show: tuple[str, ...] = ("source", "output")
    prelude: str = ""
    tools: bool = False
    further: Mapping[str, Any] = field(default_factory=dict)
    compile_limits: Limits = COMPILE_LIMITS
    run_limits: Limits = RUN_LIMITS
    max_timeout: float = 30
    max_memory: int = 2048 * MEBIBYTE
    max_truncate: int = 100_000


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
        compiler: The compiler's name.
        std: The value of `-std=`, or empty.
        flags: All compiler flags.
        libs: All linker flags.
        expect: The outcome the author expects.
        expect_output: What the author expects it to print, or None.
        show: The parts that are shown, in order.
        file: The name under which the block is compiled, or empty.
        name: The name by which other blocks use it, or empty.
        uses: What it uses: `NAME` or `PAGE#NAME`.
        wrap: Whether it is statements, to be put into a `main`.
        prelude: Code that is compiled before it.
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
    compiler: str
    std: str
    flags: tuple[str, ...]
    libs: tuple[str, ...]
    expect: Expectation
    expect_output: bytes | None
    show: tuple[str, ...]
    file: str
    name: str
    uses: tuple[str, ...]
    wrap: bool
    prelude: str
    tools: bool
    title: str
    stdio: type_of_stdio
    cache: bool
    volatile: str
    compile_limits: Limits
    run_limits: Limits


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
        if name in HIGHLIGHTER_OPTIONS:
            pattern, allowed = HIGHLIGHTER_OPTIONS[name]
            if not re.fullmatch(pattern, text):
                header.ignored.append(f'{name}="{text}": must be {allowed}.')
            elif name == "title":
                found["title"] = text
            continue
        if name.startswith("data-"):
            continue
        if name not in _PARSERS:
            header.ignored.append(_unknown(name))
            continue
        try:
            found |= parse_option(name, text, defaults)
        except ValueError as error:
            header.wrong_values.append(f'{name}="{text}": {error}.')
    header.options = _combine(header.options, found)
    header.wrong_values += _contradictions(header.options)
    return header


def _contradictions(options: FenceOptions) -> Iterator[str]:
    """What cannot be had together."""
    if options.run and options.file and not options.file.endswith(".c"):
        yield f'file="{options.file}": must end in .c where the block is run.'
    if options.stdin and options.stdin_file:
        yield "stdin and stdin_file: one of them must go."
    names = [os.path.basename(path) for path in options.data]
    if len(set(names)) < len(names):
        yield f'data="{" ".join(options.data)}": two of these files have the same name.'


def parse_option(name: str, text: str, defaults: Defaults) -> dict[str, Any]:
    """The fields of `FenceOptions` that one option sets.

    Raises:
        ValueError: If the value is not allowed, with what is.
    """
    return _PARSERS[name](text, defaults)


def _default_options(defaults: Defaults) -> FenceOptions:
    options = FenceOptions(
        run=True,
        stdin=b"",
        stdin_file="",
        echo=True,
        args=(),
        env=(),
        data=(),
        compiler=defaults.compiler,
        std=defaults.std,
        flags=defaults.flags,
        libs=defaults.libs,
        expect=Expectation(),
        expect_output=None,
        show=defaults.show,
        file="",
        name="",
        uses=(),
        wrap=False,
        prelude=defaults.prelude,
        tools=defaults.tools,
        title="",
        stdio="terminal",
        cache=True,
        volatile="",
        compile_limits=defaults.compile_limits,
        run_limits=defaults.run_limits,
    )
    return replace(options, **defaults.further)


def _combine(options: FenceOptions, found: dict[str, Any]) -> FenceOptions:
    """Puts what was found into the options; some options imply others."""
    limits = {name: found.pop(name) for name in Limits.__slots__ if name in found}
    options = replace(options, **found)
    if limits:
        options = replace(options, run_limits=replace(options.run_limits, **limits))
    apart = {"stdout", "stderr"} & set(options.show)
    if apart or options.stdin_file or not _can_be_typed(options.stdin):
        options = replace(options, stdio="pipes")
    return options


def _can_be_typed(stdin: bytes) -> bool:
    printable = all(byte >= 0x20 or byte in b"\n\t" for byte in stdin) and b"\x7f" not in stdin
    return printable and all(len(line) < _LONGEST_TYPED_LINE for line in stdin.split(b"\n"))


def _unknown(name: str) -> str:
    close = nearest(name.replace("-", "_"), [*_PARSERS, *HIGHLIGHTER_OPTIONS])
    hint = f' Did you mean "{close}"?' if close else ""
    return f'There is no option "{name}".{hint}'


def _on_off(text: str) -> bool:
    if text.lower() in _ON:
        return True
    if text.lower() in _OFF:
        return False
    raise ValueError('must be "on" or "off"')


def _one_of(*choices: str) -> Callable[[str], str]:
    def parse_choice(text: str) -> str:
        if text not in choices:
            raise ValueError("must be one of " + ", ".join(choices))
        return text

    return parse_choice


def _words(text: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(text))
    except ValueError as error:
        raise ValueError(f"must be words as a shell reads them ({error})") from None


def _arguments(text: str) -> tuple[str, ...]:
    words = _words(text)
    if len(words) > 100 or any("\0" in word for word in words) or len(text) > _LONGEST_WORDS:
        raise ValueError("must be at most 100 arguments and 64 KiB, without NUL")
    return words


def _environment(text: str) -> tuple[tuple[str, str], ...]:
    pairs = [word.partition("=") for word in _words(text)]
    named = all(equals and re.fullmatch(r"[A-Za-z_]\w*", name) for name, equals, _ in pairs)
    if not named or "\0" in text or len(text) > _LONGEST_WORDS:
        raise ValueError("must be NAME=value, several of them with blanks between")
    return tuple((name, value) for name, _, value in pairs)


def _flags(text: str, defaults: Defaults) -> tuple[str, ...]:
    words = _words(text)
    patterns = defaults.allowed_flags
    refused = [
        word
        for word in words
        if not is_allowed(word) and not any(re.fullmatch(pattern, word) for pattern in patterns)
    ]
    if refused:
        names = ", ".join(refused)
        raise ValueError(f"a page may not use {names}; the site can allow it with allowed_flags")
    return words


def _standard(text: str) -> str:
    if not re.fullmatch(r"(c|gnu|iso)[a-z0-9:]+", text):
        raise ValueError("must be a C standard such as c17 or gnu11")
    return text


def _file_name(text: str) -> str:
    if not is_plain_name(text) or "." not in text or text == _PROGRAM:
        raise ValueError("must be a plain file name such as list.c or list.h")
    return text


def _name(text: str) -> str:
    if not re.fullmatch(_NAME, text):
        raise ValueError("must be a name such as list")
    return text


def _uses(text: str) -> tuple[str, ...]:
    words = tuple(text.split())
    if not words or not all(re.fullmatch(rf"([^#\s]+#)?{_NAME}", word) for word in words):
        raise ValueError("must be names of blocks, such as list or other.md#list")
    return words


def _page_files(text: str) -> tuple[str, ...]:
    """Paths of files beside the page; whether they are there is seen when they are read."""
    paths = _words(text)
    names = [os.path.basename(path) for path in paths]
    if not paths or not all(is_plain_name(name) and name != _PROGRAM for name in names):
        raise ValueError("must be files beside the page, with plain names such as scores.csv")
    return paths


def _page_file(text: str) -> str:
    if not text.strip():
        raise ValueError("must be a file beside the page")
    return text


def _parts(text: str) -> tuple[str, ...]:
    parts = tuple(text.replace(",", " ").split())
    if not parts or not set(parts) <= set(PARTS):
        raise ValueError("must be some of " + ", ".join(PARTS))
    return parts


def _pattern(text: str) -> str:
    if text == "all":
        return r"(?s).+"
    try:
        with warnings.catch_warnings(action="error"):
            matches_nothing = re.compile(text).match("")
    except (re.error, OverflowError, RecursionError, Warning) as error:
        raise ValueError(f"must be a regular expression ({error})") from None
    if matches_nothing:
        raise ValueError('must not match nothing at all; "all" stands for everything')
    return text


def _at_most(value: Any, ceiling: Any, shown: str, option: str) -> Any:
    if value > ceiling:
        raise ValueError(f"must be at most {shown}, the site's {option}")
    return value


def _timeout(text: str, defaults: Defaults) -> dict[str, Any]:
    ceiling = defaults.max_timeout
    seconds = _at_most(duration(text), ceiling, f"{ceiling:g} s", "max_timeout")
    return {"wall_time": seconds, "cpu_time": cpu_time(seconds)}


def cpu_time(wall_time: float) -> float:
    """The processor time that goes with a time limit: two busy threads may use all of it."""
    return 2 * wall_time


def _memory(text: str, defaults: Defaults) -> dict[str, Any]:
    ceiling = defaults.max_memory
    shown = f"{ceiling // MEBIBYTE}M"
    return {"memory": _at_most(size(text), ceiling, shown, "max_memory")}


def _truncate(text: str, defaults: Defaults) -> dict[str, Any]:
    ceiling = defaults.max_truncate
    return {"truncate": _at_most(count(text), ceiling, str(ceiling), "max_truncate")}


_PARSERS: dict[str, Callable[[str, Defaults], dict[str, Any]]] = {
    "run": lambda text, _: {"run": _on_off(text)},
    "stdin": lambda text, _: {"stdin": decode_escapes(text)},
    "stdin_file": lambda text, _: {"stdin_file": _page_file(text)},
    "data": lambda text, _: {"data": _page_files(text)},
    "echo": lambda text, _: {"echo": _on_off(text)},
    "args": lambda text, _: {"args": _arguments(text)},
    "env": lambda text, _: {"env": _environment(text)},
    "compiler": lambda text, _: {"compiler": _one_of(*COMPILER_NAMES)(text)},
    "std": lambda text, _: {"std": _standard(text)},
    "flags": lambda text, site: {"flags": site.flags + _flags(text, site)},
    "libs": lambda text, site: {"libs": _flags(text, site) + site.libs},
    "expect": lambda text, _: {"expect": Expectation.parse(text)},
    "show": lambda text, _: {"show": _parts(text)},
    "expect_output": lambda text, _: {"expect_output": decode_escapes(text)},
    "file": lambda text, _: {"file": _file_name(text)},
    "name": lambda text, _: {"name": _name(text)},
    "uses": lambda text, _: {"uses": _uses(text)},
    "main": lambda text, _: {"wrap": _one_of("wrap", "own")(text) == "wrap"},
    "tools": lambda text, _: {"tools": _on_off(text)},
    "stdio": lambda text, _: {"stdio": _one_of("terminal", "pipes")(text)},
    "cache": lambda text, _: {"cache": _on_off(text)},
    "volatile": lambda text, _: {"volatile": _pattern(text)},
    "timeout": _timeout,
    "memory": _memory,
    "truncate": _truncate,
}

OPTIONS = tuple(_PARSERS)
