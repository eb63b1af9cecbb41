"""Programs of other machines: what qemu says and takes is not the program's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mkdocs_c_runner.engine.emulation import live, widened, without_own_lines
from mkdocs_c_runner.engine.job import MEBIBYTE, RUN_LIMITS, Job, SourceFile
from mkdocs_c_runner.engine.native import NativeExecutor, execute
from mkdocs_c_runner.engine.result import Result, Segment, Stage, Verdict
from mkdocs_c_runner.engine.sandbox.live import Live
from mkdocs_c_runner.engine.sandbox.policy import Sandbox

from ..machines import emulated

LINE = b"qemu: uncaught target signal 11 (Segmentation fault) - core dumped\n"
OTHER = b"qemu: uncaught target signal 6 (Aborted) - core dumped\n"
PLAIN = Job((SourceFile("main.c", b"int main(void) {}"),))
SAYS_SO = Job((SourceFile("main.c", b'puts("uncaught target signal");'),))

# The job, the signal that ended it, what was printed, and what of it the program has printed.
PRINTED = {
    "the line of the program itself": (PLAIN, "SIGSEGV", b"x\n" + LINE, b"x\n"),
    "behind a line that is not ended": (PLAIN, "SIGSEGV", b"x" + LINE, b"x"),
    "nothing else": (PLAIN, "SIGSEGV", LINE, b""),
    "with the line ends of a terminal": (PLAIN, "SIGABRT", OTHER.replace(b"\n", b"\r\n"), b""),
    "the line of a child": (PLAIN, None, b"x\n" + OTHER + b"y\n", b"x\ny\n"),
    "those of a child and of the program": (PLAIN, "SIGSEGV", OTHER + b"y\n" + LINE, b"y\n"),
    "a line that the program prints": (SAYS_SO, None, LINE, LINE),
    "one that it prints before its end": (SAYS_SO, "SIGSEGV", LINE + LINE, LINE),
    "one about another signal": (SAYS_SO, "SIGSEGV", OTHER, OTHER),
    "one before it is killed": (SAYS_SO, "SIGKILL", LINE, LINE),
    "no line": (PLAIN, "SIGSEGV", b"qemu: x\n", b"qemu: x\n"),
    "no output": (PLAIN, "SIGSEGV", b"", b""),
}


@pytest.mark.parametrize(("job", "signal", "printed", "own"), PRINTED.values(), ids=PRINTED)
def test_what_the_emulator_says_of_a_signal_is_not_shown(
    job: Job, signal: str | None, printed: bytes, own: bytes
) -> None:
    segments = (Segment("terminal", printed),) if printed else ()
    stage = Stage(signal=signal, segments=segments, total_chars=len(printed))

    shown = without_own_lines(job, stage)

    assert shown.text() == own
    assert shown.total_chars == len(own)


def test_typed_words_stay() -> None:
    stage = Stage(signal="SIGSEGV", segments=(Segment("stdin", LINE),), total_chars=0)
    assert without_own_lines(PLAIN, stage) == stage


def test_the_line_does_not_reach_somebody_who_watches() -> None:
    seen: list[bytes] = []
    connection = live(Live(0, lambda _, text: seen.append(text)))

    for text in (b"> ", b"x" + LINE, OTHER, b"y\n"):
        connection.output("terminal", text)

    assert seen == [b"> ", b"x", b"y\n"]


def test_the_room_of_the_emulator_is_added_to_that_of_the_program() -> None:
    assert widened(RUN_LIMITS).memory - RUN_LIMITS.memory > 128 * MEBIBYTE
    assert widened(RUN_LIMITS).wall_time == RUN_LIMITS.wall_time


# Sources with their verdicts and outputs, on each of the machines.
PROGRAMS = {
    "bytes": (
        (
            "#include <stdio.h>\nint main(void) { int x = 0x01020304; char c = (char)200;"
            ' printf("%02x %d %zu\\n", *(unsigned char *)&x, c, sizeof(long double)); }'
        ),
        Verdict.OK,
        {"gcc:s390x": b"01 200 16\n", "gcc:aarch64": b"04 200 16\n"},
    ),
    "surroundings": (
        (
            "#include <stdio.h>\nextern char **environ;\nint main(int n, char **words) {"
            ' (void)n; printf("%s %s %.4s\\n", words[0], words[1], environ[0]); }'
        ),
        Verdict.OK,
        b"./a.out one PATH\n",
    ),
    "crash": (
        '#include <stdio.h>\nint main(void) { puts("before"); *(volatile int *)0 = 1; }',
        Verdict.RUNTIME_ERROR,
        b"before\n",
    ),
    "no memory": (
        (
            "#include <stdio.h>\n#include <stdlib.h>\nint main(void)"
            ' { perror("x"); puts(malloc(600 << 20) ? "yes" : "no"); }'
        ),
        Verdict.OK,
        b"x: Success\nno\n",
    ),
    "static variables": (
        "static char a[600 << 20];\nint main(void) { return a[5]; }",
        Verdict.MEMORY_LIMIT,
        b"",
    ),
    "wrong": ("int main(void) { return x; }", Verdict.COMPILE_ERROR, b""),
}


@pytest.mark.parametrize("compiler", emulated("gcc:s390x", "gcc:aarch64"))
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_of_another_machine(name: str, compiler: str, sandbox: Sandbox) -> None:
    result = run(name, compiler, sandbox)

    _, verdict, output = PROGRAMS[name]
    assert result.verdict == verdict, str(result)
    shown = result.run.text() if result.run else b""
    assert shown == (output[compiler] if isinstance(output, dict) else output)


def run(name: str, compiler: str, sandbox: Sandbox) -> Result:
    source = SourceFile("main.c", PROGRAMS[name][0].encode())
    return execute(Job((source,), compiler=compiler, args=("one",)), sandbox)


@pytest.mark.parametrize("compiler", emulated("gcc:s390x"))
def test_its_signal_is_the_true_one_and_its_message_at_its_place(
    compiler: str, sandbox: Sandbox
) -> None:
    crash, wrong = run("crash", compiler, sandbox), run("wrong", compiler, sandbox)

    assert crash.run
    assert crash.run.signal == "SIGSEGV"
    assert b"main.c:1:25: error: " in wrong.compile.text()


@pytest.mark.parametrize("compiler", emulated("gcc:s390x"))
def test_a_key_knows_the_emulator(compiler: str, sandbox: Sandbox) -> None:
    executor = NativeExecutor(sandbox=lambda: sandbox)
    here, there = (executor.conditions(replace(PLAIN, compiler=name)) for name in ("gcc", compiler))

    assert "emulated" not in here.executor
    assert "emulated" in there.executor
    assert here.system != there.system
