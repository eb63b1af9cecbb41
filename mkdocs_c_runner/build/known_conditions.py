"""The conditions that blocks meet in a build, found out once for all blocks that surely meet the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..engine.toolchain.headers import names_of
from ..program.snippet import Snippet
from .digests import digest_of

if TYPE_CHECKING:
    from ..engine.runner import Runner

# What of a job has nothing to do with its conditions; of its sources, only the names of headers have.
_ASIDE = frozenset({"sources", "program", "args", "env", "stdin", "stdio", "data"})


class KnownConditions:
    """The conditions of blocks, by their kinds: those of one have one compiler and flags, and name the same headers.

    Args:
        runner: Knows the conditions of jobs.
    """

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._known: dict[str, str] = {}

    def of(self, snippet: Snippet) -> tuple[str, str]:
        """Return the kind of a block, and a digest of its conditions.

        Raises:
            EngineError: If its compiler is not known yet and cannot be found out.
        """
        job = snippet.job
        values = job.to_json(limits=False).items()
        decisive = sorted((name, value) for name, value in values if name not in _ASIDE)
        kind = digest_of((decisive, sorted(names_of(job))))
        if kind not in self._known:
            self._known[kind] = self._runner.conditions(job).digest
        return kind, self._known[kind]

    def know(self, kinds: Iterable[str]) -> bool:
        """Whether a block of each of these kinds was met."""
        return all(kind in self._known for kind in kinds)

    def are_as(self, before: Mapping[str, Any]) -> bool:
        """Whether blocks of these kinds meet the conditions that they met before."""
        return before.items() <= self._known.items()
