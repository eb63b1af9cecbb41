"""Pages whose blocks are all kept, so that nobody need scan them and prepare their blocks.

A page is kept as a whole if each of its marked fences is a usual block (see `kept_blocks.py`) without a name, and if
there is nothing else of ours on it: no line that was meant to open a fence, no fence with output, no line that may
include a file, also where there is none yet, no block that a file is typed into, no mistake, and nothing to tell its
author. It is kept while its text stays as it is, with the options of the site, the Markdown extensions, and the
conditions and results of its blocks. Its blocks are those of `KeptBlocks`, which see to everything else that decides
their HTML.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import markdown
import pymdownx

from ..bounds import STORED_FILE
from ..engine.canonical import canonical
from ..engine.errors import EngineError
from ..engine.store.cache import KeptResult
from ..engine.store.json_files import parse_json
from ..pages.found import FoundFence, Header
from ..pages.scan import may_include
from ..pages.source_page import SourcePage
from ..place import Place
from ..program.snippet import Snippet
from .digests import digest_of, spelled, version_of_package
from .fence_extension import is_ours
from .kept_blocks import KeptBlocks
from .kept_pages import path_of
from .kept_requests import written
from .known_conditions import KnownConditions
from .numbering import one_of
from .placed import remarks_on

if TYPE_CHECKING:
    from ..engine.runner import Runner
    from ..fence.options import Options
    from ..pages.markdown_options import MarkdownOptions

# The end of the names of these files.
SUFFIX = ".page"

# The key of a result, which is a part of a path.
_KEY = re.compile("[0-9a-f]{64}")


class WholeBlock(NamedTuple):
    """A block of a page that is kept as a whole.

    Attributes:
        fence: A digest of its header and its source.
        place: The place of the line that opens it.
        opening: That line.
        options: A digest of its options.
        job: The digest of its job.
        result: Its result.
        program: The name of the program that readers run in their browsers: empty if it cannot run there, None if they
            run none.
        request: The request that runs it there, as JSON; empty if there is none.
    """

    fence: str
    place: Place
    opening: str
    options: str
    job: str
    result: KeptResult
    program: str | None
    request: str


@dataclass(slots=True)
class _Page:
    """What is known of a page.

    Attributes:
        digest: A digest of what decides how it is read.
        path: The path of its file.
        content: What this file has.
        blocks: Its blocks by the digests of their fences, those of equal fences in the order of the page.
        is_strange: Whether it lacks nothing but the conditions of its blocks, which are not known yet.
    """

    digest: str
    path: str
    content: bytes
    blocks: dict[str, list[WholeBlock]] = field(default_factory=dict)
    is_strange: bool = False


class WholePages:
    """The pages of a site that are kept as a whole.

    Args:
        blocks: Keeps their blocks.
        runner: Knows the results.
        markdown: Returns the Markdown extensions of the site.
        prepare: Returns the snippets of a fence.
        is_published: Whether the program of this name, if it is no empty one, is in the site.
    """

    def __init__(
        self,
        blocks: KeptBlocks,
        runner: Runner,
        markdown: Callable[[], MarkdownOptions],
        prepare: Callable[[SourcePage, FoundFence], Sequence[Snippet]],
        is_published: Callable[[str], bool],
    ) -> None:
        self._blocks = blocks
        self._runner = runner
        self._markdown = markdown
        self._prepare = prepare
        self._is_published = is_published
        self._pages: dict[str, _Page] = {}
        self._conditions = KnownConditions(runner)
        self._options: dict[int, tuple[Options, str]] = {}
        self._site: str | None = None

    def recognize(self, page: SourcePage, text: str, body: str) -> None:
        """Note on a page how many blocks it has, if it is kept as a whole.

        Args:
            page: The page, which was not scanned.
            text: All of it.
            body: The text without its front matter.
        """
        directory, uri = self._blocks.directory, page.uri
        if (
            directory is None
            or uri is None
            or page.scan is None
            or page.mistakes
            or not page.enabled
            or may_include(body)
        ):
            return
        path = path_of(directory, uri, SUFFIX)
        content = self._runner.store.read_bytes(path, STORED_FILE) or b""
        known = self._pages[uri] = _Page(self._digest(page, text, body), path, content)
        match parse_json(content):
            case {"page": known.digest, "conditions": dict(conditions), "blocks": list(values)}:
                blocks = [block for value in values if (block := self._block(value, page.path))]
                known.is_strange = not self._conditions.know(conditions)
                if self._conditions.are_as(conditions) and len(blocks) == len(values):
                    page.kept, known.content = len(blocks), b""
                    for block in blocks:
                        known.blocks.setdefault(block.fence, []).append(block)

    def block(
        self, page: SourcePage, header: Header, source: str, number: int
    ) -> WholeBlock | None:
        """Return a block of a page that is kept as a whole; None if it has to be read after all.

        Args:
            page: The page.
            header: The header of its fence.
            source: Its code.
            number: How many equal fences were rendered before.
        """
        known = self._pages.get(page.uri or "")
        same = known.blocks.get(_digest_of_fence(header, source), ()) if known else ()
        found = one_of(same, number)
        return found if found and self._runner.kept_as(found.result.key, found.result) else None

    def snippet_at(self, page: SourcePage, place: Place) -> Snippet:
        """Return the block at a place of a page that is kept as a whole, which is read for that.

        Raises:
            LookupError: If there is none: the file that tells of it is not ours.
        """
        for fence in page.scanned.fences:
            if fence.place == place and (snippets := self._prepare(page, fence)):
                return snippets[0]
        raise LookupError(place)

    def learn(self, page: SourcePage) -> None:
        """Find out the conditions of the blocks of a page that was read, if they are not known yet."""
        known = self._pages.get(page.uri or "")
        if known and known.is_strange:
            for fence in page.scanned.fences:
                for snippet in self._prepare(page, fence):
                    with contextlib.suppress(EngineError):
                        self._conditions.of(snippet)

    def changed(self, page: SourcePage) -> None:
        """Keep nothing of a page that another plugin has changed since it was read."""
        self._pages.pop(page.uri or "", None)

    def keep(self, page: SourcePage) -> None:
        """Write down a page that was rendered, if it is one of these; see `KeptBlocks.keep`, which comes after it."""
        known = self._pages.pop(page.uri or "", None)
        if known is None or page.uri is None or page.kept:
            return
        kept = self._kept(page, known) if page.scan is None else None
        content = canonical(kept) if kept else b""
        if content != known.content:
            self._runner.store.write_bytes(known.path, content)

    def _kept(self, page: SourcePage, known: _Page) -> dict[str, Any] | None:
        """Return what is kept of a page, or None if it is none of these."""
        scanned, used = page.scanned, self._blocks.used(page.uri or "").snippets
        if scanned.near_misses or scanned.outputs or page.mistakes:
            return None
        conditions: dict[str, str] = {}
        blocks = []
        for fence in scanned.fences:
            snippets = self._prepare(page, fence)
            how = used.get(snippets[0]) if len(snippets) == 1 else None
            if how is None or not _is_silent(page, fence, snippets[0]):
                return None
            result, program = how
            request = written(snippets[0], program) if program else ""
            try:
                kind, conditions[kind] = self._conditions.of(snippets[0])
            except EngineError:
                return None
            place, options = fence.place, self._blocks.digest_of(snippets[0].options)
            digest = _digest_of_fence(fence.header, fence.source)
            where = [place.line, place.column, fence.text]
            rest = [snippets[0].job.digest, *result, program, request]
            blocks.append([digest, *where, options, *rest])
        if not blocks:
            return None
        return {"page": known.digest, "conditions": conditions, "blocks": blocks}

    def _block(self, value: object, path: str) -> WholeBlock | None:
        """Return a block as it was written, if its result is still there. Anybody may have written it."""
        match value:
            case [
                str(fence),
                int(line),
                int(column),
                str(opening),
                str(options),
                str(job),
                str(key),
                int(seconds),
                int(size),
                (str() | None) as program,
                str(request),
            ] if _KEY.fullmatch(key):
                result, place = KeptResult(key, seconds, size), Place(path, line, column)
                if self._runner.kept_as(key) == result and self._is_published(program or ""):
                    return WholeBlock(fence, place, opening, options, job, result, program, request)
        return None

    def _digest(self, page: SourcePage, text: str, body: str) -> str:
        """Return a digest of what decides how a page is read."""
        options = self._options.get(id(page.options))
        if options is None:
            options = self._options[id(page.options)] = (
                page.options,
                digest_of(spelled(page.options)),
            )
        if self._site is None:
            extensions, settings = self._markdown()
            named = [item for item in extensions if not is_ours(item)]
            versions = markdown.__version__, pymdownx.__version__
            self._site = digest_of(
                (versions, version_of_package(), spelled(named), spelled(settings))
            )
        return digest_of((text, body, options[1], page.rules, self._site))


def _is_silent(page: SourcePage, fence: FoundFence, snippet: Snippet) -> bool:
    """Whether there is nothing to tell the author of a block, no other block refers to it, and its page says all."""
    names = snippet.options.names
    return (
        not (names.name or names.file or fence.origins)
        and snippet.options
        is page.header(fence).options  # else something was read into them, such as a file
        and fence.place.known
        and fence.place.path == snippet.page
        and not any(remarks_on(snippet))
    )


def _digest_of_fence(header: Header, source: str) -> str:
    return digest_of((header, source))[:20]
