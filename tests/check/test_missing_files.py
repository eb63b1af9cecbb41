"""Hints about files that a program does not find."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.check.missing_files import missing_data, missing_headers
from mkdocs_c_runner.engine.job import SourceFile
from mkdocs_c_runner.engine.result import Segment, Stage
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.assemble import Part
from mkdocs_c_runner.program.snippet import Snippet

PLACE = Place("page.md", 5, 1)
HEADER = 'If a fence with file="{0}" defines it, uses="{0}" brings it in.'
DATA = 'The sandbox has no {0}: data="{0}" copies one that lies beside the page.'


@pytest.mark.parametrize(
    ("source", "message", "headers"),
    [
        ('#include "list.h"', "list.h: No such file or directory", ["list.h"]),
        (' # include "lib/list.h"', "'lib/list.h' file not found", ["lib/list.h"]),
        ('#include "list.h"\n#include "tree.h"', "list.h: No such file", ["list.h"]),
        ('#include "list.h"', "main.c:3:1: error: no", []),
        ('#include "used.h"', "used.h:3:1: error: no", []),
        ('#include "../list.h"', "../list.h: No such file", []),
        ("#include <list.h>", "list.h: No such file", []),
    ],
)
def test_a_header_that_is_not_used_is_named(source: str, message: str, headers: list[str]) -> None:
    used = Part("used.h", "int x;", PLACE)
    compilation = Stage(exit_code=1, segments=(Segment("stderr", message.encode()),))

    hints = list(missing_headers(Snippet(source, Options(), PLACE, parts=(used,)), compilation))

    assert hints == [HEADER.format(name) for name in headers]


@pytest.mark.parametrize(
    ("source", "files"),
    [
        ('fopen("scores.csv", "r");', ["scores.csv"]),
        ('open ( "a.txt" , O_RDONLY);', ["a.txt"]),
        ('fopen("a", "rb"); fopen("b", "r"); fopen("a", "r");', ["a", "b"]),
        ('fopen("a", "w"); fopen("a", "r");', []),
        ('fopen("given.txt", "r");', []),
        ('fopen("/etc/passwd", "r");', []),
        ('fopen(name, "r");', []),
        ('reopen("a", "r");', []),
    ],
)
def test_a_file_that_was_not_given_is_named(source: str, files: list[str]) -> None:
    data = (SourceFile("given.txt", b""),)

    hints = list(missing_data(Snippet(source, Options(), PLACE, data=data)))

    assert hints == [DATA.format(name) for name in files]
