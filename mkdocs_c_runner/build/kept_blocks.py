"""Keeps the HTML of usual blocks from build to build.

Reason: most blocks of a site are as the last build left them. To read their results, to check and to render them again
takes most of what this package adds to a warm build.

A block is usual if everything that decides its HTML is known here: it is one program of one fence, that ends as it
should, with nothing to say about it. Its key covers all of that: its options and its source; its result, by its key and
by the time and the size of its file; the settings of the highlighter; the words around it; and this package. Any other
block is rendered anew.

Safety rule: only HTML that can do no more than look like a block (`kept_html.py`) is written or taken.
Whoever can write to the cache can so make a page show anything, as with results, and no more.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..engine.result import Verdict
from ..fence.expectation import Expectation
from ..html.block import Rendered
from ..labels import Labels
from ..markup import trusted
from ..media import KINDS
from ..program.snippet import Snippet
from .digests import digest_of, version_of_package
from .kept_html import is_safe
from .kept_pages import KeptPage, UsedPage, path_of

if TYPE_CHECKING:
    from ..check.elsewhere import Elsewhere
    from ..check.ran import Checked
    from ..engine.runner import Runner
    from ..engine.store.cache import KeptResult
    from ..fence.options import Options
    from .browser import BrowserPrograms
    from .highlight import Highlighter

# The directory of these files in the cache.
DIRECTORY = "blocks"

# The seconds within which a file could be written again without a difference in its time.
_TICK = 2

# Those of all blocks of a large site may take much memory.
_MOST_OPTIONS = 1000

_USUAL_PARTS = frozenset({"source", "output", "stdout", "stderr"})
_USUAL_END = Expectation()


class KeptBlock(NamedTuple):
    """A usual block.

    Attributes:
        page: What the last build has kept of its page.
        used: What this one keeps.
        key: The key of the block.
        result: Its result.
        snippet: The block, or None if it was not read.
        runs_in_browser: Whether readers run it in their browsers, if it can run there.
        browser: Knows how readers run it.
        highlighter: Highlights its source.
    """

    page: KeptPage
    used: UsedPage
    key: str
    result: KeptResult
    snippet: Snippet | None
    runs_in_browser: bool
    browser: BrowserPrograms
    highlighter: Highlighter

    def recall(self) -> tuple[Rendered, Elsewhere | None] | None:
        """Return the block as an earlier build has rendered it, and how readers run it, if both are kept."""
        match self.page.block(self.key):
            case [above, beneath, {"source": str(source), "browser": facts} as about]:
                pass
            case _:
                return None
        in_browser = self.runs_in_browser
        elsewhere = self.browser.recall(self.snippet, facts) if in_browser else None
        is_as_told = in_browser == (elsewhere is not None) == (facts is not None)
        if not is_as_told or not is_safe(above, beneath):
            return None
        self._use(above, beneath, about)
        self.highlighter.skip(source)
        return Rendered(trusted(above), trusted(beneath)), elsewhere

    def keep(self, variants: Sequence[Checked], rendered: Rendered) -> None:
        """Keep a block that was rendered, without what lets readers run it, if there is nothing to say about it."""
        [block] = variants
        result = block.outcome.result
        is_old = block.outcome.origin == "cache" and time.time() - self.result.seconds >= _TICK
        says_more = block.mismatch or block.warnings or block.hints or result.compile.segments
        if is_old and result.verdict is Verdict.OK and not says_more and is_safe(*rendered):
            facts = self.browser.facts(block.elsewhere) if block.elsewhere else None
            self.used.is_new = True
            about = {"source": self.highlighter.key, "browser": facts}
            self._use(str(rendered.above), str(rendered.beneath), about)

    def _use(self, above: str, beneath: str, about: dict[str, Any]) -> None:
        self.used.blocks[self.key] = above, beneath, about
        program = about["browser"]["program"] if about["browser"] else None
        self.used.results[self.result.key] = [*self.result[1:], program]
        if self.snippet:
            self.used.snippets[self.snippet] = self.result, program


class KeptBlocks:
    """The usual blocks of the pages of a site.

    Args:
        directory: The directory of the cache, or None to keep nothing.
        runner: Knows the results.
        browser: Knows how readers run them in their browsers.
        labels: Returns the words around them.

    Attributes:
        directory: The directory of their files, or None to keep nothing.
    """

    def __init__(
        self,
        directory: Path | None,
        runner: Runner,
        browser: BrowserPrograms,
        labels: Callable[[], Labels],
    ) -> None:
        self.directory = f"{directory}/{DIRECTORY}" if directory else None
        self._runner = runner
        self._browser = browser
        self._labels = labels
        self._before: dict[str, KeptPage] = {}
        self._used: dict[str, UsedPage] = {}
        self._options: dict[int, tuple[Options, str]] = {}
        self._around: tuple[Labels, str] | None = None
        self._looked: dict[str, dict[Snippet, KeptResult]] = {}

    def has(self, uri: str | None, snippets: Sequence[Snippet]) -> bool:
        """Whether a block is surely kept as it is now, so that its result need not be read ahead."""
        result = self._result_of(uri, snippets)
        if uri is None or result is None:
            return False
        self._looked.setdefault(uri, {})[snippets[0]] = result
        match self._page(uri).results.get(result.key):
            case [result.seconds, result.size, program]:
                if not snippets[0].options.display.runs_in_browser:
                    return program is None
                return isinstance(program, str) and self._browser.is_published(program)
        return False

    def block(
        self, uri: str | None, snippets: Sequence[Snippet], name: str, highlighter: Highlighter
    ) -> KeptBlock | None:
        """Return a block as one of those that are kept, or None if it is none.

        Args:
            uri: The page, or None if it is not known.
            snippets: The block, in each way in which it is compiled.
            name: A name for its texts, which no other block of the document has.
            highlighter: Highlights its source.
        """
        snippet = snippets[0]
        seen = self._looked.get(uri, {}).get(snippet) if uri else None
        # Another block may want it to be made anew, since it was seen.
        result = self._runner.kept(snippet.job, seen) if seen else self._result_of(uri, snippets)
        if uri is None or result is None:
            return None
        options, in_browser = snippet.options, snippet.options.display.runs_in_browser
        digest = self.digest_of(options)
        return self.block_of(uri, result, digest, name, highlighter, snippet, in_browser=in_browser)

    def block_of(
        self,
        uri: str,
        result: KeptResult,
        options: str,
        name: str,
        highlighter: Highlighter,
        snippet: Snippet | None = None,
        *,
        in_browser: bool,
    ) -> KeptBlock | None:
        """Return a usual block as one of those that are kept, or None if it is none.

        Args:
            uri: Its page.
            result: Its result, whose key covers its program.
            options: A digest of its options.
            name: A name for its texts, which no other block of the document has.
            highlighter: Highlights its source.
            snippet: The block, or None if it was not read.
            in_browser: Whether readers run it in their browsers, if it can run there.
        """
        highlighted = highlighter.decisive
        conditions = self._browser.conditions if in_browser else ""
        if highlighted is None or conditions is None:
            return None
        key = digest_of((result, name, highlighted, conditions, options, self.digest_around()))
        page, used = self._page(uri), self.used(uri)
        return KeptBlock(
            *(page, used, key, result, snippet, in_browser, self._browser, highlighter)
        )

    def used(self, uri: str) -> UsedPage:
        """Return what this build keeps of a page, so far."""
        used = self._used.get(uri)
        if used is None:
            used = self._used[uri] = UsedPage()
        return used

    def keep(self, uri: str) -> None:
        """Write the blocks of a page that was rendered; any others of this page are forgotten."""
        self._looked.pop(uri, None)
        if len(self._options) > _MOST_OPTIONS:
            self._options.clear()
        before, used = self._before.pop(uri, None), self._used.pop(uri, None) or UsedPage()
        if self.directory and used.differs_from(before or KeptPage()):
            path = path_of(self.directory, uri)
            used.write(self._runner.store, path, version_of_package())

    def _result_of(self, uri: str | None, snippets: Sequence[Snippet]) -> KeptResult | None:
        """Return the kept result of a usual block, which was not read yet."""
        if self.directory is None or uri is None or len(snippets) != 1:
            return None
        return self._runner.kept(snippets[0].job) if _is_usual(snippets[0]) else None

    def _page(self, uri: str) -> KeptPage:
        page = self._before.get(uri)
        if page is None:
            path = path_of(str(self.directory), uri)
            page = KeptPage.read(self._runner.store, path, version_of_package())
            self._before[uri] = page
        return page

    def digest_of(self, options: Options) -> str:
        """Return a digest of options; most blocks of a site share theirs."""
        known = self._options.get(id(options))
        if known is None:
            # Without what is expected, which is usual.
            groups = (options.names, options.toolchain, options.process, options.display)
            known = self._options[id(options)] = options, digest_of(groups)
        return known[1]

    def digest_around(self) -> str:
        """Return a digest of the words around all blocks."""
        labels = self._labels()
        if self._around is None or self._around[0] is not labels:
            self._around = labels, digest_of(sorted(labels.items()))
        return self._around[1]


def _is_usual(snippet: Snippet) -> bool:
    """Whether nothing decides the HTML of a block but what its key covers."""
    options = snippet.options
    display, expected = options.display, options.expected
    return (
        type(snippet) is Snippet
        and options.cache
        and not (snippet.parts or snippet.data or snippet.extended or snippet.since)
        and not (snippet.code_page or snippet.expected_output or expected.volatile)
        and (expected.expect_output is None and expected.expect == _USUAL_END)
        and (display.layout == "stack" and _USUAL_PARTS.issuperset(display.show))
        and not (display.result in KINDS or display.frames)
    )
