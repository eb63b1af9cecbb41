"""Lines of a session that compile: `gcc -Wall bank.c -o bank`, `gcc -c list.c`, under the rules for flags of pages."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from ..engine.job import PROGRAM_NAME, Job, Line, SourceFile, is_plain_path
from ..engine.toolchain.compilers import COMPILER_NAMES
from ..engine.toolchain.languages import is_source
from ..engine.toolchain.named_compilers import is_compiler, meant
from ..fence import shell_words

_COMPILERS = {"cc": "gcc", **{name: name for name in COMPILER_NAMES}}

# What a shell acts on. Between quotes a compiler needs none of it either.
_OF_SHELL = re.compile(r"&&|\|\||2?>&1|[|&;<>()$`*?\n]")
# Words and quoted texts of a line up to a comment.
_BEFORE_COMMENT = re.compile(
    r"""(?:[^\s'"\\#]|\\.|'[^']*+'|"(?:[^"\\]|\\.)*+"|(?<!\s)#|\s(?!\#))*+""", re.DOTALL
)
# The end of a line that goes on in the next one.
_JOINED = "\\\n"
_BETWEEN_COMMANDS = frozenset(("&&", "||", "|", ";", "\n"))
_OF_PATTERNS = frozenset("*?")
# Flags that end a compilation before there is a program, with the ending of the file that it makes of a source.
_PARTS = {"-c": ".o", "-S": ".s"}
# Flags with which it makes no file.
_NOTHING = frozenset({"-E", "-M", "-MM", "-fsyntax-only", "--version", "--help", "-dumpversion"})
# Flags whose value may be the next word.
_WITH_VALUE = frozenset({"-D", "-U", "-l"})
# Flags whose value is the next word, so that no site can allow them, and what to write instead.
_HEADER_OF_SOURCE = 'a source says itself what it includes: write #include "{value}" into it'
_INSTEAD = {
    "-x": "the ending of a source says its language, as in main.c: write the line without {flag} {value}",
    "-include": _HEADER_OF_SOURCE,
    "-imacros": _HEADER_OF_SOURCE,
    **dict.fromkeys(
        ("-iquote", "-isystem", "-idirafter"),
        "a directory with headers stands behind -I: -I{value}",
    ),
}
_OBJECT = ".o"
# The flag that names a directory with headers, here one of the session.
_HEADERS = "-I"
_OTHERS = re.compile(r"^[^/]{0,30}(?:gcc|clang)[^/]{0,30}$")
_MAKES = frozenset({"make", "gmake", "cmake", "ninja"})
_FIRST = re.compile(r"[^\s|&;<>()$`]{1,40}")


def is_compile_line(command: str) -> bool:
    """Return whether a command of a session is that of a compiler."""
    first = _FIRST.match(command)
    return first is not None and (first[0] in _COMPILERS or _is_another(first[0]))


def is_make_line(command: str) -> bool:
    """Return whether a command of a session has others decide what is compiled."""
    first = _FIRST.match(command)
    return first is not None and first[0] in _MAKES


def _is_another(word: str) -> bool:
    """Whether a word is the name of a compiler that sessions do not have, such as `gcc-13` or `musl-gcc`."""
    return _OTHERS.search(word) is not None and (is_compiler(word) or meant(word) is not None)


def compile_line(
    command: str, files: Mapping[str, bytes], allow_flag: Callable[[str], bool]
) -> Line:
    """Return the line of such a command: what it compiles, and what it makes of that.

    Args:
        command: The command.
        files: The files of the session.
        allow_flag: Returns whether pages may use a flag.

    Raises:
        ValueError: If it cannot be executed, with the reason.
    """
    joined = command.replace(_JOINED, "")
    before = _BEFORE_COMMENT.match(joined)
    whole = before[0] if before and joined[before.end() :].lstrip().startswith("#") else joined
    if sign := _OF_SHELL.search(whole):
        raise ValueError(_for_shell(sign[0], whole, files))
    first, *rest = shell_words.split(whole)
    if first not in _COMPILERS:
        known = ", ".join(_COMPILERS)
        raise ValueError(f"{first} is no compiler of sessions: write one of {known}")
    words = _words(rest)
    _check_flags(words, allow_flag)
    _check_files(words, files)
    if words.kind:
        names = _names_of_parts(words, files)
        parts = zip(names, words.sources, strict=True)
        return Line(
            command, parts=tuple(_job(first, words, files, name, [one]) for name, one in parts)
        )
    program = _output(words, files, PROGRAM_NAME)
    return Line(command, _job(first, words, files, program, words.sources))


def _for_shell(sign: str, command: str, files: Mapping[str, bytes]) -> str:
    """Return why a line of a compiler cannot have a sign on which a shell acts, and what to write."""
    if sign in _BETWEEN_COMMANDS:
        shown = "a line break" if sign == "\n" else sign
        return f"a compiler has a line of its own: write what stands beside {shown} as another one"
    if sign in _OF_PATTERNS:
        pattern = next(word for word in command.split() if sign in word)
        depth = pattern.count("/")
        known = " ".join(
            name
            for name in filter(is_source, files)
            if name.count("/") == depth and fnmatchcase(name, pattern)
        )
        named = f": {known}" if known else ""
        return f"no shell reads this line, so write out the names that {pattern} stands for{named}"
    return f"no shell reads this line, so write it without {sign}"


@dataclass
class _Words:
    """The words of the command behind the name of the compiler.

    Attributes:
        output: The word behind `-o`, or None.
        kind: `-c` or `-S`, if parts of a program are made.
        sources: The sources.
        objects: The object files.
        flags: The flags that a page must be allowed to use.
        directories: The directories with headers.
    """

    output: str | None = None
    kind: str = ""
    sources: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    directories: list[str] = field(default_factory=list)


def _words(rest: Sequence[str]) -> _Words:
    words, following = _Words(), iter(rest)
    for word in following:
        if word == "-o":
            words.output = next(following, "")
        elif word in _PARTS:
            words.kind = word
        elif word.startswith(_HEADERS):
            words.directories.append(word.removeprefix(_HEADERS) or next(following, ""))
        elif word in _INSTEAD:
            value = next(following, "")
            raise ValueError(f"{word}: {_INSTEAD[word].format(flag=word, value=value)}".rstrip())
        elif word in _WITH_VALUE:
            words.flags.append(f"{word}{next(following, '')}")
        elif word.startswith("-"):
            words.flags.append(word)
        else:
            files = words.objects if word.endswith(_OBJECT) else words.sources
            files.append(word.removeprefix("./"))
    return words


def _job(
    compiler: str, words: _Words, files: Mapping[str, bytes], makes: str, sources: Sequence[str]
) -> Job:
    headers = [name for name in files if not is_source(name) and name.endswith(".h")]
    flags = [flag for flag in words.flags if not flag.startswith("-l")]
    flags += [f"{_HEADERS}{directory}" for directory in words.directories]
    return Job(
        sources=tuple(
            SourceFile(name, files[name]) for name in dict.fromkeys((*sources, *headers))
        ),
        compiler=_COMPILERS[compiler],
        flags=tuple([*flags, words.kind] if words.kind else flags),
        libs=tuple(flag for flag in words.flags if flag.startswith("-l")),
        program=makes,
        objects=tuple(dict.fromkeys(words.objects)),
        runs=not words.kind,
    )


def _check_flags(words: _Words, allow_flag: Callable[[str], bool]) -> None:
    for flag in words.flags:
        if flag in _NOTHING:
            raise ValueError(
                f"{flag} makes no file: -c makes object files, and without it the line makes a program"
            )
        if not allow_flag(flag):
            raise ValueError(f"a page may not use {flag}; the site can allow it with allowed_flags")
    for directory in words.directories:
        if directory != "." and not is_plain_path(directory.removeprefix("./")):
            raise ValueError(f"-I takes a directory of the session, such as include: {directory}")


def _check_files(words: _Words, files: Mapping[str, bytes]) -> None:
    if not words.sources and (words.kind or not words.objects):
        raise ValueError("the compiler needs a source such as main.c")
    for name in words.sources:
        if name not in files or not is_source(name):
            known = ", ".join(filter(is_source, files)) or "none"
            can_be = is_plain_path(name) and is_source(name)
            of_block = f'. A block with file="{name}" in uses is one' if can_be else ""
            raise ValueError(f"{name} is no source of the session; there is {known}{of_block}")
    if words.kind and words.objects:
        raise ValueError(f"{words.kind} takes sources alone: {words.objects[0]}")
    for name in words.objects:
        if not is_plain_path(name):
            raise ValueError(f"{name} is no name of an object file such as list.o")


def _names_of_parts(words: _Words, files: Mapping[str, bytes]) -> list[str]:
    """Return the name of the file that is made of each source, as compilers have it."""
    if words.output is not None and len(words.sources) > 1:
        raise ValueError(f"{words.kind} makes a file of each source, so there can be no -o")
    return [_output(words, files, name) for name in _usual_names(words)]


def _usual_names(words: _Words) -> Iterator[str]:
    for source in words.sources:
        stem, _ = os.path.splitext(os.path.basename(source))
        yield f"{stem}{_PARTS[words.kind]}"


def _output(words: _Words, files: Mapping[str, bytes], usual: str) -> str:
    name = usual if words.output is None else words.output.removeprefix("./")
    if not is_plain_path(name) or name in files:
        raise ValueError("-o takes a plain name such as bank, which no file has")
    return name
