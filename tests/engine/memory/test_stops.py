"""Calls of the recorder in assembly."""

from __future__ import annotations

from mkdocs_c_runner.engine.memory.stops import Location, instrument, stops

ASSEMBLY = """\
\t.file\t"main.c"
\t.text
\t.file 1 "main.c"
\t.type\tmain, @function
main:
.LFB0:
\t.loc 1 3 16
\tpushq\t%rbp
\tmovq\t%rsp, %rbp
\tsubq\t$32, %rsp
\t.loc 1 4 9
\tmovl\t$1, -4(%rbp)
\t.loc 1 4 12
\tmovl\t$2, -8(%rbp)
\t.loc 1 5 1 is_stmt 0
\tnop
#APP
.Lc_runner_mark_2_7:
\tmovq %rax, %rsp
#NO_APP
\tsubq\t%rax, %rsp
\t.loc 1 6 1 is_stmt 1
\tleave
\t.cfi_def_cfa 7, 8
\tret
"""


def calls(text: str) -> list[str]:
    """The instructions, and the calls without the labels behind them."""
    lines = (line.strip() for line in text.split("\n"))
    return [line.replace("\t", " ") for line in lines if line and line[0] not in ".#"]


def test_calls_stand_where_functions_lines_and_marks_begin_and_where_main_ends() -> None:
    made = instrument(ASSEMBLY)

    assert made.files == {1: "main.c"}
    assert calls(made.text) == [
        "main:",
        "movl $104, %r11d",
        "call c_runner_enter_main",
        "pushq %rbp",
        "movq %rsp, %rbp",
        "subq $32, %rsp",
        "call c_runner_line",
        "movl $1, -4(%rbp)",
        "movl $2, -8(%rbp)",
        "nop",
        "pushq $2",
        "call c_runner_mark",
        "leaq 8(%rsp), %rsp",
        "movq %rax, %rsp",
        "call c_runner_growing",
        "subq %rax, %rsp",
        "call c_runner_grown",
        "call c_runner_line",
        "call c_runner_end",
        "leave",
        "ret",
    ]


def test_a_mark_without_a_label_stands_before_the_first_line_with_code_from_its_own_on() -> None:
    made = instrument(ASSEMBLY, 0, {1: Location("main.c", 5), 2: Location("other.c", 1)})

    assert "call\tc_runner_line\n.Lc_runner_0_3:\n\tpushq\t$1\n\tcall\tc_runner_mark" in made.text
    assert "pushq\t$2\n" in made.text  # the one with a label


def test_assembly_without_functions_has_no_calls() -> None:
    text = '\t.file 1 "main.c"\n\t.data\nx:\n\t.long 1\n'

    assert instrument(text).text == text


def test_a_table_leads_addresses_back_to_lines() -> None:
    entry = (-16 & 0xFFFFFFFF, 7, 2 * 65536 + 1)
    table = b"".join(number.to_bytes(4, "little") for number in entry)

    assert list(stops(table + b"rest", 0x100)) == [(0xF0, 2, 1, 7)]
