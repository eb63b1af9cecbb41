"""The run stage of a job: the program in a sandbox of its own, with the files that it finds there."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace

from . import emulation
from .job import MEBIBYTE, WORKING_DIRECTORY, Job, Limits
from .program_image import did_not_fit
from .result import Stage
from .sandbox.live import Live
from .sandbox.policy import (
    Command,
    Execution,
    InjectedFile,
    Mount,
    Sandbox,
    SandboxPolicy,
    Waiting,
    run_policy,
)
from .toolchain.machines import MACHINES
from .toolchain.named_compilers import named
from .working_files import files_of

# The bytes of a small program.
_USUAL_PROGRAM = 32 * 1024

# The addresses that the recorder of memory takes, and the bytes of the marks that it prints.
_RECORDER_MEMORY = 128 * MEBIBYTE
_RECORDER_OUTPUT = 64 * 1024


def begin(job: Job, sandbox: Sandbox) -> Waiting:
    """Begin the sandbox in which the program of a job will run."""
    return sandbox.ahead(_policy(job), _limits(job), _injected(job))


def _injected(job: Job) -> int:
    """Return about how many bytes the files of a job will have, with its program."""
    return _USUAL_PROGRAM + sum(len(content) for content in files_of(job).values())


def begin_recorded(job: Job, sandbox: Sandbox) -> Waiting:
    """Begin the sandbox in which the program of a job will run and record itself."""
    return sandbox.ahead(_policy(job), _limits_of_recorded(job), _injected(job))


def run_recorded(
    job: Job,
    programs: Sequence[bytes],
    sandbox: Sandbox,
    trace: str,
    ahead: Waiting | None = None,
) -> list[Execution]:
    """Run a program that records itself, with room for what the recorder needs, and bring back what it recorded.

    Args:
        job: The job that it was made from.
        programs: The program, once for each run. All run in one sandbox, one after the other.
        sandbox: The sandbox.
        trace: The path of the file that it records into.
        ahead: The sandbox that was begun for it, or None.
    """
    commands = [
        replace(_command(job, program), artifact=trace, always_artifact=True)
        for program in programs
    ]
    return sandbox.run_each(commands, _policy(job), _limits_of_recorded(job), ahead)


def run(
    job: Job, program: bytes, sandbox: Sandbox, live: Live | None, ahead: Waiting | None
) -> Execution:
    """Run the program of a job."""
    machine, memory = named(job.compiler).machine, job.run_limits.memory
    if machine and not emulation.fits(program, memory):
        return Execution(Stage(limit_hit="memory"))
    live = emulation.live(live) if machine and live else live
    command = replace(
        _command(job, program), live=live, is_seen=True, partner=live.partner if live else None
    )
    policy = _policy(job)
    ran = sandbox.run(command, policy, _limits(job), ahead)
    if machine:
        ran = replace(ran, stage=emulation.without_own_lines(job, ran.stage))
    if policy.limits_addresses and did_not_fit(ran.stage, program, memory):
        stage = ran.stage._replace(exit_code=None, signal=None, limit_hit="memory")
        return replace(ran, stage=stage)
    return ran


def _command(job: Job, program: bytes) -> Command:
    """Return the command that runs the program of a job."""
    data = (
        InjectedFile(f"{WORKING_DIRECTORY}/{name}", content, 0o644)
        for name, content in files_of(job).items()
    )
    argv, machine = (f"./{job.program}", *job.args), named(job.compiler).machine
    return Command(
        argv=emulation.emulated(machine, argv) if machine else argv,
        files=(InjectedFile(f"{WORKING_DIRECTORY}/{job.program}", program, 0o555), *data),
        stdin=job.stdin,
        stdio=job.stdio,
    )


def _policy(job: Job) -> SandboxPolicy:
    """Return the rules of the run stage of a job."""
    compiler = named(job.compiler)
    policy = run_policy(
        job.env,
        job.sanitizers,
        tools=job.tools,
        symbolizer=compiler.needs_symbolizer,
    )
    return _emulating(policy, compiler.machine.name) if compiler.machine else policy


@functools.lru_cache(64)
def _emulating(policy: SandboxPolicy, name: str) -> SandboxPolicy:
    """Return the rules for a program of the machine with this name."""
    machine = MACHINES[name]
    return replace(
        policy,
        mounts=(*policy.mounts, *map(Mount, emulation.mounts(machine))),
        environment=policy.environment[::-1],  # the emulator hands it on from the last to the first
        limits_addresses=policy.limits_addresses and emulation.limits_addresses(machine),
    )


def _limits_of_recorded(job: Job) -> Limits:
    """Return the limits of a program that records itself."""
    return replace(
        job.run_limits,
        memory=job.run_limits.memory + _RECORDER_MEMORY,
        output=job.run_limits.output + _RECORDER_OUTPUT,
        truncate=job.run_limits.output + _RECORDER_OUTPUT,
    )


def _limits(job: Job) -> Limits:
    """Return the limits of the run stage of a job, with room for an emulator."""
    return emulation.widened(job.run_limits) if named(job.compiler).machine else job.run_limits
