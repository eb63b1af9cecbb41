"""What a build asks its processes, and what they answer.

Both sides are the same program of the same user, and what crosses was made by one of them: a program that an author
wrote is never at either end. So these are pickled, which takes a tenth of the time of JSON.
"""

from __future__ import annotations

import pickle
from typing import NamedTuple

from ..executor import Conditions
from ..job import Job
from ..maker import Made

UNKNOWN = b""
"""The answer of a process that met an error: the build does the same itself, and reports what happens then."""


class Question(NamedTuple):
    """What a process is asked.

    Attributes:
        job: The job.
        is_made: Whether it is to be made; else only its conditions are to be told.
        limit_expected: Whether a limit that is hit is a result to keep.
        waiting: The jobs that wait behind it.
    """

    job: Job
    is_made: bool
    limit_expected: bool = False
    waiting: int = 0

    def to_bytes(self) -> bytes:
        """Return the question as bytes."""
        return pickle.dumps(tuple(self), pickle.HIGHEST_PROTOCOL)

    @classmethod
    def from_bytes(cls, content: bytes) -> Question:
        """Reverse `to_bytes`."""
        return cls(*pickle.loads(content))  # noqa: S301 - see above


def answer_to_bytes(answer: Made | Conditions) -> bytes:
    """Return an answer as bytes."""
    return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def answer_from_bytes(content: bytes | None) -> Made | Conditions | None:
    """Reverse `answer_to_bytes`; None if the process has ended, or has met an error."""
    if not content:
        return None
    answer: Made | Conditions = pickle.loads(content)  # noqa: S301 - see above
    return answer
