"""Makes the pictures of a job: compiles the program anew with the recorder in it, runs that, and reads the traces.

What readers see of a run is that of the plain program, always. Programs with a recorder make pictures and nothing else:
two, in which memory without a value is filled with bits that are opposite. These share a sandbox, which is emptied in
between. Where more than that memory differs between the two, both run again, each in a sandbox of its own; and where it
differs still, a third run that is like the first tells whether the program is the same in each run.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import NamedTuple

from ...bounds import MEMORY_STEPS, MEMORY_TEXT, RAW_VIEW
from ..artifacts import MEMORY
from ..compiler_run import run_compiler
from ..job import WORKING_DIRECTORY, Job
from ..result import Artifact, Stage
from ..run_stage import begin_recorded, run_recorded
from ..sandbox.policy import InjectedFile, Sandbox, Waiting, compile_policy
from ..toolchain.command_line import assembly_commands, link_command
from ..toolchain.named_compilers import named
from .marking import Order, before_labels, locations, marked, places
from .pictures import FILLS, Wanted, pictures
from .program import Program
from .recorder import TRACE, TRACE_FILE, WRAPPED, Recorder, with_settings
from .snapshots import About, Memory, Remark
from .stops import instrument
from .trace import Trace
from .unreadable import Unreadable
from .writing import encode

# What the recorder writes into the output at each moment that it records.
_MARK = re.compile(rb"\x1b_\d{1,20}\x1b\\")

# An address in the output, and the most bytes of one.
_ADDRESS = re.compile(rb"0x[0-9a-fA-F]{5,16}")
_LONGEST_ADDRESS = 18

_ELF = b"\x7fELF"


class Recorded(NamedTuple):
    """A run of the program with the recorder in it.

    Attributes:
        stage: How it ended, and what it printed, without the marks of the recorder.
        printed: The bytes that had been printed at each moment.
        content: Its trace, or nothing if it left none.
    """

    stage: Stage
    text: bytes
    printed: tuple[int, ...]
    content: bytes

    @property
    def trace(self) -> Trace:
        """Its trace."""
        return Trace(self.content)


class Tracer:
    """Makes pictures of memory. Several threads may use it.

    Args:
        sandbox: Where compilers and programs run.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._recorder = Recorder(sandbox)

    def picture(self, job: Job, plain: Stage) -> Artifact:
        """Return the pictures of a job.

        Args:
            job: The job.
            plain: The run of its program.
        """
        try:
            memory = self._memory(job, plain)
        except Unreadable as error:
            memory = Memory(remarks=(Remark(About.UNREADABLE, text=str(error)),))
        except RecursionError:
            memory = Memory(remarks=(Remark(About.UNREADABLE, text="it is nested too deep"),))
        if not memory.snapshots and not memory.remarks:  # a signal that no program can notice
            memory = Memory(remarks=(Remark(About.NO_END),))
        return Artifact(MEMORY, bounded(memory))

    def _memory(self, job: Job, plain: Stage) -> Memory:
        if platform.machine() != "x86_64":
            return Memory(remarks=(Remark(About.MACHINE, text=platform.machine()),))
        if not named(job.compiler).recorded:
            return Memory(remarks=(Remark(About.MACHINE, text=job.compiler),))
        with closing(self.begin(job)) as ahead:
            content, files = self.compile(job)
            program = Program(content, files)
            first, second = self.traced(job, content, FILLS, ahead)
        if not first.content:
            about = About.NO_END if first.stage.limit_hit else About.UNREADABLE
            return Memory(remarks=(Remark(about, text="the program left no trace"),))
        wanted = Wanted(
            job.pictures,
            places(job.sources, job.pictures.marks),
            Order(locations(job.sources)),
            first.printed,
        )
        made = pictures(program, first.trace, second.trace, wanted)
        if not made.is_odd and _is_alike(first, second) and _is_as(plain, first, job):
            return made.memory
        return self._apart(job, plain, content, program, wanted)

    def _apart(
        self, job: Job, plain: Stage, content: bytes, program: Program, wanted: Wanted
    ) -> Memory:
        """Return the pictures of a program that depends on its process id, on what other runs leave, or on more."""
        with ThreadPoolExecutor(len(FILLS)) as side_by_side:
            runs = side_by_side.map(lambda fill: self.traced(job, content, (fill,)), FILLS)
            (first,), (second,) = runs
        wanted = replace(wanted, printed=first.printed)
        made = pictures(program, first.trace, second.trace, wanted)
        memory = made.memory
        if made.is_odd or not _is_alike(first, second):
            (third,) = self.traced(job, content, FILLS[:1])
            again = pictures(program, first.trace, third.trace, wanted)
            if again.differs or not _is_alike(first, third):
                return Memory(remarks=(Remark(About.DIFFERENT),))
            is_told = any(remark.about is About.UNDEFINED for remark in memory.remarks)
            if not is_told and not _is_alike(first, second):
                memory = _remarked(memory, Remark(About.UNDEFINED))
        elif not _is_as(plain, first, job):
            return Memory(remarks=(Remark(About.DIFFERENT),))
        return memory

    def compile(self, job: Job) -> tuple[bytes, list[dict[int, str]]]:
        """Compile a job with the recorder.

        Returns:
            The program, and for each source the names of the files in its debug information.
        """
        marks = job.pictures.marks
        where = dict(enumerate(places(job.sources, marks), 1))
        texts = self._assembly(replace(job, sources=marked(job.sources, marks))) if marks else None
        if texts is not None:
            where = {number: where[number] for number in before_labels(job.sources, marks)}
        else:
            texts = self._assembly(job)
        if texts is None:
            raise Unreadable("the compiler cannot print its assembly")
        made = [instrument(text, number, where) for number, text in enumerate(texts)]
        parts = [
            InjectedFile(
                f"{WORKING_DIRECTORY}/.traced{number}.s", item.text.encode(errors="surrogateescape")
            )
            for number, item in enumerate(made)
        ]
        flags = (*(f"-Wl,--wrap={name}" for name in WRAPPED), "-lpthread")
        command = link_command(job, (*parts, self._recorder.object_for(job)), flags)
        policy = compile_policy(dated=job.dated)
        done = run_compiler(self._sandbox, command, policy, job.compile_limits)
        if not done.stage.succeeded or not done.artifact.startswith(_ELF):
            said = done.stage.text().decode(errors="replace").strip().partition("\n")[0]
            raise Unreadable(f"the program cannot be linked with the recorder: {said}")
        return done.artifact, [dict(item.files) for item in made]

    def _assembly(self, job: Job) -> list[str] | None:
        """Return the assembly of each source of a job, or None if one cannot be compiled."""
        texts = []
        size = 0
        for command in assembly_commands(job):
            limits = replace(job.compile_limits, file_size=RAW_VIEW)
            done = run_compiler(self._sandbox, command, compile_policy(dated=job.dated), limits)
            size += len(done.artifact)
            if not done.stage.succeeded:
                return None
            if size > RAW_VIEW:
                raise Unreadable("the assembly is too large")
            texts.append(done.artifact.decode(errors="surrogateescape"))
        return texts

    def begin(self, job: Job) -> Waiting:
        """Begin the sandbox of `traced`, while the program is compiled."""
        return begin_recorded(job, self._sandbox)

    def traced(
        self, job: Job, program: bytes, fills: Sequence[int], ahead: Waiting | None = None
    ) -> list[Recorded]:
        """Run a program with the recorder in it, some times in one sandbox.

        Args:
            job: The job.
            program: The program.
            fills: For each run, the byte that memory without a value is filled with.
            ahead: The sandbox that was begun, or None.
        """
        room = min(TRACE, job.run_limits.file_size)
        contents = [with_settings(program, job.pictures, fill, room) for fill in fills]
        return [
            Recorded(ran.stage, *_unmarked(_seen(ran.stage)), ran.artifact[:room])
            for ran in run_recorded(job, contents, self._sandbox, TRACE_FILE, ahead)
        ]


def _seen(stage: Stage) -> bytes:
    """Return what was printed on the standard output, or on the terminal."""
    return stage.text("terminal", "stdout")


def _unmarked(text: bytes) -> tuple[bytes, tuple[int, ...]]:
    """Return output without the marks of the recorder, and how many bytes of it stand before each."""
    pieces = _MARK.split(text)
    printed = []
    size = 0
    for piece in pieces[:-1]:
        size += len(piece)
        printed.append(size)
    return b"".join(pieces), tuple(printed)


def _is_alike(first: Recorded, second: Recorded) -> bool:
    """Whether two runs printed the same and ended in the same way."""
    return first.text == second.text and _end(first.stage) == _end(second.stage)


def _end(stage: Stage) -> tuple[object, ...]:
    return stage.exit_code, stage.signal, stage.limit_hit


def _is_as(plain: Stage, traced: Recorded, job: Job) -> bool:
    """Whether a run with the recorder was like the plain one, as far as it went.

    Addresses that a program prints differ, because the recorder is a part of it.
    """
    expected, text = _seen(plain), traced.text
    if plain.truncated:
        expected = expected[: job.run_limits.truncate - _LONGEST_ADDRESS]
        return _plain(text).startswith(_plain(expected)[:-_LONGEST_ADDRESS])
    if traced.trace.stopped:
        return _plain(expected).startswith(_plain(text[: -_LONGEST_ADDRESS or None]))
    return _plain(expected) == _plain(text) and _end(plain) == _end(traced.stage)


def _plain(text: bytes) -> bytes:
    return _ADDRESS.sub(b"0x", text)


def _remarked(memory: Memory, remark: Remark) -> Memory:
    others = tuple(item for item in memory.remarks if item.about is not remark.about)
    return replace(memory, remarks=(remark, *others))


def bounded(memory: Memory) -> bytes:
    """Return the text of pictures, with as many of them as it may have."""
    if len(memory.snapshots) > MEMORY_STEPS:
        memory = replace(memory, snapshots=memory.snapshots[:MEMORY_STEPS])
    text = encode(memory)
    while len(text) > MEMORY_TEXT and memory.snapshots:
        half = len(memory.snapshots) * 3 // 4
        memory = _remarked(replace(memory, snapshots=memory.snapshots[:half]), Remark(About.SIZE))
        text = encode(memory)
    return text
