"""Lines of a session that compile a program: `gcc -Wall bank.c -o bank`, under the rules for the flags of pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ..engine.job import PROGRAM_NAME, Job, SourceFile, is_plain_name
from ..engine.toolchain.compilers import COMPILER_NAMES
from ..engine.toolchain.languages import is_source
from ..engine.toolchain.named_compilers import is_compiler, meant
from ..fence import shell_words

_COMPILERS = {"cc": "gcc", **{name: name for name in COMPILER_NAMES}}

# What a shell acts on. Between quotes a compiler needs none of it either.
_OF_SHELL = re.compile(r"[|&;<>()$`*?\n]")
# Flags that end a compilation before there is a program.
_PARTS = frozenset({"-c", "-S", "-E", "-M", "-MM", "-fsyntax-only"})
_OTHERS = re.compile(r"^[^/]{0,30}(?:gcc|clang)[^/]{0,30}$")
_FIRST = re.compile(r"[^\s|&;<>()$`]{1,40}")


def is_compile_line(command: str) -> bool:
    """Return whether a command of a session is that of a compiler."""
    first = _FIRST.match(command)
    return first is not None and (first[0] in _COMPILERS or _is_another(first[0]))


def _is_another(word: str) -> bool:
    """Whether a word is the name of a compiler that sessions do not have, such as `gcc-13` or `musl-gcc`."""
    return _OTHERS.search(word) is not None and (is_compiler(word) or meant(word) is not None)


def compile_job(command: str, files: Mapping[str, bytes], allow_flag: Callable[[str], bool]) -> Job:
    """Return the job of such a command: to compile the named sources to a program with a name.

    Args:
        command: The command.
        files: The files of the session.
        allow_flag: Returns whether pages may use a flag.

    Raises:
        ValueError: If it cannot be executed, with the reason.
    """
    if _OF_SHELL.search(command):
        raise ValueError(
            "a compiler has a line of its own, without signs such as &&, | and > that are for a shell"
        )
    first, *words = shell_words.split(command)
    if first not in _COMPILERS:
        known = ", ".join(_COMPILERS)
        raise ValueError(f"{first} is no compiler of sessions: write one of {known}")
    program, sources = PROGRAM_NAME, []
    flags: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "-o":
            program = next(rest, "")
        elif word.startswith("-"):
            flags.append(word)
        else:
            sources.append(word)
    _check(program, sources, flags, files, allow_flag)
    headers = [name for name in files if not is_source(name) and name.endswith(".h")]
    return Job(
        sources=tuple(
            SourceFile(name, files[name]) for name in dict.fromkeys((*sources, *headers))
        ),
        compiler=_COMPILERS[first],
        flags=tuple(flag for flag in flags if not flag.startswith("-l")),
        libs=tuple(flag for flag in flags if flag.startswith("-l")),
        program=program,
    )


def _check(
    program: str,
    sources: list[str],
    flags: list[str],
    files: Mapping[str, bytes],
    allow_flag: Callable[[str], bool],
) -> None:
    for flag in flags:
        if flag in _PARTS:
            raise ValueError(
                f"{flag} makes no program: name all sources in one line, as in gcc main.c list.c -o bank"
            )
        if not allow_flag(flag):
            raise ValueError(f"a page may not use {flag}; the site can allow it with allowed_flags")
    if not is_plain_name(program) or program in files:
        raise ValueError("-o takes a plain name such as bank, which no file has")
    if not sources:
        raise ValueError("the compiler needs a source such as main.c")
    for name in sources:
        if name not in files or not is_source(name):
            known = ", ".join(filter(is_source, files)) or "none"
            raise ValueError(
                f'{name} is no source of the session; there is {known}. A block with file="{name}" in uses is one'
            )
