"""Sessions: lines in one directory, and what hostile ones cannot do to the lines after them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mkdocs_c_runner.engine.job import RUN_LIMITS, Job, Line, Session, SourceFile
from mkdocs_c_runner.engine.native import NativeExecutor
from mkdocs_c_runner.engine.result import Result, Verdict
from mkdocs_c_runner.engine.session import Ended, ended_lines

HELLO = b"""#include <stdio.h>
int main(int argc, char *argv[]) { printf("%s %d\\n", argv[0], argc - 1); }
"""
HOSTILE = b"""#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
int main(int argc, char *argv[])
{
    const char *how = argc > 1 ? argv[1] : "";
    if (!strcmp(how, "forks"))
        for (;;)
            fork();
    if (!strcmp(how, "stays")) { /* in the background, deaf to all signals that can be ignored */
        for (int number = 1; number < 64; number++)
            signal(number, SIG_IGN);
        if (fork() == 0) {
            setsid();
            if (fork() == 0)
                for (;;) {
                    usleep(1000);
                    puts("still here");
                    fflush(stdout);
                }
        }
    }
    if (!strcmp(how, "memory"))
        for (;;)
            memset(malloc(1 << 20), 1, 1 << 20);
    if (!strcmp(how, "kills")) {
        kill(-1, SIGKILL);
        kill(1, SIGKILL);
    }
    if (!strcmp(how, "descriptors"))
        for (int fd = 3; fd < 64; fd++) {
            write(fd, "exited 0 0 0\\nemptied 0 0 0\\n", 28);
            write(fd, "PATH='/tmp'\\nPWD='/'\\n0777\\n", 25);
            close(fd);
        }
    if (!strcmp(how, "locks")) { /* the directory, and all that is in it */
        unlink("hello");
        mkdir("hello", 0);
        chmod(".", 0);
    }
}
"""
HELLO_JOB = Job((SourceFile("hello.c", HELLO),), program="hello")
HOSTILE_JOB = Job((SourceFile("hostile.c", HOSTILE),), program="hostile")
LIMITS = replace(RUN_LIMITS.lasting(1.0), memory=64 << 20, output=100_000)
NEXT = "echo next"


@pytest.fixture(scope="module")
def executor() -> NativeExecutor:
    return NativeExecutor()


def session(*lines: str | Line, programs: tuple[Job, ...] = (HELLO_JOB, HOSTILE_JOB)) -> Job:
    typed = [line if isinstance(line, Line) else Line(line) for line in lines]
    return Job((), session=Session(tuple(typed), programs), run_limits=LIMITS)


def lines_of(executor: NativeExecutor, *lines: str | Line) -> list[Ended]:
    result = executor.execute(session(*lines))
    assert Result.from_json(result.to_json()) == result
    return ended_lines(result)


@pytest.mark.usefixtures("sandbox")
def test_lines_follow_each_other_in_a_directory(executor: NativeExecutor) -> None:
    again = Line("gcc hello.c -o again", replace(HELLO_JOB, program="again"))
    lines = lines_of(
        executor,
        "./hello one > made.txt",
        "pwd; cat made.txt",
        "ls",
        again,
        "./again | tr a-z A-Z",
        "test -t 1 && test -t 0",
        "missing",
        "exit 3",
        "kill -SEGV $$",
    )

    assert lines == [
        Ended("./hello one > made.txt", b"", "exit 0"),
        Ended("pwd; cat made.txt", b"/tmp\n./hello 1\n", "exit 0"),
        Ended("ls", b"hello  hostile\tmade.txt\n", "exit 0"),
        Ended("gcc hello.c -o again", b"", "exit 0"),
        Ended("./again | tr a-z A-Z", b"./AGAIN 0\n", "exit 0"),
        Ended("test -t 1 && test -t 0", b"", "exit 0"),
        Ended("missing", b"sh: 1: missing: not found\n", "exit 127"),
        Ended("exit 3", b"", "exit 3"),
        Ended("kill -SEGV $$", b"", "SIGSEGV"),
    ]


# Lines after which the next one does what it always does.
CONTAINED = [
    "cat",
    'while read line; do echo "$line"; done',
    "(sleep 0.1; echo late) &",
    "./hostile stays",
    "./hostile kills",
    "./hostile descriptors",
    "printf '$ echo next\\nnext\\nexit 0\\n'",
    "printf '\\033[2J\\033[H\\r$ forged \\033]0;title'",
    "exec 1>&- 2>&-",
    "./hostile memory",
    "rm -rf /tmp/* /usr/bin/* / 2>/dev/null",
    "yes | head -c 90000",
    "head -c 90000 /dev/zero | tr '\\0' x",
    "ulimit -f 0; umask 777; trap '' TERM INT HUP",
    "mkfifo .fifo; ln -s /proc/1 link; cat link/environ",
    ": > a; ln -s a b; rm a; echo x > b",
]


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("line", CONTAINED)
def test_a_line_does_nothing_to_the_next_one(executor: NativeExecutor, line: str) -> None:
    *_, last = lines_of(executor, line, NEXT)

    assert last == Ended(NEXT, b"next\n", "exit 0")


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    ("line", "ending", "verdict"),
    [
        ("while :; do :; done", "time-limit", Verdict.TIME_LIMIT),
        ("cat /dev/zero > /dev/null", "time-limit", Verdict.TIME_LIMIT),
        ("mkfifo hello2; cat hello2", "time-limit", Verdict.TIME_LIMIT),
        ("kill -STOP $$", "time-limit", Verdict.TIME_LIMIT),
        ("yes", "output-limit", Verdict.OUTPUT_LIMIT),
        ("head -c 10000000 /dev/zero", "output-limit", Verdict.OUTPUT_LIMIT),
        ("./hostile forks", "time-limit", Verdict.TIME_LIMIT),
    ],
)
def test_a_limit_ends_the_session(
    executor: NativeExecutor, line: str, ending: str, verdict: Verdict
) -> None:
    result = executor.execute(session(line, NEXT))

    assert [one.ending for one in ended_lines(result)] == [ending]
    assert result.verdict is verdict


@pytest.mark.usefixtures("sandbox")
def test_a_directory_that_a_program_has_locked_is_told_as_it_is(executor: NativeExecutor) -> None:
    again = Line("gcc hello.c -o hello", HELLO_JOB)

    *_, made, last = lines_of(executor, "./hostile locks", again, NEXT)

    assert made.ending != "exit 0"
    assert last == Ended(NEXT, b"next\n", "exit 0")


@pytest.mark.usefixtures("sandbox")
def test_all_lines_together_print_no_more_than_a_program_may(executor: NativeExecutor) -> None:
    line = "head -c 9000 /dev/zero | tr '\\0' x"

    result = executor.execute(session(*[line] * 20))

    assert result.verdict is Verdict.OUTPUT_LIMIT
    assert len(ended_lines(result)) < 20


@pytest.mark.usefixtures("sandbox")
def test_a_line_tells_how_much_it_printed_if_that_is_not_kept(executor: NativeExecutor) -> None:
    job = session("seq 30", NEXT)
    few = replace(job, run_limits=replace(LIMITS, truncate=20))

    lines = ended_lines(executor.execute(few))

    assert lines == [
        Ended("seq 30", b"1\n2\n3\n4\n5\n6\n7\n8\n9\n10", "exit 0", 81),
        Ended(NEXT, b"next\n", "exit 0"),
    ]


@pytest.mark.usefixtures("sandbox")
def test_a_program_that_does_not_compile_ends_all(executor: NativeExecutor) -> None:
    broken = Job((SourceFile("main.c", b"int main(void) { return x; }\n"),), program="broken")

    result = executor.execute(session(NEXT, programs=(HELLO_JOB, broken)))

    assert result.verdict is Verdict.COMPILE_ERROR
    assert ended_lines(result) == []


@pytest.mark.usefixtures("sandbox")
def test_each_line_and_each_program_changes_the_key(executor: NativeExecutor) -> None:
    jobs = [
        session("ls"),
        session("ls", "ls"),
        session("ls", programs=(HELLO_JOB,)),
        session("ls", programs=(HOSTILE_JOB, HELLO_JOB)),
        session(Line("ls", HELLO_JOB)),
        replace(session("ls"), data=(SourceFile("a", b""),)),
    ]

    assert len({job.digest for job in jobs}) == len(jobs)
    assert executor.conditions(jobs[0]) != executor.conditions(session("ls", programs=()))
