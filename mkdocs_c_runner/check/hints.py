"""Hints about a block: what its author may have overlooked, and what to type. A promise that holds needs no hint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..engine.job import MEBIBYTE
from ..engine.result import Segment, Stage
from ..engine.toolchain.named_compilers import named
from ..fence.expectation import Expectation, has_report
from ..messages.places import place_of
from ..messages.read import Diagnostic
from ..program.assemble import has_main
from ..program.c_source import without_comments
from ..program.snippet import Snippet
from ..terminal.screen import plain
from .missing_files import missing_data, missing_headers
from .ran import Mismatch, Ran
from .time_zones import unknown_zones

_USUAL = Expectation()

# Ctrl+C and Ctrl+D.
_KEYS = (b"\x03", b"\x04")
# A cheap look at the code, comments and all. To look for words one by one is many times as fast as one expression.
_OF_NOTE = (
    *("scanf", "getchar", "gets", "getline", "stdin", "STDIN_FILENO", "read", "system", "popen"),
    *("execlp", "execvp", "posix_spawnp", "tcsetattr", "cfmakeraw", "getpass", "tcgetpgrp"),
)
_READS = re.compile(
    r"\b(?:(?:v?scanf|getchar|gets)\s{0,9}\("
    r"|(?:fgets|getline|getdelim|getc|fgetc|fread|fscanf|vfscanf)\s{0,9}\([^;\n]{0,200}\bstdin\b"
    r"|read\s{0,9}\(\s{0,9}(?:0|STDIN_FILENO)\b)"
)
_COMMAND = re.compile(r"\b(system|popen|execlp|execvpe?|posix_spawnp)\s{0,9}\(")
# What linkers say of code that compiles: only a main is missing, so it is no statements.
_NOTHING_ELSE = re.compile(rb"undefined (?:reference to|symbol:?) [`'\"]?_?main\b")
# With these a program reads what is typed without an echo.
_SILENT = re.compile(r"tcsetattr|cfmakeraw|getpass")

# Characters that programs for texts write in place of those of C.
_CURLY = "“”„‘’«»"
_NOT_OF_CODE = re.compile(f"[{_CURLY}\xa0\u200b\u202f\ufeff]")
# A program that waits until its group is in the foreground, as shells with jobs do.
_NO_JOBS = (
    "The terminal of a block has no foreground and no jobs: tcgetpgrp returns -1, so a loop that waits for the "
    "foreground never ends."
)
_REPORT = (
    'A sanitizer reported a bug, and the program went on to its end. Add expect="sanitizer" if that is the point; '
    "the flag -fno-sanitize-recover=all lets the program fail there."
)


# The beginnings of lines that are for others than a compiler, which take them out where a site has them.
_INCLUDES = {
    "--8<--": "the extension pymdownx.snippets",
    "-8<-": "the extension pymdownx.snippets",
    "{!": "the extension markdown_include.include",
    "{%": "a plugin such as macros or include-markdown",
}
_INCLUSION = re.compile(
    r"""(?P<comment>(?://|/\*)?)\s{0,9}-{1,9}8<-{1,9}(?P<space>[ \t]{0,9})(?P<quote>["']?)"""
    r"""(?P<path>[\w./:-]{1,200}+)["']?(?:\s{0,9}\*/)?"""
)
# More warnings of a block that failed hide its failure.
_TOLD_WARNINGS = 2
# The characters of a warning in a hint.
_SHOWN_WARNING = 200


def hints(
    ran: Ran, missed: Mismatch | None, warnings: Sequence[Diagnostic] = ()
) -> tuple[str, ...]:
    """Return hints for the author of a block, each in whole sentences.

    Args:
        ran: The block with its outcome.
        missed: The difference between the outcome and what is expected of it, if there is one.
        warnings: The compiler's warnings that its author does not expect.
    """
    about_warnings = _about_warnings(ran.snippet, warnings) if missed else ()
    return (*about_warnings, *_hints(ran, missed))


def _hints(ran: Ran, missed: Mismatch | None) -> Iterator[str]:
    snippet, run = ran.snippet, ran.result.run
    yield from _about_flags(snippet)
    if missed is None and _has_promise(snippet):
        return
    if not ran.result.compile.succeeded:
        about_lines = tuple(_about_lines(snippet))
        yield from about_lines
        yield from _about_letters(snippet)
        yield from missing_headers(snippet, ran.result.compile)
        yield from _about_dots(ran)
        if not about_lines:
            yield from _about_main(snippet, ran.result.compile)
        return
    if run is None:
        return
    code = calls_in(snippet)
    yield from _about_input(snippet, run, code)
    yield from _about_locale(snippet)
    if not run.succeeded and not run.limit_hit:
        yield from missing_data(snippet)
    if run.succeeded and has_report(run.text()):
        yield _REPORT
    yield from unknown_zones(snippet)
    command = _COMMAND.search(code)
    if command and not snippet.options.process.tools:
        yield (
            f'{command[1]} finds no commands in the sandbox: tools="on" lets the program run those of '
            "/usr/bin."
        )
    if "tcgetpgrp" in code and not run.succeeded:
        yield _NO_JOBS
    if run.signal == "SIGXFSZ":
        size = snippet.options.process.limits.file_size // MEBIBYTE
        yield f"A file that a program writes has at most {size} MiB."


def _about_dots(ran: Ran) -> Iterator[str]:
    """Yield what dots in a step of a growing program stand for, if a compiler stumbled over some."""
    error = next((one for one in ran.messages.diagnostics if one.is_error), None)
    if error is None or not ran.snippet.options.names.extends:
        return
    line = ran.snippet.program.line(error.file, error.line)
    if line and any(dots in line.text for dots in ("...", "…")):
        yield (
            "Dots stand for the whole body of a definition, { ... }, and for no part of it: write out what they "
            "stand for."
        )


def _has_promise(snippet: Snippet) -> bool:
    """Return whether the author said what comes of a block."""
    expected = snippet.options.expected
    return (
        expected.expect != _USUAL
        or expected.expect_output is not None
        or bool(snippet.expected_output)
    )


def calls_in(snippet: Snippet) -> str:
    """Return the code of a block and of what it uses, without comments and texts; empty if it calls nothing of note."""
    program = snippet.program
    if not any(_may_call(part.source) for part in program.parts):
        return ""
    lines = (
        line
        for part in program.parts
        for number, line in enumerate(part.source.split("\n"), 1)
        if program.has(part.name, number)
    )
    return "\n".join(without_comments(lines))


def _may_call(code: str) -> bool:
    return any(map(code.__contains__, _OF_NOTE))


def _about_warnings(snippet: Snippet, warnings: Sequence[Diagnostic]) -> Iterator[str]:
    """Yield the first warnings of a block that failed: they often say why."""
    for warning in warnings[:_TOLD_WARNINGS]:
        text = plain(warning.text.encode())
        shown = text if len(text) <= _SHOWN_WARNING else f"{text[:_SHOWN_WARNING]}…"
        yield f"The compiler warns at {place_of(snippet, warning)}: {shown}."
    if more := len(warnings[_TOLD_WARNINGS:]):
        yield f"It warns {'once' if more == 1 else f'{more} times'} more."


def _about_lines(snippet: Snippet) -> Iterator[str]:
    """Yield what is wrong with the first line of a block that is for Markdown, and not for a compiler."""
    for number, text in enumerate(snippet.block.source.split("\n"), 1):
        if text.startswith(("```", "~~~")):
            yield (
                f"Line {number} of the block looks like a fence: perhaps the fence of the block itself is to end "
                "above it."
            )
            return
        if path := _written_wrongly(text):
            yield f'Line {number} of the block includes nothing as it is written: write --8<-- "{path}".'
            return
        for sign, name in _INCLUDES.items():
            if text.lstrip().startswith(sign):
                yield (
                    f"Line {number} of the block is for {name}, which did not replace it. If the configuration of "
                    "the site does not have it, add it there."
                )
                return


def _written_wrongly(line: str) -> str:
    """Return the path in a line that snippets do not include: in a comment, without quotes, or without a space."""
    found = _INCLUSION.fullmatch(line.strip())
    if found is None or (not found["comment"] and found["space"] and found["quote"]):
        return ""
    return found["path"]


def _about_letters(snippet: Snippet) -> Iterator[str]:
    if snippet.block.source.isascii():
        return
    code_alone = "\n".join(without_comments(snippet.block.source.split("\n")))
    if found := _NOT_OF_CODE.search(code_alone):
        code, meant = f"U+{ord(found[0]):04X}", "a quote" if found[0] in _CURLY else "a space"
        number = code_alone.count("\n", 0, found.start()) + 1
        yield f"Line {number} of the block has the character {code} where C needs {meant}."


def _about_main(snippet: Snippet, compilation: Stage) -> Iterator[str]:
    if snippet.options.toolchain.main == "wrap":
        return
    if any(has_main(part.source, snippet.language) for part in snippet.program.parts):
        return
    if not _NOTHING_ELSE.search(compilation.text()):
        yield 'The block has no main: if it is statements, main="wrap" puts one around them.'
    elif snippet.options.names.file or snippet.options.names.name:
        yield "The block has no main: if other blocks use it, remove run."
    else:
        yield 'The block has no main: if other blocks use it, write name="NAME" in place of run.'


def _about_flags(snippet: Snippet) -> Iterator[str]:
    compiler = named(snippet.variant.compiler)
    if not compiler.ignores:
        return
    std = snippet.options.toolchain.std
    flags = [*([f"-std={std}"] if std else []), *snippet.variant.flags]
    ignored = [flag for flag in flags if re.fullmatch(compiler.ignores, flag)]
    if ignored:
        yield f"{compiler.name} ignores {' '.join(ignored)}."


def _about_locale(snippet: Snippet) -> Iterator[str]:
    machine = named(snippet.variant.compiler).machine
    if machine and machine.is_big_endian and "setlocale" in snippet.block.source:
        yield (
            f"On {machine.name} there is no UTF-8 locale: those of this machine have another order of bytes, so "
            "setlocale returns NULL, and wide characters beyond ASCII are printed as question marks."
        )


def _about_input(snippet: Snippet, run: Stage, code: str) -> Iterator[str]:
    process = snippet.options.process
    if not process.stdin:
        is_meant = process.has_own_stdin or snippet.options.names.stdin_file
        if not is_meant and _READS.search(code):
            yield r'The program reads its input and gets none: stdin="3\n" types a line.'
        return
    if process.stdin[-1:] in _KEYS or process.stdin[:1] in _KEYS:
        return  # they end the input, or the program, on purpose
    typed = [segment for segment in run.segments if segment.stream == "stdin"]
    if process.stdio == "pipes":
        is_unread = not _may_call(code)
    else:
        is_unread = not (typed or run.truncated or run.limit_hit or _SILENT.search(code))
    if is_unread and process.has_own_stdin:
        yield "The program never reads the text of stdin."
    elif process.stdin[-1:] != b"\n" and snippet.options.display.echo and _runs_on(run.segments):
        yield (
            r"The text of stdin does not end in \n, so what is printed next stands on the same line: "
            r"write \n at its end."
        )


def _runs_on(segments: tuple[Segment, ...]) -> bool:
    """Return whether output stands on the line of the typed text before it."""
    pairs = pairwise(segments)
    return any(
        typed.stream == "stdin"
        and typed.text[-1:] != b"\n"
        and printed.text[:1] not in (b"\n", b"\r")
        for typed, printed in pairs
    )
