"""Programs outside of their pages: their files, makefiles, and what readers download."""

from __future__ import annotations

import io
import zipfile

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.assemble import Part
from mkdocs_c_runner.program.exported import downloaded, exported, name_of
from mkdocs_c_runner.program.makefile import makefile
from mkdocs_c_runner.program.snippet import Snippet
from mkdocs_c_runner.program.whole import whole_files

from .test_whole import block, step

HEADER = Part("lib/list.h", "int f(void);", Place("page.md"))

RUN = "\t@env -i PATH=/usr/bin HOME=/tmp LC_ALL=C.UTF-8"
EMULATOR = '"$$(command -v qemu-s390x-static || echo qemu-s390x)"'


def files(snippet: Snippet) -> dict[str, str]:
    return {file.name: file.content.decode() for file in exported(snippet)}


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ({}, "CFLAGS = -Wall -Wextra"),
        ({"std": "c17", "flags": "-O2"}, "CFLAGS = -std=c17 -Wall -Wextra -O2"),
        ({"flags": "-fsanitize=address"}, "CFLAGS = -g -Wall -Wextra -fsanitize=address"),
        ({"libs": "-lpthread"}, "LDLIBS = -lpthread -lm"),
        ({"compiler": "clang"}, "CC = clang"),
        ({"args": "-n 'two $words'"}, f"{RUN} TZ=UTC TERM=dumb ./a.out -n 'two $$words' < /dev/null"),
        ({"compiler": "gcc:s390x"}, "CC = s390x-linux-gnu-gcc"),
        ({"compiler": "gcc:s390x"}, f"{RUN} TZ=UTC TERM=dumb {EMULATOR} -L /usr/s390x-linux-gnu ./a.out < /dev/null"),
        ({"program": "bank"}, f"{RUN} TZ=UTC TERM=dumb ./bank < /dev/null"),
        ({"program": "bank"}, "bank: main.c"),
        ({"env": "TZ=CET A=1"}, f"{RUN} TZ=CET TERM=dumb A=1 ./a.out < /dev/null"),
        ({"memory": "64M"}, f"{RUN.replace('env', 'ulimit -v 65536; env')} TZ=UTC TERM=dumb ./a.out < /dev/null"),
        ({"show": "asm"}, "\t$(CC) $(CFLAGS) -c main.c"),
    ],
)  # fmt: skip
def test_a_makefile_has_what_the_block_asks_for(options: dict[str, str], line: str) -> None:
    source = "int f(void);" if "show" in options else "int main(void) { }"

    assert line in files(block(source, (), **options))["Makefile"].split("\n")


def test_words_of_the_site_mean_nothing_to_make_or_the_shell() -> None:
    made = makefile(Job((SourceFile("main.c", b""),), flags=("-DX=$#", "-DY='")), "./a.out $HOME")

    assert r"""CFLAGS = '-DX=$$\#' '-DY='"'"''""" in made
    assert "\t@./a.out $$HOME\n" in made


def test_input_and_long_command_lines_are_files() -> None:
    made = files(block("int main(void) { }", stdin=r"3 4\n", args="'a\nb'"))

    assert made["stdin.txt"] == "3 4\n"
    assert made["run.sh"].endswith("./a.out 'a\nb' < stdin.txt\n")
    assert "\t@sh run.sh" in made["Makefile"].split("\n")


def test_headers_of_directories_are_found_as_on_the_page() -> None:
    made = files(block("#include <lib/list.h>\nint main(void) { }", [HEADER]))

    assert "-idirafter ." in made["Makefile"]
    assert "a.out: main.c lib/list.h" in made["Makefile"]


def test_lines_have_the_numbers_of_the_page_where_the_program_may_print_them() -> None:
    plain = files(step("int main(void) { return f(0); }"))["main.c"]
    numbered = files(step("#include <assert.h>\nint main(void) { assert(f(1)); }"))["main.c"]

    assert "#line" not in plain
    assert '#line 2 "main.c"' in numbered


def test_files_of_a_page_keep_their_names() -> None:
    data = (SourceFile("stdin.txt", b"x"), SourceFile("Makefile", b"all:"))
    snippet = block("int main(void) { }", stdin="y")

    made = files(Snippet(snippet.source, snippet.options, snippet.place, data=data))

    assert made["Makefile"] == "all:"
    assert (made["stdin.txt"], made["stdin1.txt"]) == ("x", "y")


def test_one_file_is_downloaded_as_it_is_and_several_as_an_archive_of_the_same_bytes() -> None:
    alone = block("int main(void) { }", name="alone")
    several = block("int main(void) { }", [HEADER], file="src/several.c")

    one = downloaded(alone, whole_files(alone.program))
    archive, again = (downloaded(several, whole_files(several.program)) for _ in range(2))

    assert one == ("alone.c", b"int main(void) { }\n")
    assert name_of(several) == "several"
    assert archive == again
    assert archive.name == "several.zip"
    assert zipfile.ZipFile(io.BytesIO(archive.content)).namelist() == [
        "several/src/several.c",
        "several/lib/list.h",
        "several/Makefile",
    ]
