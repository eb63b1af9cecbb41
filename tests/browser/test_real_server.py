"""Readers edit blocks and run them on the real server: real compilers in the real sandbox."""

from __future__ import annotations

from playwright.sync_api import expect

from .conftest import OpenPage
from .reader import Reader

HELLO = '#include <stdio.h>\nint main(void) { puts("changed"); }'
ASKS = (
    '#include <stdio.h>\nint main(void) { int n; printf("n? "); '
    'while (scanf("%d", &n) == 1) printf("%d\\nn? ", n + 1); puts("end"); }'
)
ENDLESS = '#include <stdio.h>\nint main(void) { puts("tick"); fflush(stdout); for (;;) ; }'


def test_a_reader_runs_what_was_changed(open_page: OpenPage, real_site: str) -> None:
    reader = Reader(open_page(real_site))
    reader.edit()
    reader.type(HELLO)
    reader.code.press("ControlOrMeta+Enter")

    expect(reader.output).to_have_text("changed")
    expect(reader.said).to_have_text("Done.")
    reader.press("Reset")
    expect(reader.output).to_have_text("hello")


def test_a_program_that_reads_gets_what_is_typed(open_page: OpenPage, real_site: str) -> None:
    reader = Reader(open_page(real_site))
    reader.edit()
    reader.write(ASKS)
    reader.press("Run")

    expect(reader.said).to_contain_text("waits for input")
    expect(reader.output).to_have_text("n? ")
    for number in (41, 6):
        reader.typing.fill(str(number))
        reader.typing.press("Enter")
        expect(reader.output).to_contain_text(f"n? {number}\n{number + 1}\nn? ")
    reader.typing.press("Control+d")

    expect(reader.typing).to_have_count(0)
    expect(reader.output).to_have_text("n? 41\n42\nn? 6\n7\nn? end")


def test_an_endless_loop_is_stopped(open_page: OpenPage, real_site: str) -> None:
    reader = Reader(open_page(real_site))
    reader.edit()
    reader.write(ENDLESS)
    reader.press("Run")
    expect(reader.output).to_have_text("tick\n")

    reader.press("Stop")

    expect(reader.said).to_have_text("Stopped.")
    expect(reader.output).to_have_text("tick")
    reader.write(HELLO)
    reader.press("Run")
    expect(reader.output).to_have_text("changed")


def test_an_error_of_the_compiler_stands_at_its_line(open_page: OpenPage, real_site: str) -> None:
    reader = Reader(open_page(real_site))
    reader.edit()
    reader.write("int x;\n\nint y = z;")
    reader.press("Run")

    expect(reader.page.locator(".cm-line.cm-error")).to_have_text("int y = z;")
    expect(reader.page.locator(".cm-finding")).to_contain_text("‘z’ undeclared")
    expect(reader.said).to_contain_text("1 error: main.c:3: ‘z’ undeclared")
    expect(reader.output).to_contain_text("main.c:3:9: error: ‘z’ undeclared")


def test_a_program_of_two_files_with_hidden_lines(open_page: OpenPage, real_site: str) -> None:
    reader = Reader(open_page(real_site), 1)
    reader.edit()
    reader.press("Run")
    expect(reader.output).to_have_text("4")

    reader.page.get_by_role("tab", name="twice.h").click()
    reader.write("int twice(int n) { return n * wrong; }")
    reader.press("Run")

    expect(reader.page.locator(".cm-line.cm-error")).to_have_count(1)
    expect(reader.said).to_contain_text("twice.h:1: ‘wrong’ undeclared")


def test_input_is_typed_beforehand(open_page: OpenPage, real_site: str) -> None:
    reader = Reader(open_page(real_site), 2)
    reader.edit()
    reader.workbench.get_by_label("Input").fill("30 4\n")
    reader.press("Run")

    expect(reader.output).to_have_text("30 4\n34")


def test_two_tabs_of_the_browser_run_programs_at_one_time(
    open_page: OpenPage, real_site: str
) -> None:
    readers = [Reader(open_page(real_site)) for _ in range(2)]
    for reader in readers:
        reader.page.bring_to_front()
        reader.edit()
        reader.write(ASKS)
        reader.press("Run")
        expect(reader.output).to_have_text("n? ")
    for number, reader in enumerate(readers):
        reader.typing.fill(str(number))
        reader.typing.press("Enter")
    for number, reader in enumerate(readers):
        expect(reader.output).to_contain_text(f"n? {number}\n{number + 1}\n")


def test_a_reader_goes_through_the_steps_of_what_was_changed(
    open_page: OpenPage, real_site: str
) -> None:
    reader = Reader(open_page(f"{real_site}/steps/"))
    steps = reader.figure.locator(".c-runner-steps")
    expect(steps.locator("svg")).to_contain_text("3")
    reader.edit()
    reader.write("int main(void) { int a = 40;\nint b = a + 2;\nreturn 0; }")
    reader.press("Run")

    told = steps.locator("output")
    expect(told).to_contain_text("1/3")
    steps.get_by_role("slider").press("End")
    expect(told).to_contain_text("3/3")
    expect(steps.locator("svg").get_by_text("42", exact=True)).to_be_visible()
    reader.press("Reset")
    expect(told).to_contain_text("1/")
    expect(steps.locator("svg")).not_to_contain_text("42")


def test_a_session_has_other_commands_for_the_same_programs(
    open_page: OpenPage, real_site: str
) -> None:
    reader = Reader(open_page(f"{real_site}/session/", allowed="400"), 1)
    reader.edit()
    expect(reader.code).to_have_text("$ ./count a b")
    expect(reader.workbench.get_by_label("Arguments")).to_have_count(0)
    reader.type("$ mkdir d\n$ cd d\n$ ../count x y z\n$ false\n$ sleep 60")
    reader.press("Run")
    expect(reader.output).to_contain_text("./count 3")
    expect(reader.output).to_contain_text("$ sleep 60")

    reader.press("Stop")

    expect(reader.said).to_have_text("Stopped.")
    expect(reader.output.locator(".c-runner-ended").first).to_have_text("Exited with status 1.")
    expect(reader.output).not_to_contain_text("SIG")
    reader.write("ls")
    reader.press("Run")
    expect(reader.said).to_contain_text("the first line of a session is a command")
    expect(reader.output).to_have_text("$ ./count a b\n./count 2")
