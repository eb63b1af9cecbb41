"""The rules of the house: who may import whom, and who starts processes."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "mkdocs_c_runner"
FILES = sorted(PACKAGE.rglob("*.py"))
DATA_OF_THE_ENGINE = {"job", "result", "flags"}


def imports(path: Path) -> Iterator[str]:
    """The absolute names of what a file imports."""
    package = ("mkdocs_c_runner", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def test_the_engine_imports_nothing_but_itself_and_the_standard_library() -> None:
    for path in (PACKAGE / "engine").rglob("*.py"):
        for name in imports(path):
            inside = name.startswith("mkdocs_c_runner.engine.")
            assert inside or name.split(".")[0] in sys.stdlib_module_names, (name_of(path), name)


def test_the_page_imports_only_data_types_of_the_engine() -> None:
    for path in (PACKAGE / "page").rglob("*.py"):
        for name in imports(path):
            if name.startswith("mkdocs_c_runner.engine"):
                assert name.split(".")[2] in DATA_OF_THE_ENGINE, (name_of(path), name)
            elif name.startswith("mkdocs_c_runner"):
                assert name.startswith("mkdocs_c_runner.page"), (name_of(path), name)


def test_mkdocs_is_imported_by_its_adapters_alone() -> None:
    users = {
        name_of(path)
        for path in FILES
        if any(name.split(".")[0] == "mkdocs" for name in imports(path))
    }
    assert users <= {"plugin.py", "config.py", "site.py"}


def test_processes_are_started_in_one_file() -> None:
    starters = {"subprocess", "multiprocessing", "pty", "asyncio"}
    users = {
        name_of(path)
        for path in FILES
        if any(name.split(".")[0] in starters for name in imports(path))
        or any(call in path.read_text("utf-8") for call in ("os.fork(", "os.exec", "os.system("))
    }
    assert users == {"engine/process.py"}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_has_one_subject_and_says_which(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a file begins by saying what it is about"
    assert len(text.splitlines()) <= 500
    assert path.stem not in {"utils", "helpers", "common", "misc", "manager"}
