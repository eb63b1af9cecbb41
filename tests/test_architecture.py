"""The rules of the house: the order of its rooms, who starts processes, how large a file may be."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "mkdocs_c_runner"
FILES = sorted(PACKAGE.rglob("*.py"))
TESTS = Path(__file__).parent
LONGEST_FILE = 300

# A room imports only rooms that stand before it. CONTRIBUTING.md says what each is for.
ROOMS = [
    "bounds",
    "engine",
    "place",
    "markup",
    "labels",
    "terminal",
    "foreign",
    "media",
    "fence",
    "program",
    "messages",
    "check",
    "pages",
    "html",
    "build",
    "server",
    "config",
    "last_published",
    "mkdocs_host",
    "plugin",
    "zensical_host",
    "page_context",
    "extension",
    "cli",
    "__main__",
]
ROOMS_OF_THE_ENGINE = [
    "toolchain.machines",
    "toolchain.compilers",
    "toolchain.named_compilers",
    "toolchain.languages",
    "errors",
    "canonical",
    "cures",
    "runner_settings",
    "json_checks",
    "memory.values",
    "memory.snapshots",
    "memory.changes",
    "memory.record",
    "artifacts",
    "text_in_json",
    "job_text",
    "job",
    "result",
    "session",
    "figures",
    "executor",
    "store",
    "sandbox",
    "toolchain",
    "program_image",
    "emulation",
    "working_files",
    "compiler_run",
    "run_stage",
    "memory",
    "stand_ins",
    "waiting_compilers",
    "shortcut",
    "compile_stage",
    "session_audience",
    "shell_lines",
    "session_shell",
    "session_files",
    "session_stage",
    "native",
    "errands",
    "workers",
    "maker",
    "forgotten",
    "processes",
    "patterns",
    "pattern_worker",
    "pattern_process",
    "answers",
    "wasm",
    "cluster",
    "executors",
    "runner",
    "examination",
    "doctor",
]

# They lie in a process of their own, which only sites start whose programs run as WebAssembly.
RUNS_WEBASSEMBLY = {
    f"engine/wasm/{name}.py" for name in ("compiler", "crossing", "engines", "machine", "worker")
}

# It alone speaks with a cluster, where a site has one.
KNOWS_DASK = "engine/cluster/connection.py"

# The rooms of the author's side know what the engine takes and gives, and nothing of how it works.
AUTHORS_ROOMS = ROOMS[2 : ROOMS.index("build")]
DATA_OF_THE_ENGINE = {
    *(
        "artifacts",
        "job",
        "result",
        "runner_settings",
        "patterns",
        "session",
        "figures",
        "shell_lines",
    ),
    *("toolchain.compilers", "toolchain.named_compilers", "toolchain.machines"),
    *("toolchain.flags", "toolchain.languages"),
    *("memory.values", "memory.snapshots", "memory.record"),
}
ROOMS_WITH_DATA = {"toolchain", "memory"}


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
    return path.relative_to(PACKAGE).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def own_imports(path: Path) -> Iterator[list[str]]:
    """What a file imports of the package: the parts of each name below it."""
    for name in imports(path):
        package, *parts = name.split(".")
        if package == "mkdocs_c_runner" and parts and parts[0] != "__version__":
            yield parts


def floor_of_the_engine(parts: Sequence[str]) -> int:
    """The position of a file of the engine, or of the room that it is in."""
    file = ".".join(parts[:2])
    return ROOMS_OF_THE_ENGINE.index(file if file in ROOMS_OF_THE_ENGINE else parts[0])


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_room_imports_only_rooms_before_it(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    for parts in own_imports(path):
        assert ROOMS.index(parts[0]) <= ROOMS.index(room), ".".join(parts)


@pytest.mark.parametrize("path", sorted((PACKAGE / "engine").rglob("*.py")), ids=name_of)
def test_a_room_of_the_engine_imports_only_those_before_it(path: Path) -> None:
    parts = path.relative_to(PACKAGE / "engine").with_suffix("").parts
    if parts == ("__init__",):
        return
    floor = floor_of_the_engine(parts)
    for imported in own_imports(path):
        if imported[0] == "bounds":
            continue
        assert floor_of_the_engine(imported[1:]) <= floor, ".".join(imported)


def test_the_engine_imports_nothing_but_itself_the_bounds_and_the_standard_library() -> None:
    for path in (PACKAGE / "engine").rglob("*.py"):
        for name in imports(path):
            inside = name.startswith(("mkdocs_c_runner.engine.", "mkdocs_c_runner.bounds."))
            if name_of(path) in RUNS_WEBASSEMBLY and name.startswith("wasmtime"):
                continue
            if name_of(path) == KNOWS_DASK and name in ("dask", "distributed"):
                continue
            assert inside or name.split(".")[0] in sys.stdlib_module_names, (name_of(path), name)


def test_the_authors_rooms_import_only_data_types_of_the_engine() -> None:
    for path in FILES:
        for parts in own_imports(path) if room_of(path) in AUTHORS_ROOMS else ():
            if parts[0] == "engine":
                module = ".".join(parts[1:3]) if parts[1] in ROOMS_WITH_DATA else parts[1]
                assert module in DATA_OF_THE_ENGINE, (name_of(path), module)


def test_mkdocs_is_imported_by_its_adapters_alone() -> None:
    users = {
        name_of(path)
        for path in FILES
        if any(name.split(".")[0] == "mkdocs" for name in imports(path))
    }
    adapters = {
        "plugin.py",
        "config.py",
        "last_published.py",
        "mkdocs_host.py",
        "cli/load.py",
        "cli/site.py",
        "cli/page.py",
    }
    assert users <= adapters


def test_a_block_is_run_checked_and_rendered_without_a_markdown_build() -> None:
    """A server can take the same steps: `Ran.of`, `check` and `render`."""
    rooms = {"markup", "labels", "terminal", "media", "program", "messages", "check", "html"}
    for path in FILES:
        if room_of(path) in rooms:
            names = {name.split(".")[0] for name in imports(path)}
            assert not names & {"markdown", "pymdownx", "mkdocs"}, name_of(path)


def test_processes_are_started_in_one_file() -> None:
    starters = {"subprocess", "multiprocessing", "pty", "asyncio"}
    users = {
        name_of(path)
        for path in FILES
        if any(name.split(".")[0] in starters for name in imports(path))
        or any(call in path.read_text("utf-8") for call in ("os.fork(", "os.exec", "os.system("))
    }
    assert users == {"engine/sandbox/process.py"}


def test_one_file_escapes_and_makes_markup_of_text() -> None:
    makers = set()
    for path in FILES:
        calls = (
            node
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call)
        )
        made = {
            ast.unparse(call)
            for call in calls
            if ast.unparse(call.func) in ("Markup", "escape", "html.escape")
        }
        imported = {"html.escape", "markupsafe.escape"} & set(imports(path))
        if made or imported:
            makers.add(name_of(path))
    assert makers == {"markup.py"}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_has_one_subject_and_says_which(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a file begins by saying what it is about"
    assert len(text.splitlines()) <= LONGEST_FILE
    assert path.stem not in {"utils", "helpers", "common", "misc", "manager"}


def test_a_file_of_tests_is_no_longer_than_one_of_the_package() -> None:
    lines = {path.name: len(path.read_text("utf-8").splitlines()) for path in TESTS.rglob("*.py")}

    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}
