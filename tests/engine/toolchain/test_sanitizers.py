"""What compilers add to find bugs works in the sandbox, names the lines of the page, and says the same every time."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.result import Result, Verdict
from mkdocs_c_runner.engine.sandbox.policy import Sandbox

from ...conftest import COMPILERS

WITH_SANITIZERS = [name for name in COMPILERS if name != "tcc"]


class Bug(NamedTuple):
    """A program with a bug: the flag that finds it, the program, and what the report must say."""

    flag: str
    source: bytes
    report: str


OVERFLOW = b"""#include <stdlib.h>
int get(const int *a, int i)
{
    return a[i];
}
int main(void)
{
    int *a = malloc(4 * sizeof *a);
    int x = get(a, 4);
    free(a);
    return x;
}
"""
UNDEFINED = b"""#include <limits.h>
int main(int argc, char *argv[])
{
    int x = INT_MAX;
    (void)argv;
    x += argc;
    return x > 0;
}
"""
LEAK = b"""#include <stdlib.h>
void lose(void)
{
    void *volatile p = malloc(10);
    p = NULL;
}
int main(void)
{
    lose();
}
"""
RACE = b"""#include <pthread.h>
#include <unistd.h>
int n;
void *count(void *x)
{
    n++;
    return x;
}
int main(void)
{
    pthread_t thread[2];
    pthread_create(&thread[0], NULL, count, NULL);
    usleep(100000);
    pthread_create(&thread[1], NULL, count, NULL);
    pthread_join(thread[0], NULL);
    pthread_join(thread[1], NULL);
}
"""
BUGS = {
    "address": Bug(
        "-fsanitize=address",
        OVERFLOW,
        r"#0 \S+ in get main\.c:4(:\d+)?\n +#1 \S+ in main main\.c:9(:\d+)?\n",
    ),
    "undefined": Bug("-fsanitize=undefined", UNDEFINED, r"main\.c:6:7: runtime error: signed "),
    "leak": Bug("-fsanitize=leak", LEAK, r" in lose main\.c:4(:\d+)?\n"),
    "thread": Bug("-fsanitize=thread", RACE, r"#0 count main\.c:6(:\d+)? "),
}


def run(sandbox: Sandbox, compiler: str, source: bytes, *flags: str) -> Result:
    """Compiles and runs a program."""
    env = tuple((f"{name}_OPTIONS", "color=never") for name in ("ASAN", "LSAN", "TSAN", "UBSAN"))
    sources = (SourceFile("main.c", source),)
    return execute(Job(sources, compiler, flags=flags, libs=("-lm",), env=env), sandbox)


@pytest.mark.parametrize("compiler", WITH_SANITIZERS)
@pytest.mark.parametrize("name", BUGS)
def test_a_report_names_the_lines_of_the_page(sandbox: Sandbox, compiler: str, name: str) -> None:
    bug = BUGS[name]

    result = run(sandbox, compiler, bug.source, bug.flag)

    assert result.run is not None, result
    report = result.run.text().decode()
    assert re.search(bug.report, report), report
    assert "symbolizer" not in report


@pytest.mark.parametrize("compiler", WITH_SANITIZERS)
@pytest.mark.parametrize("name", ["address", "undefined", "leak"])
def test_a_report_is_the_same_every_time(sandbox: Sandbox, compiler: str, name: str) -> None:
    bug = BUGS[name]

    first, second = (run(sandbox, compiler, bug.source, bug.flag) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("compiler", WITH_SANITIZERS)
def test_an_author_may_want_no_debug_information(sandbox: Sandbox, compiler: str) -> None:
    result = run(sandbox, compiler, OVERFLOW, "-fsanitize=address", "-g0")

    assert result.run is not None
    assert b"AddressSanitizer" in result.run.text()
    assert b"main.c:4" not in result.run.text()


PARALLEL = b"""#include <omp.h>
#include <stdio.h>
int main(void)
{
    long sum = 0;
#pragma omp parallel for reduction(+ : sum) num_threads(4)
    for (int i = 1; i <= 1000; i++)
        sum += i;
    printf("%ld with %d\\n", sum, omp_get_max_threads() > 0);
}
"""
THREADS = b"""#include <math.h>
#include <pthread.h>
#include <stdio.h>
void *root(void *x)
{
    *(double *)x = sqrt(*(double *)x);
    return NULL;
}
int main(void)
{
    double x = 144;
    pthread_t thread;
    pthread_create(&thread, NULL, root, &x);
    pthread_join(thread, NULL);
    printf("%g\\n", x);
}
"""


@pytest.mark.parametrize("compiler", WITH_SANITIZERS)
def test_openmp_works(sandbox: Sandbox, compiler: str) -> None:
    result = run(sandbox, compiler, PARALLEL, "-fopenmp")

    assert result.verdict is Verdict.OK, result
    assert result.run is not None
    assert result.run.text() == b"500500 with 1\n"


@pytest.mark.parametrize("compiler", COMPILERS)
def test_threads_and_mathematics_work(sandbox: Sandbox, compiler: str) -> None:
    result = run(sandbox, compiler, THREADS, *(["-pthread"] if compiler != "tcc" else []))

    assert result.run is not None, result
    assert result.run.text() == b"12\n"


def test_the_analyzer_works(sandbox: Sandbox) -> None:
    source = b"#include <stdlib.h>\nvoid f(char *p)\n{\n    free(p);\n    free(p);\n}\nint main(void) {}\n"

    result = run(sandbox, "gcc", source, "-fanalyzer")

    assert "main.c:5:5: warning: double-" in result.compile.text().decode()
