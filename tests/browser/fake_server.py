"""A server that answers the page script as the real one does, and runs nothing: the source says what is to happen."""

from __future__ import annotations

import html
import json
import queue
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

# Seconds without a word from the page, after which a test has gone wrong.
PATIENCE = 60


@dataclass
class FakeServer:
    """What the page asked for.

    Attributes:
        address: Its address.
        requests: The requests that run a program.
        saved: The requests that save a block.
        tokens: The tokens of all requests.
        ended: The runs that were stopped, or whose reader left.
    """

    address: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    saved: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)
    ended: queue.Queue[str] = field(default_factory=queue.Queue)
    inputs: dict[str, queue.Queue[str | None]] = field(default_factory=dict)
    stopped: set[str] = field(default_factory=set)

    def forget(self) -> None:
        """Forget what earlier tests asked for."""
        self.requests.clear()
        self.saved.clear()
        self.tokens.clear()
        self.ended = queue.Queue()


class _Handler(BaseHTTPRequestHandler):
    fake: FakeServer

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def do_OPTIONS(self) -> None:
        self._answer(204)

    def do_POST(self) -> None:
        self.fake.tokens.append(self.headers["X-C-Runner-Token"])
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        *_, run, act = self.path.split("/")
        if act == "run":
            self._run(asked)
        elif act == "save":
            self.fake.saved.append(asked)
            is_old = "old" in asked["after"]
            self._answer(409 if is_old else 200, {"error": "It has changed."} if is_old else {})
        elif act == "input":
            self.fake.inputs[run].put(None if asked.get("end") else asked["text"])
            self._answer(204)
        else:
            self.fake.stopped.add(run)
            self.fake.inputs[run].put(None)
            self._answer(204)

    def _answer(self, status: int, content: object = None, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", self.headers["Origin"] or "")
        self.send_header("Access-Control-Allow-Headers", "Content-Type, X-C-Runner-Token")
        self.send_header("Access-Control-Expose-Headers", "Retry-After")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if content is not None:
            self.wfile.write(json.dumps(content).encode())

    def _event(self, name: str, **data: object) -> None:
        text = f": alive\n\nevent: {name}\ndata: {json.dumps(data)}\n\n"
        self.wfile.write(text.encode())
        self.wfile.flush()

    def _run(self, asked: dict[str, Any]) -> None:
        source = asked["files"][0]["text"]
        if "busy" in source:
            self._answer(429, {"error": "Too many."}, Retry_After="7")
            return
        if "refused" in source:
            self._answer(400, {"error": "This flag is not allowed."})
            return
        self.fake.requests.append(asked)
        run = secrets.token_hex()
        self.fake.inputs[run] = queue.Queue()
        self._answer(200, Content_Type="text/event-stream")
        self._event("started", run=run)
        try:
            self._events(asked, source, run)
        except OSError:
            self.fake.ended.put(run)

    def _events(self, asked: dict[str, Any], source: str, run: str) -> None:
        wrong = [number for number, text in enumerate(source.split("\n"), 1) if "wrong" in text]
        diagnostics = [
            {"file": "main.c", "line": line, "column": 1, "severity": "error", "text": "not C"}
            for line in wrong
        ]
        self._event("compiled", success=not wrong, diagnostics=diagnostics, html="")
        if wrong:
            self._end(False, "compile", "Compiler messages", f"main.c:{wrong[0]}: error: not C")
            return
        printed = "".join(re.findall(r'puts\("(.*?)"\)', source))
        self._event("output", stream="terminal", text=f"{printed}\n")
        if "for (;;)" in source:
            while run not in self.fake.stopped:
                self._event("output", stream="terminal", text="")
                if self._is_over(run):
                    break
            self.fake.ended.put(run)
            self._end(False, "run", "Output", printed)
            return
        if "scanf" in source and not asked["stdin"]:
            for text in self._typed(run):
                self._event("output", stream="stdin", text=text)
                self._event("output", stream="terminal", text=f"got {text}")
                printed += f"\n{text}got {text}"
        self._end(True, "run", "Output", printed + "".join(asked["args"]) + asked["stdin"])

    def _is_over(self, run: str) -> bool:
        try:
            return self.fake.inputs[run].get(timeout=0.1) is None
        except queue.Empty:
            return False

    def _typed(self, run: str) -> Iterator[str]:
        while True:
            self._event("waiting")
            text = self.fake.inputs[run].get(timeout=PATIENCE)
            if text is None:
                return
            yield text

    def _end(self, success: bool, stage: str, label: str, text: str) -> None:
        made = (
            f'\n<p class="c-runner-label">{label}</p>\n<pre class="c-runner-output">'
            f'<code class="nohighlight">{html.escape(text)}</code></pre>\n'
        )
        self._event("ended", success=success, stage=stage, exit_code=0, html=made)


@contextmanager
def fake_server() -> Iterator[FakeServer]:
    """A server on a port of this machine."""
    fake = FakeServer()
    handler = type("Handler", (_Handler,), {"fake": fake})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        fake.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield fake
        finally:
            server.shutdown()
            thread.join()
