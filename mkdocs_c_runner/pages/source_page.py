"""A page as its author wrote it: its fences, and the options that hold for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..check.failure import Mistake
from ..fence.header import ParsedHeader, is_run, parse
from ..fence.options import Options
from ..fence.rules import Rules
from ..place import Place
from .found import FoundFence, Header, ScannedPage, language_of

# The path in places of a page whose path the host does not know.
NOWHERE = "?"


@dataclass(slots=True)
class SourcePage:
    """A page as its author wrote it.

    Attributes:
        uri: Its path below the documentation directory, or None if the host does not know it.
        path: Its path as places name it.
        options: The options that hold where a fence says nothing.
        rules: What the site allows its pages.
        enabled: Whether its blocks are run.
        headers: The headers that were parsed over these options.
        mistakes: The mistakes that no block of the page shows.
        scan: Scans it, until that was done.
        kept: The number of its blocks, if an earlier build has rendered all of them, and has found nothing else on it.
            Then nobody needs its scan, unless a block of another page does. Else 0.
    """

    uri: str | None
    path: str
    _scanned: ScannedPage = field(default_factory=ScannedPage)
    options: Options = field(default_factory=Options)
    rules: Rules = field(default_factory=Rules)
    enabled: bool = True
    headers: dict[Header, ParsedHeader] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    scan: Callable[[], ScannedPage] | None = None
    kept: int = 0

    @property
    def scanned(self) -> ScannedPage:
        """The result of its scan."""
        if self.scan is not None:
            scan, self.scan = self.scan, None
            self._scanned = scan()
        return self._scanned

    @scanned.setter
    def scanned(self, scanned: ScannedPage) -> None:
        self.scan, self.kept = None, 0
        self._scanned = scanned

    def header(self, fence: FoundFence) -> ParsedHeader:
        """Return the options of a fence of this page."""
        parsed = self.headers.get(fence.header)
        if parsed is None:
            parsed = self.headers[fence.header] = self._parse(fence)
        return parsed

    def _parse(self, fence: FoundFence) -> ParsedHeader:
        inputs = {name: value for name, value in fence.header if name not in ("", ".")}
        classes = [value or "" for name, value in fence.header if name == "."]
        run, language = is_run(inputs, classes), language_of(fence.header)
        return parse(inputs, self.options, self.rules, run=run, language=language)

    def place(self, fence: FoundFence | None) -> Place:
        """Return the place of a fence, or that of the page if the scan did not see it."""
        return fence.place if fence else Place(self.path, None)
