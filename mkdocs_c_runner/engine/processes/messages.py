"""Messages between the build and its processes: bytes, after their number."""

from __future__ import annotations

import socket

_HEAD = 4
_CHUNK = 1 << 20


def connected() -> tuple[socket.socket, socket.socket]:
    """Return the two ends of a new connection. Both wait, also where something has given all sockets a time limit.

    Raises:
        OSError: If there are no more descriptors.
    """
    pair = socket.socketpair()
    for end in pair:
        end.settimeout(None)
    return pair


def send(connection: socket.socket, content: bytes) -> None:
    """Send a message.

    Raises:
        OSError: If the other side has ended.
    """
    connection.sendall(len(content).to_bytes(_HEAD, "big") + content)


def receive(connection: socket.socket) -> bytes | None:
    """Wait for a message, and return it; None if the other side has ended."""
    head = _read(connection, _HEAD)
    size = int.from_bytes(head, "big")
    if len(head) < _HEAD:
        return None
    content = _read(connection, size)
    return content if len(content) == size else None


def _read(connection: socket.socket, size: int) -> bytes:
    """Read so many bytes, or fewer if the other side ends before."""
    parts = []
    while size:
        try:
            part = connection.recv(min(size, _CHUNK))
        except OSError:
            part = b""
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
