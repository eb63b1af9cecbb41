"""The recorder that is linked into programs: its compilation, and the settings in a program that has it."""

from __future__ import annotations

import hashlib
import struct
import threading
from functools import cache
from importlib import resources

from ..artifacts import Pictures
from ..compiler_run import run_compiler
from ..job import COMPILE_LIMITS, WORKING_DIRECTORY, Job
from ..sandbox.policy import InjectedFile, Sandbox, compile_policy
from ..toolchain.command_line import object_command
from .unreadable import Unreadable

SOURCES = (
    *("recorder.c", "recorder.h", "recorder_calls.h", "recorder_stream.h", "recorder_heap.h"),
    *("recorder_snapshot.h", "recorder_end.h", "recorder_wrapped.h", "recorder_begin.h"),
)

TRACE_FILE = "/dev/shm/.c-runner"  # noqa: S108 - in the sandbox
TRACE = 4 << 20
"""The most bytes of a trace."""

# Raise it when a trace would be read otherwise.
_READER = 3

MARKS = 64
SNAPSHOTS = 50
"""The most pictures at marks."""

# It must neither use a register that its calls do not save, nor call the C library in them.
FLAGS = (
    *("-O1", "-w", "-fPIC", "-mgeneral-regs-only", "-fno-builtin", "-fno-stack-protector"),
    "-fcf-protection=none",
)

_NAME = b"c-runner traces\0"
_SETTINGS = struct.Struct(f"<5Q{MARKS}Q")

# The functions of the C library that it stands in for.
WRAPPED = (
    *("malloc", "calloc", "realloc", "reallocarray", "free", "aligned_alloc", "posix_memalign"),
    *("strdup", "strndup", "realpath", "getline", "getdelim", "vasprintf", "asprintf"),
    *("exit", "_exit", "_Exit", "quick_exit", "sigaction", "signal", "sigaltstack"),
    *("pthread_create", "thrd_create"),
)


class Recorder:
    """The recorder, compiled once for each compiler.

    Args:
        sandbox: Where compilers run.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._lock = threading.Lock()
        self._objects: dict[str, bytes] = {}

    def object_for(self, job: Job) -> InjectedFile:
        """Return the object file for the compiler of a job.

        Raises:
            Unreadable: If the compiler cannot compile it.
        """
        with self._lock:
            if job.compiler not in self._objects:
                command = object_command(
                    job, InjectedFile(f"{WORKING_DIRECTORY}/.recorder.c", _text()), FLAGS
                )
                done = run_compiler(self._sandbox, command, compile_policy(), COMPILE_LIMITS)
                if not done.stage.succeeded or not done.artifact:
                    said = done.stage.text().decode(errors="replace").strip().partition("\n")[0]
                    raise Unreadable(f"the recorder cannot be compiled: {said}")
                self._objects[job.compiler] = done.artifact
            content = self._objects[job.compiler]
        return InjectedFile(f"{WORKING_DIRECTORY}/.recorder.o", content)


@cache
def _text() -> bytes:
    """Return the source, with what it includes."""
    here = resources.files(__package__)
    text, *headers = (here.joinpath(name).read_bytes() for name in SOURCES)
    for name, header in zip(SOURCES[1:], headers, strict=True):
        text = text.replace(f'#include "{name}"\n'.encode(), header, 1)
    return text


@cache
def version() -> str:
    """Return what decides what pictures show: a digest of the recorder, and the way in which traces are read."""
    return f"{hashlib.sha256(_text()).hexdigest()[:16]}-{_READER}"


def with_settings(program: bytes, pictures: Pictures, fill: int, room: int) -> bytes:
    """Return a program with the recorder in it that records what is wanted.

    Args:
        program: The program.
        pictures: The pictures that are wanted.
        fill: The byte that memory without a value is filled with.
        room: The most bytes of the trace.

    Raises:
        Unreadable: If the recorder is not in it, or twice.
    """
    if program.count(_NAME) != 1:
        raise Unreadable("the program does not have one recorder")
    marks = pictures.marks[:MARKS]
    seen = [mark.seen for mark in marks] + [0] * (MARKS - len(marks))
    values = (room, pictures.steps, SNAPSHOTS, 0 if pictures.steps else len(marks), fill, *seen)
    begin = program.index(_NAME) + len(_NAME)
    packed = _SETTINGS.pack(*values)
    return program[:begin] + packed + program[begin + len(packed) :]
