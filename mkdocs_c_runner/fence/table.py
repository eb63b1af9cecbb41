"""One parser for each option of a fence.

A parser gets the author's text and what the site says, and returns the fields of `FenceOptions` that the option
sets. It raises ValueError with what is allowed, in words that follow the option and its value.
"""

from __future__ import annotations

import os
import re
import shlex
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from ..engine.job import COMPILER_NAMES, MEBIBYTE, is_plain_name, is_plain_path
from ..engine.toolchain.flags import is_allowed
from ..media import KINDS
from ..media.plot import plot_of
from .defaults import Defaults
from .expectation import Expectation
from .values import count, decode_escapes, duration, size
from .variants import alternatives, combined

# The kinds of output; all but plain text are those of `media`.
RESULTS = ("text", *KINDS)

PARTS = (
    *("source", "output", "stdout", "stderr", "diagnostics"),
    *("asm", "preprocessed", "compiler", "none"),
)

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


def compilers(text: str) -> tuple[str, ...]:
    """The names of one or several compilers.

    Raises:
        ValueError: If there is none, or one is not known.
    """
    names = tuple(dict.fromkeys(text.replace(",", " ").split()))
    if not names or not set(names) <= set(COMPILER_NAMES):
        raise ValueError(f"must be one or several of {', '.join(COMPILER_NAMES)}")
    return names


def _flags(words: tuple[str, ...], defaults: Defaults) -> tuple[str, ...]:
    patterns = defaults.allowed_flags
    refused = [
        word
        for word in words
        if not is_allowed(word) and not any(re.fullmatch(pattern, word) for pattern in patterns)
    ]
    if refused:
        names = ", ".join(refused)
        meant = [next(filter(is_allowed, (f"-l{word}", f"-{word}")), "") for word in refused]
        if all(meant):
            raise ValueError(f'a page may not use {names} (did you mean "{" ".join(meant)}"?)')
        raise ValueError(f"a page may not use {names}; the site can allow it with allowed_flags")
    return words


def _flag_sets(text: str, defaults: Defaults) -> tuple[tuple[str, ...], ...]:
    sets = alternatives(_words(text.replace("|", " | ")))
    return combined(defaults.flag_sets, [_flags(words, defaults) for words in sets])


def _standard(text: str) -> str:
    if not re.fullmatch(r"(c|gnu|iso)[a-z0-9:]+", text):
        raise ValueError("must be a C standard such as c17 or gnu11")
    return text


def _file_name(text: str) -> str:
    if not is_plain_path(text) or "." not in text or text.split("/", maxsplit=1)[0] == _PROGRAM:
        raise ValueError("must be a plain file name such as list.c or list.h, or lib/list.h")
    return text


def _name(text: str) -> str:
    if not re.fullmatch(_NAME, text):
        raise ValueError("must be a name such as list")
    return text


def _uses(text: str) -> tuple[str, ...]:
    words = tuple(text.split())
    if not words or not all(
        re.fullmatch(rf"([^#\s]+#)?{_NAME}(/{_NAME})*", word) for word in words
    ):
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


def folding(text: str) -> int:
    """How many lines of output need no folding; 0 if none is folded.

    Raises:
        ValueError: If it is neither a number nor `off`.
    """
    if text.lower() in _OFF:
        return 0
    if not text.isdecimal() or int(text) < 2:
        raise ValueError('must be a number of lines from 2, or "off"')
    return int(text)


def _result(text: str, defaults: Defaults) -> str:
    result = _one_of(*RESULTS)(text)
    if result in KINDS and KINDS[result].needs_allow_html and not defaults.allow_html:
        raise ValueError("needs allow_html: true in mkdocs.yml, for such output can hold any HTML")
    return result


def _words_for_a_picture(text: str) -> str:
    if not text.strip():
        raise ValueError("must say what there is to see")
    return text


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


PARSERS: Mapping[str, Callable[[str, Defaults], dict[str, Any]]] = {
    "run": lambda text, _: {"run": _on_off(text)},
    "stdin": lambda text, _: {"stdin": decode_escapes(text)},
    "stdin_file": lambda text, _: {"stdin_file": _page_file(text)},
    "data": lambda text, _: {"data": _page_files(text)},
    "echo": lambda text, _: {"echo": _on_off(text)},
    "args": lambda text, _: {"args": _arguments(text)},
    "env": lambda text, _: {"env": _environment(text)},
    "compiler": lambda text, _: {"compilers": compilers(text)},
    "std": lambda text, _: {"std": _standard(text)},
    "flags": lambda text, site: {"flag_sets": _flag_sets(text, site)},
    "libs": lambda text, site: {"libs": _flags(_words(text), site) + site.libs},
    "expect": lambda text, _: {"expect": Expectation.parse(text)},
    "show": lambda text, _: {"show": _parts(text)},
    "fold": lambda text, _: {"fold": folding(text)},
    "result": lambda text, site: {"result": _result(text, site)},
    "alt": lambda text, _: {"alt": _words_for_a_picture(text)},
    "plot": lambda text, _: {"result": "plot", "plot": plot_of(text)},
    "header": lambda text, _: {"header": _on_off(text)},
    "diagnostics": lambda text, _: {"inline": _one_of("beneath", "inline")(text) == "inline"},
    "layout": lambda text, _: {"layout": _one_of("stack", "tabs")(text)},
    "godbolt": lambda text, _: {"godbolt": _on_off(text)},
    "search": lambda text, _: {"search": _on_off(text)},
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

OPTIONS = tuple(PARSERS)

# What an option means whose name stands alone.
BARE_WORDS = dict.fromkeys(("cache", "echo", "godbolt", "header", "search", "tools"), "on") | {
    "volatile": "all"
}


def parse_option(name: str, text: str, defaults: Defaults) -> dict[str, Any]:
    """The fields of `FenceOptions` that one option sets.

    Raises:
        ValueError: If the value is not allowed, with what is.
    """
    return PARSERS[name](text, defaults)
