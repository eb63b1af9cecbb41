"""Shows the progress of the blocks of a build: a bar on a terminal, a line now and then elsewhere.

It shows something only while the build waits for a block, and takes the bar away again, so it never stands between
two lines of the log. (click's bar is not used: it stays on the screen and prints nothing without a terminal.)
"""

import shutil
import sys
import time
from collections.abc import Callable
from typing import Protocol, TextIO

from ..engine.answers import Pending
from ..engine.job import Job
from ..engine.result import Outcome
from ..foreign import LogText, line
from ..place import Place

_ERASE = "\r\x1b[K"
_BAR = 20

# Seconds between two states of the bar, and of waiting before the first.
_FRAME = 0.1
_PATIENCE = 0.5
# Seconds of waiting after which a line is logged, and between two lines.
_FIRST_LINE, _NEXT_LINE = 10.0, 30.0
# Seconds after which the line names the block that runs.
_NAMED_AFTER = 2.0
# Columns without which a path says nothing.
_SHORTEST_PATH = 8


class Running(Protocol):
    """Knows the jobs that run: a `Runner`."""

    def running(self) -> list[tuple[Job, float]]:
        """Return the jobs that run now, with the seconds since they began, the longest first."""


class Progress:
    """The progress of the blocks that were found before pages are rendered.

    Args:
        runner: Runs them.
        log: Logs a line.
        stream: The bar is drawn here, if this is a terminal.
        further: Returns the number of blocks that will be counted later.

    Attributes:
        waited: The seconds that the build has waited for blocks.
    """

    def __init__(
        self,
        runner: Running,
        log: Callable[[LogText], None],
        stream: TextIO | None = None,
        further: Callable[[], int] = lambda: 0,
    ) -> None:
        self._runner = runner
        self._log = log
        self._stream = stream or sys.stderr
        self._further = further
        self._is_terminal = self._stream.isatty()
        self._places: dict[Job, Place] = {}
        self._pending: set[Pending] = set()
        self._counted = self._cached = 0
        self._next = _PATIENCE if self._is_terminal else _FIRST_LINE
        self.waited = 0.0

    def add(self, job: Job, place: Place, answer: Pending) -> None:
        """Count a block."""
        self._counted += 1
        if answer.done():
            self._cached += 1
        else:
            self._pending.add(answer)
            self._places.setdefault(job, place)

    def add_kept(self) -> None:
        """Count a block that an earlier build has rendered."""
        self._counted += 1
        self._cached += 1

    def wait(self, job: Job, answer: Pending) -> Outcome:
        """Wait for a block, and show the progress meanwhile."""
        try:
            return self._wait(answer)
        finally:
            self._places.pop(job, None)
            self._pending.discard(answer)

    def _wait(self, answer: Pending) -> Outcome:
        if answer.done():
            return answer.result()
        begin = time.monotonic()
        before = self.waited
        drawn = False
        try:
            while True:
                try:
                    return answer.result(timeout=max(0.0, self._next - self.waited))
                except TimeoutError:
                    self.waited = before + time.monotonic() - begin
                    drawn = self._show() or drawn
        finally:
            self.waited = before + time.monotonic() - begin
            if drawn:
                self._stream.write(_ERASE)
                self._stream.flush()

    def _show(self) -> bool:
        """Show the progress; return whether something has to be erased."""
        if not self._is_terminal:
            self._next = self.waited + _NEXT_LINE
            self._log(line(f"{self._state()}."))
            return False
        self._next = self.waited + _FRAME
        columns = shutil.get_terminal_size().columns - 1
        self._stream.write(f"{_ERASE}{line(self._line(columns))}")
        self._stream.flush()
        return True

    def _line(self, columns: int) -> str:
        """Return the bar with the numbers, the time and the slow block, whose path is cut at its beginning."""
        line = f"{self._bar()} {self._done()} of {self._total}, {_clock(self.waited)}"
        if slow := self._slow():
            place, since = slow
            end = f" for {since:.0f} s"
            room = columns - len(line) - len("; ") - len(end)
            path = str(place)
            if room > _SHORTEST_PATH:
                line += f"; {path if len(path) <= room else f'…{path[1 - room :]}'}{end}"
        return line[:columns]

    def _bar(self) -> str:
        full = _BAR * self._done() // max(1, self._total)
        return f"C blocks [{'#' * full}{'.' * (_BAR - full)}]"

    def _done(self) -> int:
        self._pending = {answer for answer in self._pending if not answer.done()}
        return self._counted - len(self._pending)

    @property
    def _total(self) -> int:
        return self._counted + self._further()

    def _state(self) -> str:
        running = self._runner.running()
        cached = f", {self._cached} of them kept" if self._cached else ""
        state = (
            f"{self._done()} of {self._total} blocks done{cached}, {len(running)} running, "
            f"{_clock(self.waited)}"
        )
        slow = self._slow()
        return f"{state}; {slow[0]} for {slow[1]:.0f} s" if slow else state

    def _slow(self) -> tuple[Place, float] | None:
        """Return the place of the block that has run longest, with its seconds, if that is long."""
        for job, since in self._runner.running():
            if job in self._places:
                return (self._places[job], since) if since > _NAMED_AFTER else None
        return None


def _clock(seconds: float) -> str:
    """Return a time in minutes and seconds."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"
