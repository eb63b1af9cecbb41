"""`playground`: the files that pages with a playground load, for hosts that do not link them by themselves."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import click

from ..build.browser import toolchain_files
from ..foreign import line, lines
from ..html import playground as files
from .command import Command
from .manners import errors_to_exit_codes


@click.command(cls=Command, epilog="\b\nExamples:\n  mkdocs-c-runner playground docs/c-runner\n")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option("--browser", is_flag=True, help="Write the compiler for browsers, too.")
def playground(*, directory: Path, browser: bool) -> None:
    """Write the scripts of the playground into DIRECTORY: for hosts that do not link them by themselves."""
    with errors_to_exit_codes():
        further = toolchain_files() if browser else {}
    if not files.is_built():
        raise click.UsageError(lines(files.NOT_BUILT))
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, text in files.files():
            (directory / name).write_text(text, encoding="utf-8")
        for name, path in further.items():
            (directory / name).parent.mkdir(exist_ok=True)
            copyfile(path, directory / name)
    except OSError as error:
        raise click.UsageError(line(f"{directory} cannot be written: {error.strerror}.")) from None
