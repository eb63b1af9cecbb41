"""How compilers are called, and which flags a page may use."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.toolchain.compilers import COMPILERS, PROGRAM, reproducible
from mkdocs_c_runner.engine.toolchain.flags import is_allowed

ALLOWED = """
-std=c89 -std=c99 -std=c11 -std=c17 -std=c2x -std=c23 -std=gnu17 -std=iso9899:1999 -ansi
-O -O0 -O1 -O2 -O3 -Os -Og -Oz
-g -g0 -g1 -g2 -g3
-w -pedantic -pedantic-errors
-Wall -Wextra -Werror -Wno-unused -Wno-error -Werror=format -Wformat=2 -Wformat-security
-Wimplicit-fallthrough=5 -Wc++-compat -Wpedantic -Wlarger-than=100
-DDEBUG -DN=10 -D_POSIX_C_SOURCE=200809L -DX= -DNAME=a.b_c+d-e -D_GNU_SOURCE -UNDEBUG
-lm -lpthread -lrt -ldl -lcrypt
-fsanitize=address -fsanitize=undefined -fsanitize=leak -fsanitize=thread
-fsanitize=address,undefined -fno-sanitize-recover -fno-sanitize-recover=all
-fsanitize-recover=address
-fno-omit-frame-pointer -fno-strict-aliasing -fwrapv -ftrapv -fno-builtin -fno-inline
-ffast-math -fPIC -fpie -fno-common -fstack-protector-all -funroll-loops -fanalyzer -fopenmp
-fsigned-char -funsigned-char -ffreestanding
-m64 -msse4.2 -msse2 -mavx -mavx2 -mavx512f -mfma -mbmi2 -mpopcnt
-pthread -static -pie -no-pie
""".split()  # noqa: SIM905 - it is a table

REFUSED = """
-o -c -E -S -M -MD -MF -MMD -x -v -### -pipe -save-temps -save-temps=obj -time -Q
-I -I. -I/etc -iquote -isystem -idirafter -imacros -include -include/etc/passwd -iprefix -isysroot
-L -L. -L/tmp -B -B. -B/tmp -specs=x -specs -wrapper -no-canonical-prefixes --sysroot=/ -nostdinc
-Wl,-rpath,/tmp -Wl,--wrap=x -Wa,-al=file -Wa,@file -Wp,-MD,/tmp/x -Wp,-include,x -Wl, -Wa, -Wp,
-Xlinker -Xassembler -Xpreprocessor -Xclang -z -T -Tfile -u -e -r -s -shared -rdynamic
-l -lc -lcurl -l:file.a -l/lib/x.so -lm.so -lmm
-fplugin=x.so -fplugin-arg-x -fdump-tree-all -fdump-rtl-all=/tmp/x -fprofile-generate -fprofile-arcs
-fprofile-use=/etc/passwd -ftest-coverage --coverage -pg -fcallgraph-info -fstack-usage
-fdiagnostics-color=always -fdiagnostics-format=json -fmessage-length=0 -fmax-errors=0
-fopt-info-all=file -fpch-preprocess -fuse-ld=gold -flto=jobserver -fsanitize=x -fsanitize=
-fsanitize-blacklist=/etc/passwd -fsanitize=address,/etc -fopenmp=libomp -foffload=x
-frandom-seed=x -ffile-prefix-map=a=b -fdebug-prefix-map=a=b -fmacro-prefix-map=a=b
-fno-sandbox -fexec-charset=x -finput-charset=x -fworking-directory
-march=native -mtune=native -mcmodel=large -mcpu=x -m16 -m128
-D -D=1 -D1X -DX(a)=b -DX="a -DX=/etc -DX=a,b -DX=$(id) -DX=`id` -U -U1
-O4 -O22 -Ofast -O=2 -g4 -ggdb -gsplit-dwarf
-std= -std=C17 -std=c17,x -std=../x -W -W1 -Wx,y -W= -Wformat= -Wformat=/x -Wx=@y
@file -@file @/etc/passwd - -- main.c a.out /etc/passwd ../x 2>x ;id |id $(id) `id` --help --version
-nostdlib -nodefaultlibs -nostartfiles -dumpspecs -print-prog-name=x -dD -dM -A -C -P -H
""".split()  # noqa: SIM905 - it is a table


@pytest.mark.parametrize("flag", ALLOWED)
def test_a_page_may_use(flag: str) -> None:
    assert is_allowed(flag)


@pytest.mark.parametrize(
    "flag",
    [*REFUSED, "", " ", "-O2 ", " -O2", "-O2\n", "-O2\n-I/", "-O\u0662", "-DX=\u00e9", "-D\u00e9"],
)
def test_a_page_may_not_use(flag: str) -> None:
    assert not is_allowed(flag)


@pytest.mark.parametrize("sign", list(",@/ \0\n`$;|<\\\"'"))
def test_no_flag_takes_along_what_could_lead_elsewhere(sign: str) -> None:
    lead = [f"{flag}{sign}x" for flag in ALLOWED] + [f"{sign}{flag}" for flag in ALLOWED]

    assert [flag for flag in lead if is_allowed(flag)] == []


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
    command = COMPILERS[compiler].command(JOB)

    argv = command.argv
    assert argv[:4] == (compiler, "-std=c17", "-Wall", "-DX")
    assert argv[-6:] == ("-o", PROGRAM, "main.c", "list.c", "-lm", "-lrt")
    assert [(file.path, file.content) for file in command.files] == [
        ("/tmp/main.c", b"1"),
        ("/tmp/list.h", b"2"),
        ("/tmp/list.c", b"3"),
    ]
    assert command.artifact == PROGRAM


@pytest.mark.parametrize("compiler", COMPILERS)
def test_what_is_the_programs_does_not_reach_the_compiler(compiler: str) -> None:
    command = COMPILERS[compiler].command(JOB)

    assert command.stdin == b""
    assert command.stdio == "pipes"
    assert not {"argument", "NAME", "value"} & set(command.argv)


def test_without_a_standard_the_compilers_own_holds() -> None:
    command = COMPILERS["gcc"].command(Job(JOB.sources))

    assert not [flag for flag in command.argv if flag.startswith("-std")]


@pytest.mark.parametrize("compiler", ["gcc", "clang"])
def test_messages_have_no_colours_whatever_the_page_says(compiler: str) -> None:
    """The compiler's manners follow the flags, so the last word is theirs."""
    argv = COMPILERS[compiler].command(JOB).argv

    last = max(argv.index(flag) for flag in JOB.flags)
    assert [index > last for index, flag in enumerate(argv) if "color" in flag] == [True]


def test_a_compiler_is_known_by_its_name() -> None:
    assert {name: compiler.name for name, compiler in COMPILERS.items()} == {
        "gcc": "gcc",
        "clang": "clang",
        "tcc": "tcc",
    }


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
