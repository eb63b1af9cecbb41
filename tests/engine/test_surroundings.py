"""What a program finds around it is what it would find on the machine of a reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from mkdocs_c_runner.engine.job import Job, SourceFile
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.sandbox.host_paths import has_time_zones
from mkdocs_c_runner.engine.sandbox.policy import Sandbox
from mkdocs_c_runner.engine.wasm.executor import WasmExecutor

from ..conftest import COMPILERS

needs_time_zones = pytest.mark.skipif(not has_time_zones(), reason="no time zones on this machine")


def now() -> datetime:
    return datetime.now(UTC)


HOUR = """\
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
int main(void)
{
    time_t begin = 0;
    char text[20];
    setenv("TZ", "%s", 1);
    tzset();
    strftime(text, sizeof text, "%%H:%%M %%Z", localtime(&begin));
    puts(text);
}
"""


def printed(sandbox: Sandbox, source: str, **job: object) -> str:
    """What a program prints that ends well."""
    files = (SourceFile("main.c", source.encode()),)
    result = execute(Job(files, std="gnu17", **job), sandbox)  # type: ignore[arg-type]
    assert result.run is not None, result
    assert result.run.exit_code == 0, result
    return result.run.text().decode()


@needs_time_zones
@pytest.mark.parametrize(
    ("zone", "hour"),
    [
        ("Asia/Tokyo", "09:00 JST"),
        ("Europe/Berlin", "01:00 CET"),
        ("America/New_York", "19:00 EST"),
        ("UTC", "00:00 UTC"),
        ("XYZ-3", "03:00 XYZ"),
    ],
)
def test_named_time_zones_are_known(sandbox: Sandbox, zone: str, hour: str) -> None:
    assert printed(sandbox, HOUR % zone) == f"{hour}\n"


DATE = """\
#include <stdio.h>
#include "when.h"
int main(void) { puts(__DATE__ " " __TIME__ " " __TIMESTAMP__ WHEN); }
"""
WHEN = SourceFile("when.h", b'#define WHEN " " __TIMESTAMP__\n')


@pytest.mark.parametrize("compiler", [name for name in COMPILERS if name != "tcc"])
def test_the_date_is_always_the_same_or_that_of_the_run(
    sandbox: Sandbox, wasm: WasmExecutor, compiler: str
) -> None:
    job = Job((SourceFile("main.c", DATE.encode()), WHEN), compiler, flags=("-Wall", "-Werror"))
    first = "Thu Jan  1 00:00:01 1970"
    today = [day.strftime("%b %e") for day in (now(), now() + timedelta(minutes=1))]
    for run in (partial(execute, sandbox=sandbox), wasm.execute):
        fixed, dated = run(job), run(replace(job, dated=True))

        assert fixed.run, fixed
        assert dated.run, dated
        assert fixed.run.text().decode() == f"Jan  1 1970 00:00:01 {first} {first}\n"
        said = dated.run.text().decode()
        assert any(said.count(day) == 3 for day in today), said


QUINE = """\
#include <stdio.h>
int main(void)
{
    FILE *self = fopen(%s, "r");
    for (int c; self && (c = getc(self)) != EOF;)
        putchar(c);
    return !self;
}
"""
LISTING = """\
#include <dirent.h>
#include <stdio.h>
int main(void)
{
    DIR *here = opendir(".");
    for (struct dirent *entry; (entry = readdir(here));)
        if (entry->d_name[0] != '.')
            puts(entry->d_name);
}
"""


@pytest.mark.parametrize("name", ["__FILE__", '"main.c"'])
def test_a_program_can_read_its_source(sandbox: Sandbox, name: str) -> None:
    assert printed(sandbox, QUINE % name) == QUINE % name


def test_a_program_that_does_not_name_its_source_finds_none(sandbox: Sandbox) -> None:
    assert printed(sandbox, LISTING) == "a.out\n"


def test_a_data_file_comes_before_a_source_of_the_same_name(sandbox: Sandbox) -> None:
    data = (SourceFile("main.c", b"data\n"),)

    assert printed(sandbox, QUINE % "__FILE__", data=data) == "data\n"
