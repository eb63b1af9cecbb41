"""When the next line is typed, with a program that is made up."""

from __future__ import annotations

import os
import tty
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from mkdocs_c_runner.engine.sandbox import proc
from mkdocs_c_runner.engine.sandbox.proc import Idle
from mkdocs_c_runner.engine.sandbox.pseudo_terminal import Terminal
from mkdocs_c_runner.engine.sandbox.transcript import Transcript
from mkdocs_c_runner.engine.sandbox.typist import Typist

COMPUTES = None
READS, READS_AGAIN = Idle(frozenset({("7", 1)})), Idle(frozenset({("7", 2)}))
SLEEPS, NOBODY_KNOWS = Idle(), Idle(unknown=True)


@dataclass
class Desk:
    """A terminal, a typist, and the state of the program as /proc would tell it."""

    terminal: Terminal
    typist: Typist
    program: Idle | None = COMPUTES

    def typed(self, now: float) -> bytes:
        """Return the line that is typed when somebody looks at this time."""
        os.set_blocking(self.terminal.slave, False)
        self.typist.type_if_wanted([7], now)
        try:
            return os.read(self.terminal.slave, 100)
        except BlockingIOError:
            return b""


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    terminal = Terminal(b"one\ntwo\n")
    made = Desk(terminal, Typist(terminal, Transcript(1000)))
    monkeypatch.setattr(proc, "idle", lambda _pids, _terminal: made.program)
    yield made
    os.close(terminal.master)
    os.close(terminal.slave)


@pytest.mark.parametrize("program", [COMPUTES, SLEEPS])
def test_nothing_is_typed_while_nobody_reads(desk: Desk, program: Idle | None) -> None:
    desk.program = program

    assert desk.typed(100.0) == b""


def test_a_line_is_typed_for_each_wish_to_read(desk: Desk) -> None:
    desk.program = READS
    assert desk.typed(1.0) == b"one\n"
    assert desk.typed(1.1) == b""  # it has not taken the first one yet
    desk.program = READS_AGAIN
    assert desk.typed(1.2) == b"two\n"


def test_where_proc_tells_nothing_a_silence_is_a_wish_to_read(desk: Desk) -> None:
    desk.program = NOBODY_KNOWS
    desk.typist.notice_activity(1.0)

    assert desk.typed(1.04) == b""
    assert desk.typed(1.06) == b"one\n"
    assert desk.typed(1.07) == b""
    assert desk.typed(1.12) == b"two\n"


def test_the_pauses_grow_until_something_happens(desk: Desk) -> None:
    pauses = [desk.typist.next_pause() for _ in range(7)]

    assert pauses == [0.001, 0.002, 0.004, 0.008, 0.016, 0.02, 0.02]
    desk.typist.notice_activity(1.0)
    assert desk.typist.next_pause() == 0.001


@pytest.fixture
def interrupting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    terminal = Terminal(b"ab\x03one\n")
    made = Desk(terminal, Typist(terminal, Transcript(1000)))
    monkeypatch.setattr(proc, "idle", lambda _pids, _terminal: made.program)
    made.typist.notice_activity(1.0)
    yield made
    os.close(terminal.master)
    os.close(terminal.slave)


@pytest.mark.parametrize(
    ("program", "early", "late"),
    [(READS, None, 1.0), (SLEEPS, 1.04, 1.06), (NOBODY_KNOWS, 1.04, 1.06), (COMPUTES, 1.9, 2.1)],
)
def test_a_program_is_interrupted_while_it_reads_sleeps_or_computes_for_long(
    interrupting: Desk, program: Idle | None, early: float | None, late: float
) -> None:
    interrupting.program = program

    assert early is None or not interrupting.typist.type_if_wanted([7], early)
    assert interrupting.typist.type_if_wanted([7], late)
    assert not interrupting.typist.type_if_wanted([7], late)


def test_a_line_that_is_interrupted_never_arrives(interrupting: Desk) -> None:
    interrupting.program = READS
    assert interrupting.typed(1.0) == b""
    interrupting.program = READS_AGAIN
    assert interrupting.typed(1.1) == b"one\n"


def test_keys_are_keys_like_others_where_the_program_wants_that(interrupting: Desk) -> None:
    tty.setraw(interrupting.terminal.slave)
    interrupting.program = READS

    assert interrupting.typed(1.0) == b"ab\x03"
