"""Whoever waits for a session while it is executed: sees each line when it begins and ends, and may stop it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .result import Segment, Stage
from .sandbox.live import Live, Partner


@dataclass(frozen=True)
class Audience:
    """Somebody who waits for a session: the client of a server.

    Attributes:
        live: A connection to it, or None.
        on_compiled: Is called with the end of the compile stage before the first line.
        seconds: After so many seconds no further line begins.
    """

    live: Live | None
    on_compiled: Callable[[Stage], None]
    seconds: float

    @property
    def partner(self) -> Partner | None:
        """Whoever may stop the session, or None."""
        return self.live.partner if self.live else None

    @property
    def has_stopped(self) -> bool:
        """Whether the session is to end."""
        return self.partner is not None and self.partner.is_stopped

    def tell(self, segments: Iterable[Segment]) -> None:
        """Show what has just been typed or printed."""
        for segment in segments if self.live else ():
            self.live.output(segment.stream, segment.text)  # type: ignore[union-attr]


NOBODY = Audience(None, lambda _: None, math.inf)
