"""Messages are whole, or there is none."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from mkdocs_c_runner.engine.processes.messages import receive, send

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


@pytest.mark.parametrize("content", [b"", b"a", b"\0" * 3_000_000], ids=len)
def test_a_message_arrives_whole(pair: Pair, content: bytes) -> None:
    sender = threading.Thread(target=send, args=(pair[0], content))
    sender.start()

    assert receive(pair[1]) == content
    sender.join()


@pytest.mark.parametrize("begun", [b"", b"\0\0", b"\0\0\0\5abc"])
def test_a_message_that_is_cut_off_is_none(pair: Pair, begun: bytes) -> None:
    pair[0].sendall(begun)
    pair[0].close()

    assert receive(pair[1]) is None


def test_nothing_can_be_sent_to_one_who_has_ended(pair: Pair) -> None:
    pair[1].close()

    with pytest.raises(OSError, match="pipe"):
        send(pair[0], b"a")
