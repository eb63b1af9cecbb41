"""The endpoint answers as it always has: the cases of `contract.toml`, one by one."""

from __future__ import annotations

import base64
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client

from mkdocs_c_runner.engine.errors import SandboxUnavailable
from mkdocs_c_runner.engine.result import Result
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.server.application import LARGEST_BODY, Application

from .clients import PAGE, Echo, application, post, real

CASES = tomllib.loads((Path(__file__).parent / "contract.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def app(sandbox: Sandbox) -> Application:
    return application(real(sandbox))


def body_of(case: dict[str, Any]) -> bytes:
    if "deep" in case:
        return b"[" * int(case["deep"])
    if "base64" in case:
        return base64.b64decode(case["base64"])
    return str(case["body"]).encode() if "body" in case else json.dumps(case["send"]).encode()


@pytest.mark.parametrize("name", CASES)
def test_a_request_gets_its_answer(name: str, app: Application) -> None:
    case = CASES[name]

    response = post(app, case.get("path", "/execute"), body_of(case))

    answer = response.get_json()
    assert response.status_code == case.get("status", 200), answer
    expected = case.get("answer", {})
    assert {key: answer.get(key) for key in expected} == expected
    assert case.get("says", "") in answer.get("error", answer.get("stderr", ""))
    for stream, length in case.get("lengths", {}).items():
        assert len(answer[stream]) == length
    if response.status_code == 200:
        fields = {"success", "stage", "stderr", "exit_code", "result", "html"}
        assert set(answer) == fields | ({"stdout"} if answer["stage"] == "run" else set())
        assert Result.from_json(answer["result"]).to_json() == answer["result"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.content_type == "application/json"


class TestSizes:
    """A body has a length, and not too much of it."""

    def test_the_largest_body_is_read(self) -> None:
        rest = LARGEST_BODY - len(b'{"code": ""}')

        assert post(application(Echo()), "/execute", {"code": "/" * rest}).status_code == 200

    @pytest.mark.parametrize("length", [str(LARGEST_BODY + 1), "9" * 30, "-1", "x", "+3", "", "0"])
    def test_other_lengths_are_refused_unread(self, length: str) -> None:
        class Unread:
            def read(self, _size: int = -1) -> bytes:
                raise AssertionError("the body is read")

        response = Client(application(Echo())).open(
            "/execute",
            method="POST",
            environ_overrides={"CONTENT_LENGTH": length, "wsgi.input": Unread()},
        )

        assert (response.status_code, response.get_json()) == (413, {"error": "Invalid size"})

    def test_a_body_in_chunks_is_refused(self) -> None:
        response = post(
            application(Echo()), "/execute", b"{}", headers={"Transfer-Encoding": "chunked"}
        )

        assert response.status_code == 400
        assert "chunks" in response.get_json()["error"]

    def test_a_body_that_ends_too_early_is_refused(self) -> None:
        response = post(application(Echo()), "/execute", b"{}", headers={"Content-Length": "30"})

        assert response.status_code == 400


class TestPreflight:
    """A browser asks before it lets a page post JSON."""

    def test_the_page_may_post(self) -> None:
        headers = {"Origin": PAGE, "Host": "127.0.0.1:3001"}
        response = Client(application(Echo())).options("/execute", headers=headers)

        assert response.status_code == 204
        assert response.data == b""
        assert response.headers["Access-Control-Allow-Origin"] == PAGE
        assert response.headers["Access-Control-Allow-Methods"] == "POST, OPTIONS"
        assert response.headers["Access-Control-Allow-Headers"] == "Content-Type"
        assert response.headers["Vary"] == "Origin"

    def test_without_a_page_there_is_no_origin_to_allow(self) -> None:
        response = Client(application(Echo())).options("/execute", headers={"Host": "localhost"})

        assert response.status_code == 204
        assert "Access-Control-Allow-Origin" not in response.headers


def test_other_methods_are_named() -> None:
    response = Client(application(Echo())).get("/execute", headers={"Host": "localhost"})

    assert response.status_code == 405
    assert response.headers["Allow"] == "OPTIONS, POST"


def test_the_html_is_that_of_a_page(app: Application) -> None:
    code = '#include <stdio.h>\nint main(void) { puts("<b>&"); return 2; }'

    html = post(app, "/execute", {"code": code, "language": "de"}).get_json()["html"]

    assert '<code class="nohighlight">&lt;b&gt;&amp;</code>' in html
    assert "c-runner-status" in html
    assert "Status 2" in html


def test_a_machine_that_cannot_run_is_an_answer() -> None:
    class Broken(Echo):
        def converse(self, *_args: object) -> Result:
            raise SandboxUnavailable("There is no sandbox.")

    answer = post(application(Broken()), "/execute", {"code": ""}).get_json()

    assert (answer["success"], answer["stage"], answer["exit_code"]) == (False, "error", -1)
    assert answer["stderr"] == "There is no sandbox."


def test_a_request_cannot_raise_the_limits_of_the_site() -> None:
    echo = Echo()

    post(application(echo), "/execute", {"code": "", "timeout": 1e6})

    assert echo.jobs[0].run_limits.wall_time == 30.0
