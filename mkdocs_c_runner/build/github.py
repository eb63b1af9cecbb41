"""Failures as GitHub Actions shows them beside the line, in the diff of a pull request.

The syntax and its escapes are those of GitHub's workflow commands:
https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from ..check.failure import Failure
from ..foreign import LogText, without_commands
from ..place import path_from

_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def annotation(failure: Failure, level: str, environment: Mapping[str, str]) -> LogText | None:
    """Return the command that annotates a line with a failure, or None outside of GitHub Actions.

    Args:
        failure: The failure.
        level: `error` or `warning`.
        environment: The environment variables; one of them is the path of the repository.
    """
    if environment.get("GITHUB_ACTIONS") != "true":
        return None
    place = failure.place
    workspace = environment.get("GITHUB_WORKSPACE", os.curdir)
    properties = {
        "file": path_from(place.path, workspace),
        "line": place.line or 1,
        "col": place.column,
        "title": "c-runner",
    }
    written = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items())
    message = "\n".join(part for part in (failure.reason, failure.details) if part)
    # The one command that a log is to have. Commands in its text are none for GitHub, but for other runners.
    return LogText(f"::{level} {written}::{_escaped(without_commands(message), _DATA)}")


def _escaped(value: object, escapes: Mapping[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in str(value))
