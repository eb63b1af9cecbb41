"""The makefile with which a program is compiled and run outside of a page: the same command lines, in plain words."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from ..engine.job import RUN_LIMITS, Job, environment
from ..engine.toolchain.languages import is_source
from ..engine.toolchain.machines import Machine
from ..engine.toolchain.named_compilers import named

_KIBIBYTE = 1024


def makefile(job: Job, command: str) -> str:
    """Return the makefile of a program.

    Args:
        job: The program.
        command: The command that runs it, as `run_command` returns it or a shorter one.
    """
    sources = [source.name for source in job.sources if is_source(source.name)]
    headers = [source.name for source in job.sources if not is_source(source.name)]
    compiler = named(job.compiler)
    has_directories = any("/" in source.name for source in job.sources)
    own_headers = [compiler.header_flag, "."] if has_directories else []
    has_debug_flag = any(flag.startswith("-g") for flag in job.flags)
    debug = ["-g"] if job.sanitizers and not has_debug_flag else []
    standard = [f"-std={job.std}"] if job.std else []
    target = job.program if job.runs else "objects"
    output = "-o $@" if job.runs else "-c"
    libraries = " $(LDLIBS)" if job.runs else ""
    lines = [
        f"CC = {' '.join(compiler.argv)}",
        f"CFLAGS = {_listed([*standard, *debug, *job.flags, *own_headers])}".rstrip(),
        *([f"LDLIBS = {_listed(job.libs)}".rstrip()] if job.runs else []),
        "",
        f"{target}: {' '.join([*sources, *headers])}",
        f"\t$(CC) $(CFLAGS) {output} {' '.join(sources)}{libraries}",
        "",
    ]
    if job.runs:
        lines += [f"run: {target}", f"\t@{command.replace('$', '$$')}", ""]
    phony = " ".join(["run", "clean"] if job.runs else ["objects", "clean"])
    made = job.program if job.runs else " ".join(_object(name) for name in sources)
    lines += ["clean:", f"\trm -f {made}", "", f".PHONY: {phony}", ""]
    return "\n".join(lines)


def run_command(job: Job, stdin: str) -> str:
    """Return the command that runs a program as its page does: with its arguments, its environment and its input.

    Args:
        job: The program.
        stdin: The name of the file with its input, or empty if it has none.
    """
    memory = job.run_limits.memory
    limit = f"ulimit -v {memory // _KIBIBYTE}; " if memory != RUN_LIMITS.memory else ""
    variables = [f"{name}={value}" for name, value in environment(job.env)]
    machine = named(job.compiler).machine
    emulator = f" {_emulator(machine)}" if machine else ""
    started = shlex.join(["env", "-i", *variables])
    program = shlex.join([f"./{job.program}", *job.args])
    return f"{limit}{started}{emulator} {program} < {stdin or '/dev/null'}"


def _emulator(machine: Machine) -> str:
    """Return the words that start the emulator of a machine, which has one of two names."""
    name = machine.emulator
    return f'"$(command -v {name}-static || echo {name})" -L {machine.sysroot}'


def _listed(words: Iterable[str]) -> str:
    """Return words as the value of a variable of make."""
    return shlex.join(words).replace("$", "$$").replace("#", "\\#")


def _object(source: str) -> str:
    return f"{source.rpartition('/')[2].rpartition('.')[0]}.o"
