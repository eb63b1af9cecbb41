"""One build, whatever the host: read pages, start blocks, report.

The MkDocs plugin has one for a whole site, the Markdown extension one for each page that it converts, the command one
for the page that it is given.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from ..check.failure import Failure, Mistake
from ..check.ran import Checked
from ..engine.runner import Runner
from ..fence.settings import OnFailure, Settings
from ..foreign import Log, LogText, line
from ..html.block import problems
from ..html.playground import Access
from ..labels import labels
from ..pages.found import FoundFence
from ..pages.pages import Pages
from ..pages.scan import Scanner
from ..pages.source_page import SourcePage
from ..place import path_from
from .browser import BrowserPrograms
from .ending import Ending
from .fence_extension import FenceExtension, is_ours
from .fences import Fences
from .highlight_ahead import HighlightAhead
from .highlight_cache import HighlightCache
from .host import Host
from .kept_blocks import KeptBlocks
from .kept_whole import WholePages
from .notes import Notes
from .publishing import publishing
from .reader import PageReader
from .report import Report
from .starter import Starter


class Build:
    """The blocks of one build.

    Args:
        host: Renders their pages.
        settings: The options of the site.
        runner: Runs the blocks.
        log: Takes the messages of the build.
        manner: The effect of failures and mistakes where the settings do not say it.
        settings_file: The file that contains the options, if there is one.
        scanner: Finds the fences, where there is such a scanner already.
        sink: Takes each block that is published.
        mistake_sink: Takes each mistake of an author.
        access: The server that runs what readers edit, or None if they edit nothing.
        is_published: Whether a program of this name, for the browsers of readers, is in the site, so that it need not
            be read.

    Attributes:
        settings: The options of the site.
        runner: Runs the blocks.
        pages: The pages that were read.
        reader: Reads them.
        fences: The fences of these pages.
        report: The problems and the outcomes.
        log: Takes the messages.
    """

    def __init__(
        self,
        host: Host,
        settings: Settings,
        runner: Runner,
        log: logging.Logger | logging.LoggerAdapter[logging.Logger],
        *,
        manner: OnFailure = "fail",
        settings_file: str | None = None,
        scanner: Scanner | None = None,
        sink: Callable[[Checked], None] | None = None,
        mistake_sink: Callable[[Mistake], None] | None = None,
        access: Access | None = None,
        is_published: Callable[[str], bool] = lambda _: False,
    ) -> None:
        # Long, since it joins all parts of a build, one after the other, and does nothing else.
        self.settings = settings
        self.runner = runner
        self._host = host
        self.log = Log(log)
        self.report = Report(
            self.log.warning, self.log.info, settings.on_warning, sink, mistake_sink
        )
        self._ending = Ending(settings, manner, self.report, self.log)
        self.reader = PageReader(
            host, settings.options_in(settings_file), settings.rules, self.report, scanner
        )
        self.pages = Pages(host.read_file)
        if not host.reads_all_pages:
            self.pages = Pages(host.read_file, self.reader.load)
            # Such a host renders pages one by one, and has no plugin that knows their heads.
            access = Access(settings.endpoint) if settings.endpoint else None
        # What is put off is kept in the memory of this process.
        self._ahead = HighlightAhead(None if runner.store.is_put_off else self._cache)
        self._highlighted = HighlightCache(self._cache, runner.store, self._ahead.take)
        self._browser = BrowserPrograms(runner, self._cache, is_published)
        # Who takes each block, or lets readers edit it, wants all of it.
        is_plain = sink is None and access is None
        self._kept = KeptBlocks(
            self._cache if is_plain else None, runner, self._browser, lambda: self.fences.labels
        )
        self._whole = WholePages(
            *(self._kept, runner, lambda: host.markdown),
            lambda page, fence: self.fences.preparing.prepare(page, fence)[0],
            self._browser.is_published,
        )
        self._starter = Starter(
            *(settings, runner, self._browser, self.pages),
            prepare=lambda page, fence: self.fences.preparing.prepare(page, fence)[0],
            uri_of=self._uri_of,
            log=self.log,
            highlight=self._ahead,
            is_kept=self._kept.has,
        )
        self.fences = Fences(
            pages=self.pages,
            labels=labels(settings.labels),
            report=self.report,
            page_of=lambda md: self.page(host.page_uri(md)),
            answer=self._starter.outcome if settings.enabled else None,
            publishing=partial(publishing, host, self.pages, self._markdown),
            highlighted=self._highlighted,
            kept=self._kept,
            whole=self._whole,
            patterns=runner.patterns,
            access=access,
            has_heads=host.reads_all_pages,
            browser=self._browser,
            begins=self._ahead.hand_over,
        )
        self._notes = Notes(runner, self._cache, self._uri_of)
        self._uris: dict[str, str] = {}

    @property
    def access(self) -> Access | None:
        """What runs what readers edit on the pages so far, or None if they edit nothing."""
        return self.fences.offered.access if self.report.blocks else None

    @property
    def wants_style_sheet(self) -> bool:
        """Whether the pages so far are to have the style sheet of the output."""
        css = self.settings.css
        return css == "on" or (css == "auto" and bool(self.report.blocks))

    def choose_labels(self) -> None:
        """Take the words around the output from the host's language, once that is known."""
        self.fences.labels = labels(self.settings.labels, self._host.language)

    def page(self, uri: str | None) -> SourcePage:
        """Return the page with this path, read or not."""
        return self.pages.get(uri) or self.reader.unread(uri)

    def read(self, uri: str | None, text: str, body: str, front: Mapping[str, object]) -> None:
        """Read a page; see `PageReader.read`."""
        page = self.reader.read(uri, text, body, front)
        if uri is not None:
            self._uris[page.path] = uri
        self.pages.add(page)
        if self._host.reads_all_pages and self.settings.enabled:
            self._whole.recognize(page, text, body)
        self._starter.has_read(page)
        self._whole.learn(page)

    def read_again(
        self,
        uri: str | None,
        body: str,
        front: Mapping[str, object] | None = None,
        text: str = "",
    ) -> tuple[SourcePage, Iterable[FoundFence]]:
        """Read a page again that other plugins may have changed.

        Args:
            uri: Its path.
            body: Its text now, without front matter.
            front: Its front matter now, if that may be another.
            text: The whole text of its file.

        Returns:
            The page, and those of its fences that are to be started now.
        """
        page = self.page(uri)
        was_kept = page.kept > 0
        has_new_options = front is not None and self.reader.take_front_matter(page, front, text)
        new = self.reader.read_again(page, body)
        if not has_new_options and new is None:
            return page, ()
        page.kept = 0
        self._whole.changed(page)
        self.pages.add(page)
        if has_new_options or new:
            self.fences.preparing.changed(page)
        return page, page.scanned.fences if has_new_options or was_kept else new or ()

    def start_all(self) -> None:
        """Start the blocks of all pages that were read: the first ones now, others as pages are published.

        Raises:
            MachineError: If one has to run and the machine cannot run it. So do `publish` and `start` from now on.
        """
        self._starter.start_all()

    def start(self, page: SourcePage, fences: Iterable[FoundFence]) -> None:
        """Start blocks of a page that is rendered now.

        Raises:
            MachineError: If one has to run and the machine cannot run it.
        """
        self._starter.start(page, fences)

    def publish(self, uri: str | None, html: str) -> str:
        """Count the blocks of a page that was rendered, and report the mistakes on it.

        Args:
            uri: Its path.
            html: Its HTML.

        Returns:
            The HTML, with a note above it of the mistakes that no block shows, where they do not end the build.
        """
        page = self.page(uri)
        self.report.publish(page.path, html)
        self.reader.check_misses(page, html)
        if uri is not None:
            self._highlighted.keep(uri)
            self._whole.keep(page)
            self._kept.keep(uri)
        self._browser.keep(page.path)
        self._notes.take(self.report.take_noted())
        self.fences.preparing.forget(page)
        self.reader.forget(page)
        self._starter.has_rendered(page)
        if uri is not None:
            self._ahead.has_rendered(uri)
        mistakes = [] if self._ending.mistakes_end_it else page.mistakes
        notes = [f"{item.place}: {reason}" for item in mistakes for reason in item.reasons]
        if not notes:
            return html
        return f"{problems(dict.fromkeys(notes), self.fences.labels)}\n{html}"

    def settle(self) -> list[Failure]:
        """Report the failures and mistakes so far, and return those that must end the build."""
        return self._ending.settle()

    def closing_line(self) -> LogText:
        """Return how many blocks there were, where they came from, and how long the build waited."""
        slowest = f", the slowest {self.report.slowest}" if self.report.slowest else ""
        return line(f"{self.report.summary()} ({self._starter.waited:.1f} s{slowest})")

    def remember(self) -> None:
        """Write down the blocks of this build, so that `status` can say what changed."""
        self._notes.take(self.report.take_noted())
        self._notes.write()

    @property
    def _cache(self) -> Path | None:
        """The directory of what is kept for the next build, if anything is."""
        settings = self.runner.settings
        return settings.cache_directory if settings.execute == "auto" else None

    def _uri_of(self, path: str) -> str:
        """Return the path of a page below the directory of the pages."""
        uri = self._uris.get(path)
        if uri is None:
            uri = self._uris[path] = Path(path_from(path, self._host.docs_dir)).as_posix()
        return uri

    def _markdown(self, text: str) -> str:
        """Return the HTML of Markdown that a program printed; no block of it is run."""
        fences = Fences(
            pages=Pages(self._host.read_file),
            labels=self.fences.labels,
            report=Report(self.log.debug, self.log.debug),
            page_of=lambda _: self.reader.unread(None),
            answer=None,
        )
        options = self._host.markdown
        names = [item for item in options.extensions if item != "toc" and not is_ours(item)]
        names.append(FenceExtension(fences.superfences))
        return options._replace(extensions=names).instance().convert(text)
