"""The WSGI application: what is asked for where, and the form of each answer."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from ..foreign import Log, line
from . import bodies, metrics
from .asked import Asked
from .door import Door, client_of
from .rates import Rates
from .refused import NOT_FOUND, Refused
from .service import Service

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

# The bytes of the body of a request.
LARGEST_BODY = 64 * 1024

_PREFLIGHT = {
    "Access-Control-Allow-Methods": "POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "600",
}

# The endpoint of a request that asks for nothing that there is.
_ELSEWHERE = "other"
_LOGGED_PATH = 200

Endpoint = Callable[[Request], Response]


class Application:
    """Answers requests: of the pages of one preview, or of the clients of a stand-alone server.

    Args:
        service: Runs programs.
        door: Who may ask.
        rates: How often.
        log: Gets a line for each request, or None.

    Attributes:
        service: Runs programs.
        door: Who may ask.
        is_ending: Whether no program is started any more.
    """

    def __init__(self, service: Service, door: Door, rates: Rates, log: Log | None = None) -> None:
        self.is_ending = False
        self.service = service
        self.door = door
        self._rates = rates
        self._log = log
        self._endpoints: dict[str, Endpoint] = {}
        self._rules = Map()
        self.add("POST", "/execute", self._execute)
        self.add("GET", "/healthz", self._healthz)
        self.add("GET", "/metrics", self._metrics)

    def add(self, method: str, path: str, endpoint: Endpoint) -> None:
        """Answer requests for a path, which may have a part in angle brackets."""
        self._endpoints[path] = endpoint
        self._rules.add(Rule(path, endpoint=path, methods=[method]))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, as WSGI has it."""
        begin = time.monotonic()
        request = Request(environ)
        request.environ["c_runner.endpoint"] = _ELSEWHERE
        response = self._response(request)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Origin"
        response.call_on_close(lambda: self._note(request, response.status_code, begin))
        return response(environ, start_response)

    def asked(self, request: Request) -> Asked:
        """Return the program that a request asks for, if its client may run one now.

        Raises:
            Refused: If it may not, or the request cannot be understood.
        """
        self.check_token(request)
        if self.is_ending:
            raise Refused(503, "The server is being stopped.", {"Retry-After": "5"})
        self._rates.take(client_of(request))
        return Asked.of(self.object_in(request))

    def check_token(self, request: Request) -> None:
        """Let a request of our pages run something; see `Door`."""
        self.door.check_token(request)

    def object_in(self, request: Request, most: int = LARGEST_BODY) -> dict[str, Any]:
        """Return the JSON object in the body of a request, which may have so many bytes.

        Raises:
            Refused: If its page does not have the token, or there is no such object.
        """
        self.check_token(request)
        return bodies.json_object(request, most)

    def _response(self, request: Request) -> Response:
        headers: Mapping[str, str] = {}
        try:
            headers = self.door.check(request)
            response = self._routed(request)
        except Refused as refused:
            response = json_response({"error": refused.sentence}, refused.status)
            response.headers.update(refused.headers)
        except Exception as error:  # noqa: BLE001 - nothing of it may reach a client
            if self._log:
                self._log.error(line(f"{type(error).__name__} in {_endpoint(request)}"))
            response = json_response({"error": "The server has failed."}, 500)
        response.headers.update(headers)
        return response

    def _routed(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return self._preflight(request)
        try:
            name, values = self._rules.bind_to_environ(request.environ).match()
        except MethodNotAllowed as error:
            methods = sorted({"OPTIONS", *(error.valid_methods or ())})
            raise Refused(405, "Method not allowed", {"Allow": ", ".join(methods)}) from None
        except HTTPException:
            raise Refused(*NOT_FOUND) from None
        request.environ["c_runner.endpoint"] = name
        request.environ["c_runner.values"] = values
        return self._endpoints[name](request)

    def _preflight(self, request: Request) -> Response:
        """Tell a browser what a page of an origin that came in may send."""
        response = Response(status=204, headers=_PREFLIGHT)
        if request.headers.get("Access-Control-Request-Private-Network") == "true":
            response.headers["Access-Control-Allow-Private-Network"] = "true"
        return response

    def _execute(self, request: Request) -> Response:
        return json_response(self.service.execute(self.asked(request), client_of(request)))

    def _healthz(self, _request: Request) -> Response:
        return json_response({"ok": not self.is_ending}, 503 if self.is_ending else 200)

    def _metrics(self, _request: Request) -> Response:
        text = self.service.metrics.text()
        return Response(text, content_type=metrics.CONTENT_TYPE)

    def _note(self, request: Request, status: int, begin: float) -> None:
        """Count a request, and log it: who asked for what, never what was sent."""
        seconds = time.monotonic() - begin
        endpoint = _endpoint(request)
        self.service.metrics.count_request(endpoint, status, seconds)
        if self._log:
            path = request.path[:_LOGGED_PATH] if endpoint == _ELSEWHERE else endpoint
            client = request.environ.get("REMOTE_ADDR") or "-"
            text = f"{client} {request.method[:20]} {path} {status} {seconds * 1000:.0f} ms"
            self._log.info(line(text))


def json_response(value: Mapping[str, Any], status: int = 200) -> Response:
    """Return an answer in JSON."""
    return Response(json.dumps(value), status, content_type="application/json")


def _endpoint(request: Request) -> str:
    return str(request.environ["c_runner.endpoint"])
