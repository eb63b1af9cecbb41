"""A server as one writes it in an hour: what `server.py` compares ours with. Not for use.

It has the same endpoint. Each request gets a directory, a sandbox for gcc and a sandbox for the program, one after the
other, and a thread. Nothing is bounded but the size of a request and the time of the two commands.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

LONGEST = 64 * 1024
CUT = 10_000
SANDBOX = [
    *("bwrap", "--unshare-all", "--die-with-parent", "--new-session"),
    *("--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib"),
    *("--symlink", "usr/lib64", "/lib64", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"),
]


def answer(code: str) -> dict[str, Any]:
    """Compiles and runs a program."""
    with tempfile.TemporaryDirectory() as directory:
        Path(directory, "main.c").write_text(code, encoding="utf-8")
        there = ["--chdir", "/work"]
        compiler = ["gcc", "-Wall", "-Wextra", "-o", "main", "main.c", "-lm"]
        try:
            done = run([*SANDBOX, "--bind", directory, "/work", *there, *compiler], 10)
            if done.returncode != 0:
                failed = {"success": False, "stage": "compile", "stderr": done.stderr[:CUT]}
                return {**failed, "exit_code": done.returncode}
            done = run([*SANDBOX, "--ro-bind", directory, "/work", *there, "./main"], 5)
        except subprocess.TimeoutExpired:
            late = {"success": False, "stage": "timeout", "stderr": "Execution timed out"}
            return {**late, "exit_code": -1}
    return {
        "success": done.returncode == 0,
        "stage": "run",
        "stdout": done.stdout[:CUT],
        "stderr": done.stderr[:CUT],
        "exit_code": done.returncode,
    }


def run(command: list[str], seconds: int) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end."""
    return subprocess.run(
        command, capture_output=True, text=True, errors="replace", timeout=seconds, check=False
    )


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    def do_POST(self) -> None:
        """Answers POST /execute."""
        if self.path != "/execute":
            self.send(404, {"error": "Not found"})
            return
        size = int(self.headers.get("Content-Length", 0))
        if not 0 < size <= LONGEST:
            self.send(413, {"error": "Invalid size"})
            return
        try:
            code = json.loads(self.rfile.read(size))["code"]
        except ValueError:
            self.send(400, {"error": "Invalid JSON"})
            return
        self.send(200, answer(code))

    def send(self, status: int, value: dict[str, Any]) -> None:
        """Sends JSON."""
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Logs nothing."""


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
