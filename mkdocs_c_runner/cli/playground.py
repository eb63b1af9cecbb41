"""`playground`: the files that pages with a playground load, for hosts that do not link them by themselves."""

from __future__ import annotations

from pathlib import Path

import click

from ..foreign import line, lines
from ..html import playground as files
from .command import Command


@click.command(cls=Command, epilog="\b\nExamples:\n  mkdocs-c-runner playground docs/c-runner\n")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
def playground(*, directory: Path) -> None:
    """Write the scripts of the playground into DIRECTORY: for hosts that do not link them by themselves."""
    if not files.is_built():
        raise click.UsageError(lines(files.NOT_BUILT))
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, text in files.files():
            (directory / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(line(f"{directory} cannot be written: {error.strerror}.")) from None
