"""A program that calls what WebAssembly cannot do is told so where the call is."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.wasm.executor import WasmExecutor

CALLS: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("impossible.toml").read_text("utf-8")
)
CASES = [
    (need, header, call)
    for need, headers in CALLS.items()
    for header, calls in headers.items()
    for call in calls
]
# It has functions with names that standard C leaves to it.
OWN = """#include <signal.h>
#include <stdio.h>
static int kill(const char *name) { return printf("%s is gone\\n", name); }
static int popen(const char *name) { return kill(name); }
int main(void) { signal(SIGINT, SIG_IGN); return popen("the pipe") < 0; }
"""


def program(code: str, *flags: str) -> Job:
    return replace(Job((SourceFile("main.c", code.encode()),)), flags=flags)


@pytest.mark.parametrize(("need", "header", "call"), CASES, ids=[case[2] for case in CASES])
def test_a_call_is_an_error_at_its_place(
    need: str, header: str, call: str, wasm: WasmExecutor
) -> None:
    result = wasm.execute(program(f"#include <{header}>\nint main(void)\n{{\n    {call};\n}}\n"))

    name = call.partition("(")[0]
    wanted = f"error: call to '{name}' declared with 'error' attribute: WebAssembly has no {need}"
    first, *_ = (line for line in result.compile.text().decode().splitlines() if "error" in line)
    place, _, error = first.partition(" ")
    assert (place, error) == ("main.c:4:5:", wanted)


def test_what_is_not_called_is_no_error(wasm: WasmExecutor) -> None:
    code = (
        "#include <stdio.h>\n#include <sys/wait.h>\n#include <unistd.h>\n"
        "static inline int child(void) { return fork(); }\n"
        'int main(void) { int status = 3 << 8; printf("%d %d\\n", WIFEXITED(status), WEXITSTATUS(status)); }\n'
    )
    result = wasm.execute(program(code))

    assert result.run
    assert result.run.text() == b"1 3\n"


def test_a_program_in_standard_c_may_have_such_a_function_itself(wasm: WasmExecutor) -> None:
    result = wasm.execute(program(OWN, "-std=c17"))

    assert result.run
    assert result.run.text() == b"the pipe is gone\n"
