"""The `mkdocs-c-runner` command: its subcommands, a file for each subject, and what they share.

Goes in: the configuration of a site, or a file. Comes out: text or JSON, and an exit code: 0 as wanted, 1 differences
or failures, 2 usage, 3 the machine. `run` passes on the status of the program that it runs. Nothing here decides what a
block is or whether it failed: a `Build` does.
"""

from __future__ import annotations

import click

from .. import __version__
from .cache import cache
from .css import css
from .doctor import doctor
from .manners import FAILURES, THE_MACHINE, USAGE
from .recorded import check, status, update
from .run import run

__all__ = ["FAILURES", "THE_MACHINE", "USAGE", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mkdocs-c-runner")
def main() -> None:
    """Compile and run the C code of a documentation site in a sandbox.

    Exit codes: 0 as wanted, 1 differences or failures, 2 usage, 3 the machine cannot run C.
    """


for _command in (update, check, status, run, cache, doctor, css):
    main.add_command(_command)
