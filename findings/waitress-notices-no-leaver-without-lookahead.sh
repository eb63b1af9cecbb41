#!/bin/sh
# waitress puts a function `waitress.client_disconnected` into every request. With the default settings it stays false
# while the application has nothing to send, however long the client has been gone. Only with
# `channel_request_lookahead=1` does the server read on, and so notice the end of the connection.
#
# What follows: our server sets that option, so that a program ends when the reader who started it has left.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet waitress==3.0.2
cat > leave.py <<'PYTHON'
"""Ask servers with both settings, leave at once, and print whether each notices within two seconds."""
import importlib.metadata
import queue
import socket
import sys
import threading
import time

import waitress

noticed = queue.Queue()


def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    has_left = environ["waitress.client_disconnected"]
    end = time.monotonic() + 2
    while not has_left() and time.monotonic() < end:
        time.sleep(0.05)
    noticed.put(has_left())
    return [b"done"]


def notices(lookahead):
    server = waitress.create_server(
        application, host="127.0.0.1", port=0, channel_request_lookahead=lookahead
    )
    threading.Thread(target=server.run, daemon=True).start()
    with socket.create_connection(("127.0.0.1", server.effective_port)) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return noticed.get(timeout=10)


print("waitress", importlib.metadata.version("waitress"))
found = {lookahead: notices(lookahead) for lookahead in (0, 1)}
for lookahead, result in found.items():
    print(f"channel_request_lookahead={lookahead}: client_disconnected() is {result} two seconds later")
if found != {0: False, 1: True}:
    sys.exit("The behavior has changed.")
PYTHON
venv/bin/python leave.py
