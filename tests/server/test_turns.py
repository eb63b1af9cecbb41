"""Programs wait for their turn, in order, and not for long."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from mkdocs_c_runner.server.refused import Refused
from mkdocs_c_runner.server.turns import Room, Turns

PATIENT = 30.0


def wait_for(turns: Turns, waiting: int) -> None:
    pause = threading.Event()
    while turns.waiting != waiting:
        pause.wait(0.001)


def test_as_many_are_compiled_as_there_is_room_for() -> None:
    turns = Turns(Room(1, 2, 5, 5, PATIENT))
    with ThreadPoolExecutor() as threads, turns.turn("a") as first:
        got = threading.Event()

        def second() -> None:
            with turns.turn("b"):
                got.set()

        done = threads.submit(second)
        wait_for(turns, 1)
        assert not got.is_set()
        first.compiled()
        done.result(PATIENT)
        assert turns.running == 1
    assert (turns.running, turns.waiting) == (0, 0)


def test_they_have_their_turn_in_order() -> None:
    turns, order = Turns(Room(1, 1, 9, 9, PATIENT)), []

    def wait(number: int) -> None:
        with turns.turn("a"):
            order.append(number)

    with ThreadPoolExecutor() as threads, turns.turn("a"):
        for number in range(5):
            threads.submit(wait, number)
            wait_for(turns, number + 1)
    assert order == list(range(5))


def test_one_that_waits_for_a_reader_does_not_count_as_running() -> None:
    turns = Turns(Room(2, 1, 5, 5, PATIENT))

    with turns.turn("a", runs=False) as live, turns.turn("a", runs=False):
        live.compiled()
        with turns.turn("b"):
            assert turns.running == 1


@pytest.mark.parametrize(
    ("room", "client"),
    [
        (Room(1, 1, 0, 9, PATIENT), "b"),
        (Room(1, 1, 9, 0, PATIENT), "b"),
        (Room(1, 1, 9, 9, 0.0), "b"),
    ],
    ids=["the queue is full", "the client waits often enough", "it takes too long"],
)
def test_who_cannot_wait_is_sent_away(room: Room, client: str) -> None:
    turns = Turns(Room(1, 1, 1, 1, PATIENT))
    with turns.turn("a"):
        turns._room = room
        with pytest.raises(Refused) as refused, turns.turn(client):
            pass

    assert refused.value.status == 429
    assert int(refused.value.headers["Retry-After"]) > 0
    turns._room = Room(1, 1, 1, 1, PATIENT)
    with turns.turn(client):
        assert (turns.running, turns.waiting) == (1, 0)


def test_an_error_ends_a_turn() -> None:
    turns = Turns(Room(1, 1, 1, 1, PATIENT))
    with pytest.raises(ZeroDivisionError), turns.turn("a"):
        raise ZeroDivisionError

    with turns.turn("a"):
        pass
