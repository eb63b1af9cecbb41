"""Programs of other machines: qemu runs them in the sandbox, in place of the processor of this machine.

It is started by its name, as a plain program: no rule of the sandbox changes. What it takes for itself is added to the
limits of the program, and what it says of itself is taken out of the output.
"""

from __future__ import annotations

import os
import re
import signal
from dataclasses import replace

from .job import MEBIBYTE, Job, Limits
from .program_image import image_size
from .result import Segment, Stage, Stream
from .sandbox.live import Live
from .toolchain.identity import emulator
from .toolchain.machines import Machine

# Raise it when an emulated program could print something else.
VERSION = 1

# The addresses that it takes at its start: a buffer for translated code, its own code and data.
_ADDRESSES = 220 * MEBIBYTE

# Each process has a thread of the emulator's own.
_THREADS = 2

# What it prints when a signal ends a program, as linux-user/signal.c of qemu has it; not for all machines.
_WORDS = b"uncaught target signal"
_LINE = r"qemu: uncaught target signal {} \([^()\r\n]{{1,60}}\) - (?:core|not) dumped\r?\n"
_ANY = _LINE.format(r"\d{1,3}").encode()

# About what the C library and the loader take.
_LIBRARIES = 2 * MEBIBYTE


def emulated(machine: Machine, argv: tuple[str, ...]) -> tuple[str, ...]:
    """Return the command that runs a command of another machine.

    Args:
        machine: The machine.
        argv: The path of a program of that machine, and its arguments.
    """
    program = emulator(machine) or machine.emulator
    # Without a seed the bytes of AT_RANDOM, and with them addresses, change from run to run.
    return (program, "-seed", "1", "-L", machine.sysroot, "-0", argv[0], *argv)


def mounts(machine: Machine) -> tuple[str, ...]:
    """Return the paths that a sandbox for programs of a machine shows beside the usual ones."""
    path = emulator(machine)
    links = [os.path.realpath(path)] if path and os.path.islink(path) else []
    return (*([path] if path else []), *links, machine.sysroot)


def widened(limits: Limits) -> Limits:
    """Return limits with room for the emulator, so that a program has as much memory as it would have without."""
    memory, processes = limits.memory + _ADDRESSES, limits.processes * _THREADS
    return replace(limits, memory=memory, processes=processes)


def limits_addresses(machine: Machine) -> bool:
    """Return whether a limit of addresses is one for the program: for one of 32 bits all of its addresses are taken."""
    return machine.bits > 32


def without_own_lines(job: Job, stage: Stage) -> Stage:
    """Return a stage without the lines that the emulator prints when a signal ends a process.

    A program that has such a line in its own text may print one itself. Then only the last line of all goes, which the
    emulator prints when a signal other than SIGKILL ends the program.
    """
    if _says_so_itself(job):
        return _without_last(stage)
    segments: list[Segment] = []
    size = 0
    for segment in stage.segments:
        kept = segment.text if segment.stream == "stdin" else re.sub(_ANY, b"", segment.text)
        size += len(segment.text) - len(kept)
        if kept:
            segments.append(Segment(segment.stream, kept))
    return (
        stage._replace(segments=tuple(segments), total_chars=stage.total_chars - size)
        if size
        else stage
    )


def _without_last(stage: Stage) -> Stage:
    if stage.signal in (None, "SIGKILL") or not stage.segments or stage.truncated:
        return stage
    *others, last = stage.segments
    number = int(getattr(signal, stage.signal or "", 0))
    line = re.search(_LINE.format(number).encode() + rb"\Z", last.text)
    if last.stream == "stdin" or line is None:
        return stage
    kept = last.text[: line.start()]
    segments = (*others, Segment(last.stream, kept)) if kept else tuple(others)
    return stage._replace(segments=segments, total_chars=stage.total_chars - len(line[0]))


def _says_so_itself(job: Job) -> bool:
    texts = [source.content for source in (*job.sources, *job.data)]
    words = [word.encode(errors="replace") for word in (*job.args, *job.flags)]
    values = [value.encode(errors="replace") for _, value in job.env]
    return any(_WORDS in text for text in (*texts, *words, *values, job.stdin))


def live(connection: Live) -> Live:
    """Return a connection to a program of another machine, on which the emulator says nothing of its own.

    The emulator prints its line at once. A program that prints such a line itself loses it here, and not in the result.
    """

    def output(stream: Stream, text: bytes) -> None:
        if kept := re.sub(_ANY, b"", text):
            connection.output(stream, kept)

    return connection._replace(output=output)


def fits(program: bytes, memory: int) -> bool:
    """Return whether the static variables of a program fit into its memory, where the kernel does not see to that.

    The room for the emulator would be theirs, or their addresses are not limited.
    """
    return image_size(program) + _LIBRARIES <= memory
