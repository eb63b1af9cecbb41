"""Parsers of values, each for one kind of option.

A parser gets the author's text and returns a value, or raises ValueError with what is allowed, in words that follow the
option and its value: `flags="-I/etc": a page may not use -I/etc`. A `Kind` in capitals also says how mkdocs.yml spells
the value, or depends on what the site allows.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any, TypeVar

from ..bounds import VARIANTS
from ..engine.job import MEBIBYTE, PROGRAM_NAME, is_plain_name, is_plain_path
from ..engine.toolchain.compilers import COMPILER_NAMES
from ..engine.toolchain.flags import is_allowed
from ..engine.toolchain.languages import LANGUAGES
from ..engine.toolchain.named_compilers import is_compiler, kinds_of_names, meant
from ..media import KINDS
from . import from_yaml, shell_words
from .meant import refusal
from .rules import Rules
from .table import Kind, plain
from .values import count, duration, hint, memory, shortened
from .variants import Words, alternatives, combined

# The kinds of output; all but plain text are those of `media`.
RESULTS = ("text", *KINDS)

PARTS = (
    *("source", "command", "output", "stdout", "stderr", "diagnostics"),
    *("asm", "preprocessed", "symbols", "sections", "disassembly", "memory", "compiler"),
    *("changes", "program", "data", "figures", "none"),
)

# Where readers may run a block: in their browsers, or nowhere. A site may also name a server.
BROWSER = "browser"
PLAYGROUNDS = (BROWSER, from_yaml.OFF)

NAME = r"[A-Za-z_][A-Za-z0-9_.+-]{0,99}"
# The arguments or the environment of a program may have this many characters; a kernel takes some more.
_LONGEST_WORDS = 64 * 1024

_ON = {"", "run", "on", "true", "yes"}
_OFF = {"off", "false", "no"}

Choice = TypeVar("Choice", bound=str)


def on_off(text: str) -> bool:
    """Read a switch."""
    if text.lower() in _ON:
        return True
    if text.lower() in _OFF:
        return False
    raise ValueError('must be "on" or "off"')


def chosen(*choices: Choice) -> Callable[[str], Choice]:
    """Return a parser of one of these words."""

    def parse_choice(text: str) -> Choice:
        for choice in choices:
            if choice == text:
                return choice
        allowed = f"must be one of {', '.join(choices)}"
        raise ValueError(refusal(allowed, [text], choices))

    return parse_choice


def one_of(*choices: Choice) -> Kind[Choice]:
    """Return the kind of value that is one of these words."""
    return plain(chosen(*choices))


def _words(text: str) -> Words:
    try:
        return shell_words.split(text)
    except ValueError as error:
        raise ValueError(f"must be words as a shell reads them ({error})") from None


def arguments(text: str) -> Words:
    """Split arguments as a shell does."""
    words = _words(text)
    if len(words) > 100 or any("\0" in word for word in words) or len(text) > _LONGEST_WORDS:
        raise ValueError("must be at most 100 arguments and 64 KiB, without NUL")
    return words


def program(text: str) -> str:
    """Read the name of a program."""
    if not is_plain_name(text):
        raise ValueError("must be a plain name such as bank, without a directory")
    return text


def environment(text: str) -> tuple[tuple[str, str], ...]:
    """Read environment variables: pairs of a name and a value."""
    pairs = [word.partition("=") for word in _words(text)]
    named = all(equals and re.fullmatch(r"[A-Za-z_]\w*", name) for name, equals, _ in pairs)
    if not named or "\0" in text or len(text) > _LONGEST_WORDS:
        raise ValueError("must be one or more NAME=value, separated by spaces")
    return tuple((name, value) for name, _, value in pairs)


def compilers(text: str) -> Words:
    """Read the names of one or several compilers."""
    names = tuple(dict.fromkeys(text.replace(",", " ").split()))
    if not names or not all(map(is_compiler, names)):
        known = (*COMPILER_NAMES, *filter(is_compiler, names))
        slips = (meant(name) for name in names if name not in known)
        raise ValueError(
            refusal(
                f"must be one or several of {kinds_of_names()}", names, known, next(slips, None)
            )
        )
    return names


def _allowed(words: Words, rules: Rules) -> Words:
    """Return the flags of a page if the site allows all of them."""
    refused = [word for word in words if not rules.allow_flag(word)]
    if refused:
        names = shortened(", ".join(refused))
        meant = [next(filter(is_allowed, (f"-l{word}", f"-{word}")), "") for word in refused]
        if all(meant):
            raise ValueError(f"a page may not use {names}{hint(' '.join(meant))}")
        raise ValueError(f"a page may not use {names}; the site can allow it with allowed_flags")
    return words


def _flags(text: str, below: tuple[Words, ...], rules: Rules) -> tuple[Words, ...]:
    """Read sets of flags, each of which follows each set of the level below."""
    sets = alternatives(_words(text.replace("|", " | ")))
    if len(below) * len(sets) > VARIANTS:
        more = f" for each of {len(below)} sets of the page" if len(below) > 1 else ""
        raise ValueError(
            f"these are {len(sets)} sets of flags{more}, but at most {VARIANTS} are allowed"
        )
    return combined(below, [_allowed(words, rules) for words in sets])


def _libs(text: str, below: Words, rules: Rules) -> Words:
    """Read linker flags, which come before those of the level below."""
    return _allowed(_words(text), rules) + below


def standard(text: str) -> str:
    """Read the name of a standard of a language."""
    if not any(language.standard.fullmatch(text) for language in LANGUAGES):
        kinds = " or ".join(language.kind_of_standard for language in LANGUAGES)
        meant = text.lower().replace(" ", "").removeprefix("-std=")
        meant = f"c{meant}" if re.fullmatch(r"\d[\dx]", meant) else meant
        is_known = any(language.standard.fullmatch(meant) for language in LANGUAGES)
        raise ValueError(f"must be {kinds}{hint(meant if is_known else None)}")
    return text


def file_name(text: str) -> str:
    """Read the name of a source file, perhaps in directories."""
    if not is_plain_path(text) or "." not in text or text.split("/", maxsplit=1)[0] == PROGRAM_NAME:
        raise ValueError("must be a plain file name such as list.c or list.h, or lib/list.h")
    return text


def name(text: str) -> str:
    """Read the name of a block."""
    if len(text) > 100:
        raise ValueError("must have at most 100 characters")
    if not re.fullmatch(NAME, text):
        raise ValueError("must be a name such as list")
    return text


def page_files(text: str) -> Words:
    """Read the paths of files beside the page; only reading the files shows whether they exist."""
    paths = _words(text)
    if not _are_files(paths):
        meant = tuple(text.replace(",", " ").split())
        close = hint(" ".join(meant) if _are_files(meant) else None)
        names = "files beside the page, with plain names such as scores.csv"
        raise ValueError(f"must be {names}{close}")
    return paths


def _are_files(paths: Words) -> bool:
    names = [os.path.basename(path) for path in paths]
    return bool(names) and all(is_plain_name(name) and name != PROGRAM_NAME for name in names)


def page_file(text: str) -> str:
    """Read the path of one file beside the page."""
    if not text.strip():
        raise ValueError("must be a file beside the page")
    return text


def parts(text: str) -> Words:
    """Read the parts of a block that are shown, in order."""
    words = tuple(text.replace(",", " ").split())
    if not words or not set(words) <= set(PARTS):
        allowed = f"must be some of {', '.join(PARTS)}"
        raise ValueError(refusal(allowed, words, PARTS))
    return words


def folding(text: str) -> int:
    """Read how many lines of output need no folding; 0 if nothing is folded."""
    if text.lower() in _OFF:
        return 0
    if not (text.isdecimal() and len(text) <= 18) or int(text) < 2:
        raise ValueError('must be a number of lines from 2, or "off"')
    return int(text)


def _result(text: str, _below: str, rules: Rules) -> str:
    result = chosen(*RESULTS)(text)
    if result in KINDS and KINDS[result].needs_allow_html and not rules.allow_html:
        raise ValueError(
            "needs allow_html: true in mkdocs.yml, because such output can contain any HTML"
        )
    return result


def description(text: str) -> str:
    """Read the words that describe a picture."""
    if not text.strip():
        raise ValueError("must describe the picture")
    return text


def _at_most(value: Any, ceiling: Any, shown: str, option: str) -> Any:
    if value > ceiling:
        raise ValueError(f"must be at most {shown}, the site's {option}")
    return value


def _timeout(text: str, _below: float, rules: Rules) -> float:
    ceiling = rules.max_timeout
    seconds: float = _at_most(duration(text), ceiling, f"{ceiling:g} s", "max_timeout")
    return seconds


def _memory(text: str, _below: int, rules: Rules) -> int:
    ceiling = rules.max_memory
    bytes_: int = _at_most(memory(text), ceiling, f"{ceiling // MEBIBYTE}M", "max_memory")
    return bytes_


def _truncate(text: str, _below: int, rules: Rules) -> int:
    ceiling = rules.max_truncate
    characters: int = _at_most(count(text), ceiling, str(ceiling), "max_truncate")
    return characters


def _flags_of_site(value: object) -> tuple[Words, ...]:
    return alternatives(from_yaml.words()(value))


def _compilers_of_site(value: object) -> Words:
    return compilers(" ".join(from_yaml.words(compilers)(value)))


SWITCH = Kind(lambda text, _below, _rules: on_off(text), from_yaml.switch)
CODE = Kind(lambda text, _below, _rules: text, from_yaml.text)
COMPILERS = Kind(lambda text, _below, _rules: compilers(text), _compilers_of_site)
STANDARD = Kind(lambda text, _below, _rules: standard(text), from_yaml.text)
FLAGS = Kind(_flags, _flags_of_site)
LIBS = Kind(_libs, from_yaml.words())
SHOWN_PARTS = Kind(lambda text, _below, _rules: parts(text), from_yaml.words(chosen(*PARTS)))
RESULT = Kind(_result, from_yaml.choice(*RESULTS))
PLAYGROUND = Kind(
    lambda text, _below, _rules: chosen(*PLAYGROUNDS)(text),
    from_yaml.address("endpoint", *PLAYGROUNDS),
)
TIMEOUT = Kind(_timeout, from_yaml.parsed(duration))
MEMORY = Kind(_memory, from_yaml.parsed(memory))
TRUNCATE = Kind(_truncate, from_yaml.parsed(count))
