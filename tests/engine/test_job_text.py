"""The text of a job, of which its digest is made."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from mkdocs_c_runner.engine.canonical import canonical
from mkdocs_c_runner.engine.job import Job, SourceFile

from .test_job import JOB, OTHERS


def test_the_digest_is_that_of_the_whole_job() -> None:
    """Most jobs of a site are alike but for their sources, so that their text is put together from parts."""
    short = replace(JOB, data=(), session=None)
    jobs = [*(job for job in (JOB, short)), Job(()), Job((SourceFile("a.c", b"x" * 100_000),))]
    jobs += [
        replace(job, **{field: other})
        for job in (JOB, short, Job(JOB.sources))
        for field, others in OTHERS.items()
        for other in others
    ]
    jobs.append(replace(short, stdin=b"1 " * 1000))
    jobs.append(Job((SourceFile("a.c", b'"sources":null'),), args=('"sources":null', "\\")))
    for job in jobs:
        whole = canonical(job.to_json(limits=False))
        assert job.digest == hashlib.sha256(whole).hexdigest()
