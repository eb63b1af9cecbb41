"""Compilers for other machines as parameters of tests: where one is missing its tests skip, and in CI they fail."""

from __future__ import annotations

import os
from typing import Any

import pytest

from mkdocs_c_runner.engine.errors import EngineError
from mkdocs_c_runner.engine.toolchain.identity import require_compiler


def emulated(*compilers: str) -> list[Any]:
    """The names of compilers, as parameters."""
    return [pytest.param(name, marks=_marks(name)) for name in compilers]


def _marks(name: str) -> list[pytest.MarkDecorator]:
    try:
        require_compiler(name)
    except EngineError as error:
        return [] if os.environ.get("CI") else [pytest.mark.skip(reason=str(error))]
    return []
