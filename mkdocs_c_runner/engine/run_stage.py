"""The run stage of a job: the program in a sandbox of its own, with the files that it finds there."""

from __future__ import annotations

from dataclasses import replace

from .job import MEBIBYTE, WORKING_DIRECTORY, Job, is_plain_path
from .program_image import did_not_fit
from .sandbox.live import Live
from .sandbox.policy import (
    Command,
    Execution,
    InjectedFile,
    Sandbox,
    SandboxPolicy,
    Waiting,
    run_policy,
)
from .toolchain.compilers import COMPILERS
from .toolchain.languages import is_source

# The bytes of a small program.
_USUAL_PROGRAM = 32 * 1024

# The addresses that the recorder of memory takes, and the bytes of the marks that it prints.
_RECORDER_MEMORY = 128 * MEBIBYTE
_RECORDER_OUTPUT = 64 * 1024


def begin(job: Job, sandbox: Sandbox) -> Waiting:
    """Begin the sandbox in which the program of a job will run."""
    size = _USUAL_PROGRAM + sum(len(content) for content in _files(job).values())
    return sandbox.ahead(_policy(job), job.run_limits, size)


def run_recorded(job: Job, program: bytes, sandbox: Sandbox, trace: str) -> Execution:
    """Run a program that records itself, with room for what the recorder needs, and bring back what it recorded.

    Args:
        job: The job that it was made from.
        program: The program.
        sandbox: The sandbox.
        trace: The path of the file that it records into.
    """
    limits = replace(
        job.run_limits,
        memory=job.run_limits.memory + _RECORDER_MEMORY,
        output=job.run_limits.output + _RECORDER_OUTPUT,
        truncate=job.run_limits.output + _RECORDER_OUTPUT,
    )
    command = replace(_command(job, program), artifact=trace, always_artifact=True)
    return sandbox.run(command, _policy(job), limits)


def run(
    job: Job, program: bytes, sandbox: Sandbox, live: Live | None, ahead: Waiting | None
) -> Execution:
    """Run the program of a job."""
    command = replace(
        _command(job, program), live=live, is_seen=True, partner=live.partner if live else None
    )
    policy = _policy(job)
    ran = sandbox.run(command, policy, job.run_limits, ahead)
    if policy.limits_addresses and did_not_fit(ran.stage, program, job.run_limits.memory):
        return replace(
            ran, stage=replace(ran.stage, exit_code=None, signal=None, limit_hit="memory")
        )
    return ran


def _command(job: Job, program: bytes) -> Command:
    """Return the command that runs the program of a job."""
    data = (
        InjectedFile(f"{WORKING_DIRECTORY}/{name}", content, 0o644)
        for name, content in _files(job).items()
    )
    return Command(
        argv=(f"./{job.program}", *job.args),
        files=(InjectedFile(f"{WORKING_DIRECTORY}/{job.program}", program, 0o555), *data),
        stdin=job.stdin,
        stdio=job.stdio,
    )


def _policy(job: Job) -> SandboxPolicy:
    """Return the rules of the run stage of a job."""
    return run_policy(
        job.env,
        job.sanitizers,
        tools=job.tools,
        symbolizer=COMPILERS[job.compiler].needs_symbolizer,
    )


def _files(job: Job) -> dict[str, bytes]:
    """Return the files in the working directory of the program, by their names."""
    return _own_sources(job) | {file.name: file.content for file in job.data}


def _own_sources(job: Job) -> dict[str, bytes]:
    """Return the sources of a program that reads them, by their names, as its page has them."""
    texts = {source.name: source.content for source in job.sources}
    texts |= {name: text for source in job.sources for name, text in source.quoted}
    own_name = any(b"__FILE__" in text for text in texts.values())
    return {
        name: text
        for name, text in texts.items()
        if is_source(name)
        and is_plain_path(name)
        and (own_name or any(b'"%b"' % name.encode() in other for other in texts.values()))
    }
