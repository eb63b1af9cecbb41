"""The package opens, lists and asks for paths in the places that `paths.toml` lists, and in no other."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "mkdocs_c_runner"
TABLE = Path(__file__).parent / "paths.toml"

# The names of functions and methods that take a path, or a descriptor of a file.
FUNCTIONS = {
    *("open", "fdopen", "memfd_create", "write_file", "TemporaryDirectory", "mkstemp"),
    *("NamedTemporaryFile", "copyfile", "copytree", "rmtree", "which", "samefile"),
    *("stat", "lstat", "fstat", "exists", "lexists", "isfile", "isdir", "islink"),
    *("is_file", "is_dir", "is_symlink", "getsize", "getmtime", "readlink", "realpath", "resolve"),
    *("listdir", "scandir", "iterdir", "glob", "rglob", "chdir"),
    *("read_text", "read_bytes", "write_text", "write_bytes", "touch", "symlink_to"),
    *("mkdir", "makedirs", "rmdir", "unlink", "rename", "chmod", "chown", "utime"),
}
# Names that other types have too: here they are meant with `os` before them.
OF_OS = {"remove", "replace", "access", "link", "truncate", "walk"}


def calls_of(path: Path) -> set[str]:
    """The functions among these that a file calls, or hands to others to be called."""
    found = set()
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    for node in nodes:
        name = ""
        if isinstance(node, ast.Name) and node.id in FUNCTIONS and isinstance(node.ctx, ast.Load):
            name = node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            module = ast.unparse(node.value)
            is_function = id(node) in called or module.startswith("os")
            if (node.attr in FUNCTIONS and is_function) or (module == "os" and node.attr in OF_OS):
                name = node.attr
        if name:
            found.add(name)
    return found


def test_every_place_that_takes_a_path_is_in_the_table() -> None:
    table = tomllib.loads(TABLE.read_text("utf-8"))
    calls = {
        path.relative_to(PACKAGE).as_posix(): sorted(found)
        for path in sorted(PACKAGE.rglob("*.py"))
        if (found := calls_of(path))
    }

    assert calls == {name: entry["calls"] for name, entry in table.items()}
    assert all(entry["named_by"] and entry["because"] for entry in table.values())
