"""Idle sandboxes: those that have been emptied and wait for another command of their kind."""

from __future__ import annotations

import os
import threading

from ..job import Limits
from .box import Box
from .policy import SandboxPolicy

_MAX_IDLE = 16


class Pool:
    """A few idle sandboxes, for all threads of a build."""

    def __init__(self) -> None:
        self._process = os.getpid()
        self._lock = threading.Lock()
        self._boxes: list[Box] = []

    def take(self, policy: SandboxPolicy, limits: Limits) -> Box | None:
        """Return a sandbox with these rules, which is then the caller's, or None."""
        with self._lock:
            for box in self._boxes:
                if (box.policy, box.limits) == (policy, limits):
                    self._boxes.remove(box)
                    return box
        return None

    def put(self, box: Box) -> None:
        """Keep an emptied sandbox; if there are too many, close the one that has been idle for longest."""
        with self._lock:
            self._boxes.append(box)
            surplus = self._boxes[:-_MAX_IDLE]
            del self._boxes[:-_MAX_IDLE]
        for old in surplus:
            old.close()

    def close(self) -> None:
        """Close all idle sandboxes; the pool can be used again."""
        # A process that was forked from the build has a copy of this object, but the sandboxes are the build's.
        if os.getpid() != self._process:
            return
        with self._lock:
            boxes, self._boxes = self._boxes, []
        for box in boxes:
            box.close()
