"""Has sources highlighted ahead of the pages that show them, by a process beside the build.

Highlighting is most of what the build itself does for a new block, and needs nothing of the build. A source is handed
over with everything that decides its HTML, as the formatter of its fence will compute it. If another plugin changes
the fence, or anything else, that HTML is not found, and the build highlights the source itself, as it does all if the
process has ended.

What changes Pygments itself in the process of the build, as a hook may, is not there in the other one. So the build
highlights a few of the sources, too, and all of them if one differs.
"""

from __future__ import annotations

import contextlib
import pickle
import socket
import weakref
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown import Markdown

from ..engine.store.json_files import JsonStore
from ..pages.found import FoundFence, language_of
from ..pages.source_page import SourcePage
from ..pages.superfences import Call
from .highlight import Highlighter, is_own, uncounted
from .highlight_cache import HighlightCache, key_of

if TYPE_CHECKING:
    from ..engine.processes.beside import Beside

ENOUGH = 100
"""The blocks of a site for which the process pays: to start it takes as long as to highlight so many."""

_PROCESS = "mkdocs_c_runner.build.highlight_process"

# One source of so many is highlighted by the build, too.
_COMPARED = 20

# Seconds after which an answer is not waited for any more, and neither are others.
_PATIENCE = 30.0


class Wanted(NamedTuple):
    """A source that is to be highlighted, in values that another process understands.

    Attributes:
        decisive: Everything that decides the HTML; see `HighlightCache`.
        settings: The settings of the highlighter.
        arguments: What it is called with.
        options: What it is called with by name.
    """

    decisive: object
    settings: Mapping[str, Any]
    arguments: tuple[Any, ...]
    options: Mapping[str, Any]


class HighlightAhead:
    """The sources of a build that are highlighted ahead.

    Args:
        cache: The directory of the cache, or None to highlight nothing ahead.
    """

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._waiting: dict[str, SourcePage] = {}
        self._asked: set[str] = set()
        self._answers: dict[str, dict[str, object]] = {}
        self._samples: dict[str, Mapping[str, object]] = {}  # of the pages that were handed over
        self._count = 0
        self._is_wrong = False
        self._connection: socket.socket | None = None
        self._end: Callable[[], object] = lambda: None

    def get_ready(self) -> None:
        """Start the process, if it is not there."""
        if self._cache is None or self._connection is not None:
            return
        try:
            self._connection, process = _start(self._cache)
        except OSError:
            self._cache = None
            return
        # Also where a build ends by an error.
        self._end = weakref.finalize(self, _stop, self._connection, process)

    def add(self, page: SourcePage) -> None:
        """Have the sources of a page highlighted, as soon as it is known how. The process gets ready meanwhile."""
        self.get_ready()
        if self._connection and page.uri is not None:
            self._waiting[page.uri] = page

    def hand_over(self, md: Markdown) -> None:
        """Hand over the sources of the pages so far.

        Args:
            md: Renders a page of the site, as it will render those pages.
        """
        waiting, self._waiting = self._waiting, {}
        for uri, page in waiting.items():
            if self._connection is None:
                break
            try:
                notes = _wanted(page, md, self._count)
                self._count += len(notes.wanted)
                if notes.wanted:
                    self._samples[uri] = notes.samples
                    self._send(uri, notes.wanted)
            except Exception:  # noqa: BLE001 - a highlighter that is not plain data; OSError: the process has ended
                self._give_up()

    def take(self, uri: str) -> dict[str, object] | None:
        """Wait for the HTML of the sources of a page, and return it by keys; None if nothing was highlighted ahead.

        The file of the page in the cache holds the same. It counts for nothing if this build makes other HTML: what is
        returned is empty then.
        """
        while uri in self._asked:
            self._receive()
        answer, samples = self._answers.pop(uri, None), self._samples.pop(uri, None)
        if samples is None:
            return answer
        if answer and any(answer.get(key, html) != html for key, html in samples.items()):
            self._is_wrong = True
            self._give_up()
        return {} if self._is_wrong else answer

    def has_rendered(self, uri: str) -> None:
        """Forget the sources of a page. If no others are wanted, the process ends."""
        self._answers.pop(uri, None)
        self._samples.pop(uri, None)
        self._asked.discard(uri)
        if self._connection and not self._asked and not self._waiting:
            self._end()
            self._connection = None

    def _send(self, uri: str, wanted: list[Wanted]) -> None:
        from ..engine.processes.messages import send  # noqa: PLC0415 - large builds need it

        if self._connection:
            question = (uri, [tuple(each) for each in wanted])
            send(self._connection, pickle.dumps(question, pickle.HIGHEST_PROTOCOL))
            self._asked.add(uri)

    def _receive(self) -> None:
        from ..engine.processes.messages import receive  # noqa: PLC0415 - see above

        answer = receive(self._connection) if self._connection else None
        if answer is None:
            self._give_up()
            return
        # The other side is a program of ours, which executes nothing of what it reads.
        uri, sources = pickle.loads(answer)  # noqa: S301
        if not sources:  # none that may be kept: this will not get better
            self._give_up()
        elif uri in self._asked:
            self._asked.discard(uri)
            self._answers[uri] = sources

    def _give_up(self) -> None:
        self._end()
        self._connection = self._cache = None
        self._asked.clear()
        self._waiting.clear()


class _Notes(HighlightCache):
    """Notes what is asked of the highlighter, in its place and in that of the cache, and highlights but a few.

    Args:
        processor: SuperFences.
        count: The sources before.

    Attributes:
        wanted: What was asked.
        samples: The HTML of a few of these sources, by keys.
    """

    def __init__(self, processor: Any, count: int) -> None:
        super().__init__(None, JsonStore())
        self._processor = processor
        self._count = count
        self._settings: Mapping[str, Any] = {}
        self._called: tuple[tuple[Any, ...], Mapping[str, Any]] | None = None
        self.wanted: list[Wanted] = []
        self.samples: dict[str, object] = {}

    def recall(self, uri: str | None, decisive: object, make: Callable[[], str]) -> str:  # noqa: ARG002
        """Note what is asked where this HTML is to be made."""
        own, self._processor.highlighter = self._processor.highlighter, self
        try:
            html = make()
        finally:
            self._processor.highlighter = own
        # Something else may have a hand in it, which the process does not know.
        if self._called and html == "":
            if (self._count + len(self.wanted)) % _COMPARED == 0:
                self.samples[key_of(decisive)] = make()
            self.wanted.append(Wanted(decisive, self._settings, *self._called))
        self._called = None
        return ""

    def __call__(self, md: Markdown, **settings: Any) -> _Notes:  # noqa: ARG002 - the highlighter's signature
        self._settings = settings
        return self

    def highlight(self, *arguments: Any, **options: Any) -> str:
        self._called = arguments, options
        return ""


def _wanted(page: SourcePage, md: Markdown, count: int) -> _Notes:
    """Note what the fences of a page will ask of the highlighter; nothing if that is not pymdownx's own.

    Args:
        page: The page.
        md: Renders a page of the site.
        count: The sources of the pages before.
    """
    processor: Any = md.preprocessors["fenced_code_block"]
    notes = _Notes(processor, count)
    if not (is_own(processor) and processor.use_pygments):
        return notes
    with uncounted(processor):
        for fence in page.scanned.fences:
            processor.line_count = fence.source.count("\n") + 1  # for the option `hl_lines`
            Highlighter(_call(fence, md), page.uri, notes).source(fence.source)
    return notes


def _call(fence: FoundFence, md: Markdown) -> Call:
    """Return the call that SuperFences will make for a fence, unless that has an id or the like."""
    inputs = {name: value for name, value in fence.header if name not in ("", ".")}
    classes = [name or "" for mark, name in fence.header if mark == "."]
    return Call(fence.source, language_of(fence.header).words[0], inputs, md, classes, "", {})


def _start(cache: Path) -> tuple[socket.socket, Beside]:
    """Start the process, and return the connection to it.

    Raises:
        OSError: If it cannot be started.
    """
    from ..engine.processes.beside import start  # noqa: PLC0415 - large builds need it
    from ..engine.processes.messages import connected  # noqa: PLC0415 - see above

    ours, theirs = connected()
    with theirs:
        try:
            number = theirs.fileno()
            process = start(_PROCESS, [str(number), str(cache)], [number])
        except BaseException:
            ours.close()
            raise
    ours.settimeout(_PATIENCE)
    return ours, process


def _stop(connection: socket.socket, process: Beside) -> None:
    connection.close()
    with contextlib.suppress(OSError):
        process.kill()
    with process:  # closes the pipes, and waits
        pass
