"""The playground of a preview: under the development server of a site, beside its pages.

Any web page can post to the author's machine. So an application here serves its own pages alone: a request has to name
this machine, to come from the same origin, and to have a word that stands in the pages.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from werkzeug.wrappers import Request, Response

from ..build.build import Build
from ..build.offered import Block
from ..engine.native import NativeExecutor
from ..fence.rules import Rules
from ..html.playground import Access
from ..place import path_from
from ..program.snippet import Snippet
from . import assembly
from .application import json_response
from .asked import Named, named, text
from .door import Door, is_loopback
from .limits import ServerLimits
from .programs import Programs
from .rates import Rates
from .refused import Refused
from .saving import save

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/c-runner"

# Programs in a minute, and without a pause. An author is no stranger; this holds back a page that runs wild.
_RATES = (600, 100)

# The bytes of a request to save: a source twice, in JSON.
_LARGEST_SAVE = 512 * 1024

# Seconds after which the sandboxes are closed that wait for a compiler.
_IDLE = 5.0


class Preview:
    """The preview of a site: it runs edited blocks, and saves them.

    Attributes:
        access: What its pages need to know.
    """

    def __init__(self) -> None:
        self.access = Access(PATH, secrets.token_urlsafe(24), preview=True)
        self._build: Build | None = None
        self._docs_dir = ""
        self._saves_for_all = False
        self._application, _ = assembly.application(
            NativeExecutor(serves=True),
            Programs(Rules()),
            Door(),
            Rates(*_RATES),
            limits=ServerLimits.of_machine(),
        )
        self._application.add("POST", "/save", self._save)

    def show(self, build: Build, docs_dir: str) -> None:
        """Run the blocks of a build that has ended, from now on."""
        self._build, self._docs_dir = build, docs_dir
        service = self._application.service
        service.programs = Programs(build.settings.rules, self._find)
        service.words = lambda _: build.fences.labels

    def wrapped(self, site: WSGIApplication, host: str) -> WSGIApplication:
        """Return the application of a development server with ours in it.

        Args:
            site: The application that serves the pages.
            host: The host that the server listens on.
        """
        is_local = is_loopback(host)
        self._saves_for_all = is_local
        self._application.door = Door(
            names=frozenset() if is_local else frozenset({host.lower()}),
            any_address=not is_local,
            same_origin=True,
            token=self.access.token,
        )

        def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            self._application.service.close_idle(_IDLE)
            path = environ.get("PATH_INFO", "")
            if not path.startswith(f"{PATH}/"):
                return site(environ, start_response)
            inner = {**environ, "SCRIPT_NAME": PATH, "PATH_INFO": path[len(PATH) :]}
            return self._application(inner, _quiet(start_response))

        return application

    def _find(self, block: Named) -> Snippet | None:
        offered = self._offered(block)
        return offered.snippet if offered else None

    def _offered(self, block: Named) -> Block | None:
        return self._build.fences.offered.get(block.page, block.name) if self._build else None

    def _save(self, request: Request) -> Response:
        """Put an edited block into the file of its page."""
        body = self._application.object_in(request, _LARGEST_SAVE)
        block = named("block", body.get("block"))
        before, after = text("before", body.get("before")), text("after", body.get("after"))
        if not self._saves_for_all and not is_loopback(request.environ.get("REMOTE_ADDR", "")):
            raise Refused(403, "Only the machine that serves the preview can save.")
        offered = self._offered(block)
        if offered is None:
            raise Refused(404, "There is no such block; reload the page.")
        place = offered.found.place if offered.found else None
        page = path_from(f"{self._docs_dir}/{block.page}")
        if place is None or place.line is None or place.path != page:
            raise Refused(
                409, "The block is not written in its page: save it where it is included from."
            )
        save(self._docs_dir, block.page, place.line, before, after)
        return json_response({"saved": True})


def _quiet(start_response: StartResponse) -> StartResponse:
    """Return what answers 200 in place of 204.

    The development server logs every other status as a warning, and so each line that somebody types.
    """

    def start(status: str, *rest: Any) -> Callable[[bytes], object]:
        return start_response("200 OK" if status.startswith("204 ") else status, *rest)

    return cast("StartResponse", start)
