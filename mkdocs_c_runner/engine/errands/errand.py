"""An errand: a job that travels to another process as bytes, is executed there, and comes back as its result."""

from __future__ import annotations

import json
import platform
from typing import Any, NamedTuple

from ..canonical import canonical
from ..cures import exhausted
from ..errors import CompilerNotFound, EngineError, SandboxUnavailable
from ..executor import Conditions, Executor
from ..job import Job
from ..json_checks import exactly, mapping
from ..result import Result
from ..store.json_files import parse_json
from .job_json import job_from_json, job_to_json

# Raise it when the bytes of errands or of their answers change.
VERSION = 1

_KINDS: dict[str, type[EngineError]] = {
    "machine": EngineError,
    "sandbox": SandboxUnavailable,
    "compiler": CompilerNotFound,
}
_CONDITIONS = frozenset(Conditions._fields)
_ERROR = frozenset({"kind", "reason", "cure", "compiler"})
_REFUSAL = frozenset({"machine", "conditions"})


class OtherConditions(EngineError):
    """The process that was to execute a job meets other conditions than those for which the job's result is wanted."""


class Errand(NamedTuple):
    """A job and the conditions under which it is to be executed.

    Attributes:
        job: The job.
        conditions: The conditions that it meets where its result is wanted, or None if they are not compared.
    """

    job: Job
    conditions: Conditions | None = None

    def to_bytes(self) -> bytes:
        """Return the errand as bytes."""
        wanted = self.conditions and self.conditions._asdict()
        value = {"version": VERSION, "job": job_to_json(self.job), "conditions": wanted}
        return canonical(value)

    @classmethod
    def from_bytes(cls, content: bytes) -> Errand:
        """Reverse `to_bytes`.

        Raises:
            ValueError: If another version of this package wrote it.
        """
        value = json.loads(content)
        if not isinstance(value, dict) or value.get("version") != VERSION:
            raise ValueError("another version")
        wanted = value.get("conditions")
        conditions = None if wanted is None else _conditions_from(wanted)
        return cls(job_from_json(value.get("job")), conditions)


def do_errand(content: bytes, executor: Executor) -> bytes:
    """Execute the job of an errand, and return the answer as bytes. Called where the job is executed.

    The answer is a result, the reason why the machine failed, or other conditions than the wanted ones.

    Args:
        content: The bytes of an errand.
        executor: Executes its job.
    """
    try:
        errand = Errand.from_bytes(content)
    except (ValueError, TypeError) as error:
        return _failed(
            EngineError(
                f"{platform.node()} has another version of mkdocs-c-runner: {error}.",
                "Install the same version of mkdocs-c-runner on both machines.",
            )
        )
    try:
        if errand.conditions is not None:
            conditions = executor.conditions(errand.job)
            if conditions.digest != errand.conditions.digest:
                refusal = {"machine": platform.node(), "conditions": conditions._asdict()}
                return canonical({"refused": refusal})
        return canonical({"result": executor.execute(errand.job).to_json()})
    except EngineError as error:
        return _failed(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, the block's page must say so
        return _failed(exhausted(error) or EngineError(f"{type(error).__name__}: {error}"))


def result_of(answer: object, wanted: Conditions | None = None) -> Result:
    """Return the result in an answer, of which nothing is trusted.

    Args:
        answer: The answer: bytes, if all is as it should be.
        wanted: The conditions of the errand, which an error names.

    Raises:
        EngineError: If the machine that was to execute the job failed; `OtherConditions` if it has another compiler.
        ValueError: If it is no answer.
    """
    value = parse_json(answer) if isinstance(answer, bytes) else None
    if isinstance(value, dict) and len(value) == 1:
        if "result" in value:
            return Result.from_json(value["result"])
        if "error" in value:
            raise _error_from(value["error"])
        if "refused" in value:
            raise _refusal_from(value["refused"], wanted)
    raise ValueError("no answer to an errand")


def _failed(error: EngineError) -> bytes:
    kind = next(name for name, kind in reversed(_KINDS.items()) if isinstance(error, kind))
    compiler = error.compiler if isinstance(error, CompilerNotFound) else ""
    described = {"kind": kind, "reason": error.reason, "cure": error.cure, "compiler": compiler}
    return canonical({"error": described})


def _error_from(value: object) -> EngineError:
    data = mapping(value, _ERROR)
    reason, cure, compiler = (exactly(data[name], str) for name in ("reason", "cure", "compiler"))
    kind = _KINDS.get(exactly(data["kind"], str), EngineError)
    return CompilerNotFound(compiler, reason, cure) if compiler else kind(reason, cure)


def _refusal_from(value: object, wanted: Conditions | None) -> OtherConditions:
    data = mapping(value, _REFUSAL)
    there, machine = _conditions_from(data["conditions"]), exactly(data["machine"], str)
    here = wanted or there
    return OtherConditions(
        f"{machine} does not execute this block, because {_difference(here, there, machine)}.",
        "Install the same packages on both, for example by the same container image.",
    )


def _difference(here: Conditions, there: Conditions, machine: str) -> str:
    """Return what is not the same on two machines, in words."""
    if here.compiler != there.compiler:
        return f"it has {there.compiler}, and {platform.node()} has {here.compiler}"
    if here.executor != there.executor:
        return (
            f"it has another version of mkdocs-c-runner: its rules are “{there.executor}”, "
            f"and those of {platform.node()} are “{here.executor}”"
        )
    return (
        f"its {here.compiler}, or its headers and libraries, are other files than those of {platform.node()}"
        f" (digest {_short(there.system)} on {machine}, {_short(here.system)} on {platform.node()})"
    )


def _short(digest: str) -> str:
    """Return the beginning of each of the digests that make up one."""
    return "-".join(part[:8] for part in digest.split("-"))


def _conditions_from(value: Any) -> Conditions:
    data = mapping(value, _CONDITIONS)
    return Conditions(*(exactly(data[name], str) for name in Conditions._fields))
