"""The outcome of a session at a shell: what each line printed, and how it ended."""

from __future__ import annotations

import re
from typing import NamedTuple

from .artifacts import SESSION
from .result import Artifact, Measured, Result, Segment, Stage

# The prompts of a shell: for a command, and for the further lines of one that goes on.
PROMPT = "$ "
CONTINUED = "> "

# Stands before how much a line printed. A record may say anything.
_BEFORE_TOTAL = "\t"
_ENDING = re.compile(r"exit [0-9]{1,3}|SIG[A-Z]{1,10}[0-9]{0,2}(?:\+[0-9]{1,2})?|[a-z]{1,10}-limit")
_TOTAL = re.compile("[0-9]{1,15}")


class Ended(NamedTuple):
    """A line that was executed.

    Attributes:
        command: The line.
        output: What it printed.
        ending: How it ended: `exit 0`, a signal such as `SIGSEGV`, or a verdict such as `time-limit`.
        total: The characters that it printed, if not all of them are kept; else 0.
    """

    command: str
    output: bytes
    ending: str
    total: int = 0


def ending_of(stage: Stage) -> str:
    """Return how a line ended, in the words that pages have for it, and how much it printed if that is not kept."""
    ending = stage.signal or f"exit {stage.exit_code or 0}"
    if stage.limit_hit is not None:
        ending = Result.judge(Stage(0), stage, Measured()).verdict.value
    return f"{ending}{_BEFORE_TOTAL}{stage.total_chars}" if stage.truncated else ending


def typed_segment(command: str) -> Segment:
    """Return a line as it is typed in the output of a session."""
    typed = command.replace("\n", f"\n{CONTINUED}")
    return Segment("stdin", f"{PROMPT}{typed}\n".encode())


def printed_segments(stage: Stage) -> list[Segment]:
    """Return all that a line printed, as it stands in the output of a session."""
    text = stage.text()
    return [Segment("terminal", text)] if text else []


def artifact_of(endings: list[str]) -> Artifact:
    """Return the artifact that tells how the lines ended."""
    return Artifact(SESSION, "".join(f"{ending}\n" for ending in endings).encode())


def ended_lines(result: Result) -> list[Ended]:
    """Return the lines of a session that were executed, in order; none if a program of it did not compile.

    No line can be forged: what is typed is told from what is printed by the stream of its segment, and only we make
    segments.
    """
    run = result.run
    texts = [artifact.text for artifact in result.artifacts if artifact.name == SESSION]
    if run is None or not texts:
        return []
    endings = texts[0].decode(errors="replace").split("\n")
    lines: list[Ended] = []
    for segment in run.segments:
        if segment.stream == "stdin":
            typed = segment.text.decode(errors="replace").removesuffix("\n")
            command = typed.removeprefix(PROMPT).replace(f"\n{CONTINUED}", "\n")
            told = endings[len(lines)] if len(lines) < len(endings) else ""
            ending, _, total = told.partition(_BEFORE_TOTAL)
            lines.append(
                Ended(
                    command,
                    b"",
                    ending if _ENDING.fullmatch(ending) else "",
                    int(total) if _TOTAL.fullmatch(total) else 0,
                )
            )
        elif lines:
            last = lines[-1]
            lines[-1] = last._replace(output=last.output + segment.text)
    return lines
