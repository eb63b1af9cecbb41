"""The docstring of each room names its files, all of them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from .test_architecture import PACKAGE, name_of

ROOMS = [path for path in sorted(PACKAGE.rglob("__init__.py")) if path.parent != PACKAGE]


@pytest.mark.parametrize("path", ROOMS, ids=name_of)
def test_the_docstring_of_a_room_names_each_of_its_files(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    files = {file.stem for file in path.parent.glob("*.py")} - {"__init__"}

    named = {code.removesuffix(".py") for code in re.findall(r"`([\w./]+)`", docstring)}

    assert files <= named


@pytest.mark.parametrize("path", ROOMS, ids=name_of)
def test_the_docstring_of_a_room_names_no_file_that_there_is_not(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""

    for file in re.findall(r"`([a-z_/]+\.(?:py|c|h|json|toml))`", docstring):
        places = (path.parent, path.parent.parent, PACKAGE, PACKAGE.parent)
        assert any((place / file).exists() for place in places), file
