"""Puts the parts of a server together, for the preview and for the stand-alone server."""

from __future__ import annotations

from collections.abc import Callable

from ..foreign import Log
from ..labels import Labels
from .application import Application
from .door import Door
from .limits import ServerLimits
from .live import LiveRuns
from .metrics import Metrics
from .programs import Programs
from .rates import Rates
from .service import LiveExecutor, Service
from .turns import Turns


def application(
    executor: LiveExecutor,
    programs: Programs,
    door: Door,
    rates: Rates,
    *,
    limits: ServerLimits,
    log: Log | None = None,
    words: Callable[[str | None], Labels] | None = None,
) -> tuple[Application, LiveRuns]:
    """Return an application, and its interactive runs.

    Args:
        executor: Compiles and runs programs.
        programs: Makes snippets of requests.
        door: Who may ask.
        rates: How often.
        limits: What clients may cost.
        log: Gets a line for each request, or None.
        words: Returns the words in the HTML, for the tag of a language or for None.
    """
    turns = Turns(limits.room)
    metrics = Metrics()
    service = Service(executor, programs, turns, metrics, *((words,) if words else ()))
    made = Application(service, door, rates, log)
    live = LiveRuns(made, service, limits.live, limits.live_of_client)
    metrics.add_gauge("running", "Programs that are compiled or run.", lambda: turns.running)
    metrics.add_gauge("waiting", "Programs that wait for their turn.", lambda: turns.waiting)
    metrics.add_gauge("live", "Programs that somebody types into.", lambda: live.count)
    return made, live
