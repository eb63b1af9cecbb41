"""The executor of WebAssembly: the compiler of the toolchain, and wasmtime around it and around the programs."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Callable
from typing import Any

from ..artifacts import FIGURES, PROGRAM_FILE
from ..cures import killed
from ..errors import EngineError
from ..executor import Conditions
from ..figures import artifact_of
from ..job import Job, Limits, environment
from ..result import Artifact, Measured, Result, Segment, Stage
from ..sandbox.transcript import Transcript
from ..text_in_json import text_from_json, text_to_json
from ..toolchain.languages import is_source
from ..working_files import files_of
from .module import published
from .process import Pool, Silent, TimedOut
from .refused import refusal
from .toolchain import PROGRAM, Toolchain, installed

# What the tools say of static variables that need more memory than a program may have. The compiler writes all of them
# into its file.
_TOO_LARGE = re.compile(
    rb"wasm-ld: error: maximum memory too small|^LLVM ERROR: out of memory|: 'No space left on device'",
    re.MULTILINE,
)


# Seconds that a program may take that was compiled quickly: it runs two to four times slower then, and nothing
# but the end of its process ends it.
_QUICK = 1.0

# How the linker names the file that was made of a source.
_OBJECT = re.compile(rb"^((?:wasm-ld:|>>>) .*?)tmp/(\d{1,4})(?=\.o\b)", re.MULTILINE)

# The seconds of 400 days and some hours, minutes and seconds.
_LATER = 400 * 86_400 + 18_431

# Seconds that a process may take longer than a program that it ends by itself.
_GRACE = 10.0

# The linker makes a program without a main all the same, and calls by these names what takes its place.
_WITHOUT_MAIN = (b"undefined_weak:main", b"undefined_weak:__main_argc_argv")


class WasmExecutor:
    """Executes jobs as WebAssembly.

    Args:
        toolchain: Returns the toolchain. It is called when something has to be compiled.
    """

    def __init__(self, toolchain: Callable[[], Toolchain] = installed) -> None:
        self._toolchain = toolchain
        self._pool = Pool()

    def begin_build(self) -> None:
        """Do nothing: an installed distribution does not change."""

    def conditions(self, job: Job) -> Conditions:
        """Return the conditions of a job, the same for all; see `Executor.conditions`."""
        if job.session:
            raise EngineError(
                "A session needs a shell and the commands of Linux. Set sandbox: bwrap in mkdocs.yml, or record "
                "the results of the site on Linux with mkdocs-c-runner update."
            )
        return self._toolchain().conditions

    def prepare(self) -> None:
        """Make sure that there is a toolchain; see `Executor.prepare`."""
        self._toolchain()

    def execute(self, job: Job) -> Result:
        """Compile a job and run it; see `Executor.execute`."""
        toolchain = self._toolchain()
        if reason := refusal(job):
            return Result.judge(_refused(reason), None, Measured())
        begin = time.monotonic()
        built = self._asked(toolchain, _build(toolchain, job), job.compile_limits.wall_time)
        compiled = _stage(_with_names(built, job), job.compile_limits, job)
        measured = Measured(compile_time=round(time.monotonic() - begin, 6))
        if _TOO_LARGE.search(compiled.text()):
            return Result.judge(Stage(exit_code=0), Stage(limit_hit="memory"), measured)
        if not compiled.succeeded or not job.runs:
            return Result.judge(compiled, None, measured)
        program = text_from_json(built["made"])
        if any(name in program for name in _WITHOUT_MAIN):
            return Result.judge(_refused("wasm-ld: error: undefined symbol: main"), None, measured)
        ran = self._ran(toolchain, job, program)
        if "unfit" in ran:
            return Result.judge(
                _refused(f"The program cannot be run: {ran['unfit']}"), None, measured
            )
        measured = Measured(
            wall_time=ran.get("seconds"),
            max_rss=ran.get("memory"),
            compile_time=measured.compile_time,
        )
        made = (_program(program),) if PROGRAM_FILE in job.artifacts else ()
        if FIGURES in job.artifacts:
            made = (*made, artifact_of(measured))
        return Result.judge(compiled, _stage(ran, job.run_limits, job), measured, made)

    def _ran(self, toolchain: Toolchain, job: Job, program: bytes) -> dict[str, Any]:
        """Return how a program ran: compiled quickly, and if it takes long then, once more, compiled well."""
        limit = job.run_limits.wall_time
        request = _run(job, program)
        quick = {**request, "is_quick": True, "seconds": min(_QUICK, limit)}
        ran = self._asked(toolchain, quick, quick["seconds"])
        if ran.get("limit_hit") != "wall_time":
            return ran
        return self._asked(toolchain, request, limit + _GRACE)

    def _asked(
        self, toolchain: Toolchain, request: dict[str, Any], seconds: float
    ) -> dict[str, Any]:
        """Return the answer of a process; a limit of time ends it. If it was killed, another one is asked.

        Raises:
            EngineError: If that one ends without an answer, too.
        """
        for _ in range(2):
            with self._pool.process(toolchain) as process:
                try:
                    return process.ask(request, seconds)
                except TimedOut:
                    ended = {"exit_code": None, "signal": None, "limit_hit": "wall_time"}
                    return {**ended, "pieces": [], "made": ""}
                except Silent:
                    continue
        raise killed("The process that runs WebAssembly has ended without an answer.")

    def close_idle(self) -> None:
        """End the processes that wait for the next job; see `Executor.close_idle`."""
        self._pool.close_idle()


def _build(toolchain: Toolchain, job: Job) -> dict[str, Any]:
    return {
        "do": "build",
        "files": [(source.name, text_to_json(source.content)) for source in job.sources],
        "steps": toolchain.steps(job),
        "keep": PROGRAM,
        "seconds": job.compile_limits.wall_time,
        "output": job.compile_limits.output,
    }


def _with_names(built: dict[str, Any], job: Job) -> dict[str, Any]:
    """Return the answer of a compiler that names sources where the linker names its files."""
    sources = [source.name for source in job.sources if is_source(source.name)]

    def name(found: re.Match[bytes]) -> bytes:
        number = int(found[2])
        return found[1] + sources[number].encode() if number < len(sources) else found[0]

    pieces = [
        [stream, text_to_json(_OBJECT.sub(name, text_from_json(text)))]
        for stream, text in built.get("pieces", ())
    ]
    return {**built, "pieces": pieces}


def _run(job: Job, program: bytes) -> dict[str, Any]:
    limits = job.run_limits
    return {
        "do": "run",
        "is_quick": False,
        "program": text_to_json(program),
        "files": [(name, text_to_json(content)) for name, content in files_of(job).items()],
        "arguments": [f"./{job.program}", *job.args],
        "environment": environment(job.env),
        "stdin": text_to_json(job.stdin),
        "stdio": job.stdio,
        "seconds": limits.wall_time,
        "memory": limits.memory,
        "output": limits.output,
        "file_size": limits.file_size,
        # Whoever runs a published program does it later: what depends on the time is then seen to be different.
        "ahead": _LATER if PROGRAM_FILE in job.artifacts else 0,
    }


def _stage(answer: dict[str, Any], limits: Limits, job: Job) -> Stage:
    """Return a stage as a process has told it."""
    if "unfit" in answer:
        return _refused(f"The program cannot be run: {answer['unfit']}")
    transcript = Transcript(limits.output)
    for stream, text in answer["pieces"]:
        data = text_from_json(text)
        if stream == "stdin":
            transcript.add_typed(data)
        else:
            transcript.add(stream, data)
    segments, total = transcript.segments(limits.truncate, is_seen=job.stdio == "terminal")
    return Stage.from_json(
        {
            **{name: answer[name] for name in ("exit_code", "signal", "limit_hit")},
            "segments": [
                {"stream": item.stream, "text": text_to_json(item.text)} for item in segments
            ],
            "total_chars": total,
            "truncated": total > sum(map(_characters, segments)),
        }
    )


def _characters(segment: Segment) -> int:
    return 0 if segment.stream == "stdin" else len(segment.text.decode(errors="surrogateescape"))


def _refused(reason: str) -> Stage:
    return Stage(
        exit_code=1, segments=(Segment("stderr", f"{reason}\n".encode()),), total_chars=len(reason)
    )


def _program(program: bytes) -> Artifact:
    """Return a program as it is published."""
    return Artifact(PROGRAM_FILE, gzip.compress(published(program), 6, mtime=0))
