"""The Python-Markdown extension: the same fences without MkDocs, in Zensical and in Markdown alone.

To convert a page is a build of its own. Before anything else looks at the text, the page is scanned and all of its
blocks start; when its HTML is done, what is wrong is reported, and a failure ends the conversion. Nothing else would
stop a build of Zensical.
"""

from __future__ import annotations

import logging
import os
import posixpath
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import click
from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.superfences import SuperFencesException

from .config import ExtensionConfig
from .engine.errors import EngineError
from .engine.result import Outcome, Result
from .engine.runner import Answer, Runner, RunnerSettings
from .page.annotations import annotation
from .page.fences import Fences
from .page.front_matter import KEY
from .page.labels import labels
from .page.pages import Pages, SourcePage
from .page.registration import FenceExtension, register
from .page.report import Report
from .page.scan import FoundFence, Scanner, may_have_fences
from .page.snippet import Snippet
from .reader import SUPERFENCES, PageReader

# Before and behind whatever else there is.
_FIRST, _LAST = 1000, -1000

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)\s*", re.DOTALL)

log = logging.getLogger("mkdocs_c_runner")


class CRunnerExtension(Extension):
    """Runs the marked C blocks of the pages that a Markdown instance converts.

    Args:
        options: Those that `c-runner` has in mkdocs.yml, and those of `ExtensionConfig`.

    Raises:
        ValueError: If one of them cannot be used.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__()
        self._config = ExtensionConfig.of(options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Registers what begins and ends a conversion, and the fences."""
        if not _has_superfences(md):
            md.registerExtensions([SUPERFENCES], {})
        conversion = _Conversion(md, self._config)
        md.preprocessors.register(_Begin(md, conversion), "c_runner_begin", _FIRST)
        FenceExtension(conversion).extendMarkdown(md)
        md.treeprocessors.register(_Converted(md, conversion), "c_runner_converted", _LAST)
        md.postprocessors.register(_End(md, conversion), "c_runner_end", _LAST)


def makeExtension(**options: Any) -> CRunnerExtension:  # noqa: N802 - the name is Python-Markdown's
    """The extension with these options."""
    return CRunnerExtension(**options)


class _Surroundings(NamedTuple):
    """Where a page stands.

    Attributes:
        uri: Its path below the directory of the pages.
        docs_dir: That directory.
        root: The directory in which relative paths of the configuration begin.
        language: The tag of the language of the site, or empty.
        said: Its front matter.
        is_site: Whether the other pages of the directory are converted too.
    """

    uri: str
    docs_dir: Path
    root: Path = Path()
    language: str = ""
    said: Mapping[str, object] = MappingProxyType({})
    is_site: bool = False

    @classmethod
    def of(cls, md: Markdown, config: ExtensionConfig) -> _Surroundings:
        """What can be found out of the page that is converted: by Zensical, by MkDocs, by our options."""
        for processor in md.preprocessors:
            if type(processor).__name__ == "ContextPreprocessor":
                page, site = processor.page, processor.config  # type: ignore[attr-defined]
                root = Path(site.get("root_dir") or "")
                docs_dir = root / site.get("docs_dir", config.docs_dir)
                language = str(site.get("theme", {}).get("language") or "")
                return cls(page.path, docs_dir, root, language, page.meta, is_site=True)
        known = "relpath" in md.treeprocessors
        file = getattr(md.treeprocessors["relpath"], "file", None) if known else None
        if file is not None and file.abs_src_path:
            uri = file.src_uri
            return cls(uri, Path(file.abs_src_path.replace(os.sep, "/").removesuffix(uri)))
        return cls(config.page, Path(config.docs_dir))

    def text(self) -> str:
        """The page with its front matter, or nothing if its file is not known."""
        try:
            return (self.docs_dir / self.uri).read_text("utf-8-sig") if self.uri else ""
        except (OSError, ValueError):
            return ""


class _Conversion:
    """The conversions of one Markdown instance: what SuperFences calls, for the page it is at.

    Args:
        md: The instance.
        config: The options of the extension.
    """

    def __init__(self, md: Markdown, config: ExtensionConfig) -> None:
        self._md = md
        self._config = config
        self._scanner: Scanner | None = None
        self.is_done = False

    def begin(self, body: str) -> None:
        """Scans a page and starts its blocks."""
        self.is_done = False
        where = self._where = _Surroundings.of(self._md, self._config)
        self._report = Report(log.warning, log.info, self._config.on_warning)
        self._pages = Pages(self._read, self._find)
        self._runner = _runner(self._config.runner_settings(where.root))
        language = self._config.language or where.language or "en"
        self._fences = Fences(
            pages=self._pages,
            labels=labels(self._config.labels, language),
            report=self._report,
            page_of=lambda _: self._reader.page(where.uri),
            answer=self._answer if self._config.enabled else None,
        )
        self._reader = PageReader(
            str(where.docs_dir),
            self._ready_scanner,
            self._config.defaults(),
            self._pages,
            self._report,
        )
        written = where.text() or body
        self._reader.read(where.uri, written, _without_front_matter(written), where.said)
        self._reader.read_again(where.uri, body)
        if self._config.enabled:
            page = self._reader.page(where.uri)
            self._start(page, page.scanned.fences if page.enabled else ())
            if where.is_site and _is_first_of(where.docs_dir):
                self._start_others()

    def end(self, html: str) -> None:
        """Reports what is wrong with the page that has become this HTML.

        Raises:
            SuperFencesException: If a block failed, and failures are to fail.
        """
        self._reader.publish(self._where.uri, html)
        manner = self._config.on_failure or "fail"
        failures = self._report.take_failures() if manner != "ignore" else []
        level = "error" if manner == "fail" else "warning"
        for failure in failures:
            command = annotation(failure, level, os.environ)
            if command:
                click.echo(command)
            if manner == "warn":
                log.warning("%s", failure)
        if failures and manner == "fail":
            raise SuperFencesException("\n".join(["", *map(str, failures)]))

    def validate(self, *args: Any) -> bool:
        """Whether a fence is ours."""
        return self._fences.validate(*args)

    def format(self, *args: Any, **options: Any) -> str:
        """The HTML of one of ours."""
        return self._fences.format(*args, **options)

    def validate_output(self, *args: Any) -> bool:
        """Whether an `output` fence may say what a block prints."""
        return self._fences.validate_output(*args)

    def format_output(self, *args: Any, **options: Any) -> str:
        """The HTML of such a fence."""
        return self._fences.format_output(*args, **options)

    def _ready_scanner(self) -> Scanner:
        if self._scanner is None:
            if not _has_superfences(self._md):
                raise SuperFencesException(f"c_runner needs {SUPERFENCES}; list it last.")
            register(self._md, self)
            self._scanner = Scanner(self._md, self.format)
        return self._scanner

    def _start(self, page: SourcePage, fences: tuple[FoundFence, ...]) -> None:
        for fence in fences:
            snippet = self._fences.snippet(page, fence)
            if snippet is None:
                continue
            try:
                self._submit(snippet)
            except EngineError as error:
                raise SuperFencesException(f"{snippet.place}: error: {error}") from None

    def _start_others(self) -> None:
        """Starts the blocks of the other pages, which are converted one after the other."""
        for path in sorted(self._where.docs_dir.rglob("*.md")):
            page = self._find(path.relative_to(self._where.docs_dir).as_posix())
            if page is not None and page.uri != self._where.uri:
                self._start(page, page.scanned.fences)

    def _answer(self, snippet: Snippet) -> Outcome:
        try:
            return self._submit(snippet).result()
        except EngineError as error:  # a block that the scan did not see
            return Outcome(Result.internal_error(str(error)), "run")

    def _submit(self, snippet: Snippet) -> Answer:
        options = snippet.options
        return self._runner.submit(
            snippet.job, limit_expected=options.expect.allows_limit, cache=options.cache
        )

    def _find(self, uri: str) -> SourcePage | None:
        """Another page; one that has defaults of its own is left for its own conversion."""
        found = self._pages.get(uri)
        if found is None and self._is_ours(uri):
            text = self._where._replace(uri=uri).text()
            body = _without_front_matter(text)
            if may_have_fences(body) and KEY not in text.removesuffix(body):
                self._reader.read(uri, text, body, {})
                found = self._pages.get(uri)
        return found

    def _read(self, uri: str, path: str) -> bytes:
        """A file beside a page.

        Raises:
            ValueError: If there is none, with the reason.
        """
        if not uri:
            raise ValueError("it is not known where the page stands; say page and docs_dir")
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(uri), path))
        if not self._is_ours(wanted):
            raise ValueError("the file is not in the documentation's directory")
        try:
            return (self._where.docs_dir / wanted).read_bytes()
        except FileNotFoundError:
            raise ValueError(f"there is no file {self._reader.path(wanted)}") from None
        except OSError as error:
            raise ValueError(f"the file cannot be read: {error.strerror}") from None

    def _is_ours(self, uri: str) -> bool:
        docs_dir = self._where.docs_dir.resolve()
        return (docs_dir / uri).resolve().is_relative_to(docs_dir)


class _Begin(Preprocessor):
    def __init__(self, md: Markdown, conversion: _Conversion) -> None:
        super().__init__(md)
        self._conversion = conversion

    def run(self, lines: list[str]) -> list[str]:
        self._conversion.begin("\n".join(lines))
        return lines


class _Converted(Treeprocessor):
    """Notes that the page is converted: headings pass the post-processors before that."""

    def __init__(self, md: Markdown, conversion: _Conversion) -> None:
        super().__init__(md)
        self._conversion = conversion

    def run(self, root: Element) -> None:  # noqa: ARG002 - the tree stays as it is
        self._conversion.is_done = True


class _End(Postprocessor):
    def __init__(self, md: Markdown, conversion: _Conversion) -> None:
        super().__init__(md)
        self._conversion = conversion

    def run(self, text: str) -> str:
        if self._conversion.is_done:
            self._conversion.end(text)
        return text


@cache
def _runner(settings: RunnerSettings) -> Runner:
    """The one runner with these settings in this process."""
    return Runner(settings)


_begun: set[Path] = set()


def _is_first_of(docs_dir: Path) -> bool:
    """Whether this is the first page of a directory that is converted in this process."""
    first = docs_dir not in _begun
    _begun.add(docs_dir)
    return first


def _has_superfences(md: Markdown) -> bool:
    known = "fenced_code_block" in md.preprocessors
    return known and hasattr(md.preprocessors["fenced_code_block"], "extension")


def _without_front_matter(text: str) -> str:
    return _FRONT_MATTER.sub("", text, count=1)
