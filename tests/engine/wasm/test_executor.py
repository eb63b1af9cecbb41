"""Programs as WebAssembly are held to their limits, and see nothing of the machine."""

from __future__ import annotations

import gzip
import os
import re
import signal
import time
from dataclasses import replace
from typing import Any

import pytest

from mkdocs_c_runner.engine.artifacts import PROGRAM_FILE
from mkdocs_c_runner.engine.errors import EngineError
from mkdocs_c_runner.engine.figures import figures_of
from mkdocs_c_runner.engine.job import RUN_LIMITS, Job, Line, Session, SourceFile
from mkdocs_c_runner.engine.result import Result, Verdict
from mkdocs_c_runner.engine.wasm import executor
from mkdocs_c_runner.engine.wasm.executor import WasmExecutor
from mkdocs_c_runner.engine.wasm.process import WasmProcess

SHORT = replace(RUN_LIMITS, wall_time=1)


def job(body: str, **fields: object) -> Job:
    headers = "".join(
        f"#include <{name}.h>\n" for name in ("stdio", "stdlib", "string", "time", "unistd")
    )
    source = SourceFile("main.c", f"{headers}int main(void)\n{{\n{body}\n}}\n".encode())
    return replace(Job((source,), flags=("-w",)), **fields)  # type: ignore[arg-type]


def printed(result: Result) -> str:
    assert result.run is not None, result
    return result.run.text().decode()


LIMITS = {
    "an endless loop": ("for (volatile int i = 0;; i = 1);", Verdict.TIME_LIMIT),
    "sleep": ("sleep(1000);", Verdict.TIME_LIMIT),
    "a flood": ('for (;;) printf("%01000d", 1);', Verdict.OUTPUT_LIMIT),
    "static variables": ("static char all[600 << 20]; all[getpid()] = 1;", Verdict.MEMORY_LIMIT),
}


@pytest.mark.parametrize(("body", "verdict"), LIMITS.values(), ids=list(LIMITS))
def test_a_limit_ends_the_program(body: str, verdict: Verdict, wasm: WasmExecutor) -> None:
    assert wasm.execute(job(body, run_limits=SHORT)).verdict is verdict


def test_memory_is_refused_and_not_taken(wasm: WasmExecutor) -> None:
    body = 'int got = 0; while (got < 4096 && malloc(1 << 20)) got++; printf("%d", got);'

    assert 400 < int(printed(wasm.execute(job(body)))) < 512


def test_files_are_limited(wasm: WasmExecutor) -> None:
    body = """
    FILE *file = fopen("big", "w");
    static char block[1 << 20];
    int got = 0;
    while (got < 100 && fwrite(block, sizeof block, 1, file) == 1)
        got++;
    printf("%d", got);"""

    assert int(printed(wasm.execute(job(body)))) <= 8


CRASHES = {
    "a null pointer": ("int *nowhere = NULL; *nowhere = 1;", "SIGSEGV"),
    "a wild pointer": ("*(volatile int *)0xfffffff0u = 1;", "SIGSEGV"),
    "a wrong function": ("((void (*)(int))main)(1); void (*f)(void) = (void *)99; f();", "SIGSEGV"),
    "recursion without end": ("return main();", "SIGSEGV"),
    "a division by zero": ('volatile int zero = 0; printf("%d", 1 / zero);', "SIGFPE"),
    "a trap": ("__builtin_trap();", "SIGILL"),
    "abort": ("abort();", "SIGABRT"),
}


@pytest.mark.parametrize(("body", "signal"), CRASHES.values(), ids=list(CRASHES))
def test_a_crash_is_the_signal_that_it_is_on_linux(
    body: str, signal: str, wasm: WasmExecutor
) -> None:
    result = wasm.execute(job(body))

    assert result.run is not None
    assert result.run.signal == signal


def test_a_program_sees_its_own_files_alone(wasm: WasmExecutor) -> None:
    body = """
    char *names[] = {"/etc/passwd", "/proc/self/environ", "../../../etc/passwd", "/usr", "data.txt"};
    for (int i = 0; i < 5; i++)
        printf("%d", access(names[i], F_OK) == 0);
    puts(getenv("PATH"));"""
    seen = job(body, data=(SourceFile("data.txt", b"x"),))

    assert printed(wasm.execute(seen)) == "00001/usr/bin\n"


def test_nothing_of_a_program_is_left_for_the_next(wasm: WasmExecutor) -> None:
    body = 'printf("%d", access("left", F_OK) == 0); fclose(fopen("left", "w"));'

    assert [printed(wasm.execute(job(body))) for _ in range(2)] == ["0", "0"]


def test_the_compiler_reads_no_file_of_the_machine(wasm: WasmExecutor) -> None:
    source = b'#include "/etc/hostname"\n__asm__(".incbin \\"/etc/passwd\\"");\nint main(void) {}\n'

    result = wasm.execute(Job((SourceFile("main.c", source),)))

    assert result.verdict is Verdict.COMPILE_ERROR
    assert "root:" not in result.compile.text().decode()


@pytest.mark.parametrize(
    "main", ["void main()", "void main(void)", "void main(int count, char *arguments[])", "main()"]
)
def test_a_main_of_another_type_runs(main: str, wasm: WasmExecutor) -> None:
    code = f'#include <stdio.h>\n{main}\n{{\n    puts("seen");\n}}\n'

    assert printed(wasm.execute(Job((SourceFile("main.c", code.encode()),)))) == "seen\n"


def test_messages_of_the_linker_name_the_sources(wasm: WasmExecutor) -> None:
    first = SourceFile(
        "first.c", b"int one; int twice(void) { return 1; } int main(void) { return none(); }\n"
    )
    second = SourceFile("second.c", b"int twice(void) { return 2; }\n")
    both = wasm.execute(Job((first, second), flags=("-w",))).compile.text().decode()
    alone = wasm.execute(Job((first,), flags=("-w",))).compile.text().decode()

    assert re.findall(r"\S+\.o\b", both) == ["first.c.o", "second.c.o"]
    assert alone == "wasm-ld: error: first.c.o: undefined symbol: none\n"


def test_a_program_that_is_compared_runs_later(wasm: WasmExecutor) -> None:
    """What it prints of the day is then other than today, whenever it runs."""
    body = 'printf("%lld", (long long)time(NULL));'
    asked = job(body)
    now, later = (
        int(printed(wasm.execute(replace(asked, artifacts=artifacts))))
        for artifacts in ((), (PROGRAM_FILE,))
    )

    assert abs(now - time.time()) < 3600
    assert later - now > 300 * 86_400


ASIDES = {
    "a comment": "/* Never write void main() */",
    "a comment with arguments": "// Not void main(int count, char *words[])\n// or main(count)",
    "a text": 'static const char *shader = "void main() {";',
    "the rest of a comment": "/* \" */ /* '\nvoid main() */",
}


@pytest.mark.parametrize("main", ["int main(void)", "int main(int count, char *words[])"])
@pytest.mark.parametrize("aside", ASIDES.values(), ids=list(ASIDES))
def test_a_main_in_a_comment_or_a_text_is_none(aside: str, main: str, wasm: WasmExecutor) -> None:
    code = f'#include <stdio.h>\n{aside}\n{main}\n{{\n    puts("main(one, two, three)");\n}}\n'
    result = wasm.execute(Job((SourceFile("main.c", code.encode()),), flags=("-w",)))

    assert printed(result) == "main(one, two, three)\n"
    assert result.compile.text() == b""


FLOATS = {
    "a constant": 'printf("%.1f\\n", 1.5);',
    "a format in parts": 'double x = 3; x /= 2; printf("%" ".1" "f\\n", x);',
    "a format that is made": "char format[] = {'%', '.', '1', 'f', 10, 0}; printf(format, 3e0 / 2);",
    "a text that is read": 'printf("%.1f\\n", atof("1" "." "5"));',
    "a number that is read": 'float x; sscanf("1" ".5", "%f", &x); printf("%.1f\\n", x);',
}


@pytest.mark.parametrize("body", FLOATS.values(), ids=list(FLOATS))
def test_where_there_are_floating_numbers_printf_knows_them(body: str, wasm: WasmExecutor) -> None:
    assert printed(wasm.execute(job(body))) == "1.5\n"


@pytest.mark.parametrize(
    "body", ["getopt(0, 0, 0);", "char *s = 0; size_t n = 0; getdelim(&s, &n, 9, stdin);"]
)
def test_a_part_of_the_library_that_few_need_is_found(body: str, wasm: WasmExecutor) -> None:
    assert (
        wasm.execute(job(f"{body} return 0;", flags=("-w", "-D_GNU_SOURCE"))).verdict is Verdict.OK
    )


OWN = {
    "getline": "int getline(char text[], int most) { return text[0] + most; }",
    "time": "int time = 3;",
    "clock": "double clock(double now) { return now; }",
    "strlen": 'int strlen(const char *text) { printf("%s", text); return 3; }',
}


@pytest.mark.parametrize(("name", "code"), OWN.items(), ids=list(OWN))
def test_a_program_may_have_its_own_function_or_variable_with_a_name_of_the_library(
    name: str, code: str, wasm: WasmExecutor
) -> None:
    main = (
        f'int main(void) {{ void *own = (void *)&{name}; printf("%d|%5.1f\\n", own != 0, 1.5); }}'
    )
    source = SourceFile("main.c", f"#include <stdio.h>\n{code}\n{main}\n".encode())
    own = Job((source,), flags=("-w", "-std=c99", "-fno-builtin"))

    assert printed(wasm.execute(own)) == "1|  1.5\n"


@pytest.mark.parametrize("code", ["int x;\n", "static int start(void) { return 0; }\n"])
def test_a_program_without_a_main_does_not_compile(code: str, wasm: WasmExecutor) -> None:
    result = wasm.execute(Job((SourceFile("main.c", code.encode()),)))

    assert result.verdict is Verdict.COMPILE_ERROR
    assert "undefined symbol: main" in result.compile.text().decode()


def test_a_program_that_is_asked_for_is_in_the_result(wasm: WasmExecutor) -> None:
    result = wasm.execute(job('puts("");', artifacts=(PROGRAM_FILE,)))

    (program,) = result.artifacts
    assert gzip.decompress(program.text).startswith(b"\0asm")
    assert len(program.text) < 25_000
    assert Result.from_json(result.to_json()) == result


def test_a_process_that_has_ended_is_replaced(wasm: WasmExecutor) -> None:
    wasm.execute(job("return 0;"))
    for idle in wasm._pool._free:
        idle.end()

    assert wasm.execute(job("return 0;")).verdict is Verdict.OK


def test_a_process_that_takes_too_long_is_ended(
    wasm: WasmExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    wasm.execute(job("return 0;"))
    lent = wasm._pool._free[-1]
    monkeypatch.setattr(executor, "_GRACE", -0.5)

    loop = job("for (volatile int i = 0;; i = 1);", run_limits=replace(RUN_LIMITS, wall_time=0.6))

    assert wasm.execute(loop).verdict is Verdict.TIME_LIMIT
    assert lent not in wasm._pool._free


def test_a_program_has_its_name_and_figures(wasm: WasmExecutor) -> None:
    source = SourceFile(
        "main.c", b"#include <stdio.h>\nint main(int n, char **v) { puts(v[n - 1]); }\n"
    )

    result = wasm.execute(Job((source,), program="bank", artifacts=("figures",)))

    assert printed(result) == "./bank\n"
    assert figures_of(result).memory is not None


def test_a_session_says_that_it_needs_linux(wasm: WasmExecutor) -> None:
    with pytest.raises(EngineError, match="Set sandbox: bwrap in"):
        wasm.conditions(Job((), session=Session((Line("ls"),))))


@pytest.mark.parametrize("kills", [1, 2])
def test_a_process_that_is_killed_is_replaced_once(
    wasm: WasmExecutor, monkeypatch: pytest.MonkeyPatch, kills: int
) -> None:
    """The first of a job compiles, and the second runs the program."""
    asked = []

    def ask(self: WasmProcess, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        asked.append(request["do"])
        if len(asked) <= kills:
            os.kill(self._process.pid, signal.SIGKILL)
        return real(self, request, seconds)

    real = WasmProcess.ask
    monkeypatch.setattr(WasmProcess, "ask", ask)
    hello = job('puts("hello");')

    if kills == 1:
        assert printed(wasm.execute(hello)) == "hello\n"
        assert asked == ["build", "build", "run"]
    else:
        with pytest.raises(EngineError, match="without an answer") as raised:
            wasm.execute(hello)
        assert "memory" in raised.value.cure
        assert asked == ["build", "build"]
