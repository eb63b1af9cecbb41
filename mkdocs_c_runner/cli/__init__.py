"""The `mkdocs-c-runner` command: its subcommands, a file for each subject, and what they share.

Goes in: the configuration of a site, or a file. Comes out: text or JSON, and an exit code: 0 as wanted, 1 differences
or failures, 2 usage, 3 the machine. `run` passes on the status of the program that it runs. Nothing here decides what a
block is or whether it failed: a `Build` does.

- The commands: `doctor`, `run`, `serve`, `status`, `recorded` (`update` and `check`), `accept`, `extract`, `cache`,
  `css`, `playground`.
- `command`, `manners`, `layout`, `mistakes`: what they share: options, exit codes, JSON, paragraphs, lists of mistakes.
- `configuration`, `load`, `zensical`, `site`, `page`: a configuration is found and loaded, a site rendered, a page
  read. `thrown_away`: the directory of a site that nobody reads.
- `places_to_run`: the options for a cluster and for a part of the blocks.
- `compare`, `twice`, `result_text`: results beside their records.
- `connection`: a program beside the terminal of its user.
"""

from __future__ import annotations

import click

from .. import __version__
from .accept import accept
from .cache import cache
from .command import Group
from .css import css
from .doctor import doctor
from .extract import extract
from .manners import FAILURES, THE_MACHINE, USAGE
from .playground import playground
from .recorded import check, update
from .run import run
from .serve import serve
from .status import status

__all__ = ["FAILURES", "THE_MACHINE", "USAGE", "main"]


_EXAMPLES = """\b
Examples:
  mkdocs-c-runner doctor               can blocks be run on this machine?
  mkdocs-c-runner run hello.c          run one file in the sandbox
  mkdocs-c-runner run docs/index.md    run the blocks of one page
  mkdocs-c-runner update               record all results, to be committed
  mkdocs-c-runner check                do all blocks still do as recorded?
"""


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]}, epilog=_EXAMPLES)
@click.version_option(__version__, prog_name="mkdocs-c-runner")
def main() -> None:
    """Compile and run the C code of a documentation site in a sandbox.

    Start with mkdocs-c-runner doctor: it tries the sandbox, and says how to cure what does not work.

    Exit codes: 0 as wanted, 1 differences or failures, 2 usage, 3 the machine cannot run C.
    """


for _command in (
    *(doctor, run, serve, status, update, check),
    *(accept, extract, cache, css, playground),
):
    main.add_command(_command)
