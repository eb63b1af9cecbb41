"""The outcome of a job. One JSON shape serves the cache, the records, the command and the tests."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, get_args

from .artifacts import ARTIFACTS, PROGRAM_FILE, SESSION
from .job import MEBIBYTE
from .json_checks import exactly, mapping, number, one_of, optional_number, optional_signal
from .text_in_json import text_from_json, text_to_json

Stream = Literal["terminal", "stdout", "stderr", "stdin"]
LimitName = Literal["wall_time", "cpu_time", "memory", "output"]
Origin = Literal["record", "cache", "run", "none"]


class Verdict(enum.StrEnum):
    """The judgment on a job."""

    OK = "ok"
    COMPILE_ERROR = "compile-error"
    RUNTIME_ERROR = "runtime-error"
    TIME_LIMIT = "time-limit"
    MEMORY_LIMIT = "memory-limit"
    OUTPUT_LIMIT = "output-limit"
    INTERNAL_ERROR = "internal-error"


_BEYOND_MEASURE = 1e18
_MOST_CHARACTERS = 1 << 40

# The most bytes of output of a stage: the limit of a run, and typed input, with room to spare.
_LARGEST_OUTPUT = 4 * MEBIBYTE

# The most bytes of an artifact: more than anybody reads on a page.
LARGEST_ARTIFACT = 256 * 1024

LIMIT_VERDICTS: dict[LimitName, Verdict] = {
    "wall_time": Verdict.TIME_LIMIT,
    "cpu_time": Verdict.TIME_LIMIT,
    "memory": Verdict.MEMORY_LIMIT,
    "output": Verdict.OUTPUT_LIMIT,
}


class Segment(NamedTuple):
    """A stretch of output of one stream; `stdin` is text that was typed at that place."""

    stream: Stream
    text: bytes


class Stage(NamedTuple):
    """The end of one stage, and its output.

    Attributes:
        exit_code: The exit status, or None if a signal ended it.
        signal: The name of that signal (`SIGSEGV`), or None.
        limit_hit: The limit that ended it, or None.
        segments: The output, in order.
        total_chars: The number of characters that were printed in all, typed input not counted.
        truncated: Whether the segments hold less than that.
    """

    exit_code: int | None = None
    signal: str | None = None
    limit_hit: LimitName | None = None
    segments: tuple[Segment, ...] = ()
    total_chars: int = 0
    truncated: bool = False

    @property
    def succeeded(self) -> bool:
        """Whether the stage ended by itself with exit status 0."""
        return self.exit_code == 0 and self.limit_hit is None

    def text(self, *streams: Stream) -> bytes:
        """Return the output of these streams, or of all without typed input."""
        return b"".join(
            segment.text
            for segment in self.segments
            if (segment.stream in streams if streams else segment.stream != "stdin")
        )

    def pieces(self, *streams: Stream) -> list[tuple[bytes, bool]]:
        """Return the output of these streams in pieces, each with whether it was typed."""
        return [
            (segment.text, segment.stream == "stdin")
            for segment in self.segments
            if segment.stream in streams
        ]

    def to_json(self) -> dict[str, Any]:
        """Return the stage as JSON values."""
        return {
            "exit_code": self.exit_code,
            "signal": self.signal,
            "limit_hit": self.limit_hit,
            "segments": [
                {"stream": segment.stream, "text": text_to_json(segment.text)}
                for segment in self.segments
            ],
            "total_chars": self.total_chars,
            "truncated": self.truncated,
        }

    @classmethod
    def from_json(cls, value: object) -> Stage:
        """Reverse `to_json`. Raises ValueError unless the value has exactly that shape."""
        if value == _QUIET_JSON:  # most compile stages
            return _QUIET
        data = mapping(value, _STAGE)
        segments = data["segments"]
        if not isinstance(segments, list):
            raise ValueError("segments must be a list")
        items = [mapping(segment, _SEGMENT) for segment in segments]
        printed = [
            Segment(one_of(item["stream"], _STREAMS), text_from_json(item["text"]))
            for item in items
        ]
        if sum([len(segment.text) for segment in printed]) > _LARGEST_OUTPUT:
            raise ValueError("the output is too large")
        return cls(
            exit_code=optional_number(data["exit_code"], 255),
            signal=optional_signal(data["signal"]),
            limit_hit=one_of(data["limit_hit"], _LIMIT_NAMES),
            segments=tuple(printed),
            total_chars=number(data["total_chars"], _MOST_CHARACTERS),
            truncated=exactly(data["truncated"], bool),
        )


class Measured(NamedTuple):
    """Measurements, where they could be made: seconds and bytes.

    Attributes:
        cpu_time: Processor seconds of the program and the children it waited for.
        wall_time: Seconds from the start of the program to its end.
        max_rss: The most memory one of its processes held, in bytes.
        compile_time: Seconds that the compile stage took.
    """

    cpu_time: float | None = None
    wall_time: float | None = None
    max_rss: int | None = None
    compile_time: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the measurements as JSON values."""
        return self._asdict()

    @classmethod
    def from_json(cls, value: object) -> Measured:
        """Reverse `to_json`; a value that is missing or no finite number is unknown."""
        data = value if isinstance(value, dict) else {}
        cpu_time, wall_time, rss, compile_time = [
            _measurement(data.get(name)) for name in cls._fields
        ]
        return cls(cpu_time, wall_time, None if rss is None else int(rss), compile_time)


class Artifact(NamedTuple):
    """A view that a compiler made of the code, or the pictures of a program's memory, as text.

    Attributes:
        name: One of `artifacts.ARTIFACTS`, `artifacts.SESSION`, or `artifacts.PROGRAM_FILE`, whose text is a file.
        text: Its lines. In a view, the line of the source comes before the first tab: `main.c:3`, or nothing.
    """

    name: str
    text: bytes

    def to_json(self) -> dict[str, Any]:
        """Return the artifact as JSON values."""
        return {"name": self.name, "text": text_to_json(self.text)}

    @classmethod
    def from_json(cls, value: object) -> Artifact:
        """Reverse `to_json`. Raises ValueError unless the value has that shape and is not too large."""
        data = mapping(value, _ARTIFACT)
        text = text_from_json(data["text"])
        if len(text) > LARGEST_ARTIFACT:
            raise ValueError("the artifact is too large")
        return cls(one_of(data["name"], _ARTIFACTS), text)


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a job.

    Attributes:
        verdict: The judgment.
        compile: The compile stage; its output is the compiler's diagnostics.
        run: The run stage, or None if there was nothing to run.
        measured: Times and memory; they differ from run to run.
        artifacts: The views and pictures that the job asked for.
    """

    verdict: Verdict
    compile: Stage
    run: Stage | None = None
    measured: Measured = field(default_factory=Measured, compare=False)
    artifacts: tuple[Artifact, ...] = ()

    @classmethod
    def judge(
        cls,
        compile: Stage,  # noqa: A002
        run: Stage | None,
        measured: Measured,
        artifacts: tuple[Artifact, ...] = (),
    ) -> Result:
        """Derive the verdict from the two stages."""
        return cls(_verdict(compile, run), compile, run, measured, artifacts)

    @classmethod
    def internal_error(cls, message: str) -> Result:
        """Return a result that reports a failure of the machine, not of the program."""
        segment = Segment("stderr", message.encode(errors="replace"))
        return cls(Verdict.INTERNAL_ERROR, Stage(segments=(segment,), total_chars=len(message)))

    def to_json(self) -> dict[str, Any]:
        """Return the result as JSON values."""
        return {
            "verdict": self.verdict.value,
            "compile": self.compile.to_json(),
            "run": None if self.run is None else self.run.to_json(),
            "artifacts": [artifact.to_json() for artifact in self.artifacts],
            "measured": self.measured.to_json(),
        }

    @classmethod
    def from_json(cls, value: object) -> Result:
        """Reverse `to_json`.

        Raises:
            ValueError: Unless the value has that shape and its verdict follows from its stages.
        """
        data = mapping(value, _RESULT)
        compile_stage = Stage.from_json(data["compile"])
        run_stage = None if data["run"] is None else Stage.from_json(data["run"])
        verdict = Verdict(one_of(data["verdict"], _VERDICTS))
        if verdict is not _verdict(compile_stage, run_stage):
            raise ValueError("the verdict does not follow from the stages")
        measured = Measured.from_json(data["measured"])
        return cls(verdict, compile_stage, run_stage, measured, _artifacts(data["artifacts"]))


class Outcome(NamedTuple):
    """A result and its origin.

    Attributes:
        result: The result.
        origin: The place that it comes from: a record, the cache, a run, or none of them.
        compiler: The version that its compiler prints, or empty if that is not known.
    """

    result: Result
    origin: Origin
    compiler: str = ""


def _measurement(value: Any) -> float | None:
    is_number = type(value) in (int, float)  # True is none
    return float(value) if is_number and abs(value) < _BEYOND_MEASURE else None


def _verdict(compile: Stage, run: Stage | None) -> Verdict:  # noqa: A002
    for stage in (compile, run):
        if stage is not None and stage.limit_hit is not None:
            return LIMIT_VERDICTS[stage.limit_hit]
    if not compile.succeeded:
        return Verdict.COMPILE_ERROR
    if run is None:
        return Verdict.OK
    return Verdict.OK if run.succeeded else Verdict.RUNTIME_ERROR


_QUIET = Stage(exit_code=0)
_QUIET_JSON = _QUIET.to_json()

_SEGMENT = frozenset({"stream", "text"})
_STAGE = frozenset(Stage._fields)
_ARTIFACT = frozenset(Artifact._fields)
_RESULT = frozenset({"verdict", "compile", "run", "artifacts", "measured"})

_STREAMS = frozenset(get_args(Stream))
_ARTIFACTS = frozenset({*ARTIFACTS, PROGRAM_FILE, SESSION})
_LIMIT_NAMES = frozenset({*get_args(LimitName), None})
_VERDICTS = frozenset(item.value for item in Verdict)


def _artifacts(value: object) -> tuple[Artifact, ...]:
    artifacts = tuple(map(Artifact.from_json, exactly(value, list)[: len(ARTIFACTS) + 1]))
    if len({artifact.name for artifact in artifacts}) < len(artifacts):
        raise ValueError("two artifacts have one name")
    return artifacts
