"""The end of a build: which failures and mistakes end it, and which are told as warnings."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Literal

from ..check.failure import Failure, in_order
from ..fence.settings import OnFailure, Settings
from ..foreign import Log, echo
from .github import annotation
from .report import Report


class Ending:
    """Decides whether a build ends with an error.

    Args:
        settings: The options of the site.
        manner: The effect of failures and mistakes where the settings do not say it.
        report: The failures and mistakes.
        log: Takes those that are told as warnings.
    """

    def __init__(self, settings: Settings, manner: OnFailure, report: Report, log: Log) -> None:
        self._on_failure = settings.on_failure or manner
        # In a site that runs nothing, a mistake is never a failure.
        self._on_mistake = (settings.on_mistake or manner) if settings.enabled else "warn"
        self._report = report
        self._log = log

    @property
    def mistakes_end_it(self) -> bool:
        """Whether a mistake of an author ends the build."""
        return self._on_mistake == "fail"

    def settle(self) -> list[Failure]:
        """Report the failures and mistakes so far, and return those that must end the build.

        The host reports them.
        """
        level: Literal["error", "warning"] = "error" if self.mistakes_end_it else "warning"
        mistakes = [
            failure
            for mistake in self._report.take_mistakes()
            for failure in mistake.failures(level)
        ]
        failures = self._report.take_failures()
        ending = [
            *self._settle(mistakes, self._on_mistake),
            *self._settle(failures, self._on_failure),
        ]
        return sorted(ending, key=in_order)

    def _settle(self, failures: Sequence[Failure], manner: OnFailure) -> Sequence[Failure]:
        if manner == "ignore":
            return ()
        level: Literal["error", "warning"] = "error" if manner == "fail" else "warning"
        for failure in sorted(failures, key=in_order):
            if level == "warning":
                self._log.warning(failure.in_log())
            command = annotation(failure, level, os.environ)
            if command:
                echo(command)
        return failures if manner == "fail" else ()
