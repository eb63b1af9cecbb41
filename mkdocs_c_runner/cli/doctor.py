"""`doctor`: whether blocks can be run on this machine, and what to do if not."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ..engine.errors import require_linux
from ..foreign import echo, json_text, line
from .manners import THE_MACHINE, errors_to_exit_codes, json_option

if TYPE_CHECKING:  # it needs what Linux alone has
    from ..engine.doctor import Examination

_SIGNS = {"on": "ok     ", "reduced": "reduced", "off": "MISSING"}


@click.command()
@json_option
def doctor(*, as_json: bool) -> None:
    """Try the sandbox and say what holds here, and how to cure what does not.

    The exit code is 0 if blocks can be run on this machine, else 3.
    """
    with errors_to_exit_codes():
        require_linux()
    from ..engine.doctor import examine  # noqa: PLC0415 - it needs what Linux alone has

    examination = examine()
    if as_json:
        echo(json_text(examination.to_json()))
    else:
        _print(examination)
    sys.exit(0 if examination.ok else THE_MACHINE)


def _print(examination: Examination) -> None:
    for layer in examination.layers:
        echo(line(f"{_SIGNS[layer.state]}  {layer.name}: {layer.reason}"))
        for text in layer.cure.splitlines():
            echo(line(f"           {text}"))
    for compiler in examination.compilers:
        if compiler.version:
            echo(line(f"{_SIGNS['on']}  {compiler.name}: {compiler.version}"))
            echo(line(f"           identity {compiler.identity[:16]}"))
        else:
            echo(line(f"-        {compiler.name}: not installed. {compiler.cure}"))
    echo(line(""))
    echo(line("Blocks can be run here." if examination.ok else "Blocks cannot be run here."))
