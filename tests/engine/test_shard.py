"""Shards: even parts of the jobs of a site, in which each job has its place by its content alone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

import pytest

from mkdocs_c_runner.engine.runner import Runner
from mkdocs_c_runner.engine.runner_settings import RunnerSettings, Shard

from .executors import Broken, FakeExecutor, other_job, outcome_of

DIGESTS = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(5000)]


@pytest.mark.parametrize("total", [1, 2, 5, 16])
def test_each_job_is_in_one_shard_and_shards_are_even(total: int) -> None:
    shards = [Shard(number, total) for number in range(1, total + 1)]

    counts = Counter(shard for digest in DIGESTS for shard in shards if shard.has(digest))

    assert sum(counts.values()) == len(DIGESTS)
    assert min(counts[shard] for shard in shards) > 0.75 * len(DIGESTS) / total


@pytest.mark.parametrize("text", ["1/1", "2/5", "9999/9999"])
def test_a_shard_is_read_as_it_is_written(text: str) -> None:
    assert str(Shard.parse(text)) == text


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (
            ("", "2", "/", "-1/5", "1/2/3", "a/b", "²/5", "１/5", "1/5 ", "1/" + "9" * 99),
            "must be NUMBER/TOTAL, as 2/5 for the second of five parts",
        ),
        (("0/5", "6/5", "999999999/5"), "the parts are 1/5 to 5/5"),
        (("0/1", "2/1"), "the only part is 1/1"),
        (("1/0", "0/0", "1/10000"), "the number of parts must be from 1 to 9999"),
    ],
)
def test_a_shard_that_there_is_not_is_refused(texts: Sequence[str], reason: str) -> None:
    for text in texts:
        with pytest.raises(ValueError, match="part") as raised:
            Shard.parse(text)
        assert str(raised.value) == f"{text!r}: {reason}"


def test_a_runner_executes_the_jobs_of_its_shard_alone() -> None:
    jobs = [other_job(number) for number in range(20)]
    shard = Shard(1, 2)

    outcomes = [
        outcome_of(Runner(RunnerSettings(shard=shard), FakeExecutor()).submit(job)) for job in jobs
    ]

    assert {outcome.origin for outcome in outcomes} == {"run", "none"}
    for job, outcome in zip(jobs, outcomes, strict=True):
        assert (outcome.origin == "run") == shard.has(job.digest)


def test_a_shard_without_jobs_needs_no_machine_that_can_run_any() -> None:
    job = other_job(1)
    number = 2 if Shard(1, 2).has(job.digest) else 1

    runner = Runner(RunnerSettings(shard=Shard(number, 2)), Broken())

    assert outcome_of(runner.submit(job)).origin == "none"
