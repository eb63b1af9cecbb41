"""The endpoints of interactive runs: begin one, type into it, stop it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from werkzeug.wrappers import Request, Response

from ..engine.artifacts import MEMORY
from ..engine.job import Job
from ..engine.result import Stage, Verdict
from ..engine.sandbox.live import Live
from ..program.snippet import Snippet
from . import answers
from .application import Application
from .asked import Asked, text
from .conversation import Conversation, Event, Events
from .door import client_of
from .refused import Refused
from .service import Service

# The path at which a run begins: its answer is a stream.
RUN = "/run"

# Seconds that a program may wait for its reader, in all.
PATIENCE = 300.0

# nginx holds events back until the stream ends, unless the answer says this.
_STREAM = {"X-Accel-Buffering": "no"}
_CANNOT_START = (503, "The server cannot start a run now.", {"Retry-After": "5"})
_TOO_MUCH = "The program has not read what was typed before, or too much was typed in all."
_OVER = (404, "There is no such run; it may be over.")


class LiveRuns:
    """The interactive runs of a server.

    Args:
        application: Gets their endpoints.
        service: Runs the programs.
        most: The runs at one time.
        of_client: The runs of one client at one time.
    """

    def __init__(
        self, application: Application, service: Service, most: int, of_client: int
    ) -> None:
        self._application = application
        self._service = service
        self._most, self._most_of_client = most, of_client
        self._lock = threading.Lock()
        self._runs: dict[str, Conversation] = {}
        self._clients: Counter[str] = Counter()
        application.add("POST", RUN, self._run)
        application.add("POST", f"{RUN}/<run>/input", self._input)
        application.add("POST", f"{RUN}/<run>/stop", self._stop)

    @property
    def count(self) -> int:
        """The runs at this time."""
        return sum(self._clients.values())

    def stop_all(self) -> None:
        """End all programs."""
        with self._lock:
            runs = list(self._runs.values())
        for run in runs:
            run.stop()

    def _run(self, request: Request) -> Response:
        """Begin a run, and stream its events."""
        asked, client = self._application.asked(request), client_of(request)
        snippet = self._service.programs.snippet(asked, stdio="terminal")
        run = self._enter(client, snippet.job.stdin)
        run.tell("started", {"run": run.id})
        try:
            run.perform(lambda: self._perform(run, asked, snippet, client))
        except RuntimeError:
            self._leave(run, client)
            raise Refused(*_CANNOT_START) from None
        return Response(Events(run), content_type="text/event-stream", headers=_STREAM)

    def _perform(self, run: Conversation, asked: Asked, snippet: Snippet, client: str) -> None:
        """Run a program to its end, and tell its reader everything."""
        end: Event = ("error", {"error": "The server has failed."})
        try:
            end = self._performed(run, asked, snippet, client)
        except Refused as refused:
            end = ("error", {"error": refused.sentence})
        except Exception:  # noqa: BLE001, S110 - the reader must not wait for ever
            pass
        finally:
            # First, because a reader who hears of the end may begin another run at once.
            self._leave(run, client)
            run.tell(*end)

    def _performed(self, run: Conversation, asked: Asked, snippet: Snippet, client: str) -> Event:
        """Run a program to its end, and return the last event."""
        words = self._service.words(asked.language)
        name = asked.block.name if asked.block else ""
        with self._service.turns.turn(client, runs=False) as turn:

            def compiled(stage: Stage) -> None:
                turn.compiled()
                run.tell("compiled", answers.compiled(snippet, stage, words, name))

            job = replace(snippet.job, artifacts=_but_memory(snippet.job.artifacts))
            result = self._service.perform(job, _live(run, job), compiled)
        if not run.is_stopped:
            result = self._service.pictured(snippet.job, result, run.taken, client)
        if result.verdict is Verdict.INTERNAL_ERROR:
            return "error", {"error": result.compile.text().decode(errors="replace")}
        is_stopped = run.is_stopped
        ended = answers.answer(snippet, result, words, name, stopped=is_stopped)
        return "ended", {**ended, "stopped": is_stopped}

    def _input(self, request: Request) -> Response:
        """Type what a reader sends."""
        body = self._application.object_in(request)
        run = self._find(request)
        typed = text("text", body.get("text", ""))
        if typed and not run.type(typed):
            raise Refused(413, _TOO_MUCH)
        if body.get("end") is True and not run.end_input():
            raise Refused(*_OVER)
        return Response(status=204)

    def _stop(self, request: Request) -> Response:
        """End a program."""
        self._application.check_token(request)
        self._find(request).stop()
        return Response(status=204)

    def _find(self, request: Request) -> Conversation:
        run = self._runs.get(request.environ["c_runner.values"]["run"])
        if run is None:
            raise Refused(*_OVER)
        return run

    def _enter(self, client: str, typed: bytes) -> Conversation:
        with self._lock:
            if self.count >= self._most or self._clients[client] >= self._most_of_client:
                raise Refused(
                    429, "Too many programs run; stop one, or try again.", {"Retry-After": "5"}
                )
            try:
                run = Conversation(typed)
            except OSError:  # descriptors have run out
                raise Refused(*_CANNOT_START) from None
            self._runs[run.id] = run
            self._clients[client] += 1
        return run

    def _leave(self, run: Conversation, client: str) -> None:
        with self._lock:
            self._runs.pop(run.id, None)
            self._clients[client] -= 1
            if not self._clients[client]:
                del self._clients[client]
        run.close()


def _but_memory(artifacts: Iterable[str]) -> tuple[str, ...]:
    """Return the views that are made of a program; pictures of its memory are made when it has ended."""
    return tuple(name for name in artifacts if name != MEMORY)


def _live(run: Conversation, job: Job) -> Live:
    is_terminal = job.stdio == "terminal"
    on_terminal = (is_terminal, is_terminal, is_terminal)
    return Live(-1, run.output, on_terminal, partner=run, patience=PATIENCE)
