"""`serve`: what it refuses to do before it listens."""

from __future__ import annotations

import socket

import pytest

from mkdocs_c_runner.cli.serve import _as_browsers_say

from .commands import run_it

REFUSED = {
    "other host": (["--host", "0.0.0.0"], "Type --allow-origin ORIGIN"),
    "any origin": (["--allow-origin", "*"], "must be an origin"),
    "no origin": (["--allow-origin", "null"], "must be an origin"),
    "address of a page": (["--allow-origin", "https://a.example/b"], "must be an origin"),
    "name with a port": (["--allow-host", "a.example:80"], "without a port"),
    "port": (["--port", "70000"], "70000"),
    "rate": (["--rate", "0"], "0"),
    "timeout": (["--timeout", "soon"], "--timeout: must be a time"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_meant_is_refused(name: str) -> None:
    arguments, reason = REFUSED[name]
    done = run_it("serve", *arguments)

    assert done.returncode == 2
    assert reason in done.stderr.decode()


@pytest.mark.parametrize(
    ("origin", "sent"),
    [
        ("https://a.example:443", "https://a.example"),
        ("http://a.example:80", "http://a.example"),
        ("http://[::1]:80", "http://[::1]"),
        ("https://a.example:80", "https://a.example:80"),
        ("https://a.example:8443", "https://a.example:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
    ],
)
def test_an_origin_is_what_browsers_send(origin: str, sent: str) -> None:
    assert _as_browsers_say(origin) == sent


@pytest.mark.usefixtures("sandbox")
def test_a_host_that_does_not_exist_is_named() -> None:
    done = run_it("serve", "--host", "127.0.0.1:80", "--allow-origin", "https://a.example")

    assert done.returncode == 2
    assert "--host 127.0.0.1:80: there is no such address" in done.stderr.decode()


@pytest.mark.usefixtures("sandbox")
def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run_it("serve", "--port", port)

    assert done.returncode == 2
    assert f"Cannot listen on 127.0.0.1:{port}: Address already in use" in done.stderr.decode()
