"""What is left of the results of a build that were forgotten: a few bytes for each, since most of it is alike."""

from __future__ import annotations

from typing import NamedTuple

from .executor import Conditions
from .job import Job
from .maker import Brief, Maker, brief
from .result import Origin, Outcome


class Left(NamedTuple):
    """What is left of a result.

    Attributes:
        origin: Where it came from.
        compiler: The version of its compiler.
        is_old: Whether an earlier build made it.
        conditions: The conditions that its job met, if they are known.
    """

    origin: Origin
    compiler: str
    is_old: bool
    conditions: Conditions | None


class Forgotten:
    """The results that were forgotten.

    Args:
        maker: Knows the conditions of their jobs.
    """

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self._left: dict[Brief, Left] = {}
        self._alike: dict[Left, Left] = {}

    def add(self, job: Job, outcome: Outcome, *, is_old: bool) -> None:
        """Forget the outcome of a job, and the conditions that it met."""
        left = Left(outcome.origin, outcome.compiler, is_old, self._maker.forget(job))
        self._left[brief(job)] = self._alike.setdefault(left, left)

    def take(self, job: Job) -> Left | None:
        """Return what is left of the outcome of a job, if that was forgotten; its conditions are known again."""
        left = self._left.pop(brief(job), None)
        if left and left.conditions:
            self._maker.meets(job, left.conditions)
        return left
