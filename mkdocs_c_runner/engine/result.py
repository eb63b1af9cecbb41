"""What came of a job. One JSON shape serves the cache, the records, the endpoint and the tests."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from .job import MEBIBYTE, VIEWS, text_from_json, text_to_json

Stream = Literal["terminal", "stdout", "stderr", "stdin"]
LimitName = Literal["wall_time", "cpu_time", "memory", "output"]
Origin = Literal["record", "cache", "run", "none"]


class Verdict(enum.StrEnum):
    """The judged outcome of a job."""

    OK = "ok"
    COMPILE_ERROR = "compile-error"
    RUNTIME_ERROR = "runtime-error"
    TIME_LIMIT = "time-limit"
    MEMORY_LIMIT = "memory-limit"
    OUTPUT_LIMIT = "output-limit"
    INTERNAL_ERROR = "internal-error"


_BEYOND_MEASURE = 1e18
_MOST_CHARACTERS = 1 << 40

# Bytes that a stage can have printed: the limit of a run, and what was typed, with room to spare.
_LARGEST_OUTPUT = 4 * MEBIBYTE

# Bytes of an artifact: more than anybody reads on a page.
LARGEST_ARTIFACT = 256 * 1024

LIMIT_VERDICTS: dict[LimitName, Verdict] = {
    "wall_time": Verdict.TIME_LIMIT,
    "cpu_time": Verdict.TIME_LIMIT,
    "memory": Verdict.MEMORY_LIMIT,
    "output": Verdict.OUTPUT_LIMIT,
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of output of one stream; `stdin` is what was typed at that place."""

    stream: Stream
    text: bytes


@dataclass(frozen=True, slots=True)
class Stage:
    """How one stage ended.

    Attributes:
        exit_code: The exit status, or None if a signal ended it.
        signal: The name of that signal (`SIGSEGV`), or None.
        limit_hit: The limit that ended it, or None.
        segments: What was printed, in order.
        total_chars: The characters that were printed in all, typed input not counted.
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
        """Whether it ended by itself with status 0."""
        return self.exit_code == 0 and self.limit_hit is None

    def text(self, *streams: Stream) -> bytes:
        """The output of these streams, or of all but typed input."""
        return b"".join(
            segment.text
            for segment in self.segments
            if (segment.stream in streams if streams else segment.stream != "stdin")
        )

    def to_json(self) -> dict[str, Any]:
        """The stage as JSON values."""
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
        """The reverse of `to_json`. Raises ValueError unless the value has exactly that shape."""
        data = _mapping(value, _STAGE)
        segments = data["segments"]
        if not isinstance(segments, list):
            raise ValueError("segments must be a list")
        printed = tuple(
            Segment(_one_of(item["stream"], _STREAMS), text_from_json(item["text"]))
            for item in (_mapping(segment, _SEGMENT) for segment in segments)
        )
        if sum(len(segment.text) for segment in printed) > _LARGEST_OUTPUT:
            raise ValueError("the output is too large")
        return cls(
            exit_code=_optional_number(data["exit_code"], 255),
            signal=_optional_signal(data["signal"]),
            limit_hit=_one_of(data["limit_hit"], _LIMIT_NAMES),
            segments=printed,
            total_chars=_number(data["total_chars"], _MOST_CHARACTERS),
            truncated=_exactly(data["truncated"], bool),
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """What the run stage used, where it could be measured: seconds and bytes.

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
        """The measurements as JSON values."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, value: object) -> Measured:
        """The reverse of `to_json`; what is missing or no finite number is unknown."""
        data = value if isinstance(value, dict) else {}

        def number(name: str) -> float | None:
            found = data.get(name)
            if not isinstance(found, int | float) or isinstance(found, bool):
                return None
            return float(found) if abs(found) < _BEYOND_MEASURE else None

        rss = number("max_rss")
        return cls(
            cpu_time=number("cpu_time"),
            wall_time=number("wall_time"),
            max_rss=None if rss is None else int(rss),
            compile_time=number("compile_time"),
        )


@dataclass(frozen=True, slots=True)
class Artifact:
    """What a compiler made of the code, as text.

    Attributes:
        name: One of `job.VIEWS`.
        text: Its lines. Before the first tab of each stands the line of the source that it comes from,
            `main.c:3`, or nothing.
    """

    name: str
    text: bytes

    def to_json(self) -> dict[str, Any]:
        """The artifact as JSON values."""
        return {"name": self.name, "text": text_to_json(self.text)}

    @classmethod
    def from_json(cls, value: object) -> Artifact:
        """The reverse of `to_json`. Raises ValueError unless the value has that shape and is not too large."""
        data = _mapping(value, _ARTIFACT)
        text = text_from_json(data["text"])
        if len(text) > LARGEST_ARTIFACT:
            raise ValueError("the artifact is too large")
        return cls(_one_of(data["name"], _VIEWS), text)


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a job.

    Attributes:
        verdict: The judgement.
        compile: How the compile stage ended; its output is the compiler's diagnostics.
        run: How the run stage ended, or None if there was nothing to run.
        measured: Times and memory; they differ from run to run.
        artifacts: What else the compiler made, as the job asked.
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
        """Derives the verdict from the two stages."""
        return cls(_verdict(compile, run), compile, run, measured, artifacts)

    @classmethod
    def internal_error(cls, message: str) -> Result:
        """A result that says that the machine, not the program, failed."""
        segment = Segment("stderr", message.encode(errors="replace"))
        return cls(Verdict.INTERNAL_ERROR, Stage(segments=(segment,), total_chars=len(message)))

    def to_json(self) -> dict[str, Any]:
        """The result as JSON values."""
        return {
            "verdict": self.verdict.value,
            "compile": self.compile.to_json(),
            "run": None if self.run is None else self.run.to_json(),
            "artifacts": [artifact.to_json() for artifact in self.artifacts],
            "measured": self.measured.to_json(),
        }

    @classmethod
    def from_json(cls, value: object) -> Result:
        """The reverse of `to_json`.

        Raises:
            ValueError: Unless the value has that shape and its verdict follows from its stages.
        """
        data = _mapping(value, _RESULT)
        compile_stage = Stage.from_json(data["compile"])
        run_stage = None if data["run"] is None else Stage.from_json(data["run"])
        verdict = Verdict(_one_of(data["verdict"], _VERDICTS))
        if verdict is not _verdict(compile_stage, run_stage):
            raise ValueError("the verdict does not follow from the stages")
        measured = Measured.from_json(data["measured"])
        return cls(verdict, compile_stage, run_stage, measured, _artifacts(data["artifacts"]))


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result and where it comes from.

    Attributes:
        result: The result.
        origin: Where it comes from.
        compiler: What the compiler that made it said of itself, or empty if that is not known.
    """

    result: Result
    origin: Origin
    compiler: str = ""


def _verdict(compile: Stage, run: Stage | None) -> Verdict:  # noqa: A002
    for stage in (compile, run):
        if stage is not None and stage.limit_hit is not None:
            return LIMIT_VERDICTS[stage.limit_hit]
    if not compile.succeeded:
        return Verdict.COMPILE_ERROR
    if run is None:
        return Verdict.OK
    return Verdict.OK if run.succeeded else Verdict.RUNTIME_ERROR


_SEGMENT = frozenset({"stream", "text"})
_STAGE = frozenset(Stage.__slots__)
_ARTIFACT = frozenset(Artifact.__slots__)
_RESULT = frozenset({"verdict", "compile", "run", "artifacts", "measured"})

_STREAMS = frozenset(get_args(Stream))
_VIEWS = frozenset(VIEWS)
_LIMIT_NAMES = frozenset({*get_args(LimitName), None})
_VERDICTS = frozenset(item.value for item in Verdict)


def _mapping(value: object, keys: frozenset[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() != keys:
        raise ValueError(f"expected an object with {', '.join(sorted(keys))}")
    return value


def _exactly(value: Any, kind: type[Any]) -> Any:
    if type(value) is not kind:
        raise ValueError(f"expected {kind.__name__}, got {type(value).__name__}")
    return value


def _artifacts(value: object) -> tuple[Artifact, ...]:
    found = tuple(map(Artifact.from_json, _exactly(value, list)[: len(VIEWS) + 1]))
    if len({artifact.name for artifact in found}) < len(found):
        raise ValueError("two artifacts have one name")
    return found


def _number(value: Any, most: int) -> int:
    number = int(_exactly(value, int))
    if not 0 <= number <= most:
        raise ValueError(f"expected a number up to {most}")
    return number


def _optional_number(value: Any, most: int) -> int | None:
    return None if value is None else _number(value, most)


def _optional_signal(value: Any) -> str | None:
    if value is not None and not re.fullmatch(
        r"SIG[A-Z0-9]{1,12}(\+\d{1,2})?", _exactly(value, str)
    ):
        raise ValueError("expected the name of a signal")
    return None if value is None else str(value)


def _one_of(value: Any, choices: frozenset[Any]) -> Any:
    if value is not None and not isinstance(value, str):
        raise ValueError(f"expected a string, got {type(value).__name__}")
    if value not in choices:
        raise ValueError(f"expected one of {', '.join(map(str, choices))}")
    return value
