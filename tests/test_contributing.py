"""CONTRIBUTING.md names the rooms of the package, all of them and in their order."""

from __future__ import annotations

import re
from pathlib import Path

from .test_architecture import PACKAGE, ROOMS

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")

# Rooms without Python, which nothing imports.
OF_DATA = ["assets", "browser"]


def tree() -> list[str]:
    """Return the paths that the tree names, below the package, in its order."""
    lines = TEXT.partition("mkdocs_c_runner/\n")[2].partition("```")[0].splitlines()
    parent = ""
    paths = []
    for line in lines:
        name = line.split()[0]
        if line.startswith("    "):
            paths.append(f"{parent}{name}")
        else:
            paths.append(parent := name)
    return paths


def test_each_room_in_the_tree_exists() -> None:
    for path in tree():
        assert (PACKAGE / path).exists(), path
        assert path.endswith("/") == (PACKAGE / path).is_dir(), path


def test_each_room_is_in_the_tree() -> None:
    directories = {
        f"{path.relative_to(PACKAGE)}/"
        for path in PACKAGE.rglob("*")
        if path.is_dir() and path.name != "__pycache__"
    }
    files = {path.name for path in PACKAGE.glob("*.py")} - {"__init__.py"}

    assert directories | files == set(tree())


def test_the_tree_has_the_order_in_which_rooms_import() -> None:
    rooms = [path.rstrip("/").removesuffix(".py") for path in tree() if "/" not in path[:-1]]

    assert rooms == ROOMS + OF_DATA


def test_each_line_of_the_tree_says_what_the_room_is_for() -> None:
    lines = TEXT.partition("mkdocs_c_runner/\n")[2].partition("```")[0].splitlines()

    assert all(re.fullmatch(r" +\S+ {2,}\S.{10,}", line) for line in lines)


def test_its_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")

    targets = re.findall(r"make ([a-z]+)", TEXT)

    assert {"site", "test", "lint", "bench", "hosts"} <= set(targets)
    assert all(f"\n{target}:" in makefile for target in targets), targets
