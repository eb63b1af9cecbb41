"""Readers compile and run C in their own browsers, on a plain host that sends no special header."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from ..reader import Reader
from .site import ASKS, HELLO, run

ENDLESS = '#include <stdio.h>\nint main(void) { puts("tick"); for (;;) ; }'
FILES = (
    "#include <dirent.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <time.h>\n"
    'int main(int argc, char **argv) { char text[20] = ""; FILE *data = fopen("data.txt", "r"); '
    "if (!data || !fgets(text, sizeof text, data)) return 1; "
    'FILE *made = fopen("a.txt", "w+"); '
    'fprintf(made, "%s %s %s", argv[argc - 1], getenv("HOME"), text); rewind(made); '
    "if (!fgets(text, sizeof text, made)) return 2; "
    'if (rename("a.txt", "b.txt") || fopen("a.txt", "r")) return 4; '
    'DIR *here = opendir("."); int count = 0; while (readdir(here)) count++; '
    'printf("%s, %d, %d\\n", text, count, time(NULL) > 1700000000); exit(3); }'
)

AS_ON_LINUX = (
    "#include <ctype.h>\n#include <errno.h>\n#include <fcntl.h>\n#include <stdio.h>\n"
    "#include <unistd.h>\nint main(void) { double big = 1e20; void *none = NULL; "
    'printf("%d %p %d ", isalpha(65), none, (int)big); '
    'int own = open(__FILE__, O_RDONLY); char start[9] = ""; '
    "read(own, start, 8); errno = 0; int written = (int)write(own, start, 1); "
    'printf("%s %d %d %m\\n", start, written, errno); }'
)


def test_a_reader_edits_runs_and_goes_back(each_reader: Reader) -> None:
    reader = each_reader
    reader.write(HELLO)
    reader.code.press("ControlOrMeta+Enter")

    expect(reader.output).to_have_text("changed")
    expect(reader.said).to_have_text("Done.")
    run(reader, "int x;\n\nint y = z;")
    expect(reader.page.locator(".cm-line.cm-error")).to_have_text("int y = z;")
    expect(reader.page.locator(".cm-finding")).to_contain_text("undeclared identifier 'z'")
    expect(reader.said).to_contain_text("1 error: main.c:3: use of undeclared identifier")
    expect(reader.output).to_contain_text("main.c:3:9: error: use of undeclared")
    reader.press("Reset")
    expect(reader.output).to_have_text("hello")


@pytest.mark.parametrize("replays", [False, True])
def test_a_program_gets_what_is_typed_into_it(
    replays: bool,
    each_reader: Reader,
) -> None:
    reader = each_reader
    reader.page.evaluate("replays => { window.replays = replays; }", replays)
    run(reader, ASKS)

    expect(reader.said).to_contain_text("waits for input")
    for number in (41, 6):
        reader.typing.fill(str(number))
        reader.typing.press("Enter")
        expect(reader.output).to_contain_text(f"n? {number}\n{number + 1}\nn? ")
    reader.typing.press("Control+d")
    expect(reader.typing).to_have_count(0)
    expect(reader.output).to_have_text("n? 41\n42\nn? 6\n7\nn? end")
    expect(reader.code).to_be_focused()


def test_an_endless_program_ends_at_its_limit_or_is_stopped(reader: Reader) -> None:
    run(reader, ENDLESS)
    expect(reader.said).to_have_text("Stopped at the time limit of 1 s.")
    expect(reader.output).to_have_text("tick")

    reader.press("Run")
    expect(reader.said).to_have_text("Running…")
    reader.press("Stop")

    expect(reader.said).to_have_text("Stopped.")
    expect(reader.output).to_have_text("tick")


def test_what_is_asked_while_a_program_runs_comes_in_its_place(each_reader: Reader) -> None:
    reader = each_reader
    run(reader, ASKS)
    expect(reader.said).to_contain_text("waits for input")
    for source in (ENDLESS, HELLO):  # the first of them is compiled still, or runs
        reader.write(source)
        reader.code.press("ControlOrMeta+Enter")

    expect(reader.output).to_have_text("changed")
    expect(reader.said).to_have_text("Done.")


@pytest.mark.parametrize("source", [ENDLESS.replace("tick", "n? "), ASKS])
def test_a_reset_shows_the_output_of_the_page_while_a_program_goes_on(
    source: str, each_reader: Reader
) -> None:
    run(each_reader, source)
    expect(each_reader.output).to_contain_text("n?")
    each_reader.press("Reset")

    expect(each_reader.said).to_have_text("Stopped.")
    expect(each_reader.output).to_have_text("hello")


def test_a_program_that_is_too_much_for_the_compiler_is_an_error(each_reader: Reader) -> None:
    run(each_reader, f"int main(void) {{ return {'-' * 100_000}1; }}")

    expect(each_reader.said).to_contain_text("It does not compile.")
    expect(each_reader.output).to_contain_text("the compiler failed")


@pytest.mark.parametrize(
    ("size", "printed", "said"),
    [
        ("100 << 20", "7", "Done."),
        ("400 << 20", None, "Stopped at the memory limit of 512 MiB."),
        ("600 << 20", None, "Stopped at the memory limit of 512 MiB."),
    ],
)
def test_large_static_variables_are_held_to_the_memory_of_a_program(
    size: str, printed: str | None, said: str, each_reader: Reader
) -> None:
    body = 'volatile int at = 90 << 20; all[at] = 7; printf("%d", all[at]);'
    run(each_reader, f"#include <stdio.h>\nstatic char all[{size}];\nint main(void) {{ {body} }}")

    expect(each_reader.said).to_contain_text(said)
    if printed:
        expect(each_reader.output).to_have_text(printed)


def test_a_call_of_what_no_browser_has_is_an_error_at_its_line(reader: Reader) -> None:
    run(reader, "#include <unistd.h>\nint main(void)\n{\n    return fork() < 0;\n}")

    expect(reader.page.locator(".cm-line.cm-error")).to_contain_text("fork")
    expect(reader.output).to_contain_text("WebAssembly has no other processes")


CRASHES = {
    "int f(int *p)\n{ return *p; }\nint main(void) { return f(0); }": (
        "SIGSEGV",
        "main.c:2: A null pointer was used.",
    ),
    "int main(int n, char **a)\n{ (void)a; return 3 / (n - 1); }": (
        "SIGFPE",
        "main.c:2: A number was divided by zero.",
    ),
    "int f(volatile int *p)\n{ int a[99]; a[*p] = *p; return f(a) + a[0]; }\n"
    "int main(void) { int n = 1; return f(&n); }": ("SIGSEGV", "main.c:2: The stack overflowed"),
    "#include <string.h>\nint main(int n, char **a)\n{ return (int)strlen(a[n]); }": (
        "SIGSEGV",
        "main.c:3: A null pointer was used.",
    ),
    "int main(void)\n{ return *(volatile int *)0x7ffffff0; }": (
        "SIGSEGV",
        "main.c:2: Memory was used that does not belong to the program.",
    ),
    "#include <stdlib.h>\nint main(void)\n{ abort(); }": (
        "SIGABRT",
        "main.c:3: The program ended in this line.",
    ),
}


def test_a_program_without_main_is_an_error(reader: Reader) -> None:
    run(reader, "int x;")

    expect(reader.said).to_have_text("It does not compile.")
    expect(reader.output).to_contain_text("undefined symbol: main")


@pytest.mark.parametrize("main", ["int main(int count, char *words[])", "int main(void)"])
def test_a_main_in_a_comment_or_a_text_is_none(main: str, reader: Reader) -> None:
    run(
        reader,
        f"#include <stdio.h>\n// Never write void main(), or void main(int count, char *words[]).\n{main}\n"
        '{ puts("void main() and main(one)"); }',
    )

    expect(reader.output).to_have_text("void main() and main(one)")


def test_a_line_is_overwritten_while_the_program_runs(each_reader: Reader) -> None:
    run(
        each_reader,
        "#include <stdio.h>\nint main(void)\n{ setbuf(stdout, NULL); int got;\n"
        'printf("first\\n10%%\\r"); printf("20%%\\r30%%"); printf("\\b!"); got = getchar();\n'
        'printf("abc\\r\\nde\\b"); return getchar() == got; }',
    )
    expect(each_reader.output).to_have_text("first\n30!")
    each_reader.typing.press("Enter")

    expect(each_reader.output).to_have_text("first\n30!\nabc\nde")
    each_reader.press("Stop")


def test_a_byte_order_mark_is_shown_as_the_build_shows_it(reader: Reader) -> None:
    run(reader, '#include <stdio.h>\nint main(void) { puts("\\xef\\xbb\\xbf" "text"); }')

    expect(reader.said).to_have_text("Done.")
    assert reader.output.text_content() == "\ufefftext"


def test_a_crash_is_told_with_its_line(each_reader: Reader) -> None:
    reader = each_reader
    for source, (signal, reason) in CRASHES.items():
        run(reader, source)
        expect(reader.said).to_contain_text(f"Killed by {signal}")
        expect(reader.said).to_contain_text(reason)
        expect(reader.page.locator(".cm-line.cm-error")).to_have_count(1)


def test_an_index_out_of_bounds_is_told_and_the_program_goes_on(reader: Reader) -> None:
    run(
        reader,
        "#include <stdio.h>\nint a[3];\n"
        'int main(int n, char **v)\n{ (void)v; if (a[n + 2]) puts("x"); puts("end"); }',
    )

    expect(reader.output).to_have_text("end")
    expect(reader.said).to_have_text("main.c:4: An index was outside of its array: 3, int[3].")


def test_programs_have_files_arguments_and_a_status(reader: Reader) -> None:
    reader.workbench.get_by_label("Arguments").fill("-n word")
    run(reader, FILES)

    expect(reader.output).to_have_text("word /tmp data, 5, 1")
    expect(reader.said).to_have_text("Exited with status 3.")


def test_a_program_has_the_name_that_its_page_gives_it(reader: Reader) -> None:
    run(reader, "#include <stdio.h>\nint main(int n, char **v) { (void)n; puts(v[0]); }")

    expect(reader.output).to_have_text("./bank")


def test_programs_print_what_they_print_on_linux(each_reader: Reader) -> None:
    run(each_reader, AS_ON_LINUX)

    expect(each_reader.output).to_have_text(
        "1024 (nil) -2147483648 #include -1 9 Bad file descriptor"
    )
