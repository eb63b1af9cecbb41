"""Pictures of programs whose lines are not those of one file: hidden lines, fragments, several files, limits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mkdocs_c_runner.engine.artifacts import MEMORY, Pictures
from mkdocs_c_runner.engine.job import MEBIBYTE, Job, SourceFile
from mkdocs_c_runner.engine.memory.limits import ELEMENTS, INNER_CALLS, OUTER_CALLS
from mkdocs_c_runner.engine.memory.record import decode
from mkdocs_c_runner.engine.memory.snapshots import About, Limit, Memory
from mkdocs_c_runner.engine.memory.tracing import Tracer
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.result import Result, Verdict
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.assemble import Part
from mkdocs_c_runner.program.snippet import Snippet

from .words import words

PLACE = Place("page.md", 1)
FILES = """\
// c-runner: hide
#include "list.h"
// c-runner: show
int main(void) {
    struct node first = {1, 0}; // c-runner: hide
    struct node second = {2, &first};
    return sum(&second) - 3;
}"""
HEADER = "struct node { int value; struct node *next; };\nint sum(struct node *list);"
LIST = """\
#include "list.h"
static int calls;
int sum(struct node *list) {
    int total = 0;
    calls++;
    for (; list; list = list->next)
        total += list->value;
    // c-runner: snapshot
    return total;
}"""
PICTURE = """\
[list.c:8]
  main at 3
    first: struct node = struct {value 1, next NULL}
    second: struct node = struct {value 2, next -> main.first}
  sum at 8
    list: struct node * = NULL
    total: int = 3
  static calls: int = 1
"""


@pytest.fixture(scope="module")
def tracer(sandbox: Sandbox) -> Tracer:
    return Tracer(sandbox)


def memory_of(result: Result) -> Memory:
    (artifact,) = (item for item in result.artifacts if item.name == MEMORY)
    return decode(artifact.text)


def test_several_files_and_hidden_lines(sandbox: Sandbox, tracer: Tracer) -> None:
    parts = tuple(Part(name, text, PLACE) for name, text in (("list.h", HEADER), ("list.c", LIST)))
    options = parse({"show": "memory"}, Options(), Rules()).options
    snippet = Snippet(FILES, options, PLACE, parts=parts)

    memory = memory_of(execute(snippet.job, sandbox, tracer=tracer))

    assert words(memory) == PICTURE
    (snapshot,) = memory.snapshots
    line = snippet.program.line(snapshot.file, snapshot.line)
    assert line is not None
    assert line.text == "    return total;"


def test_a_fragment_that_is_put_into_a_main(sandbox: Sandbox, tracer: Tracer) -> None:
    options = parse({"show": "memory", "main": "wrap"}, Options(), Rules()).options
    source = "int numbers[] = {1, 2};\n// c-runner: snapshot\nint *p = numbers;"

    memory = memory_of(execute(Snippet(source, options, PLACE).job, sandbox, tracer=tracer))

    assert words(memory) == "[main.c:2]\n  main at 2\n    numbers: int [2] = [1, 2]\n"


MAIN = b"int main(void) { int x = 1; return x - 1; }\n"
JOB = Job((SourceFile("main.c", MAIN),), artifacts=(MEMORY,), pictures=Pictures())


def test_the_result_is_that_of_a_plain_run(sandbox: Sandbox, tracer: Tracer) -> None:
    source = (
        b'#include <stdio.h>\nint main(void) { int n; printf("%zu\\n", sizeof n); return 3; }\n'
    )
    job = replace(JOB, sources=(SourceFile("main.c", source),), stdio="pipes")

    pictured = execute(job, sandbox, tracer=tracer)
    plain = execute(replace(job, artifacts=()), sandbox)

    assert (pictured.run, pictured.compile) == (plain.run, plain.compile)
    assert pictured.verdict is Verdict.RUNTIME_ERROR


def test_a_program_that_does_not_compile_has_no_pictures(sandbox: Sandbox, tracer: Tracer) -> None:
    result = execute(
        replace(JOB, sources=(SourceFile("main.c", b"int x\n"),)), sandbox, tracer=tracer
    )

    assert result.artifacts == ()


def test_a_program_that_does_not_end_has_no_last_picture(sandbox: Sandbox, tracer: Tracer) -> None:
    source = SourceFile("main.c", b"int main(void) { for (;;); }\n")
    limits = JOB.run_limits.lasting(0.2)

    result = execute(replace(JOB, sources=(source,), run_limits=limits), sandbox, tracer=tracer)

    assert result.verdict is Verdict.TIME_LIMIT
    assert [remark.about for remark in memory_of(result).remarks] == [About.NO_END]


OVERFLOW = b"""int forever(int n) {
    int big[100];
    big[0] = n;
    return forever(n + 1) + big[0];
}
int main(void) { return forever(0); }
"""


def test_a_stack_that_runs_over_is_shown_at_both_ends(sandbox: Sandbox, tracer: Tracer) -> None:
    job = replace(JOB, sources=(SourceFile("main.c", OVERFLOW),))

    (snapshot,) = memory_of(execute(job, sandbox, tracer=tracer)).snapshots

    assert (snapshot.ended, snapshot.limits) == ("SIGSEGV", (Limit.FRAMES,))
    assert [frame.name for frame in snapshot.frames[:3]] == ["main", "forever", "forever#2"]
    assert len(snapshot.frames) == OUTER_CALLS + INNER_CALLS
    for frame in (snapshot.frames[1], snapshot.frames[-3]):
        assert words(Memory((snapshot._replace(frames=(frame,)),))).count("?") == ELEMENTS - 1


LIAR = b"""#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(void) {
    char junk[4096];
    memset(junk, 0x53, sizeof junk);
    int file = open("/dev/shm/.c-runner", O_WRONLY);
    lseek(file, 131160, SEEK_SET);
    for (int i = 0; i < 40; i++)
        write(file, junk, sizeof junk);
    puts("lied");
    return 0;
}
"""
CLOSER = b"""#include <stdio.h>
#include <unistd.h>
int main(void) {
    for (int i = 3; i < 1024; i++)
        close(i);
    FILE *file = fopen("x", "w");
    fputs("text", file);
    fclose(file);
    file = fopen("x", "r");
    char text[8] = "";
    fgets(text, sizeof text, file);
    puts(text);
    unlink("/dev/shm/.c-runner");
    return 0;
}
"""


@pytest.mark.parametrize(("source", "printed"), [(LIAR, b"lied\n"), (CLOSER, b"text\n")])
def test_a_program_that_lies_about_its_memory_lies_in_its_pictures_alone(
    source: bytes, printed: bytes, sandbox: Sandbox, tracer: Tracer
) -> None:
    job = replace(JOB, sources=(SourceFile("main.c", source),), stdio="pipes")

    result = execute(job, sandbox, tracer=tracer)

    assert result.run is not None
    assert (result.verdict, result.run.text()) == (Verdict.OK, printed)
    memory = memory_of(result)
    assert memory.snapshots or memory.remarks


SIGNAL = b"#include <signal.h>\nint main(void) {\nint x = 1;\nraise(%s);\nreturn x;\n}\n"


@pytest.mark.parametrize("name", ["SIGTERM", "SIGALRM", "SIGTRAP", "SIGSEGV", "SIGKILL"])
def test_a_signal_has_a_last_picture_if_a_program_can_notice_it(
    name: str, sandbox: Sandbox, tracer: Tracer
) -> None:
    job = replace(JOB, sources=(SourceFile("main.c", SIGNAL % name.encode()),))

    result = execute(job, sandbox, tracer=tracer)

    assert result.run is not None
    assert result.run.signal == name
    expected = f"[main.c:4] {name}\n  main at 4\n    x: int = 1\n"
    assert words(memory_of(result)) == ("remark: no-end\n" if name == "SIGKILL" else expected)


def test_little_memory_is_enough(sandbox: Sandbox, tracer: Tracer) -> None:
    limits = replace(JOB.run_limits, memory=16 * MEBIBYTE, output=100, file_size=1 * MEBIBYTE)

    result = execute(replace(JOB, run_limits=limits), sandbox, tracer=tracer)

    assert words(memory_of(result)) == "[main.c:1] main ends\n  main at 1\n    x: int = 1\n"


def test_another_processor_is_told_of(
    sandbox: Sandbox, tracer: Tracer, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = execute(replace(JOB, artifacts=()), sandbox).run
    assert run is not None
    monkeypatch.setattr("platform.machine", lambda: "aarch64")

    artifact = tracer.picture(JOB, run)

    assert words(decode(artifact.text)) == "remark: machine aarch64\n"
