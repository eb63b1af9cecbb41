"""A job as JSON for another process: every field crosses, and nothing else is read."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest

from mkdocs_c_runner.engine.artifacts import Mark, Pictures
from mkdocs_c_runner.engine.errands.job_json import job_from_json, job_to_json
from mkdocs_c_runner.engine.job import RUN_LIMITS, Job, Line, Session, SourceFile

from ..executors import JOB

# A value other than the default for each field of a job.
OTHER: dict[str, Any] = {
    "sources": (SourceFile("a/b.c", b"\xff\x00", (("b.c (around)", "größe\n".encode()),)),),
    "compiler": "gcc:s390x",
    "std": "c17",
    "flags": ("-O2", "-DX=\u2028"),
    "libs": ("-lm",),
    "program": "cat",
    "args": ("", "'"),
    "env": (("K", "V"), ("L", "")),
    "stdin": b"3 4\n\x80",
    "stdio": "pipes",
    "data": (SourceFile("large.bin", bytes(range(256)) * 2000),),
    "tools": True,
    "artifacts": ("memory", "asm"),
    "pictures": Pictures((Mark("main.c", 3, 1, ("*list",)),), 200, addresses=True),
    "dated": True,
    "objects": ("list.o", "stack.o"),
    "session": Session(
        (Line("ls"), Line("gcc a.c", JOB), Line("gcc -c a.c", parts=(JOB,))),
        (replace(JOB, args=("x",)),),
    ),
    "runs": False,
    "compile_limits": RUN_LIMITS.lasting(3),
    "run_limits": replace(RUN_LIMITS, memory=1),
}


def test_each_field_has_another_value_here() -> None:
    assert set(OTHER) == {field.name for field in fields(Job)}


@pytest.mark.parametrize("name", OTHER)
def test_a_field_crosses(name: str) -> None:
    job = replace(JOB, **{name: OTHER[name]})

    read = job_from_json(json.loads(json.dumps(job_to_json(job))))

    assert read == job
    assert read.digest == job.digest
    assert read.run_limits == job.run_limits


def test_all_fields_cross_at_once() -> None:
    job = Job(**OTHER)

    assert job_from_json(json.loads(json.dumps(job_to_json(job)))) == job


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"sources": "main.c"},
        {"sources": [], "new": 1},
        {"sources": [{"name": "../x", "content": ""}]},
        {"sources": [{"name": "main.c"}]},
        {"sources": [], "stdio": "socket"},
        {"sources": [], "tools": 1},
        {"sources": [], "env": [["K"]]},
        {"sources": [], "stdin": {"base64": "%"}},
        {"sources": [], "session": {"lines": [{"command": 1}]}},
        {"sources": [], "run_limits": {"wall_time": 1}},
    ],
)
def test_what_is_no_job_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        job_from_json(value)
