"""The answer to a request: what clients have always got, with our result and its HTML."""

from __future__ import annotations

import re
import signal
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..check.ran import Checked, Ran
from ..engine.artifacts import SESSION
from ..engine.result import Outcome, Result, Stage, Verdict
from ..html.block import inside, render, with_names
from ..html.publishing import Publishing, data_url
from ..html.session import render_session
from ..html.source import Source
from ..labels import Labels
from ..markup import EMPTY
from ..messages.read import Diagnostic
from ..program.columns import character_column
from ..program.session import SessionSnippet
from ..program.snippet import Snippet

# The characters of each stream in an answer.
LONGEST_STREAM = 10_000

_TIMED_OUT = "Execution timed out"
_NO_STATUS = -1
_BY_SIGNAL = 128
_KILLED_AT_LAST = re.compile(rb"SIGKILL(?=(?:\t\d+)?\n\Z)")

_BLOCK = re.compile(r"c-runner-[0-9a-f]{10}")
# A name for the HTML of a program that belongs to no page.
_NO_BLOCK = "c-runner-playground"


def answer(
    snippet: Snippet, result: Result, labels: Labels, name: str = "", *, stopped: bool = False
) -> dict[str, Any]:
    """Return the answer for a program that was compiled, and perhaps run.

    Args:
        snippet: The program.
        result: Its result.
        labels: The words in the HTML.
        name: The name of its block on the page, or empty.
        stopped: Whether its reader has stopped it.
    """
    seen = _without_signal(result) if stopped else result
    return {
        **_as_ever(result),
        "result": result.to_json(),
        "html": html(snippet, seen, labels, name),
    }


def compiled(snippet: Snippet, stage: Stage, labels: Labels, name: str = "") -> dict[str, Any]:
    """Return what is known of a program once it is compiled, before it runs.

    Args:
        snippet: The program.
        stage: The end of the compile stage.
        labels: The words in the HTML.
        name: The name of its block on the page, or empty.
    """
    result = Result(Verdict.OK if stage.succeeded else Verdict.COMPILE_ERROR, stage)
    ran = Ran.of(snippet, Outcome(result, "run"))
    shown = "" if stage.succeeded else html(snippet, result, labels, name)
    return {
        "success": stage.succeeded,
        "diagnostics": [_diagnostic(snippet, item) for item in ran.messages.diagnostics],
        "html": shown,
    }


def html(snippet: Snippet, result: Result, labels: Labels, name: str = "") -> str:
    """Return what stands in the group beneath the source."""
    checked = Checked(Ran.of(snippet, Outcome(result, "run")))
    own = name if _BLOCK.fullmatch(name) else _NO_BLOCK
    name, publishing = f"{own}-edited", Publishing(_address_of)
    if isinstance(snippet, SessionSnippet):
        group = with_names(render_session(checked, labels, publishing), name)
    else:
        group = render([checked], lambda: Source(EMPTY), name, labels, publishing)
    return str(inside(group.above))


def _without_signal(result: Result) -> Result:
    """Return the result of a program or session that its reader has stopped, who need not read with which signal."""
    if result.run is None or result.run.signal != signal.SIGKILL.name:
        return result
    artifacts = tuple(
        artifact._replace(text=_KILLED_AT_LAST.sub(b"", artifact.text))
        if artifact.name == SESSION
        else artifact
        for artifact in result.artifacts
    )
    return replace(result, run=result.run._replace(signal=None), artifacts=artifacts)


def _address_of(suffix: str, content: bytes) -> str:
    """Return an address that holds a whole file, but none of a script: pages have theirs, and run no other."""
    return "" if suffix == ".js" else data_url(suffix, content)


def _as_ever(result: Result) -> dict[str, Any]:
    """Return the fields that clients know from before there were others."""
    if result.verdict is Verdict.TIME_LIMIT:
        return _failed("timeout", _TIMED_OUT)
    if result.verdict is Verdict.INTERNAL_ERROR:
        return _failed("error", _text(result.compile.text()))
    if result.run is None:
        return {
            "success": result.compile.succeeded,
            "stage": "compile",
            "stderr": _text(result.compile.text()),
            "exit_code": status(result.compile),
        }
    code = status(result.run)
    return {
        "success": code == 0,
        "stage": "run",
        "stdout": _text(result.run.text("terminal", "stdout")),
        "stderr": _text(result.run.text("stderr")),
        "exit_code": code,
    }


def _failed(stage: str, reason: str) -> dict[str, Any]:
    return {"success": False, "stage": stage, "stderr": reason, "exit_code": _NO_STATUS}


def status(stage: Stage) -> int:
    """Return the exit status of a stage as a shell gives it; one that hit a limit was killed."""
    if stage.exit_code is not None:
        return stage.exit_code
    return _BY_SIGNAL + _number(stage.signal or signal.SIGKILL.name)


def _number(name: str) -> int:
    base, _, offset = name.partition("+")
    return int(signal.Signals[base]) + int(offset or 0)


def _text(data: bytes) -> str:
    return data.decode(errors="replace")[:LONGEST_STREAM]


def _diagnostic(snippet: Snippet, item: Diagnostic) -> Mapping[str, Any]:
    """Return a message of the compiler with the line of the file that the client sent."""
    line = snippet.program.line(item.file, item.line)
    column = item.column
    if line and column:
        column = character_column(line.text, column, snippet.variant.compiler)
    return {
        "file": line.part.name if line else item.file,
        "line": line.number if line else item.line,
        "column": column,
        "severity": item.kind,
        "text": item.text,
    }
