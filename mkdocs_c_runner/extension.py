"""The Python-Markdown extension: the same fences without MkDocs, in Zensical and in Markdown alone.

The conversion of a page is a build of its own. Before included files come in, the page is scanned and all of its
blocks start; when its HTML is done, mistakes are reported, and a failure ends the conversion. Nothing else would stop
a build of Zensical.
"""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.superfences import SuperFencesException

from .build.build import Build
from .build.fence_extension import keep_annotations
from .build.missing import MachineError
from .engine.runner import Runner
from .engine.runner_settings import RunnerSettings
from .fence import front_matter
from .fence.extension_settings import ExtensionSettings
from .foreign import Log, joined, line, lines
from .page_context import PageContext
from .pages.scan import Scanner
from .pages.superfences import SUPERFENCES, entries_of, extension_of, register

# After macros, which have 35 in Zensical, and before snippets, which have 32.
_BEFORE_SNIPPETS = 33
# Behind whatever else there is.
_LAST = -1000

# The name by which a build with --strict of MkDocs counts warnings.
log = logging.getLogger("mkdocs.plugins.c-runner")
_log = Log(log)


class BlocksFailed(SuperFencesException):  # type: ignore[misc]
    """Blocks of a page are not as expected, or the machine cannot run them.

    It is the one kind of error that SuperFences does not swallow.
    """


class CRunnerExtension(Extension):
    """Runs the marked C blocks of the pages that a Markdown instance converts.

    Args:
        options: Those that `c-runner` has in mkdocs.yml, and those of `ExtensionSettings`.

    Raises:
        ValueError: If any of them cannot be used: a line for each.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__()
        try:
            self._settings = ExtensionSettings.of(options)
        except ValueError as error:
            raise ValueError(f"c_runner: {error}") from None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register the steps that begin and end a conversion."""
        if extension_of(md) is None:
            md.registerExtensions([SUPERFENCES], {})
        conversions = _Conversions(md, self._settings)
        md.preprocessors.register(_Begin(conversions), "c_runner_begin", _BEFORE_SNIPPETS)
        keep_annotations(md)
        md.treeprocessors.register(_Converted(conversions), "c_runner_converted", _LAST)
        md.postprocessors.register(_End(conversions), "c_runner_end", _LAST)


def makeExtension(**options: Any) -> CRunnerExtension:  # noqa: N802 - the name is Python-Markdown's
    """Return the extension with these options."""
    return CRunnerExtension(**options)


class _Conversion:
    """The conversion of one page: a build."""

    def __init__(
        self, context: PageContext, settings: ExtensionSettings, runner: Runner, scanner: Scanner
    ) -> None:
        self._context = context
        self.build = Build(
            context.host, settings, runner, log, manner=context.manner, scanner=scanner
        )
        self.build.choose_labels()

    def start(self, body: str) -> None:
        """Scan the page, which now has this text, and start its blocks.

        Raises:
            BlocksFailed: If the machine cannot run them.
        """
        uri = self._context.host.uri
        text = self._context.text() or body
        front, body_in_file = front_matter.split(text)
        self.build.read(uri, text, body_in_file, self._context.front or front)
        page, _ = self.build.read_again(uri, body)
        try:
            self.build.start(page, page.scanned.fences)
        except MachineError as error:
            raise BlocksFailed(lines(error)) from None

    def start_others(self) -> None:
        """Start the blocks of the other pages of the site, which are converted one after the other."""
        docs_dir = Path(self._context.host.docs_dir)
        for path in sorted(docs_dir.rglob("*.md")):
            uri = path.relative_to(docs_dir).as_posix()
            page = self.build.pages.find(uri)
            if page is None or uri == self._context.host.uri:
                continue
            try:
                self.build.start(page, page.scanned.fences)
            except MachineError:
                return  # the conversion of that page reports it, if there is one

    def end(self, html: str) -> str:
        """Report the mistakes on the page that has become this HTML, and return it, with a note of some of them.

        Raises:
            BlocksFailed: If a block failed, and failures are to fail: with all that did.
        """
        uri = self._context.host.uri
        html = self.build.publish(uri, html)
        failures = self.build.settle()
        if failures:
            said = (item.in_log() for item in failures)
            raise BlocksFailed(joined([self.build.report.summary(), *said]))
        self._context.rendered(self.build, warned=self.build.log.has_warned)
        if self.build.report.blocks:
            _log.info(line(f"{self.build.page(uri).path}: {self.build.closing_line()}"))
        return html


class _Conversions:
    """The conversions of one Markdown instance, one after the other.

    Args:
        md: The instance.
        settings: The options of the extension.

    Attributes:
        current: The conversion that has begun last, until it ends.
        is_converted: Whether its page is whole: headings pass the post-processors before that.
    """

    def __init__(self, md: Markdown, settings: ExtensionSettings) -> None:
        self._md = md
        self._settings = settings
        self._scanner: Scanner | None = None
        self.current: _Conversion | None = None
        self.is_converted = False

    def begin(self, body: str) -> None:
        """Begin the conversion of a page.

        Raises:
            BlocksFailed: If the machine cannot run its blocks.
        """
        self.is_converted = False
        if self._scanner is None:  # by now the instance has all of its extensions
            self._scanner = Scanner(self._md)
        context = PageContext.of(self._md, self._settings)
        session = _session(self._settings.runner(context.root))
        is_first = session.begin(context)
        self.current = _Conversion(context, self._settings, session.runner, self._scanner)
        register(extension_of(self._md), entries_of(self.current.build.fences.superfences))
        self.current.start(body)
        if is_first and context.is_site and self._settings.cache:
            others = context.for_others()
            _Conversion(others, self._settings, session.runner, self._scanner).start_others()

    def end(self, html: str) -> str:
        """End the conversion if its page is whole, and return its HTML.

        Raises:
            BlocksFailed: If a block failed, and failures are to fail.
        """
        return self.current.end(html) if self.is_converted and self.current else html


class _Begin(Preprocessor):
    def __init__(self, conversions: _Conversions) -> None:
        super().__init__()
        self._conversions = conversions

    def run(self, lines: list[str]) -> list[str]:
        self._conversions.begin("\n".join(lines))
        return lines


class _Converted(Treeprocessor):
    def __init__(self, conversions: _Conversions) -> None:
        super().__init__()
        self._conversions = conversions

    def run(self, root: Element) -> None:  # noqa: ARG002 - the tree stays as it is
        self._conversions.is_converted = True


class _End(Postprocessor):
    def __init__(self, conversions: _Conversions) -> None:
        super().__init__()
        self._conversions = conversions

    def run(self, text: str) -> str:
        return self._conversions.end(text)


class _Session:
    """The common part of the conversions of one process.

    Hosts do not say when a build begins. When a page is converted again, a new build has begun.

    Attributes:
        runner: Runs all blocks.
    """

    def __init__(self, settings: RunnerSettings) -> None:
        self.runner = Runner(settings)
        self._converted: set[tuple[str, str | None]] = set()
        self._is_new = True

    def begin(self, context: PageContext) -> bool:
        """Begin a page; return whether it is the first of the process."""
        page = (context.host.docs_dir, context.host.uri)
        if page in self._converted:
            self._converted.clear()
            self.runner.begin_build()
        self._converted.add(page)
        is_first, self._is_new = self._is_new, False
        return is_first


# One for each way to run blocks. Hosts make an extension, or even an instance, for every page.
_session = cache(_Session)
