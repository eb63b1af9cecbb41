"""Who may ask: each rule with requests as browsers, programs and attackers send them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from werkzeug.test import Client, EnvironBuilder

from mkdocs_c_runner.server.door import Door, client_of, is_loopback
from mkdocs_c_runner.server.refused import Refused

from .clients import PAGE, Echo, application, post

LOCAL = Door(origins=frozenset({PAGE}))
PUBLIC = Door(names=frozenset({"run.example.org"}), any_address=True, origins=frozenset({PAGE}))
PREVIEW = Door(same_origin=True, token="secret")

IN, OUT = True, False


def comes_in(door: Door, headers: Mapping[str, str]) -> bool:
    request = EnvironBuilder(headers=list(headers.items())).get_request()
    try:
        door.check(request)
    except Refused as refused:
        return refused.status != 403
    return IN


@pytest.mark.parametrize(
    ("door", "host", "expected"),
    [
        (LOCAL, "localhost", IN),
        (LOCAL, "localhost:3001", IN),
        (LOCAL, "LOCALHOST:3001", IN),
        (LOCAL, "localhost.", IN),
        (LOCAL, "127.0.0.1:3001", IN),
        (LOCAL, "127.1.2.3", IN),
        (LOCAL, "[::1]:3001", IN),
        (LOCAL, "blog.localhost:8000", IN),
        (LOCAL, "evil.example", OUT),
        (LOCAL, "evil.example:3001", OUT),
        (LOCAL, "localhost.evil.example", OUT),
        (LOCAL, "127.0.0.1.evil.example", OUT),
        (LOCAL, "evillocalhost", OUT),
        (LOCAL, "192.168.0.7:3001", OUT),
        (LOCAL, "0.0.0.0", OUT),
        (LOCAL, "localhost@evil.example", OUT),
        (LOCAL, "localhost, evil.example", OUT),
        (LOCAL, "[::1", OUT),
        (LOCAL, "", OUT),
        (PUBLIC, "run.example.org", IN),
        (PUBLIC, "192.168.0.7:3001", IN),
        (PUBLIC, "[2001:db8::1]:3001", IN),
        (PUBLIC, "evil.example", OUT),
        (PUBLIC, "evil.run.example.org", OUT),
    ],
)
def test_a_request_names_this_server(door: Door, host: str, expected: bool) -> None:
    assert comes_in(door, {"Host": host}) is expected


@pytest.mark.parametrize(
    ("door", "origin", "expected"),
    [
        (LOCAL, PAGE, IN),
        (LOCAL, "https://evil.example", OUT),
        (LOCAL, "null", OUT),
        (LOCAL, "*", OUT),
        (LOCAL, "http://localhost:8000", OUT),
        (LOCAL, PAGE.upper(), OUT),
        (LOCAL, f"{PAGE}.evil.example", OUT),
        (LOCAL, f"{PAGE}:8443", OUT),
        (LOCAL, "", OUT),
        (PREVIEW, "http://localhost:8000", IN),
        (PREVIEW, "http://localhost:8001", OUT),
        (PREVIEW, "http://127.0.0.1:8000", OUT),
        (PREVIEW, "null", OUT),
        (PREVIEW, PAGE, OUT),
    ],
)
def test_a_request_comes_from_a_page_that_may_ask(door: Door, origin: str, expected: bool) -> None:
    assert comes_in(door, {"Host": "localhost:8000", "Origin": origin}) is expected


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null", "Content-Type": "text/plain"},
        {"Host": "evil.example"},
        {"Host": "evil.example:3001", "Origin": "http://evil.example:3001"},
    ],
    ids=str,
)
def test_a_request_that_stays_out_runs_nothing(headers: Mapping[str, str]) -> None:
    echo = Echo()

    response = post(application(echo), "/execute", {"code": ""}, headers=headers)

    assert response.status_code == 403
    assert response.get_json()["error"]
    assert "Access-Control-Allow-Origin" not in response.headers
    assert echo.jobs == []


def test_the_origin_of_a_page_is_echoed_with_each_answer() -> None:
    app = application(Echo())
    for path, body in (("/execute", b'{"code": ""}'), ("/execute", b"{"), ("/other", b"{}")):
        response = post(app, path, body, headers={"Origin": PAGE})
        assert response.headers["Access-Control-Allow-Origin"] == PAGE


@pytest.mark.parametrize("path", ["/execute", "/run"])
@pytest.mark.parametrize("token", [None, "", "other", "secre", "ſecret"])
def test_without_the_token_of_a_page_nothing_is_run(path: str, token: str | None) -> None:
    echo = Echo()
    app = application(echo, door=PREVIEW)
    headers = {} if token is None else {"X-C-Runner-Token": token}

    assert post(app, path, {"code": ""}, headers=headers).status_code == 403
    assert echo.jobs == []
    assert post(app, path, {"code": ""}, headers={"X-C-Runner-Token": "secret"}).status_code == 200


def test_a_browser_may_ask_for_a_server_of_its_own_network() -> None:
    headers = {"Host": "localhost", "Access-Control-Request-Private-Network": "true"}

    for origin, allowed in ((PAGE, "true"), ("https://evil.example", None)):
        response = Client(application(Echo())).options(
            "/execute", headers={**headers, "Origin": origin}
        )
        assert response.headers.get("Access-Control-Allow-Private-Network") == allowed


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
    ],
)
def test_a_client_is_an_address_or_a_network(address: str, client: str) -> None:
    request = EnvironBuilder(environ_overrides={"REMOTE_ADDR": address}).get_request()

    assert client_of(request) == client


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("::", False)],
)
def test_only_this_machine_reaches_a_loopback_address(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
