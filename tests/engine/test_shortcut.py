"""The shorter way to compile gives the programs and the messages of the long one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import NativeExecutor, execute
from mkdocs_c_runner.engine.result import Measured, Result
from mkdocs_c_runner.engine.sandbox.policy import Sandbox, compile_policy
from mkdocs_c_runner.engine.shortcut import Shortcut, chain
from mkdocs_c_runner.engine.toolchain.command_line import compile_command
from mkdocs_c_runner.engine.toolchain.stubs import stub

STDIO = "#include <stdio.h>\n"
SOURCES = {
    "prints": f'{STDIO}int main(void) {{ puts("hello"); return 3; }}\n',
    "streams": f'{STDIO}int main(void) {{ fputs("e", stderr); fputs("o", stdout); return getc(stdin); }}\n',
    "addresses": f"{STDIO}int x = 1;\n"
    'int main(void) { printf("%p %p %p\\n", (void *)&x, (void *)main, (void *)stdout); }\n',
    "math": f"{STDIO}#include <math.h>\n"
    'int main(int c, char **v) { (void)v; printf("%f\\n", pow(c + 1, 0.5)); }\n',
    "math without its header": f"{STDIO}double cos(double);\n"
    'int main(int c, char **v) { (void)v; printf("%f\\n", cos(c)); }\n',
    "a function that is not usual": f"{STDIO}#include <wctype.h>\n"
    "int main(void) { printf(\"%d\\n\", iswalpha(L'a') != 0); }\n",
    "a variable that is not usual": f"{STDIO}#include <unistd.h>\n"
    'int main(void) { printf("%d\\n", optind); }\n',
    "its own malloc": f"{STDIO}#include <stdlib.h>\nstatic char room[1 << 16];\nstatic size_t used;\n"
    "void *malloc(size_t n) { void *p = room + used; used += (n + 15) / 16 * 16; return p; }\n"
    "void free(void *p) { (void)p; }\nint main(void) { putchar('a'); return used > 0; }\n",
    "a weak symbol": f"{STDIO}__attribute__((weak)) void nowhere(void);\n"
    'int main(void) { puts(nowhere ? "there" : "absent"); }\n',
    "a weak symbol that is not usual": f"{STDIO}__attribute__((weak)) int iswalpha(unsigned);\n"
    "__attribute__((weak)) void *__tls_get_addr(void *);\n"
    'int main(void) { puts(iswalpha ? "there" : "absent"); puts(__tls_get_addr ? "there" : "absent"); }\n',
    "crashes": "#include <stdlib.h>\nint main(void) { abort(); }\n",
    "warns": "int f(int unused) { return 0; }\nint main(void) { int x; return f(1); }\n",
    "does not compile": "int main(void)\n{\n    return x;\n}\n",
    "no header": "#include <nothing.h>\nint main(void) { }\n",
    "no main": "int f(void) { return 1; }\n",
    "no function": "void nothing(void);\nint main(void) { nothing(); }\n",
    "a dangerous function": "char *gets(char *);\nint main(void) { char s[9]; return gets(s) != 0; }\n",
    "assembly that is wrong": 'int main(void) { __asm__("nonsense"); }\n',
    "a function of gcc": "int main(int c, char **v) { (void)v; return (int)((__int128)99 / c); }\n",
    "nothing": "",
    "words of a shell": f'{STDIO}int main(void) {{ puts("\'$(exit 3)`exit 4`\\\\"); }}\n',
    "assembly that prints": '__asm__(".print \\"hello\\"");\nint main(void) { int unused; }\n',
    "files beside it": '#if __has_include(".said")\n#error there is one\n#endif\n'
    '__asm__(".data\\n.incbin \\".said\\"\\n.text");\nint main(void) { }\n',
    "a quoted text": '#line 7 "main.c (hidden)"\nint main(void) { return y; }\n',
}
USUAL = Job((SourceFile("main.c", b""),), flags=("-Wall", "-Wextra"), libs=("-lm",), stdio="pipes")
FLAGS = {
    "optimized": ("-O2", "-DN='a b'"),
    "with debug information": ("-g", "-O1"),
    "sanitized": ("-fsanitize=undefined",),
    "with the signs of a shell": ("-DWORDS=\"$x `y` 'z' \\\\\"",),
    "static": ("-static",),
    "link-time optimized": ("-flto", "-O2"),
}


def job_of(source: str) -> Job:
    return replace(USUAL, sources=(SourceFile("main.c", source.encode()),))


def both(job: Job, sandbox: Sandbox) -> tuple[Result, Result]:
    executor = NativeExecutor(sandbox=lambda: sandbox, serves=True)
    short = executor.converse(job, None, lambda _: None)
    long = execute(job, sandbox)
    return replace(short, measured=Measured()), replace(long, measured=Measured())


@pytest.mark.parametrize("name", SOURCES)
def test_the_result_is_the_same(name: str, sandbox: Sandbox) -> None:
    short, long = both(job_of(SOURCES[name]), sandbox)

    assert short == long


@pytest.mark.parametrize("name", FLAGS)
def test_the_result_is_the_same_with_flags(name: str, sandbox: Sandbox) -> None:
    source = f"{SOURCES['prints']}#ifdef WORDS\nconst char *words = WORDS;\n#endif\n"
    short, long = both(replace(job_of(source), flags=FLAGS[name]), sandbox)

    assert short == long


def test_files_in_directories_are_found(sandbox: Sandbox) -> None:
    main = SourceFile("src/main.c", b"#include <lib/n.h>\nint main(void) { return N; }\n")
    job = replace(USUAL, sources=(main, SourceFile("lib/n.h", b"#define N 9\n")))
    short, long = both(job, sandbox)

    assert short == long
    assert short.run
    assert short.run.exit_code == 9


@pytest.mark.parametrize("name", ["prints", "streams", "math", "warns", "does not compile"])
def test_it_is_taken(name: str, sandbox: Sandbox) -> None:
    job = job_of(SOURCES[name])

    assert Shortcut(sandbox).compile(job, compile_command(job)) is not None


def test_the_program_is_as_long(sandbox: Sandbox) -> None:
    job = job_of(SOURCES["streams"])
    short = Shortcut(sandbox).compile(job, compile_command(job))
    long = sandbox.run(compile_command(job), compile_policy(), job.compile_limits)

    assert short
    assert len(short.artifact) == len(long.artifact)


@pytest.mark.parametrize(
    "said",
    [
        "",
        " a\n b\n",
        " cc1\n as\n collect2\n",
        " x -o a\n as -o b a\n collect2 b\n",
        " clang -cc1\n ld\n",
    ],
)
def test_what_gcc_does_not_usually_say_is_no_chain(said: str) -> None:
    assert chain(said) is None


def test_a_stand_in_has_the_usual_symbols_with_their_versions() -> None:
    listed = (
        "0000000000027280 T printf@@GLIBC_2.2.5\n0000000000027280 T printf@GLIBC_2.1\n"
        "00 i memcpy@@GLIBC_2.14\n00 D stdout@@GLIBC_2.2.5\n00 V environ@@GLIBC_2.2.5\n"
        "00 T __isoc99_scanf@@GLIBC_2.7\n00 T __printf_chk@@GLIBC_2.3.4\n00 T _IO_x@@GLIBC_2.2.5\nnm: what\n"
    )

    made = stub(listed)

    assert made.versions == (
        "GLIBC_2.2.5 { global: printf; stdout; };\nGLIBC_2.14 { global: memcpy; };\n"
        "GLIBC_2.7 { global: __isoc99_scanf; };\nGLIBC_2.3.4 { global: __printf_chk; };\n"
    )
    assert ".size stdout, 8" in made.assembly


def test_other_systems_go_the_long_way(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "capture", lambda _argv: b"no script")
    job = job_of(SOURCES["prints"])
    made = Shortcut(sandbox).compile(job, compile_command(job))

    assert made
    assert made.stage.succeeded
