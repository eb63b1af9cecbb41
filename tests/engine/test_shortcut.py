"""The shorter way to compile gives the programs and the messages of the long one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.result import Measured, Result, Stage
from mkdocs_c_runner.engine.sandbox.policy import Execution, Sandbox, compile_policy
from mkdocs_c_runner.engine.shortcut import Chain, Shortcut, chain
from mkdocs_c_runner.engine.stand_ins import Kit, StandIns
from mkdocs_c_runner.engine.store.json_files import JsonStore
from mkdocs_c_runner.engine.toolchain.command_line import compile_command, reproducible
from mkdocs_c_runner.engine.toolchain.symbol_order import place

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
    "a variable that is not usual": f"{STDIO}#include <getopt.h>\nextern int _rtld_global;\n"
    'int main(void) { printf("%d\\n", _rtld_global != 0); }\n',
    "variables": f"{STDIO}#include <unistd.h>\nextern char **environ;\n"
    'int main(void) { printf("%d %d\\n", optind, environ != 0); fflush(stderr); }\n',
    "its own malloc": f"{STDIO}#include <stdlib.h>\nstatic char room[1 << 16];\nstatic size_t used;\n"
    "void *malloc(size_t n) { void *p = room + used; used += (n + 15) / 16 * 16; return p; }\n"
    "void free(void *p) { (void)p; }\nint main(void) { putchar('a'); return used > 0; }\n",
    "a weak symbol": f"{STDIO}__attribute__((weak)) void nowhere(void);\n"
    'int main(void) { puts(nowhere ? "there" : "absent"); }\n',
    "a weak symbol that is not usual": f"{STDIO}__attribute__((weak)) int iswalpha(unsigned);\n"
    "__attribute__((weak)) void *__tls_get_addr(void *);\n"
    'int main(void) { puts(iswalpha ? "there" : "absent"); puts(__tls_get_addr ? "there" : "absent"); }\n',
    "a variable of its own that the library reads": f"{STDIO}#include <error.h>\n"
    'static void name(void) { puts("mine"); }\nvoid (*error_print_progname)(void) = name;\n'
    'int main(void) { error(0, 0, "x"); }\n',
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


def shortcut_in(sandbox: Sandbox, memory: Path | None = None, compiler: str = "") -> Shortcut:
    return Shortcut(sandbox, StandIns(sandbox, compiler, memory, JsonStore()), is_prompt=True)


def asked(sandbox: Sandbox) -> Chain:
    """What gcc says that it would start for a usual job."""
    found = shortcut_in(sandbox)._chain(compile_command(USUAL))
    assert found
    return found


@pytest.fixture(scope="module")
def memory(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where stand-ins are kept."""
    path = tmp_path_factory.mktemp("memory") / "linking.json"
    shortcut_in(sandbox, path).make_stand_ins(*asked(sandbox)[1:])
    return path


@pytest.fixture(scope="module", params=["one waits for it", "compilers wait"])
def shortcut(sandbox: Sandbox, memory: Path, request: pytest.FixtureRequest) -> Shortcut:
    is_prompt = request.param == "one waits for it"
    made = Shortcut(sandbox, StandIns(sandbox, "", memory, JsonStore()), is_prompt=is_prompt)
    assert made._kit, "the stand-ins change programs of this system"
    return made


def shown(done: Execution, job: Job) -> tuple[Stage, bytes]:
    """How a compilation ended, what it said, and the program."""
    segments = tuple(
        segment._replace(text=reproducible(segment.text, job)) for segment in done.stage.segments
    )
    return done.stage._replace(segments=segments), done.artifact


def plain(job: Job, sandbox: Sandbox) -> Execution:
    return sandbox.run(compile_command(job), compile_policy(), job.compile_limits)


def both(job: Job, sandbox: Sandbox, shortcut: Shortcut) -> tuple[Result, Result]:
    short = execute(job, sandbox, shortcut=shortcut)
    long = execute(job, sandbox)
    return replace(short, measured=Measured()), replace(long, measured=Measured())


@pytest.mark.parametrize("name", SOURCES)
def test_the_result_is_the_same(name: str, sandbox: Sandbox, shortcut: Shortcut) -> None:
    short, long = both(job_of(SOURCES[name]), sandbox, shortcut)

    assert short == long


@pytest.mark.parametrize("name", FLAGS)
def test_the_result_is_the_same_with_flags(name: str, sandbox: Sandbox, shortcut: Shortcut) -> None:
    source = f"{SOURCES['prints']}#ifdef WORDS\nconst char *words = WORDS;\n#endif\n"
    short, long = both(replace(job_of(source), flags=FLAGS[name]), sandbox, shortcut)

    assert short == long


def test_files_in_directories_are_found(sandbox: Sandbox, shortcut: Shortcut) -> None:
    main = SourceFile("src/main.c", b"#include <lib/n.h>\nint main(void) { return N; }\n")
    job = replace(USUAL, sources=(main, SourceFile("lib/n.h", b"#define N 9\n")))
    short, long = both(job, sandbox, shortcut)

    assert short == long
    assert short.run
    assert short.run.exit_code == 9


@pytest.mark.parametrize(
    "name", ["prints", "streams", "math", "variables", "warns", "does not compile"]
)
@pytest.mark.parametrize("has_stand_ins", [True, False])
def test_the_program_is_the_same_byte_for_byte(
    name: str, has_stand_ins: bool, sandbox: Sandbox, shortcut: Shortcut
) -> None:
    job = job_of(SOURCES[name])
    way = shortcut if has_stand_ins else shortcut_in(sandbox)
    short = way.compile(job, compile_command(job))

    assert short, "it went the long way"
    assert shown(short, job) == shown(plain(job, sandbox), job)


def test_a_program_whose_order_the_stand_ins_may_change_goes_the_long_way(
    sandbox: Sandbox, shortcut: Shortcut
) -> None:
    assert shortcut._kit
    first, second = _names_of_one_place(shortcut._kit.size)
    job = job_of(f"int {first}, {second};\nint main(void) {{ return {first} + {second}; }}\n")

    assert shortcut.compile(job, compile_command(job)) is None


@pytest.mark.parametrize(
    "source",
    [
        "int daemon(int a) { return a; }\nint main(int c, char **v) { (void)v; return daemon(c); }\n",
        "__attribute__((weak)) char *getpass(const char *);\nint main(void) { return getpass != 0; }\n",
        "int _r_debug = 3;\nint main(void) { return _r_debug; }\n",
        "__attribute__((weak)) int glob(void) { return 1; }\nint main(void) { return glob(); }\n",
    ],
)
def test_a_program_with_a_symbol_that_the_real_library_has_goes_the_long_way(
    source: str, sandbox: Sandbox, shortcut: Shortcut
) -> None:
    assert shortcut.compile(job_of(source), compile_command(job_of(source))) is None


def _names_of_one_place(size: int) -> tuple[str, str]:
    names: dict[int, str] = {}
    for number in range(size):
        name = f"name{number}"
        taken = names.setdefault(place(name, size), name)
        if taken != name:
            return taken, name
    raise AssertionError


def test_compilers_wait_for_programs_with_the_flags_of_most(sandbox: Sandbox, memory: Path) -> None:
    way = Shortcut(sandbox, StandIns(sandbox, "", memory, JsonStore()))
    usual, other = job_of(SOURCES["nothing"]), replace(job_of(SOURCES["nothing"]), flags=("-O3",))
    for job in (usual, usual, other):
        way.compile(job, compile_command(job))

    assert way._may_wait(usual, compile_command(usual))
    assert not way._may_wait(other, compile_command(other))
    beside = replace(usual, sources=(*usual.sources, SourceFile("main.c.gch", b"")))
    assert not way._may_wait(beside, compile_command(usual))


@pytest.mark.parametrize(("waiting", "first"), [(0, 7), (2, 7), (3, 1)])
def test_gcc_is_asked_when_that_pays(waiting: int, first: int, sandbox: Sandbox) -> None:
    way = Shortcut(sandbox, StandIns(sandbox, "", None, JsonStore()), lambda: waiting)
    job = job_of(SOURCES["does not compile"])
    taken = [way.compile(job, compile_command(job)) is not None for _ in range(first)]

    assert taken == [*[False] * (first - 1), True]


def test_stand_ins_are_kept_until_the_compiler_or_a_library_changes(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    memory = tmp_path / "linking.json"
    shortcut_in(sandbox, memory).make_stand_ins(*asked(sandbox)[1:])

    assert shortcut_in(sandbox, memory)._kit
    assert not shortcut_in(sandbox, memory, "another compiler")._kit
    text = memory.read_text()
    memory.write_text(re.sub(r'(libc\.so\.6":\[)', r"\g<1>1", text, count=1))
    assert not shortcut_in(sandbox, memory)._kit


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"version":1}',
        '{"compiler":"","files":[["a","?"]],"libraries":{"/etc/passwd":[1,2]},"size":9,"version":1}',
        '{"compiler":"","files":[["a","?"]],"libraries":{},"size":9,"version":1}',
        '{"compiler":"","files":3,"libraries":{"/usr/lib":[null]},"size":{},"version":1}',
    ],
)
def test_a_broken_memory_of_stand_ins_is_none(text: str, sandbox: Sandbox, tmp_path: Path) -> None:
    memory = tmp_path / "linking.json"
    memory.write_text(text)

    assert not shortcut_in(sandbox, memory)._kit


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


def test_other_systems_have_no_stand_ins(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    words = asked(sandbox)[1:]
    monkeypatch.setattr(sandbox, "capture", lambda _argv: b"no script")
    way = shortcut_in(sandbox)
    way.make_stand_ins(*words)
    job = job_of(SOURCES["prints"])
    made = way.compile(job, compile_command(job))

    assert not way._kit
    assert made
    assert made.stage.succeeded


def test_stand_ins_are_made_once(sandbox: Sandbox) -> None:
    begun, may_end, is_made, made = Event(), Event(), Event(), []
    kit = Kit((), 0, "", frozenset())

    class Slow(StandIns):
        def make(self, *_: object) -> Kit:
            made.append(1)
            begun.set()
            assert may_end.wait(30)
            is_made.set()
            return kit

    shortcut = Shortcut(sandbox, Slow(sandbox, "", None, JsonStore()), is_prompt=True)
    for _ in range(3):  # the first one begins to make them in the background
        shortcut.compile(USUAL, compile_command(USUAL))
    assert begun.wait(30)
    may_end.set()
    assert is_made.wait(30)
    shortcut.compile(USUAL, compile_command(USUAL))

    assert made == [1]
