"""The recorder: it compiles without a warning, and changes nothing of the program but memory without a value."""

from __future__ import annotations

import shutil
import subprocess
from importlib import resources
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.artifacts import Mark, Pictures
from mkdocs_c_runner.engine.memory import recorder
from mkdocs_c_runner.engine.memory.unreadable import Unreadable

HERE = resources.files("mkdocs_c_runner.engine.memory")


@pytest.mark.parametrize("compiler", ["gcc", "clang"])
def test_it_compiles_without_a_warning(tmp_path: Path, compiler: str) -> None:
    if shutil.which(compiler) is None:
        pytest.skip(f"{compiler} is not installed")
    for name in recorder.SOURCES:
        (tmp_path / name).write_bytes(HERE.joinpath(name).read_bytes())
    flags = [flag for flag in recorder.FLAGS if flag != "-w"]
    argv = [compiler, "-std=gnu11", "-Wall", "-Wextra", *flags, "-c", "recorder.c", "-o", "out.o"]

    done = subprocess.run(argv, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_settings_are_written_behind_the_name() -> None:
    wanted = Pictures((Mark("main.c", 1, 3), Mark("main.c", 2)))
    program = b"ELF" + b"c-runner traces\0" + bytes(8 * 100) + b"rest"

    made = recorder.with_settings(program, wanted, 0xA5, 1000)

    values = [int.from_bytes(made[19 + 8 * i : 27 + 8 * i], "little") for i in range(8)]
    assert values == [1000, 0, recorder.SNAPSHOTS, 2, 0xA5, 3, 0, 0]
    assert made.endswith(b"rest")
    assert len(made) == len(program)


@pytest.mark.parametrize("count", [0, 2])
def test_a_program_without_one_recorder_is_refused(count: int) -> None:
    with pytest.raises(Unreadable, match="one recorder"):
        recorder.with_settings(count * b"c-runner traces\0", Pictures(), 0, 0)
