"""`run`: one C file in the sandbox, or the blocks of one page."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import NoReturn

import click

from ..build.missing import with_all_missing
from ..check.check import check_variants, printed
from ..check.failure import quoted
from ..check.ran import Checked, Ran
from ..engine.answers import Pending
from ..engine.errors import EngineError, require_linux
from ..engine.job import MEBIBYTE, RUN_LIMITS, Job, SourceFile, is_plain_name
from ..engine.result import Stage
from ..engine.toolchain.identity import require_compiler
from ..engine.toolchain.languages import language_of_file
from ..fence.parsers import compilers
from ..fence.values import duration, size
from ..foreign import echo, line, lines, styled
from ..labels import words
from ..program.snippet import Snippet
from .command import INTERRUPTED, Command
from .layout import at_place, error
from .manners import FAILURES, errors_to_exit_codes, site_option, variant_of, verdict_of
from .page import MARKDOWN, page_and_line, read_page

_TIMEOUT = "5"

# The exit statuses that a shell gives.
_TOO_LONG = 124
_BY_SIGNAL = 128

_EXAMPLES = """\b
Examples:
  mkdocs-c-runner run hello.c
  mkdocs-c-runner run sort.c --flags "-O2 -g" -- -n words.txt
  mkdocs-c-runner run count.c < words.txt
  mkdocs-c-runner run docs/pointers.md
  mkdocs-c-runner run docs/pointers.md:14
"""


@click.command(cls=Command, context_settings={"ignore_unknown_options": True}, epilog=_EXAMPLES)
@site_option
@click.argument("file", type=click.Path(allow_dash=False))
@click.argument("args", nargs=-1)
@click.option(
    "--compiler",
    default="gcc",
    show_default=True,
    callback=lambda _context, _option, name: _compiler(name),
    help="The compiler, such as clang, gcc-13 or gcc:s390x.",
)
@click.option("--std", default="", help="The C standard, such as c17.")
@click.option("--flags", default="-Wall -Wextra", show_default=True, help="Compiler flags.")
@click.option("--libs", default="-lm", show_default=True, help="Linker flags.")
@click.option(
    "--timeout",
    help=f"Seconds that it may run. Default: {_TIMEOUT}, and no limit while you type at a terminal.",
)
@click.option("--memory", default="512M", show_default=True, help="Memory that it may use.")
def run(
    *, config_file: str | None, file: str, args: tuple[str, ...], **options: str | None
) -> None:
    """Compile and run a C file in the sandbox, or the blocks of a page.

    A C file gets the arguments that follow --, and your terminal or pipes. Ctrl+C ends it. Its exit status
    is passed on; it is 128 and the number of the signal if one ended it, 124 if a limit did.

    Of a page, PAGE.md, all blocks are run again; of PAGE.md:LINE the one that begins there or above. They
    have the settings of the page's site, if it has one. --compiler and the options below it are for C files.
    """
    page, number = page_and_line(file)
    if os.path.isdir(page):
        raise click.UsageError(lines(f"{page} is a directory.\n{_TAKES}"))
    if page.startswith("-"):
        raise click.UsageError(line(f"There is no option {page}."))
    if not os.path.exists(page):
        raise click.UsageError(line(f"There is no file {page}."))
    if not page.endswith((".c", *MARKDOWN)):
        raise click.UsageError(
            lines(f"{page} is neither a C file (.c) nor a page (.md, .markdown).\n{_TAKES}")
        )
    with errors_to_exit_codes():
        if page.endswith(MARKDOWN):
            sys.exit(_run_page(page, number, config_file))
        _run_file(Path(page), args, options)


_TAKES = "Type mkdocs-c-runner run FILE.c, or mkdocs-c-runner run PAGE.md."


def _run_page(page: str, number: int | None, config_file: str | None) -> int:
    """Run the blocks of a page, print how each came out, and return the exit code."""
    read = read_page(page, config_file)
    blocks = read.blocks_at(number)
    if not blocks and number is not None:
        raise click.UsageError(
            line(f"No block of {page} that is run begins at line {number} or above.")
        )
    for place, text in read.problems if number is None else ():
        at_place(f"{place}: warning: {text}", err=True)
    runner = read.runner

    def submit(snippet: Snippet) -> Pending:
        return runner.submit(snippet.job, limit_expected=True, cache=False)

    try:
        answers = [[submit(snippet) for snippet in variants] for variants in blocks]
    except EngineError as error:
        snippets = chain.from_iterable(blocks)
        raise with_all_missing(
            error, snippets, lambda item: runner.conditions(item.job), submit
        ) from None
    failed = 0
    for variants, futures in zip(blocks, answers, strict=True):
        ran = map(Ran.of, variants, [future.result() for future in futures])
        for block in check_variants(list(ran), runner.patterns):
            failed += block.failure is not None
            _print_block(block)
    return FAILURES if failed or (number is None and read.problems) else 0


def _print_block(block: Checked) -> None:
    """Print the failure of a block, or its output if it has none."""
    if block.failure:
        at_place(block.failure.in_log())
    else:
        place = line(block.snippet.place)
        text = line(f"{place}: {verdict_of(block)}{variant_of(block)}")
        echo(styled(text, 0, len(place), bold=True))
        for text in quoted(printed(block.outcome.result)):
            echo(text)


def _compiler(name: str) -> str:
    try:
        (compiler,) = compilers(name)
    except ValueError as problem:
        raise click.UsageError(line(f"--compiler: {problem}")) from None
    return compiler


def _run_file(file: Path, args: tuple[str, ...], options: dict[str, str | None]) -> NoReturn:
    """Run a C file with the streams of this process, and exit with its status."""
    require_linux()
    from .connection import converse  # noqa: PLC0415 - it needs what Linux alone has

    job = _job_of(file, args, options)
    require_compiler(job.compiler)

    def compiled(stage: Stage) -> None:
        if stage.succeeded:
            _print_messages(stage)

    try:
        result = converse(job, compiled, patient=options["timeout"] is None)
    except KeyboardInterrupt:
        echo(line(""), err=True)  # the prompt of the shell gets a line of its own
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Nobody reads any more; the interpreter must not find that out again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(_BY_SIGNAL + signal.SIGPIPE)
    if result.run is None:
        _print_messages(result.compile)
        sys.exit(FAILURES)
    if reason := _unusual_end(result.run, job):
        error(reason)
    sys.exit(_status_of(result.run))


def _print_messages(stage: Stage) -> None:
    if sys.stderr is not None:  # it may be closed
        sys.stderr.buffer.write(stage.text())
        sys.stderr.buffer.flush()


def _job_of(file: Path, args: tuple[str, ...], options: dict[str, str | None]) -> Job:
    given = {name: value or "" for name, value in options.items()}
    try:
        limits = RUN_LIMITS.lasting(duration(given["timeout"] or _TIMEOUT))
    except ValueError as problem:
        raise click.UsageError(line(f"--timeout: {problem}")) from None
    try:
        limits = replace(limits, memory=size(given["memory"]), truncate=MEBIBYTE)
    except ValueError as problem:
        raise click.UsageError(line(f"--memory: {problem}")) from None
    try:
        content = file.read_bytes()
    except OSError as problem:
        raise click.UsageError(line(f"{file} cannot be read: {problem.strerror}.")) from None
    return Job(
        sources=(SourceFile(file.name if is_plain_name(file.name) else "main.c", content),),
        compiler=given["compiler"],
        std=given["std"],
        flags=tuple(given["flags"].split()),
        libs=(*given["libs"].split(), *language_of_file(file.name).libs),
        args=args,
        stdio="pipes",
        run_limits=limits,
    )


def _unusual_end(stage: Stage, job: Job) -> str:
    """Return which signal or limit ended a program, with what to type for more; empty if it ended by itself."""
    limits = job.run_limits
    match stage.limit_hit:
        case "wall_time":
            seconds = limits.wall_time
            more = f"Type --timeout {2 * seconds:g} to give it more time."
            return f"The program was stopped at the time limit of {seconds:g} s.\n{more}"
        case "cpu_time":
            seconds = limits.cpu_time
            more = f"Type --timeout {seconds:g} to give it more time."
            return f"The program was stopped after {seconds:g} s of processor time.\n{more}"
        case "memory":
            room = limits.memory // MEBIBYTE
            more = f"Type --memory {2 * room}M to give it more memory."
            return f"The program was stopped at the memory limit of {room} MiB.\n{more}"
        case "output":
            room = limits.output // MEBIBYTE
            return f"The program was stopped because it printed more than {room} MiB."
    if stage.signal is None:
        return ""
    meaning = words("en").get(stage.signal)
    return f"The program was killed by {stage.signal}{f' ({meaning})' if meaning else ''}."


def _status_of(stage: Stage) -> int:
    """Return the exit status that a shell would give to a program that ended so."""
    if stage.limit_hit:
        return _TOO_LONG
    if stage.signal:
        return _BY_SIGNAL + getattr(signal, stage.signal, 0)
    return stage.exit_code or 0
