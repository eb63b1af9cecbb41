"""Options by which a page could make the compiler, or bwrap, do something else."""

from __future__ import annotations

import contextlib
import shlex

import pytest

from mkdocs_c_runner.engine.errors import EngineError
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules

from .attack import ATTACKS

FLAGS = [
    line
    for line in (ATTACKS / "flags.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("option", ["flags", "libs"])
@pytest.mark.parametrize("line", FLAGS)
def test_a_flag_that_a_page_may_not_use(line: str, option: str) -> None:
    header = parse({"run": "", option: line}, Options(), Rules())
    said = " ".join(header.wrong_values)
    named = said.partition("may not use ")[2].partition("; the site")[0].split(", ")
    assert set(named) & set(shlex.split(line)), said
    (flags,), libs = header.options.toolchain.flags, header.options.toolchain.libs
    usual = Options().toolchain
    assert ((flags,), libs) == (usual.flags, usual.libs)


SMUGGLED = "x\0--ro-bind\0/etc\0/etc"
READ_PASSWD = b"""
#include <stdio.h>
int main(void)
{
    char line[80] = "nothing\\n";
    FILE *file = fopen("/etc/passwd", "r");
    if (file)
        fgets(line, sizeof line, file);
    fputs(line, stdout);
}
"""


@pytest.mark.parametrize("option", ["args", "env", "std", "flags", "libs", "file"])
def test_a_page_cannot_smuggle_in_an_option_of_bwrap(option: str) -> None:
    """The options of bwrap travel with NUL between them."""
    header = parse({"run": "", option: f"A={SMUGGLED}"}, Options(), Rules())
    assert len(header.wrong_values) == 1


@pytest.mark.usefixtures("outside")
def test_a_job_cannot_smuggle_in_an_option_of_bwrap(sandbox: Sandbox) -> None:
    job = Job((SourceFile("main.c", READ_PASSWD),), env=(("A", SMUGGLED),))
    with contextlib.suppress(ValueError, EngineError):
        result = execute(job, sandbox)
        assert result.run is None or b"root:" not in result.run.text()
