"""`run`: one C file in the sandbox, or the blocks of one page."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import click

from ..check.check import check_variants, printed
from ..check.failure import quoted
from ..check.ran import Checked, Ran
from ..engine.job import RUN_LIMITS, Job, SourceFile
from ..engine.native import NativeExecutor
from ..engine.toolchain.compilers import COMPILER_NAMES
from ..engine.toolchain.identity import require_compiler
from ..engine.toolchain.languages import language_of_file
from ..fence.values import duration, size
from ..foreign import echo, line, lines
from .manners import FAILURES, errors_to_exit_codes, site_option, variant_of, verdict_of
from .page import read_page


@click.command(context_settings={"ignore_unknown_options": True})
@site_option
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=False))
@click.argument("args", nargs=-1)
@click.option("--compiler", type=click.Choice(COMPILER_NAMES), default="gcc", show_default=True)
@click.option("--std", default="", help="The C standard, such as c17.")
@click.option("--flags", default="-Wall -Wextra", show_default=True, help="Compiler flags.")
@click.option("--libs", default="-lm", show_default=True, help="Linker flags.")
@click.option("--timeout", default="5", show_default=True, help="Seconds it may run.")
@click.option("--memory", default="512M", show_default=True, help="Memory it may use.")
def run(*, config_file: str, file: str, args: tuple[str, ...], **options: str) -> None:
    """Compile and run one C file in the sandbox, or the blocks of a page.

    A C file gets standard input and the arguments that follow --. Its streams and its exit status pass
    through; 128 and the signal's number if a signal ended it, 124 if a limit did.

    Of a page, PAGE.md, all blocks are run anew, of PAGE.md:LINE the one that begins there or above. They have
    the settings of the page's site, if it has one; the options of this command are for C files.
    """
    page, number = _page_and_line(file)
    if not os.path.isfile(page):
        raise click.UsageError(line(f"There is no file {page}."))
    with errors_to_exit_codes():
        if page.endswith((".md", ".markdown")):
            sys.exit(_run_page(page, number, config_file))
        _run_file(Path(page), args, options)


def _page_and_line(file: str) -> tuple[str, int | None]:
    path, colon, number = file.rpartition(":")
    if colon and number.isdecimal() and not os.path.exists(file):
        return path, int(number)
    return file, None


def _run_page(page: str, number: int | None, config_file: str) -> int:
    """Run the blocks of a page, print how each came out, and return the exit code."""
    read = read_page(page, config_file)
    blocks = read.blocks
    if number is not None:
        own = [variants for variants in blocks if variants[0].place.path == variants[0].page]
        blocks = [variants for variants in own if (variants[0].place.line or 1) <= number][-1:]
        if not blocks:
            reason = f"No block of {page} that is run begins at line {number} or above."
            raise click.UsageError(line(reason))
    else:
        for place, text in read.problems:
            echo(line(f"{place}: warning: {text}"), err=True)
    answers = [
        [read.runner.submit(snippet.job, limit_expected=True, cache=False) for snippet in variants]
        for variants in blocks
    ]
    failed = 0
    for variants, futures in zip(blocks, answers, strict=True):
        ran = map(Ran.of, variants, [future.result() for future in futures])
        for block in check_variants(list(ran), read.runner.patterns):
            failed += block.failure is not None
            _print_block(block)
    return FAILURES if failed or (number is None and read.problems) else 0


def _print_block(block: Checked) -> None:
    """Print the failure of a block, or its output if it has none."""
    if block.failure:
        echo(block.failure.in_log())
    else:
        echo(line(f"{block.snippet.place}: {verdict_of(block)}{variant_of(block)}"))
        for text in quoted(printed(block.outcome.result)):
            echo(text)


def _run_file(file: Path, args: tuple[str, ...], options: dict[str, str]) -> None:
    """Run a C file, pass its streams on, and exit with its status."""
    job = _job_of(file, args, options)
    require_compiler(job.compiler)
    result = NativeExecutor().execute(job)
    sys.stderr.buffer.write(result.compile.text())
    if result.run is None:
        sys.exit(FAILURES)
    sys.stdout.buffer.write(result.run.text("stdout"))
    sys.stderr.buffer.write(result.run.text("stderr"))
    sys.exit(_status_of(result.run.exit_code, result.run.signal, result.run.limit_hit))


def _job_of(file: Path, args: tuple[str, ...], options: dict[str, str]) -> Job:
    try:
        limits = RUN_LIMITS.lasting(duration(options["timeout"]))
        limits = replace(limits, memory=size(options["memory"]), truncate=1 << 20)
        source = SourceFile(file.name, file.read_bytes())
    except ValueError as error:
        raise click.UsageError(lines(error)) from None
    stdin = b"" if sys.stdin.isatty() else sys.stdin.buffer.read()
    return Job(
        sources=(source,),
        compiler=options["compiler"],
        std=options["std"],
        flags=tuple(options["flags"].split()),
        libs=(*options["libs"].split(), *language_of_file(file.name).libs),
        args=args,
        stdin=stdin,
        stdio="pipes",
        run_limits=limits,
    )


def _status_of(exit_code: int | None, signal_name: str | None, limit: str | None) -> int:
    """Return the exit status that a shell would give to a program that ended so."""
    if limit:
        return 124
    if signal_name:
        return 128 + getattr(signal, signal_name, 0)
    return exit_code or 0
