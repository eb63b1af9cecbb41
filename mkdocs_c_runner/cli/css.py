"""`css`: the style sheet, for hosts that do not link it by themselves."""

from __future__ import annotations

from pathlib import Path

import click

from ..foreign import line
from ..html import style_sheet
from .command import Command


@click.command(cls=Command, epilog="\b\nExamples:\n  mkdocs-c-runner css docs/c-runner.css\n")
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
        raise click.UsageError(line(f"{file} cannot be written: {error.strerror}.")) from None
