"""Where there are no pictures, one remark says so, and nothing is compiled or run."""

from __future__ import annotations

import platform

import pytest

from mkdocs_c_runner.engine.artifacts import MEMORY, Pictures
from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.memory.record import decode
from mkdocs_c_runner.engine.memory.snapshots import About, Memory, Remark
from mkdocs_c_runner.engine.memory.tracing import Tracer
from mkdocs_c_runner.engine.result import Stage
from mkdocs_c_runner.engine.sandbox.policy import Command, Execution, Sandbox

SOURCE = SourceFile("main.c", b"int main(void) { return 0; }")


class Idle:
    """A sandbox in which nothing may run."""

    def run(self, command: Command, *_: object) -> Execution:
        pytest.fail(f"{command} was run")


def pictured(compiler: str, sandbox: Sandbox) -> Memory:
    job = Job((SOURCE,), compiler=compiler, artifacts=(MEMORY,), pictures=Pictures(steps=10))
    return decode(Tracer(sandbox).picture(job, Stage(exit_code=0)).text)


@pytest.mark.parametrize("machine", ["aarch64", "riscv64", "i686"])
def test_another_processor_is_named(machine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: machine)

    memory = pictured("gcc", Idle())  # type: ignore[arg-type]

    assert memory == Memory(remarks=(Remark(About.MACHINE, text=machine),))


def test_a_compiler_that_cannot_record_is_named() -> None:
    memory = pictured("tcc", Idle())  # type: ignore[arg-type]

    assert memory == Memory(remarks=(Remark(About.MACHINE, text="tcc"),))
