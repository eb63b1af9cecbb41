"""The `mkdocs-c-runner` command.

Exit codes: 0 as wanted, 1 differences or failures, 2 usage, 3 the machine. `run` passes on the status of
the program it runs.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from .. import __version__
from ..build.highlight_cache import DIRECTORY as HIGHLIGHTED
from ..check.check import check_variants, printed
from ..check.failure import quoted
from ..check.ran import Checked, Ran
from ..engine.errors import EngineError, require_linux
from ..engine.job import COMPILER_NAMES, RUN_LIMITS, Job, SourceFile
from ..engine.store.cache import KeptFiles
from ..engine.store.last_build import History, Seen
from ..engine.store.records import Records
from ..engine.toolchain.identity import require_compiler
from ..fence.defaults import Defaults
from ..fence.values import duration, size
from ..html import style_sheet
from ..place import path_from
from . import compare
from .compare import Difference
from .site import RenderedSite, SiteError, cache_directory, read_page, render

FAILURES, USAGE, THE_MACHINE = 1, 2, 3

_SIGNS = {"on": "ok     ", "reduced": "reduced", "off": "MISSING"}

Command = TypeVar("Command", bound=Callable[..., Any])


def _of_a_site(command: Command) -> Command:
    return click.option(
        "-f",
        "--config-file",
        default="mkdocs.yml",
        show_default=True,
        type=click.Path(dir_okay=False),
        help="The site's configuration: mkdocs.yml, or zensical.toml.",
    )(command)


_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mkdocs-c-runner")
def main() -> None:
    """Compile and run the C code of a documentation site in a sandbox.

    Exit codes: 0 as wanted, 1 differences or failures, 2 usage, 3 the machine cannot run C.
    """


@contextmanager
def _errors_to_exit_codes() -> Iterator[None]:
    try:
        yield
    except EngineError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(THE_MACHINE)
    except SiteError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(USAGE)


@main.command()
@_of_a_site
@click.option("--rerun", is_flag=True, help="Run all blocks anew, recorded or not.")
def update(*, config_file: str, rerun: bool) -> None:
    """Record the results of a site's blocks in c-results/, to be committed.

    Runs what is not recorded yet. A block that is not as its fence expects is listed and not recorded.
    """
    with _errors_to_exit_codes():
        site = render(config_file, "always" if rerun else "auto")
        changed = compare.update(site, _records(site))
    for page in changed:
        click.echo(path_from(f"{site.results / page}.json"))
    failed = [block for block in site.blocks if not block.is_as_expected]
    for failure in (block.failure for block in failed):
        click.echo(f"{failure}", err=True)
    if failed:
        click.echo(f"Not as expected and not recorded: {_number(len(failed), 'block')}", err=True)
    recorded = _number(len(site.blocks) - len(failed), "block")
    click.echo(f"{recorded} recorded, {_number(len(changed), 'file')} changed")
    sys.exit(FAILURES if failed else 0)


@main.command()
@_of_a_site
@_json_option
@click.option(
    "--strict", is_flag=True, help="Let diagnostics and addresses of another compiler fail."
)
@click.option("--twice", is_flag=True, help="Find blocks that differ from run to run.")
def check(*, config_file: str, as_json: bool, strict: bool, twice: bool) -> None:
    """Run every block anew and compare it with its record.

    Prints a diff for each block that differs. What a fence calls `volatile` may differ.
    """
    with _errors_to_exit_codes():
        site = render(config_file, "always", cache=False)
        if twice:
            again = render(config_file, "always", cache=False)
            differences = list(compare.twice(site, again))
        else:
            records = _records(site)
            if not as_json:
                for before, now in compare.toolchains(site, records):
                    click.echo(f"The records were made by {before}; this is {now}.")
            differences = list(compare.check(site, records, strict=strict))
    failed = [item for item in differences if not item.is_note]
    if as_json:
        _print_json([_difference_json(item) for item in differences])
    else:
        for item in differences:
            _print_difference(item)
        blocks = _number(len(site.blocks), "block")
        what = "deterministic" if twice else "as recorded"
        click.echo(f"{blocks}, {len(failed)} not {what}" if failed else f"{blocks}, all {what}")
    sys.exit(FAILURES if failed else 0)


@main.command()
@_of_a_site
@_json_option
def status(*, config_file: str, as_json: bool) -> None:
    """List a site's blocks: where each result comes from, and why it would run. Runs nothing."""
    with _errors_to_exit_codes():
        site = render(config_file, "look")
        history = History(site.cache) if site.cache else None
        rows = [
            (block, _why(site, history, page, number, block))
            for page, blocks in site.pages().items()
            for number, block in enumerate(blocks)
        ]
    if as_json:
        _print_json([_block_json(block, reason) for block, reason in rows])
        return
    for block, reason in rows:
        origin = block.outcome.origin
        said = f"would run: {reason}" if origin == "none" else f"{origin}, {_verdict(block)}"
        click.echo(f"{block.snippet.place}: {said}{_of_variant(block)}: {_first_line(block)}")
    waiting = sum(block.outcome.origin == "none" for block, _ in rows)
    click.echo(f"{_number(len(rows), 'block')}, {waiting} would run")


@main.command(context_settings={"ignore_unknown_options": True})
@_of_a_site
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
    page, line = _page_and_line(file)
    if not os.path.isfile(page):
        raise click.UsageError(f"There is no file {page}.")
    with _errors_to_exit_codes():
        if page.endswith((".md", ".markdown")):
            sys.exit(_run_page(page, line, config_file))
        _run_file(Path(page), args, options)


def _page_and_line(file: str) -> tuple[str, int | None]:
    path, colon, line = file.rpartition(":")
    if colon and line.isdecimal() and not os.path.exists(file):
        return path, int(line)
    return file, None


def _run_page(page: str, line: int | None, config_file: str) -> int:
    """Runs the blocks of a page, says how each came out, and returns the exit code."""
    read = read_page(page, config_file)
    blocks = read.blocks
    if line is not None:
        own = [variants for variants in blocks if variants[0].place.path == variants[0].page]
        blocks = [variants for variants in own if variants[0].place.line <= line][-1:]
        if not blocks:
            raise click.UsageError(
                f"No block of {page} that is run begins at line {line} or above."
            )
    else:
        for place, text in read.problems:
            click.echo(f"{place}: warning: {text}", err=True)
    answers = [
        [read.runner.submit(snippet.job, limit_expected=True, cache=False) for snippet in variants]
        for variants in blocks
    ]
    failed = 0
    for variants, futures in zip(blocks, answers, strict=True):
        ran = map(Ran.of, variants, [future.result() for future in futures])
        for block in check_variants(list(ran)):
            if block.failure:
                failed += 1
                click.echo(str(block.failure))
            else:
                click.echo(f"{block.snippet.place}: {_verdict(block)}{_of_variant(block)}")
                for text in quoted(printed(block.outcome.result)):
                    click.echo(text)
    return FAILURES if failed or (line is None and read.problems) else 0


def _run_file(file: Path, args: tuple[str, ...], options: dict[str, str]) -> None:
    job = _job_of(file, args, options)
    require_compiler(job.compiler)
    from ..engine.native import execute  # noqa: PLC0415
    from ..engine.sandbox.bwrap import Bubblewrap  # noqa: PLC0415 - what Linux alone has

    result = execute(job, Bubblewrap())
    sys.stderr.buffer.write(result.compile.text())
    if result.run is None:
        sys.exit(FAILURES)
    sys.stdout.buffer.write(result.run.text("stdout"))
    sys.stderr.buffer.write(result.run.text("stderr"))
    sys.exit(_status_of(result.run.exit_code, result.run.signal, result.run.limit_hit))


def _job_of(file: Path, args: tuple[str, ...], options: dict[str, str]) -> Job:
    defaults = Defaults()
    try:
        seconds = duration(options["timeout"])
        limits = replace(RUN_LIMITS, wall_time=seconds, cpu_time=2 * seconds, truncate=1 << 20)
        limits = replace(limits, memory=size(options["memory"]))
        source = SourceFile(file.name, file.read_bytes())
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    typed = b"" if sys.stdin.isatty() else sys.stdin.buffer.read()
    return Job(
        sources=(source,),
        compiler=options["compiler"],
        std=options["std"],
        flags=tuple(options["flags"].split()),
        libs=tuple(options["libs"].split()),
        args=args,
        stdin=typed,
        stdio="pipes",
        compile_limits=defaults.compile_limits,
        run_limits=limits,
    )


def _status_of(exit_code: int | None, signal_name: str | None, limit: str | None) -> int:
    if limit:
        return 124
    if signal_name:
        import signal  # noqa: PLC0415

        return 128 + getattr(signal, signal_name, 0)
    return exit_code or 0


@main.group()
def cache() -> None:
    """Look after the results that are kept between builds."""


_directory_option = click.option(
    "--directory",
    type=click.Path(file_okay=False, path_type=Path),
    help="The cache, if it is not that of a site.",
)


@cache.command()
@_of_a_site
@_directory_option
def info(*, config_file: str, directory: Path | None) -> None:
    """Say how many results there are, and how much room they take."""
    directory = _cache_of(config_file, directory)
    results, pages = (files.entries() for files in _kept_in(directory))
    room = sum(entry.size for entry in (*results, *pages))
    click.echo(f"{directory}: {_number(len(results), 'result')}, {room:,} bytes")


@cache.command()
@_of_a_site
@_directory_option
@click.option("--older-than", metavar="DAYS", type=float, help="Remove what was not used since.")
@click.option("--max-size", metavar="SIZE", help="Remove the oldest until so much is left, as 64M.")
def prune(
    *, config_file: str, directory: Path | None, older_than: float | None, max_size: str | None
) -> None:
    """Remove old results."""
    if older_than is None and max_size is None:
        raise click.UsageError("Say --older-than or --max-size.")
    try:
        most = size(max_size) if max_size else None
    except ValueError as error:
        raise click.UsageError(f"--max-size: {error}") from None
    since = None if older_than is None else time.time() - older_than * 86_400
    results, pages = _kept_in(_cache_of(config_file, directory))
    for_pages = None
    if most is not None:  # results take longer to be made again
        for_pages = max(0, most - sum(entry.size for entry in results.entries()))
    pages.prune(since, for_pages)
    click.echo(f"{_number(results.prune(since, most), 'result')} removed")


@cache.command()
@_of_a_site
@_directory_option
def clear(*, config_file: str, directory: Path | None) -> None:
    """Remove all results."""
    results, pages = _kept_in(_cache_of(config_file, directory))
    pages.prune(None, 0)
    click.echo(f"{_number(results.prune(None, 0), 'result')} removed")


def _kept_in(directory: Path) -> tuple[KeptFiles, KeptFiles]:
    """The results and the highlighted pages of a cache."""
    return KeptFiles(directory / "results"), KeptFiles(directory / HIGHLIGHTED)


def _cache_of(config_file: str, directory: Path | None) -> Path:
    with _errors_to_exit_codes():
        return directory or Path(path_from(cache_directory(config_file)))


@main.command()
@_json_option
def doctor(*, as_json: bool) -> None:
    """Try the sandbox and say what holds here, and how to cure what does not.

    The exit code is 0 if blocks can be run on this machine, else 3.
    """
    with _errors_to_exit_codes():
        require_linux()
    from ..engine.doctor import examine  # noqa: PLC0415 - what Linux alone has

    found = examine()
    if as_json:
        click.echo(json.dumps(found.to_json(), indent=2))
        sys.exit(0 if found.ok else THE_MACHINE)
    for layer in found.layers:
        click.echo(f"{_SIGNS[layer.state]}  {layer.name}: {layer.reason}")
        for line in layer.cure.splitlines():
            click.echo(f"           {line}")
    for compiler in found.compilers:
        if compiler.version:
            click.echo(f"{_SIGNS['on']}  {compiler.name}: {compiler.version}")
            click.echo(f"           identity {compiler.identity[:16]}")
        else:
            click.echo(f"-        {compiler.name}: not installed. {compiler.cure}")
    click.echo()
    click.echo("Blocks can be run here." if found.ok else "Blocks cannot be run here.")
    sys.exit(0 if found.ok else THE_MACHINE)


@main.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
def css(*, file: Path | None) -> None:
    """Write the style sheet into FILE, or print it: for hosts that do not link it by themselves."""
    text = style_sheet.text()
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{file} cannot be written: {error.strerror}") from None


def _number(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def _records(site: RenderedSite) -> Records:
    return Records(site.results)


def _why(
    site: RenderedSite, history: History | None, page: str, number: int, block: Checked
) -> str:
    if block.outcome.origin != "none" or history is None:
        return ""
    job = block.snippet.job
    try:
        now = Seen.of(job, *site.runner.conditions(job), site.runner.key(job))
    except EngineError as error:
        return error.reason.removesuffix(".")
    if not block.snippet.options.cache:
        return 'cache="off"'
    return history.why(page, number, now)


def _first_line(block: Checked) -> str:
    lines = [line.strip() for line in block.snippet.source.splitlines()]
    return next((line for line in lines if line and not line.startswith("#include")), "")[:60]


def _of_variant(block: Checked) -> str:
    return f" ({block.variant})" if block.variant else ""


def _verdict(block: Checked) -> str:
    return block.outcome.result.verdict.value


def _block_json(block: Checked, reason: str) -> dict[str, Any]:
    place = block.snippet.place
    none = block.outcome.origin == "none"
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "name": block.snippet.block.name,
        "variant": block.variant or None,
        "verdict": None if none else _verdict(block),
        "origin": block.outcome.origin,
        "reason": reason,
    }


def _difference_json(item: Difference) -> dict[str, Any]:
    extra = {"diff": list(item.diff), "note": item.is_note}
    if item.block:
        return {**_block_json(item.block, item.reason), **extra}
    gone = {"path": item.page, "line": None, "column": None, "name": None, "variant": None}
    return {**gone, "verdict": None, "origin": "none", "reason": item.reason, **extra}


def _print_difference(item: Difference) -> None:
    place = str(item.block.snippet.place) if item.block else item.page
    variant = _of_variant(item.block) if item.block else ""
    click.echo(f"{place}: {'note' if item.is_note else 'error'}: {item.reason}{variant}")
    for line in item.diff:
        click.echo(f"    | {line}")


def _print_json(blocks: list[dict[str, Any]]) -> None:
    click.echo(json.dumps({"version": 1, "blocks": blocks}, indent=2))
