"""Whole pages, whatever is in them: front matter, headers, prose, included files, records and outputs.

MkDocs builds each. No error leaves, and the cost of a page grows with its size alone.
`FUZZ_EXAMPLES=100000 pytest tests/test_fuzz_sites.py` looks for longer.
"""

from __future__ import annotations

import json
import re
import resource
import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_c_runner.engine import executors
from mkdocs_c_runner.engine.executor import Conditions
from mkdocs_c_runner.engine.job import Job
from mkdocs_c_runner.engine.processes.processes import Processes
from mkdocs_c_runner.engine.result import Result
from mkdocs_c_runner.fence.options import ROWS
from mkdocs_c_runner.fence.table import FENCE, PAGE

from .conftest import BuildSite
from .linear import HOSTILE_TEXTS, STEEPEST, slope
from .strategies import FRAGMENTS, HEADERS, PAGES, PROFILE, RESULTS

# CPU seconds beyond which the growth of a cost can be told from noise.
MEASURABLE = 0.5
# Bytes that a build may hold at one time, and bytes more for each character of the site.
MEMORY, MEMORY_OF_A_CHARACTER = 256 << 20, 2000
# What marks a fence of C.
MARKS = re.compile(r"(?m)^([^`~\n]*[`~]{3,})[ {.]*c\b.*")
# Characters of a page that is drawn, and of a value in it.
PAGE_LENGTH, MOST_COPIES = 10_000, 1_000

EXTENSIONS = ["pymdownx.superfences", "attr_list", "md_in_html", "pymdownx.snippets", "tables"]
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
COMMANDS = re.compile(r"^(?:::|##vso|##\[|##teamcity)")


@dataclass(frozen=True)
class Piece:
    """A text that stands several times in a page, behind a beginning and before an end."""

    text: str
    copies: int = 1
    beginning: str = ""
    end: str = ""

    def written(self, scale: int = 1) -> str:
        copies = self.copies * scale if self.copies > 1 else 1
        return f"{self.beginning}{self.text * copies}{self.end}"


TEXTS = st.sampled_from(
    sorted({text for kind in HOSTILE_TEXTS.values() for text in kind["pieces"]})
)
COPIES = st.just(1) | st.integers(2, 60) | st.integers(61, MOST_COPIES)
NAMES = sorted(ROWS[FENCE])
OF_PAGES = sorted(ROWS[PAGE])
VALUES = st.sampled_from(
    [
        "on",
        "source output",
        "exit 3",
        "any",
        "2s",
        "-O2",
        "A=1",
        "list.h",
        "x",
        "a b c",
        "index.md#x",
    ]
)
ATTACHED = st.sampled_from(["", "list.h", "missing", "docs/../../up", "x" * 300])


def value(draw: st.DrawFn) -> str:
    """A value of an option: one that could be meant, or a piece, repeated."""
    if draw(st.booleans()):
        known: str = draw(VALUES)
        return known
    repeated: str = draw(TEXTS).replace("\n", " ") * draw(st.integers(1, 200))
    return repeated


@st.composite
def header(draw: st.DrawFn) -> str:
    """The header of a fence: some options, right and wrong ones."""
    given_options = draw(st.lists(st.sampled_from(NAMES), max_size=4))
    options = [f'{name}="{value(draw)}"' for name in given_options]
    return " ".join([draw(HEADERS), *options])


@st.composite
def fence(draw: st.DrawFn) -> Piece:
    """A fence, in which a piece is repeated."""
    kind = draw(st.sampled_from(["c run", "header", "output"]))
    opening = draw(header()) if kind == "header" else kind
    piece = draw(TEXTS)
    return Piece(
        piece, draw(COPIES), f"```{opening}\n{draw(st.sampled_from(['', 'int x;']))}", "\n```\n"
    )


@st.composite
def several_fences(draw: st.DrawFn) -> Piece:
    """One fence, many times: with copies that use each other, or the same files."""
    return Piece(f"```{draw(header())}\nint x;\n```\n\n", draw(st.integers(2, 60)), "\n")


@st.composite
def front_matter(draw: st.DrawFn) -> str:
    """The head of a page, with options of ours that mean something, or repeated pieces."""
    if not draw(st.booleans()):
        return ""
    lines = []
    for name in draw(st.lists(st.sampled_from([*OF_PAGES, "enabled", "such"]), max_size=4)):
        text = value(draw)
        spelled = json.dumps(text) if draw(st.booleans()) else text.strip() or "x"
        lines.append(f"  {name}: {spelled}\n")
    more = Piece(draw(TEXTS), draw(st.integers(1, 300))).written() if draw(st.booleans()) else ""
    return f"---\nc_runner:\n{''.join(lines)}{more}\n---\n"


PROSE = st.builds(Piece, TEXTS, COPIES, st.just("\n"), st.just("\n\n"))
PARTS = st.lists(
    st.one_of(fence(), several_fences(), PROSE, PAGES.map(lambda text: Piece(text, 1, "\n", "\n"))),
    min_size=1,
    max_size=5,
).filter(lambda parts: sum(len(part.written()) for part in parts) < PAGE_LENGTH)


@st.composite
def records(draw: st.DrawFn) -> str:
    """A file of records: those of another version, or hostile ones."""
    text = draw(TEXTS) * draw(st.integers(1, 500))
    return draw(
        st.sampled_from(
            ["", "{}", "[" * 400 + "]" * 400, json.dumps({"version": 1, "blocks": [text] * 9})]
        )
        | st.just(text)
    )


@st.composite
def outcome(draw: st.DrawFn) -> Result:
    """A result, in which the text of an output is repeated."""
    result = draw(RESULTS)
    copies = draw(st.integers(1, 300))
    fragment = draw(st.sampled_from(FRAGMENTS))
    run = result.run
    if run is None or not run.segments:
        return result
    first = run.segments[0]._replace(text=run.segments[0].text + fragment * copies)
    return replace(result, run=run._replace(segments=(first, *run.segments[1:])))


class Imagined:
    """An executor that executes nothing."""

    def __init__(self, result: Result) -> None:
        self._result = result

    def begin_build(self) -> None: ...

    def prepare(self) -> None: ...

    def close_idle(self) -> None: ...

    def conditions(self, job: Job) -> Conditions:  # noqa: ARG002 - an executor's signature
        return Conditions("imagined 1", "system", "gcc 14")

    def execute(self, job: Job) -> Result:  # noqa: ARG002 - an executor's signature
        return self._result


def peak() -> int:
    """The most memory that this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


@PROFILE
@given(front_matter(), PARTS, records(), outcome(), ATTACHED, st.booleans())
def test_any_site(
    build_site: BuildSite,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    head: str,
    parts: list[Piece],
    record: str,
    result: Result,
    attached: str,
    snippet: bool,
) -> None:
    monkeypatch.setattr(executors, "NativeExecutor", lambda *_: Imagined(result))
    monkeypatch.setattr(Processes, "start", lambda *_: None)  # they would execute real programs

    def cost(scale: int, plugins: list[Any]) -> tuple[float, list[str]]:
        for name in ("docs", "c-results", ".cache", "site"):
            shutil.rmtree(tmp_path / name, ignore_errors=True)
        (tmp_path / "docs").mkdir()
        (tmp_path / "c-results").mkdir()
        (tmp_path / "c-results" / "index.md.json").write_text(record)
        (tmp_path / "docs" / "list.h").write_text("int list;\n" * 9 * scale)
        body = "".join(part.written(scale) for part in parts)
        if attached:
            body += f'\n```c run data="{attached}" stdin_file="{attached}"\nint x;\n```\n'
        if snippet:
            body += '\n--8<-- "docs/list.h"\n'
        page = head + body
        if not plugins:
            page = MARKS.sub(r"\1c", page)
        begin = time.process_time()
        site = build_site(
            {"index.md": page}, {"plugins": plugins, "markdown_extensions": EXTENSIONS}
        )
        return time.process_time() - begin, site.log

    plugins = [{"c-runner": {"on_failure": "warn", "on_mistake": "warn"}}]
    before = peak()
    took, log = cost(1, plugins)

    length = len(head) + sum(len(part.written()) for part in parts) + len(record)
    assert peak() - before < MEMORY + MEMORY_OF_A_CHARACTER * length, "the build takes much memory"
    for line in "\n".join(log).split("\n"):
        assert not CONTROL.search(line), line
        assert not COMMANDS.search(line), line
        assert "Traceback" not in line, log
        assert "Config value" not in line, log
        assert "could not be rendered" not in line, log
    # Markdown and Pygments themselves take more than their share of some pages, and minutes of one that is four times
    # as long. They see the same code where its fences are not marked.
    if took > MEASURABLE and took > 2 * cost(1, [])[0]:
        ours = [slope(lambda scale: cost(scale, plugins)[0], 1, 4) for _ in range(2)]
        theirs = slope(lambda scale: cost(scale, [])[0], 1, 4)
        assert min(ours) < max(STEEPEST, theirs) + 0.2, "the build takes long"
