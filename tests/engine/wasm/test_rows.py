"""The rows of the manual's table of what is different as WebAssembly: each is as it says, and none is missing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.result import Result
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.engine.wasm.executor import WasmExecutor

ROWS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("rows.toml").read_text("utf-8"))
PAGE = Path(__file__).parents[3] / "example-site/docs/manual/webassembly.md"
HEADERS = ("fenv", "float", "limits", "math", "signal", "stdio", "stdlib")


def job(row: dict[str, str]) -> Job:
    """The program of a row."""
    headers = "".join(f"#include <{name}.h>\n" for name in HEADERS)
    before, returned = row.get("before", ""), row.get("main", "int")
    code = f"{headers}{before}\n{returned} main(void)\n{{\n{row['code']}\n}}\n"
    return Job((SourceFile("main.c", code.encode()),), libs=("-lm",))


def told(result: Result) -> str:
    """What a program printed, and how it ended if that is another end than that of `main`."""
    if result.run is None:
        return result.compile.text().decode()
    end = result.run.signal or result.run.exit_code
    return result.run.text().decode() + (f"[{end}]" if end else "")


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_as_it_says_on_linux(name: str, sandbox: Sandbox) -> None:
    assert told(execute(job(ROWS[name]), sandbox)) == ROWS[name]["linux"]


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_as_it_says_as_webassembly(name: str, wasm: WasmExecutor) -> None:
    said = told(wasm.execute(job(ROWS[name])))

    assert said == ROWS[name]["wasm"] or ROWS[name]["wasm"] in re.findall(r"error: (.*)", said)


def test_the_table_has_these_rows() -> None:
    table = PAGE.read_text("utf-8").partition("The exceptions:")[2]

    assert re.findall(r"^\| (?!what )([^|]*?) \|", table, re.MULTILINE) == list(ROWS)
