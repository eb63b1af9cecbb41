"""The options `--workers` and `--shard`: on which machines the blocks of a site are run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ..engine.runner_settings import Shard
from ..fence.from_yaml import scheduler

Command = TypeVar("Command", bound=Callable[..., Any])


def _read_by(read: Callable[[str], Any]) -> Callable[..., Any]:
    """Return what reads the value of an option by a function that raises ValueError with the reason."""

    def read_value(_context: click.Context, _option: click.Parameter, value: str | None) -> Any:
        try:
            return None if value is None else read(value)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None

    return read_value


def workers_option(command: Command) -> Command:
    """Let a command take a cluster."""
    return click.option(
        "--workers",
        metavar="ADDRESS",
        callback=_read_by(scheduler),
        default="",
        help="Run the blocks on the workers of this Dask scheduler: tcp://HOST:PORT.",
    )(command)


def shard_option(command: Command) -> Command:
    """Let a command take a part of the blocks."""
    return click.option(
        "--shard",
        metavar="NUMBER/TOTAL",
        callback=_read_by(Shard.parse),
        help="Run one part of the blocks, as 2/5; other machines run the others.",
    )(command)
