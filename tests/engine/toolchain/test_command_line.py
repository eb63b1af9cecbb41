"""The command lines of compilers."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.toolchain.command_line import (
    PROGRAM,
    VIEW,
    compile_command,
    reproducible,
    view_commands,
)
from mkdocs_c_runner.engine.toolchain.compilers import COMPILERS

JOB = Job(
    sources=(SourceFile("main.c", b"1"), SourceFile("list.h", b"2"), SourceFile("list.c", b"3")),
    std="c17",
    flags=("-Wall", "-DX"),
    libs=("-lm", "-lrt"),
    args=("argument",),
    env=(("NAME", "value"),),
    stdin=b"input",
)


@pytest.mark.parametrize("compiler", COMPILERS)
def test_a_command_compiles_all_sources_in_their_order(compiler: str) -> None:
    command = compile_command(replace(JOB, compiler=compiler))

    argv = command.argv
    begin = argv.index("-std=c17")
    assert argv[:begin] == (compiler, *(COMPILERS[compiler].undated or ()))
    assert argv[begin:][:3] == ("-std=c17", "-Wall", "-DX")
    assert argv[-6:] == ("-o", PROGRAM, "main.c", "list.c", "-lm", "-lrt")
    assert [(file.path, file.content) for file in command.files] == [
        ("/tmp/main.c", b"1"),
        ("/tmp/list.h", b"2"),
        ("/tmp/list.c", b"3"),
    ]
    assert command.artifact == PROGRAM


@pytest.mark.parametrize("compiler", COMPILERS)
def test_what_is_the_programs_does_not_reach_the_compiler(compiler: str) -> None:
    command = compile_command(replace(JOB, compiler=compiler))

    assert command.stdin == b""
    assert command.stdio == "pipes"
    assert not {"argument", "NAME", "value"} & set(command.argv)


def test_without_a_standard_the_compilers_own_holds() -> None:
    command = compile_command(Job(JOB.sources))

    assert not [flag for flag in command.argv if flag.startswith("-std")]


@pytest.mark.parametrize("compiler", ["gcc", "clang"])
def test_messages_have_no_colours_whatever_the_page_says(compiler: str) -> None:
    """The compiler's manners follow the flags, so the last word is theirs."""
    argv = compile_command(replace(JOB, compiler=compiler)).argv

    last = max(argv.index(flag) for flag in JOB.flags)
    assert [index > last for index, flag in enumerate(argv) if "color" in flag] == [True]


@pytest.mark.parametrize(
    ("sources", "said", "shown"),
    [
        (
            ["a.c"],
            "/usr/bin/ld: /tmp/ccAb12Yz.o: in function `main':\na.c:(.text+0x5): undefined\n",
            "/usr/bin/ld: a.o: in function `main':\na.c:(.text+0x5): undefined\n",
        ),
        (
            ["a.c", "a.h"],
            "/usr/bin/ld: /tmp/ccAb12Yz.o: relocation R_X86_64_32S\n",
            "/usr/bin/ld: a.o: relocation R_X86_64_32S\n",
        ),
        (
            ["a.c", "b.c"],
            "/tmp/ccBBBBBB.o: in function `f':\n././b.c:1: twice; /tmp/ccAAAAAA.o:././a.c:1: first\n",
            "b.o: in function `f':\nb.c:1: twice; a.o:a.c:1: first\n",
        ),
        (
            ["a.c"],
            "ld: /tmp/ccAAAAAA.o: in function `f':\n././a.c:1: undefined `g'\nld: ././a.c:2: undefined `h'\n",
            "ld: a.o: in function `f':\na.c:1: undefined `g'\nld: a.c:2: undefined `h'\n",
        ),
        (
            ["a.c", "lib/b.c"],
            "/usr/bin/s390x-linux-gnu-ld: /tmp/ccBBBBBB.o:./lib/b.c:1: twice; /tmp/ccAAAAAA.o:./a.c:2: first\n",
            "/usr/bin/s390x-linux-gnu-ld: b.o:lib/b.c:1: twice; a.o:a.c:2: first\n",
        ),
        (["a.c"], "ld.bfd: ./a.c:(.text+0x1): twice\n", "ld.bfd: a.c:(.text+0x1): twice\n"),
        (["a.c"], "./inc/h.h:3: undefined reference\n", "inc/h.h:3: undefined reference\n"),
        (["a.c"], "././a.c (hidden):3: undefined\n", "a.c (hidden):3: undefined\n"),
        (["a.c"], "./h.h:3:5: error: as included\n", "./h.h:3:5: error: as included\n"),
        (
            ["a.c"],
            'a.c:1:2: error: #error ./a.c:1: x\n    1 | #error "././a.c:1: x"\n',
            'a.c:1:2: error: #error ./a.c:1: x\n    1 | #error "././a.c:1: x"\n',
        ),
        (["a.c", "b.c"], "ld: /tmp/ccAAAAAA.o: bad\n", "ld: cc.o: bad\n"),
        (["a.c"], "ld: /tmp/a-01b2f3.o: bad\n", "ld: a.o: bad\n"),
        (
            ["a.c"],
            "/tmp/ccAb12Yz.s:12: Error: no such instruction\n",
            "a.s:12: Error: no such instruction\n",
        ),
        (["a.c"], 'a.c:1:1: error: "/tmp/ccode/x.o"\n', 'a.c:1:1: error: "/tmp/ccode/x.o"\n'),
    ],
)
def test_what_a_compiler_says_names_no_random_file(
    sources: list[str], said: str, shown: str
) -> None:
    job = Job(tuple(SourceFile(name, b"") for name in sources))

    assert reproducible(said.encode(), job).decode() == shown


# Names that authors may try to give to files.
NAMES_OF_OURS = (
    *("a.out", "a.out/x.h", ".view", ".assembled/main.c", ".assembled", "view", "view/x.h"),
    *("assembled/main.c", "assembled/view", "assembled", "main.c", "lib/.view", "./a.out"),
)


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("name", NAMES_OF_OURS)
def test_no_file_of_an_author_has_the_name_of_one_of_ours(compiler: str, name: str) -> None:
    """Each file is written once, and what is compiled is what its author wrote there."""
    try:
        further = SourceFile(name, b"further", ((name, b"shown"), ("shown.h", b"shown")))
    except ValueError:
        return  # it can be the name of no file
    main = SourceFile("first.c", b"first", (("first.c", b"shown"),))
    job = Job((main, further), compiler=compiler)

    views = (view_commands(job, view) for view in COMPILERS[compiler].views)
    for command in (compile_command(job), *chain.from_iterable(views)):
        paths = [file.path for file in command.files]
        assert len(set(paths)) == len(paths)
        assert not {PROGRAM, VIEW} & set(paths)
        contents = {file.path.removeprefix("/tmp/"): file.content for file in command.files}
        for source in command.argv:
            if source.endswith(".c"):
                assert contents[source] in (b"first", b"further")


@pytest.mark.parametrize("name", ["a.out", "a.out/x"])
def test_no_data_has_the_name_of_the_program(name: str) -> None:
    with pytest.raises(ValueError, match="not a plain file name"):
        SourceFile(name, b"")
