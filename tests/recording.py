"""Pages that are scanned and then rendered, with a note of everything that the formatter was given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown import Markdown

from mkdocs_c_runner.build.fence_extension import FenceExtension
from mkdocs_c_runner.build.fences import Fences
from mkdocs_c_runner.build.report import Report
from mkdocs_c_runner.engine.result import Measured, Outcome, Result, Segment, Stage
from mkdocs_c_runner.engine.toolchain.languages import language_of_fence
from mkdocs_c_runner.labels import words
from mkdocs_c_runner.pages.found import Header, ScannedPage, header_key
from mkdocs_c_runner.pages.pages import Pages
from mkdocs_c_runner.pages.scan import Scanner
from mkdocs_c_runner.pages.source_page import SourcePage
from mkdocs_c_runner.pages.superfences import Call
from mkdocs_c_runner.program.snippet import Snippet

PATH = "docs/page.md"

PRINTED = Stage(exit_code=0, segments=(Segment("terminal", b"hello\n"),), total_chars=6)
GOOD = Result.judge(Stage(exit_code=0), PRINTED, Measured())


@dataclass(frozen=True)
class Site:
    """The part of a site's configuration that decides what a fence is."""

    extensions: Sequence[str] = ("pymdownx.superfences",)
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def markdown(self, *further: Any) -> Markdown:
        """A Markdown instance such as MkDocs makes for each page."""
        return Markdown(
            extensions=[*self.extensions, *further],
            extension_configs={name: dict(options) for name, options in self.settings.items()},
        )


PLAIN = Site()


def read_nothing(uri: str) -> bytes:
    raise ValueError(f"there is no file {uri}")


class RecordingFences(Fences):
    """Fences that note what they are given.

    Attributes:
        page: What the scan found on the page.
        formatted: The header and the source of every call of the formatter, in order.
        snippets: The blocks that were to be run, in order.
        log: The lines of the log.
        report: Takes problems and outcomes.
    """

    def __init__(self, result: Result = GOOD) -> None:
        self.pages = Pages(read_nothing)
        self.page = ScannedPage()
        self.formatted: list[tuple[Header, str]] = []
        self.snippets: list[Snippet] = []
        self.log: list[str] = []
        self.report = Report(warn=self.log.append, note=self.log.append)
        self._result = result
        super().__init__(
            pages=self.pages,
            labels=words("en"),
            report=self.report,
            page_of=lambda _: self.source_page,
            answer=self._note,
        )

    @property
    def source_page(self) -> SourcePage:
        """The page with what the scan found on it."""
        page = SourcePage("page.md", PATH, self.page)
        self.pages.add(page)
        return page

    def _note(self, snippet: Snippet) -> Outcome:
        self.snippets.append(snippet)
        return Outcome(self._result, "run")

    def _format(self, call: Call) -> str:
        self.formatted.append(
            (header_key(call.inputs, call.classes, language_of_fence(call.language)), call.source)
        )
        return super()._format(call)


def scan(text: str, site: Site = PLAIN, first_line: int = 1) -> ScannedPage:
    """What the scan finds on a page."""
    return scanner(site)(text, first_line)


def scanner(site: Site = PLAIN) -> Callable[..., ScannedPage]:
    """The scan of a site: one Markdown instance for all of its pages."""
    made = Scanner(site.markdown())
    return lambda text, first_line=1: made.scan(text, PATH, first_line)


def render(text: str, site: Site = PLAIN, result: Result = GOOD) -> tuple[RecordingFences, str]:
    """Scans a page and renders it; every block has the same result."""
    fences = RecordingFences(result)
    fences.page = scanner(site)(text)
    html = site.markdown(FenceExtension(fences.superfences)).convert(text)
    return fences, html
