"""What our server costs, against a plain one that does the same: `plain_server.py`.

Both run on this machine, in one run, by turns. A fresh small program in each request; new connections. Ratios count.
"""

from __future__ import annotations

import http.client
import itertools
import json
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROUNDS = 60
CLIENTS, REQUESTS, TURNS = 8, 80, 5

HERE = Path(__file__).parent
PROGRAM = '#include <stdio.h>\nint main(void) {{ printf("hello %d\\n", {}); return 0; }}\n'
NUMBERS = itertools.count()


@contextmanager
def served(*command: str) -> Iterator[int]:
    """Starts a server, and yields its port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    arguments = [word.replace("PORT", str(port)) for word in command]
    with subprocess.Popen([sys.executable, *arguments], stderr=subprocess.DEVNULL) as process:
        try:
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except ConnectionRefusedError:
                    assert process.poll() is None, command
                    time.sleep(0.05)
            yield port
        finally:
            process.terminate()


def ask(port: int) -> None:
    """Has a program run that no server has seen."""
    number = next(NUMBERS)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    body = json.dumps({"code": PROGRAM.format(number)})
    connection.request("POST", "/execute", body, {"Content-Type": "application/json"})
    answer = json.load(connection.getresponse())
    connection.close()
    assert answer["stdout"] == f"hello {number}\n", answer


def time_of_one(port: int) -> float:
    """Returns the milliseconds that a program takes."""
    begin = time.perf_counter()
    ask(port)
    return (time.perf_counter() - begin) * 1000


def throughput(port: int) -> float:
    """Returns the programs in a second, with several clients at once."""
    left = iter(range(REQUESTS))
    lock = threading.Lock()

    def client() -> None:
        while True:
            with lock:
                if next(left, None) is None:
                    return
            ask(port)

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return REQUESTS / (time.perf_counter() - begin)


def main() -> None:
    """Measures and prints."""
    ours = ("-m", "mkdocs_c_runner", "serve", "--port", "PORT")
    with served(str(HERE / "plain_server.py"), "PORT") as plain, served(*ours) as own:
        for port in (plain, own):
            ask(port)
        times: dict[int, list[float]] = {plain: [], own: []}
        for _ in range(ROUNDS):
            for port, values in times.items():
                values.append(time_of_one(port))
        rates: dict[int, list[float]] = {plain: [], own: []}
        for _ in range(TURNS):
            for port, numbers in rates.items():
                numbers.append(throughput(port))
    before, now = statistics.median(times[plain]), statistics.median(times[own])
    print(
        f"a fresh program: plain server {before:.1f} ms, ours {now:.1f} ms, "
        f"{now / before:.2f} times the time"
    )
    before, now = statistics.median(rates[plain]), statistics.median(rates[own])
    print(
        f"{CLIENTS} clients: plain server {before:.1f} programs a second, ours {now:.1f}, "
        f"{now / before:.2f} times as many"
    )


if __name__ == "__main__":
    main()
