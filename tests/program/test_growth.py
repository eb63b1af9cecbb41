"""Programs that grow step by step: each case has the steps, and the program that is compiled or the error.

A program has the lines of the last step that it got them from; the `#line` directives are left out.
"""

from __future__ import annotations

import re
import subprocess
import time
from itertools import pairwise
from pathlib import Path

import pytest

from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.assemble import Part, Program
from mkdocs_c_runner.program.growth import Grown, GrowthError, pieces_of
from mkdocs_c_runner.program.units import units

from ..linear import assert_linear

CASES = sorted(Path(__file__).with_name("growth").glob("*.txt"))
FILE = "main.c"


def sections(path: Path) -> dict[str, str]:
    pieces = re.split(r"^== (\w+)\n", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(pieces[::2], [text.rstrip("\n") for text in pieces[1::2]], strict=True))


def part(name: str, source: str) -> Part:
    return Part(name, source, Place(f"{name}.md", 0), is_file=False, page=f"{name}.md")


def programs(steps: dict[str, str]) -> list[Program]:
    """The program after each step."""
    grown, made = Grown({}), []
    for name, source in steps.items():
        step = part(name, source)
        grown = grown.with_part(step, FILE)
        made.append(grown.program(step, FILE, None))
    return made


def plain(program: Program) -> str:
    lines = program.sources[0].content.decode().splitlines()
    return "\n".join(line for line in lines if not line.startswith("#line "))


def complaint(program: Program) -> str:
    command = ["gcc", "-std=gnu17", "-w", "-x", "c", "-c", "-o", "/dev/null", "-"]
    done = subprocess.run(
        command, input=program.sources[0].content, capture_output=True, check=False
    )
    return done.stderr.decode()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_program_grows(path: Path) -> None:
    steps = sections(path)
    expected, error = steps.pop("program", None), steps.pop("error", None)

    if error is not None:
        with pytest.raises(GrowthError, match=f"^{re.escape(error)}$"):
            programs(steps)
        return
    made = programs(steps)
    assert plain(made[-1]) == expected
    assert [complaint(program) for program in made] == [""] * len(made)


def test_lines_lead_to_the_step_that_has_them() -> None:
    steps = {
        "one": "int a(void) { return 1; }\nint main(void) { return a(); }",
        "two": "\n\nint a(void) { return wrong; }",
    }
    program = programs(steps)[-1]

    assert "two:3:" in complaint(program)
    line = program.line("two", 3)
    assert line is not None
    assert str(line.place) == "two.md:3:1"


@pytest.mark.parametrize(
    ("code", "stays"),
    [
        ("int f(void) { ... }", True),
        ("struct p { … };", True),
        ("typedef struct { ... } p;", True),
        ("const int t[] = {...};", True),
        ("struct q { struct p { ... } from; int width; };", False),
        ("const int t[2][2] = {{...}, {5, 6}};", False),
        ("const struct p p = {.x = {...}, .y = 1};", False),
        ("int f(void) { int t[] = {...}; return t[0]; }", False),
        ("int f(int n) { if (n) { ... } return 1; }", False),
        (f"int t[] = {'(' * 30}{{...}}{')' * 30};", False),
    ],
)
def test_dots_stand_for_the_whole_body_of_a_definition(code: str, stays: bool) -> None:
    assert [unit.folded for unit in units(code)] == [stays]


def test_a_program_of_many_steps_grows_in_proportion() -> None:
    """The pieces of a step stay the same objects in all later steps: nothing is read again."""
    steps = {f"s{n}": f"int f{n}(void) {{ return {n}; }}" for n in range(200)}
    grown = Grown({FILE: ()}).with_part(part("main", "int main(void) { return 0; }"), FILE)
    made = []
    for name, source in steps.items():
        grown = grown.with_part(part(name, source), FILE)
        made.append(grown.files[FILE])

    assert len(made[-1]) == 201
    for before, after in pairwise(made):
        assert {id(piece) for piece in before} < {id(piece) for piece in after}


def test_the_cost_of_many_definitions_in_one_step_is_not_the_cube_of_their_number() -> None:
    main = part("main", "int main(void) { return 0; }")

    def cost(count: int) -> float:
        source = "\n".join(f"int f{n}(void) {{ return f{n + 1}(); }}" for n in range(count))
        step = part(f"steps of {count}", source)
        step_pieces = pieces_of(step)  # its text is read only once
        began = time.process_time()
        Grown({}).with_part(main, FILE).with_part(step, FILE)
        assert len(step_pieces) == count
        return time.process_time() - began

    assert_linear(cost, "many definitions in one step", [320], exponent=2)


def test_code_that_takes_too_long_to_be_read_is_refused() -> None:
    grown = Grown({}).with_part(part("one", "int main(void) { return 0; }"), FILE)

    with pytest.raises(GrowthError, match=r"two\.md:1:1: too much of this is not C"):
        grown.with_part(part("two", "^~" * 30_000), FILE)


def test_a_step_without_a_file_does_not_stand_beside_a_main_in_another_one() -> None:
    grown = Grown({}).with_part(part("one", "int main(void) { return 0; }"), "m.c")

    with pytest.raises(
        GrowthError, match=r'main of that program stands in m\.c; write file="m\.c"'
    ):
        grown.with_part(part("two", "#define N 4"), FILE)
