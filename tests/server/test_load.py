"""Many clients at once, hostile ones among them: every answer is right, and nothing is left."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.engine.sandbox import proc

pytestmark = pytest.mark.usefixtures("sandbox")

PATIENCE = 60.0
CLIENTS, REQUESTS = 24, 160
MEBIBYTE = 1 << 20

HARMLESS = '#include <stdio.h>\nint main(void) {{ printf("%d\\n", {}); return 0; }}\n'
HOSTILE = {
    "endless": "int main(void) { for (;;) ; }",
    "bomb": "#include <unistd.h>\nint main(void) { for (;;) fork(); }",
    "printer": '#include <stdio.h>\nint main(void) { for (;;) puts("yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"); }',
    "eater": "#include <stdlib.h>\n#include <string.h>\n"
    "int main(void) { for (;;) { char *p = malloc(1 << 24); if (!p) return 7; memset(p, 1, 1 << 24); } }",
}
ENDINGS = {
    "endless": {("timeout", -1)},
    "bomb": {("timeout", -1)},
    "printer": {("run", 137), ("timeout", -1)},
    "eater": {("run", 7), ("run", 137), ("timeout", -1)},
}


class Server:
    """The stand-alone server, in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stderr
        first = process.stderr.readline()
        match = re.search(r"http://127\.0\.0\.1:(\d+)", first)
        assert match, first
        self.port = int(match[1])

    def ask(self, code: str, seconds: float = 5.0) -> tuple[int, dict[str, Any], float]:
        begin = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("POST", "/execute", json.dumps({"code": code, "timeout": seconds}))
        response = connection.getresponse()
        answer = json.load(response)
        assert response.status != 429 or response.headers["Retry-After"]
        connection.close()
        return response.status, answer, time.monotonic() - begin

    @property
    def memory(self) -> int:
        """The bytes that the process holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) * 1024  # type: ignore[index]

    @property
    def left(self) -> tuple[int, int, int]:
        """Its processes, threads and descriptors."""
        pid = self.process.pid
        listed = [len(os.listdir(f"/proc/{pid}/{name}")) for name in ("task", "fd")]
        return (len(proc.descendants(pid)), *listed)  # type: ignore[return-value]


@contextmanager
def served(log: Path) -> Iterator[Server]:
    command = [sys.executable, "-m", "mkdocs_c_runner", "serve", "--port", "0"]
    with (
        log.open("w") as file,
        subprocess.Popen(command, stdout=file, stderr=subprocess.PIPE, text=True) as process,
    ):
        try:
            yield Server(process)
        finally:
            process.kill()


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_hostile_clients_harm_nobody(tmp_path: Path) -> None:
    with served(tmp_path / "log") as server:
        for number in range(30):  # what is made once is made now
            server.ask(HARMLESS.format(number))
        wait_until(lambda: server.left[0] == 0 or server.left[0] == 1)
        before, memory = server.left, server.memory
        statuses: Counter[str] = Counter()

        def client(number: int) -> None:
            name = list(HOSTILE)[number // 8 % len(HOSTILE)] if number % 8 == 0 else ""
            code = HOSTILE[name] if name else HARMLESS.format(number)
            status, answer, _ = server.ask(code, 0.5 if name else 5.0)
            if status == 429:
                statuses["sent away"] += 1
                return
            assert status == 200, answer
            if name:
                assert (answer["stage"], answer["exit_code"]) in ENDINGS[name], (name, answer)
            else:
                assert answer["stdout"] == f"{number}\n", answer
            statuses[name or "harmless"] += 1

        with ThreadPoolExecutor(CLIENTS) as threads:
            list(threads.map(client, range(REQUESTS)))

        assert statuses["harmless"] > REQUESTS / 4, statuses
        wait_until(lambda: all(map(int.__le__, server.left, before)))
        assert server.memory < memory + 20 * MEBIBYTE
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE) == 0


def test_the_log_has_no_text_of_clients(tmp_path: Path) -> None:
    with served(tmp_path / "log") as server:
        server.ask("int secret_name(void);\nint main(void) { return secret_name(); }")
        server.process.send_signal(signal.SIGTERM)
        assert server.process.stderr
        log = server.process.stderr.read()

    assert "POST /execute 200" in log
    assert "secret" not in log
