#!/bin/sh
# The `timeout` of a client of Dask holds where nobody listens. Where something listens that is no scheduler and says
# nothing, the client waits for ever.
#
# What follows: the client is made in a thread of its own, which is given up after a time.
set -eu

there=$(mktemp -d)
trap 'rm -rf "$there"' EXIT
python3 -m venv "$there/venv"
"$there/venv/bin/python" -m pip install --quiet distributed==2026.8.0

"$there/venv/bin/python" - <<'EOF'
import logging
import os
import socket
import sys
import threading
import time

import distributed

logging.disable(logging.CRITICAL)
print("distributed", distributed.__version__)


def seconds(address):
    """How long a client with a time limit of 1 second waits, at most 15."""
    ended = threading.Event()

    def connect():
        try:
            distributed.Client(address, timeout=1)
        except OSError:
            ended.set()

    begin = time.monotonic()
    threading.Thread(target=connect, daemon=True).start()
    ended.wait(15)
    return time.monotonic() - begin


silent = socket.create_server(("127.0.0.1", 0))
closed = socket.create_server(("127.0.0.1", 0))
port = closed.getsockname()[1]
closed.close()
refused = seconds(f"tcp://127.0.0.1:{port}")
unanswered = seconds(f"tcp://127.0.0.1:{silent.getsockname()[1]}")
print(f"with timeout=1, where nobody listens: {refused:.0f} s")
print(f"with timeout=1, where nobody answers: {unanswered:.0f} s or more")
sys.stdout.flush()
os._exit(0 if refused < 10 and unanswered >= 15 else 1)
EOF
