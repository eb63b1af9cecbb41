"""The server itself, through real sockets: clients that are slow, broken, gone or many harm nobody."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from mkdocs_c_runner.engine.job import Job
from mkdocs_c_runner.engine.result import Result, Stage
from mkdocs_c_runner.engine.sandbox.live import Live
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.server import production as module
from mkdocs_c_runner.server.assembly import application
from mkdocs_c_runner.server.limits import ServerLimits
from mkdocs_c_runner.server.production import Production
from mkdocs_c_runner.server.programs import Programs
from mkdocs_c_runner.server.rates import Rates
from mkdocs_c_runner.server.service import LiveExecutor

from .clients import DOOR, PAGE, Echo, real

LIMITS = ServerLimits(compiled=2, run=4, waiting=8, live=4, connections=400, silence=1, request=1)
PATIENCE = 20


@contextmanager
def listening(
    executor: LiveExecutor, limits: ServerLimits = LIMITS, *, behind_proxy: bool = False
) -> Iterator[Production]:
    app, live = application(executor, Programs(Rules()), DOOR, Rates(60_000, 1000), limits=limits)
    server = Production(app, live, "127.0.0.1", 0, limits, behind_proxy=behind_proxy)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()


@pytest.fixture
def server() -> Iterator[Production]:
    with listening(Echo()) as made:
        yield made


def ask(
    server: Production,
    body: bytes | None = b'{"code": "x"}',
    path: str = "/execute",
    *,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> tuple[int, Any, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    connection.request("GET" if body is None else "POST", path, body, dict(headers))
    response = connection.getresponse()
    data = response.read()
    connection.close()
    is_json = response.headers["Content-Type"] == "application/json"
    return response.status, json.loads(data) if is_json else data.decode(), response.headers


def connected(server: Production, sent: bytes) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)
    made.sendall(sent)
    return made


HEAD = b"POST /execute HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"


@pytest.mark.parametrize(
    "sent", [b"", b"POST /exe", HEAD, HEAD + b"\r\n{"], ids=["nothing", "line", "head", "body"]
)
def test_a_client_that_stops_sending_is_cut_off(server: Production, sent: bytes) -> None:
    with connected(server, sent) as client:
        assert ask(server)[0] == 200
        assert client.recv(100) == b""


def test_a_client_that_has_said_everything_gets_its_answer() -> None:
    slow, body = Slow(), b'{"code": "x"}'
    head = b"POST /execute HTTP/1.0\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(body)
    with listening(slow) as server, connected(server, head + body) as client:
        client.shutdown(socket.SHUT_WR)
        slow.began.acquire()
        assert ask(server, None, "/healthz")[0] == 200  # the server has looked at its connections
        slow.end.set()
        answer = b"".join(iter(lambda: client.recv(4000), b""))

    assert answer.split(b" ")[1] == b"200"


def test_a_client_that_sends_byte_by_byte_is_cut_off(server: Production) -> None:
    def drip(client: socket.socket) -> None:
        pause = threading.Event()
        for _ in range(PATIENCE * 10):
            client.sendall(b"X")
            pause.wait(0.1)

    with connected(server, HEAD) as client, pytest.raises(ConnectionError):
        drip(client)
    assert ask(server)[0] == 200


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"\x00\xff\r\n\r\n", b"400"),
        (b"POST /execute HTTP/1.1\r\nHost: localhost\r\nA B\r\nContent-Length: x\r\n\r\n", b"400"),
        (b"POST /execute HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", b"501"),
        (b"POST /execute HTTP/1.1\r\nA: " + b"a" * 40_000 + b"\r\n\r\n", b"431"),
        (b"POST /execute HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"403"),
    ],
    ids=["no request", "no header", "other coding", "long head", "two hosts"],
)
def test_a_broken_request_gets_an_error(server: Production, sent: bytes, status: bytes) -> None:
    with connected(server, sent) as client:
        assert client.recv(4000).split(b" ")[1] == status
    assert ask(server)[0] == 200


def test_chunks_are_refused_and_their_end_is_found(server: Production) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    for _ in range(2):
        connection.request("POST", "/execute", iter([b"{", b"}"]), encode_chunked=True)
        response = connection.getresponse()
        assert (response.status, "chunks" in json.load(response)["error"]) == (400, True)
    connection.close()


@pytest.mark.parametrize("size", [64 * 1024 + 1, 500_000, 5_000_000])
def test_a_body_that_is_too_large_gets_its_answer(server: Production, size: int) -> None:
    status, answer, headers = ask(server, b"x" * size, headers={"Origin": PAGE})

    assert (status, answer) == (413, {"error": "Invalid size"})
    assert headers["Access-Control-Allow-Origin"] == PAGE


NO_SIZES = [b"x", b"-1", b"+3", b"0x10", b"", b"1\r\nContent-Length: 2"]


@pytest.mark.parametrize("size", [b"65537", b"99999999", b"9" * 30, b"9" * 5000, *NO_SIZES])
@pytest.mark.parametrize("more", [b"", b"Expect: 100-continue\r\n"])
def test_a_body_that_is_too_large_or_of_no_size_is_not_waited_for(
    server: Production, size: bytes, more: bytes
) -> None:
    smuggled = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with connected(server, HEAD.replace(b"1000", size) + more + b"\r\n" + smuggled) as client:
        answer = b"".join(iter(lambda: client.recv(4000), b""))
        assert ask(server)[0] == 200

    assert answer.split(b" ")[1] == b"413"
    assert answer.endswith(b'\r\n\r\n{"error": "Invalid size"}')


def test_a_client_that_does_not_see_its_refusal_is_cut_off(
    server: Production, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flood(client: socket.socket) -> None:
        while True:
            client.sendall(b"x" * 1000)

    monkeypatch.setattr(module, "_LINGER", 0.2)
    sent = HEAD.replace(b"1000", b"99999999") + b"\r\n"
    with connected(server, sent) as client, pytest.raises(ConnectionError):
        flood(client)
    assert ask(server)[0] == 200


def test_many_open_connections_do_not_keep_others_out(server: Production) -> None:
    with ExitStack() as stack:
        for number in range(300):
            sent = HEAD if number % 2 else b""
            stack.enter_context(connected(server, sent))
        assert ask(server)[0] == 200


class Slow(Echo):
    """Programs that run until a test lets them end."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.end = threading.Semaphore(0), threading.Event()

    def converse(self, job: Job, live: Live | None, on_compiled: Callable[[Stage], None]) -> Result:
        self.began.release()
        assert self.end.wait(PATIENCE)
        return super().converse(job, live, on_compiled)


def test_beyond_the_queue_clients_are_sent_away() -> None:
    slow = Slow()
    limits = replace(LIMITS, run=1, compiled=1, waiting=1, patience=PATIENCE)
    with listening(slow, limits) as server:
        running = [threading.Thread(target=ask, args=(server,)) for _ in range(2)]
        running[0].start()
        slow.began.acquire()
        running[1].start()
        while "c_runner_waiting 1" not in ask(server, None, "/metrics")[1]:
            pass
        status, _, headers = ask(server)
        slow.end.set()
        for thread in running:
            thread.join(PATIENCE)

    assert status == 429
    assert int(headers["Retry-After"]) > 0


def test_the_end_waits_for_programs_and_takes_no_further_one() -> None:
    slow = Slow()
    answers: list[Any] = []
    with listening(slow) as server:
        running = threading.Thread(target=lambda: answers.append(ask(server)))
        running.start()
        slow.began.acquire()
        server.stop()
        refused = ask(server)
        health = ask(server, None, "/healthz")
        slow.end.set()
        running.join(PATIENCE)

    assert answers[0][0] == 200
    assert (refused[0], refused[2]["Retry-After"]) == (503, "5")
    assert health[:2] == (503, {"ok": False})


def test_the_end_stops_what_somebody_types_into(sandbox: Sandbox) -> None:
    code = b'{"code": "#include <stdio.h>\\nint main(void) { getchar(); }"}'
    with listening(real(sandbox)) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        connection.request("POST", "/run", code)
        response = connection.getresponse()
        while b"event: waiting" not in response.readline():
            pass
        server.stop()
        rest = response.read()
        connection.close()

    assert b'"stopped": true' in rest


def test_a_reader_who_leaves_ends_the_program(sandbox: Sandbox) -> None:
    code = b'{"code": "#include <stdio.h>\\nint main(void) { getchar(); }"}'
    with listening(real(sandbox)) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
        connection.request("POST", "/run", code)
        response = connection.getresponse()
        while b"event: waiting" not in response.readline():
            pass
        assert "c_runner_live 1\n" in ask(server, None, "/metrics")[1]
        response.close()
        connection.close()
        pause = threading.Event()
        for _ in range(PATIENCE * 20):
            if "c_runner_live 0\n" in ask(server, None, "/metrics")[1]:
                break
            pause.wait(0.05)
        assert "c_runner_live 0\n" in ask(server, None, "/metrics")[1]


def test_behind_a_proxy_clients_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    clients: list[str] = []
    monkeypatch.setattr(Rates, "take", lambda _self, client: clients.append(client))
    for behind_proxy in (True, False):
        with listening(Echo(), behind_proxy=behind_proxy) as server:
            ask(server, headers={"X-Forwarded-For": "192.0.2.1, 192.0.2.7"})

    assert clients == ["192.0.2.7", "127.0.0.1"]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOK", 0.1)
