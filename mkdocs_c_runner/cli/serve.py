"""`serve`: a server that runs programs for the pages of a site."""

from __future__ import annotations

import gc
import logging
import re
from typing import Any

import click

from ..engine.errors import require_linux
from ..engine.job import RUN_LIMITS
from ..fence.rules import Rules
from ..fence.values import duration
from ..foreign import Log, echo, line, lines
from .command import Command
from .load import load
from .manners import errors_to_exit_codes, site_option

_EXAMPLES = """\b
Examples:
  mkdocs-c-runner serve --allow-origin http://localhost:8000
  mkdocs-c-runner serve --allow-origin https://blog.example.org --behind-proxy
"""

_ORIGIN = re.compile(r"https?://(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?")
_NAME = re.compile(r"[A-Za-z0-9.-]{1,253}")

# Programs that a client may start in a minute, and without a pause: of this machine, and of anywhere.
_RATES = {False: (6000, 200), True: (120, 30)}

_NOT_INSTALLED = (
    "The server is not installed, because sites that only build need none of it.\n"
    "Type pip install 'mkdocs-c-runner[server]'."
)


@click.command(cls=Command, epilog=_EXAMPLES)
@site_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=3001, show_default=True, help="The port."
)
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="The origin of pages that may use it, as https://blog.example.org. May be repeated.",
)
@click.option(
    "--allow-host",
    "names",
    multiple=True,
    metavar="NAME",
    help="A name under which it is asked, as run.example.org. May be repeated.",
)
@click.option(
    "--behind-proxy",
    is_flag=True,
    help="A proxy on this machine names the client of each request in X-Forwarded-For.",
)
@click.option(
    "--rate",
    type=click.IntRange(1),
    metavar="NUMBER",
    help="Programs that a client may start in a minute. Default: 6000; 120 if clients are not on this machine.",
)
@click.option(
    "--timeout",
    default=f"{RUN_LIMITS.wall_time:g}",
    show_default=True,
    help="The most seconds that a program may run.",
)
def serve(config_file: str | None, **options: Any) -> None:
    """Run programs for the pages of a site, over HTTP.

    Pages ask it for what their readers edit, if mkdocs.yml has playground: {endpoint: URL}. It listens on this
    machine alone, unless --host says otherwise, and then needs --allow-origin. With -f, flags and limits that
    mkdocs.yml allows are allowed here too.
    """
    with errors_to_exit_codes():
        require_linux()
        try:
            from ..server import production  # noqa: PLC0415 - only this command needs it
        except ImportError:
            raise click.UsageError(lines(_NOT_INSTALLED)) from None
        _check(options)
        rules = _rules(config_file, options["timeout"])
        server = _server(production.Production, rules, options)
        server.stop_at_signals()
        host = f"[{options['host']}]" if ":" in options["host"] else options["host"]
        echo(line(f"Serving on http://{host}:{server.port}"), err=True)
        server.run()


def _check(options: dict[str, Any]) -> None:
    from ..server.door import is_loopback  # noqa: PLC0415

    for origin in options["origins"]:
        if not _ORIGIN.fullmatch(origin):
            raise click.UsageError(
                line(
                    f"--allow-origin {origin}: must be an origin, such as https://blog.example.org"
                )
            )
    for name in options["names"]:
        if not _NAME.fullmatch(name):
            raise click.UsageError(line(f"--allow-host {name}: must be a name without a port"))
    if not is_loopback(options["host"]) and not options["origins"]:
        raise click.UsageError(
            lines(
                f"--host {options['host']}: others can reach that address.\n"
                "Type --allow-origin ORIGIN with the origin of the pages that may use the server."
            )
        )


def _as_browsers_say(origin: str) -> str:
    """Return an origin as browsers send it: without the port that its scheme has anyway."""
    usual = ":443" if origin.startswith("https:") else ":80"
    return origin.removesuffix(usual)


def _rules(config_file: str | None, timeout: str) -> Rules:
    """Return the rules of the site, if there is one, with the time that a program may run."""
    try:
        seconds = duration(timeout)
    except ValueError as problem:
        raise click.UsageError(line(f"--timeout: {problem}")) from None
    rules = load(config_file).settings.rules if config_file else Rules()
    return Rules(allowed_flags=rules.allowed_flags, max_timeout=seconds)


def _server(production: Any, rules: Rules, options: dict[str, Any]) -> Any:
    """Return the server, listening, after it has run a first program."""
    from ..engine.native import NativeExecutor  # noqa: PLC0415
    from ..server.assembly import application  # noqa: PLC0415
    from ..server.door import Door, is_loopback  # noqa: PLC0415
    from ..server.limits import ServerLimits  # noqa: PLC0415
    from ..server.programs import Programs  # noqa: PLC0415
    from ..server.rates import Rates  # noqa: PLC0415
    from ..server.service import warm_up  # noqa: PLC0415

    host, is_local = options["host"], is_loopback(options["host"])
    executor = NativeExecutor(serves=True)
    warm_up(executor)
    # What is there now stays: a collection of garbage need not look at it, 20 times a second.
    gc.collect()
    gc.freeze()
    names = {*options["names"], *([] if is_local else [host])}
    door = Door(
        names=frozenset(name.lower() for name in names),
        any_address=not is_local,
        origins=frozenset(map(_as_browsers_say, options["origins"])),
    )
    per_minute, at_once = _RATES[not is_local or options["behind_proxy"]]
    if options["rate"]:
        per_minute, at_once = options["rate"], min(at_once, options["rate"])
    limits = ServerLimits.of_machine()
    made, live = application(
        executor,
        Programs(rules),
        door,
        Rates(per_minute, at_once),
        limits=limits,
        log=_log(),
    )
    try:
        return production(
            made, live, host, options["port"], limits, behind_proxy=options["behind_proxy"]
        )
    except OSError as problem:
        where = f"{host}:{options['port']}"
        raise click.UsageError(line(f"Cannot listen on {where}: {problem.strerror}")) from None
    except ValueError:  # as waitress says it
        raise click.UsageError(line(f"--host {host}: there is no such address or name")) from None


def _log() -> Log:
    """Return the access log, on standard error."""
    logger = logging.getLogger("mkdocs_c_runner.server")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    return Log(logger)
