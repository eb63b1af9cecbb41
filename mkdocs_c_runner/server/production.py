"""The server around the application: waitress, with the limits that it lacks, and an end that harms nobody.

waitress reads requests and writes answers in one thread, so that slow clients hold no thread, and calls the application
in others.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import logging
import re
import resource
import signal
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask

from .application import LARGEST_BODY, Application
from .limits import ServerLimits
from .live import RUN, LiveRuns

# Descriptors of one program that runs, and of everything else.
_DESCRIPTORS_OF_PROGRAM = 32
_DESCRIPTORS = 256
_MOST_DESCRIPTORS = 16_384

# Seconds between two looks at the connections, and those that programs get to end when the server is stopped.
_LOOK = 5
_GRACE = 20.0

# Seconds without a program, after which the sandboxes are closed that wait for a compiler.
_IDLE = 5.0

# Bytes of a refused request that are read at a time, and the seconds in which its client has to see the answer.
_DISCARDED = 1 << 16
_LINGER = 5

_TOO_LARGE = 413
_LENGTH = re.compile(r"[0-9]{1,100}")


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """A parser that leaves to the application what it thinks of a body.

    It does not hide that a body came in chunks. One that is too large, or of no known size, is not read, nor waited
    for: the application gets the request without it, and refuses it as it refuses others.

    Attributes:
        is_unread: Whether the body is not read.
    """

    is_unread = False
    content_length: int

    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except (ParsingError, ValueError):
            # The length is the last thing that is looked at.
            is_known = _LENGTH.fullmatch(self.headers.get("CONTENT_LENGTH", "0"))
            if is_known or self.chunked or not hasattr(self, "path"):
                raise
            self.content_length = LARGEST_BODY + 1
        if self.chunked:
            self.headers["TRANSFER_ENCODING"] = "chunked"
        elif self.content_length > LARGEST_BODY:
            self.is_unread = True
            self.headers["CONNECTION"] = "close"
            self.content_length, self.body_rcv, self.expect_continue = 0, None, False

    def received(self, data: bytes) -> int:
        taken = int(super().received(data))
        return len(data) if self.is_unread else taken


class _ErrorTask(ErrorTask):  # type: ignore[misc]
    """The answer to a request that waitress itself refuses, in the form of all our answers."""

    def execute(self) -> None:
        error: Any = self.request.error
        sentence = "Invalid size" if error.code == _TOO_LARGE else f"{error.reason}."
        body = json.dumps({"error": sentence}).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend(
            [("Content-Type", "application/json"), ("X-Content-Type-Options", "nosniff")]
        )
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that knows since when a request has been arriving on it."""

    error_task_class = _ErrorTask
    arriving_since: float | None = None
    parser: _Parser | None = None
    closing_since: float | None = None

    def parser_class(self, adjustments: Adjustments) -> _Parser:
        """Return the parser of the next request."""
        self.parser = _Parser(adjustments)
        return self.parser

    def handle_read(self) -> None:
        if self.closing_since is None:
            super().handle_read()
        else:
            with contextlib.suppress(OSError):
                self.recv(_DISCARDED)

    def handle_close(self) -> None:
        """Close the connection; but a client that still sends would lose its answer if nobody read the rest."""
        refused = self.parser
        is_sending = refused is not None and (refused.is_unread or refused.error is not None)
        if is_sending and self.connected and self.closing_since is None:
            self.closing_since, self.will_close = time.time(), False
            with contextlib.suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)
                return
        super().handle_close()

    def readable(self) -> bool:
        """Return whether it is listened to.

        That the client has no more to say must be noticed while it reads a stream: it has left. Any other client may
        well say so, and wait for its answer.
        """
        if self.closing_since is not None:
            return True
        first = self.requests[:1]  # in one step: another thread takes them out
        # A broken request has no path.
        is_run = not first or getattr(first[0], "path", "") == RUN
        return is_run and bool(super().readable())


class _Server(TcpWSGIServer):  # type: ignore[misc]
    """A server that closes connections on which a request takes too long to arrive."""

    channel_class = _Channel
    most_seconds = 0

    def maintenance(self, now: float) -> None:
        super().maintenance(now)
        for channel in list(self.active_channels.values()):
            if channel.closing_since is not None:
                channel.will_close = now > channel.closing_since + _LINGER
            elif channel.request is None:
                channel.arriving_since = None
            elif channel.arriving_since is None:
                channel.arriving_since = now
            elif now > channel.arriving_since + self.most_seconds:
                channel.will_close = True


class Production:
    """A server that listens.

    Args:
        application: Answers its requests.
        live: The interactive runs of the application.
        host: The address to listen on.
        port: The port; 0 for any.
        limits: What clients may cost.
        behind_proxy: Whether a proxy on this machine names the client of each request.

    Raises:
        OSError: If it cannot listen there.
    """

    def __init__(
        self,
        application: Application,
        live: LiveRuns,
        host: str,
        port: int,
        limits: ServerLimits,
        *,
        behind_proxy: bool = False,
    ) -> None:
        self._application = application
        self._live = live
        self._is_over = threading.Event()
        logging.getLogger("waitress").setLevel(logging.CRITICAL)
        proxy: dict[str, Any] = {}
        if behind_proxy:
            proxy = {
                "trusted_proxy": "127.0.0.1",
                "trusted_proxy_headers": {"x-forwarded-for"},
            }
        adjustments = Adjustments(
            listen=f"{f'[{host}]' if ':' in host else host}:{port}",
            threads=limits.threads,
            ident=None,
            backlog=1024,
            connection_limit=_connections(limits),
            channel_timeout=limits.silence,
            cleanup_interval=_LOOK,
            channel_request_lookahead=1,  # else a client who has left is noticed by a failing write alone
            max_request_header_size=16 * 1024,
            max_request_body_size=LARGEST_BODY + 1,  # in chunks
            inbuf_overflow=128 * 1024,
            asyncore_use_poll=True,
            log_socket_errors=False,
            clear_untrusted_proxy_headers=True,
            **proxy,
        )
        self._server = _Server(application, adj=adjustments, sockinfo=adjustments.listen[0])
        self._server.most_seconds = limits.request

    @property
    def port(self) -> int:
        """The port on which it listens."""
        return int(self._server.effective_port)

    def run(self) -> None:
        """Serve until `stop` was called and the programs have ended."""
        while not self._is_over.is_set():
            self._server.asyncore.loop(
                timeout=1.0,
                use_poll=True,
                map=self._server._map,
                count=1,
            )
            if self._application.service.close_idle(_IDLE):
                _give_memory_back()
        self._server.task_dispatcher.shutdown(timeout=1)
        self._server.asyncore.close_all(self._server._map)

    def stop_at_signals(self) -> None:
        """Stop when the process is told to end; at once if it is told twice."""

        def told(number: int, _frame: object) -> None:
            signal.signal(number, signal.SIG_DFL)
            self.stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, told)

    def stop(self) -> None:
        """Take no further program, and end when those that run have ended."""
        if self._application.is_ending:
            return
        self._application.is_ending = True
        self._live.stop_all()
        threading.Thread(target=self._end, name="c-runner", daemon=True).start()

    def _end(self) -> None:
        turns = self._application.service.turns
        _wait_until(lambda: not (turns.running or turns.waiting or self._live.count), _GRACE)
        _wait_until(self._has_sent_everything, 2.0)
        self._is_over.set()
        with contextlib.suppress(OSError):  # it may have seen that by itself, and be closed by now
            self._server.pull_trigger()

    def _has_sent_everything(self) -> bool:
        channels = list(self._server.active_channels.values())
        return not any(channel.requests or channel.total_outbufs_len for channel in channels)


def _connections(limits: ServerLimits) -> int:
    """Return how many connections there may be, after raising the number of descriptors as far as it goes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(hard, _MOST_DESCRIPTORS) if hard != resource.RLIM_INFINITY else _MOST_DESCRIPTORS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    programs = limits.compiled + limits.run + limits.live
    left = soft - _DESCRIPTORS - programs * _DESCRIPTORS_OF_PROGRAM
    return max(50, min(limits.connections, left))


def _give_memory_back() -> None:
    """Give the kernel what the C library keeps for the threads of many requests."""
    with contextlib.suppress(AttributeError, OSError):  # other C libraries do not have it
        ctypes.CDLL(None).malloc_trim(0)


def _wait_until(condition: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
