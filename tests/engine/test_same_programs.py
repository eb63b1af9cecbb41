"""The shorter way to compile makes the programs of gcc, byte for byte, and says what gcc says.

A few programs are compared with all tests. `make programs` compares all that there are, with several sets of flags.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.engine.shortcut import Shortcut
from mkdocs_c_runner.engine.stand_ins import StandIns
from mkdocs_c_runner.engine.store.json_files import JsonStore
from mkdocs_c_runner.engine.toolchain.command_line import compile_command

from .test_shortcut import USUAL, asked, plain, shown

ROOT = Path(__file__).parent.parent.parent
DIRECTORIES = ("tests/programs", "tests/attacks", "tests/engine/memory/programs", "benchmarks")
FENCE = re.compile(r"^```c[^\n]* run\b[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FLAGS = ((), ("-O2",), ("-g",), ("-O3", "-std=c11"), ("-O1", "-g3", "-DN=1"))

# One of so many is compared with all tests.
_OF_ALL = 23


def _texts() -> dict[str, str]:
    """All programs: files, and blocks of the example site, many of which do not compile by themselves."""
    texts = {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8", errors="surrogateescape")
        for directory in DIRECTORIES
        for path in sorted((ROOT / directory).rglob("*.c"))
    }
    for page in sorted((ROOT / "example-site/docs").rglob("*.md")):
        for number, text in enumerate(FENCE.findall(page.read_text(encoding="utf-8"))):
            texts[f"{page.relative_to(ROOT)}:{number}"] = text
    return texts


TEXTS = _texts()
CASES = [
    pytest.param(name, marks=[pytest.mark.programs] if number % _OF_ALL else [])
    for number, name in enumerate(TEXTS)
]


def _job(name: str, *flags: str) -> Job:
    text = TEXTS[name].encode(errors="surrogateescape")
    return replace(USUAL, sources=(SourceFile("main.c", text),), flags=USUAL.flags + flags)


@pytest.fixture(scope="module")
def shortcuts(
    sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, ...], Shortcut]:
    """The shorter way of a build, for each set of flags."""
    memory = tmp_path_factory.mktemp("memory") / "linking.json"
    stand_ins = StandIns(sandbox, "", memory, JsonStore())
    Shortcut(sandbox, stand_ins).make_stand_ins(*asked(sandbox)[1:])
    return {flags: Shortcut(sandbox, stand_ins) for flags in FLAGS}


@pytest.mark.parametrize("name", CASES)
def test_it_is_the_same_program_and_the_same_messages(
    name: str,
    sandbox: Sandbox,
    shortcuts: dict[tuple[str, ...], Shortcut],
    request: pytest.FixtureRequest,
) -> None:
    for flags in FLAGS if request.node.get_closest_marker("programs") else FLAGS[:1]:
        job = _job(name, *flags)
        short = shortcuts[flags].compile(job, compile_command(job))
        if short and not short.stage.limit_hit:  # else it goes the long way anyway
            assert shown(short, job) == shown(plain(job, sandbox), job)


def test_hardly_any_program_goes_the_long_way(
    shortcuts: dict[tuple[str, ...], Shortcut],
) -> None:
    names = [name for name in TEXTS if name.startswith("tests/programs")]
    jobs = [_job(name) for name in names[::_OF_ALL]]
    taken = [shortcuts[()].compile(job, compile_command(job)) is not None for job in jobs]

    assert sum(taken) > 0.7 * len(taken)
