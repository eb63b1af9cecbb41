"""The `mkdocs-c-runner` command.

Exit codes: 0 as wanted, 1 differences or failures, 2 usage, 3 the machine.
"""

from __future__ import annotations

import json
import sys

import click

from . import __version__
from .engine.doctor import Examination, examine

THE_MACHINE = 3

_SIGNS = {"on": "ok     ", "reduced": "reduced", "off": "MISSING"}


@click.group()
@click.version_option(__version__, prog_name="mkdocs-c-runner")
def main() -> None:
    """Compile and run the C code of a documentation site in a sandbox."""


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
def doctor(*, as_json: bool) -> None:
    """Try the sandbox and say what holds here, and how to cure what does not.

    The exit code is 0 if blocks can be run on this machine, else 3.
    """
    found = examine()
    if as_json:
        click.echo(json.dumps(found.to_json(), indent=2))
    else:
        _print(found)
    if not found.ok:
        sys.exit(THE_MACHINE)


def _print(found: Examination) -> None:
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
