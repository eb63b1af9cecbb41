"""Commands as click makes them, with our manners: whole summaries, color on request, errors of one form."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from ..foreign import echo, line, lines
from .layout import error

INTERRUPTED = 130

_CANNOT_BE_USED = 2

# The signals that end a process which somebody no longer wants. Windows has one of them.
_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]

# The error that a group without a command raises since click 8.2; earlier versions print its help.
_NO_COMMAND: Any = getattr(click.exceptions, "NoArgsIsHelpError", ())


def _set_color(context: click.Context, _option: click.Parameter, value: bool | None) -> None:  # noqa: FBT001
    """Note whether there is color: as the option says, else the option before the command, else the environment."""
    if value is None and context.color is None:
        value = _wished_in_environment()
    if value is not None:
        context.color = value


def _wished_in_environment() -> bool | None:
    """Return whether the environment wants color, by the conventions of no-color.org and force-color.org."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return True if os.environ.get("FORCE_COLOR") else None


def _color_option() -> click.Option:
    return click.Option(
        ["--color/--no-color"],
        default=None,
        is_eager=True,
        expose_value=False,
        callback=_set_color,
        help="Color the output or not. Default: color at a terminal.",
    )


class Command(click.Command):
    """A command whose summary is the first sentences of its help, whole."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params.append(_color_option())

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - click cuts at the limit
        """Return the summary that the list of commands shows."""
        return " ".join((self.help or "").partition("\n\n")[0].split())


class Group(click.Group):
    """A group of commands, listed in the order in which they were added."""

    command_class = Command

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params.append(_color_option())

    get_short_help_str = Command.get_short_help_str

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands in their order."""
        return list(self.commands)

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run a command, and end the process. Its exit code is 0 unless a command says another."""
        _fill_closed_streams()
        whole: Any = super().main
        try:
            with ending_in_order():
                whole(*args, **{**extra, "standalone_mode": False})
        except _NO_COMMAND as request:
            echo(lines(request.format_message()), err=True)
            sys.exit(_CANNOT_BE_USED)
        except click.ClickException as problem:
            _show(problem)
            sys.exit(problem.exit_code)
        except (click.Abort, KeyboardInterrupt):
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            raise
        except OSError as problem:
            error(f"{problem.filename or 'A file'} cannot be used: {problem.strerror or problem}.")
            sys.exit(_CANNOT_BE_USED)
        sys.exit(0)


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end this process as its own end does, so that it leaves no file behind."""

    def end(number: int, _frame: object) -> NoReturn:
        for name in _ENDING:
            signal.signal(name, signal.SIG_IGN)  # what is being removed now is removed to the end
        sys.exit(128 + number)

    before = {}
    if threading.current_thread() is threading.main_thread():
        found = {number: signal.getsignal(number) for number in _ENDING}
        # Who has started this process may have signals ignored, as nohup does.
        before = {number: found[number] for number in found if found[number] is signal.SIG_DFL}
    for number in before:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _fill_closed_streams() -> None:
    """Open the null device in place of each standard stream that is closed, before another file gets its number."""
    for fd in range(3):
        try:
            os.fstat(fd)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _show(problem: click.ClickException) -> None:
    """Print an error in our form, with the command that explains."""
    message = problem.format_message()
    context = problem.ctx if isinstance(problem, click.UsageError) else None
    with context.scope(cleanup=False) if context else click.Context(Command("none")):
        error(message if message.endswith((".", "?", ")")) else f"{message}.")
        if context and "\nType " not in message:
            echo(line(f"Type {context.command_path} --help for help."), err=True)
