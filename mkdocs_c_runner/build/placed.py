"""Blocks that were rendered for a page, as reports and notes on a build see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ..check.failure import Mistake
from ..check.pictures import about_names, about_snapshots
from ..check.ran import Checked
from ..check.remarks import remarks
from ..engine.job import Job
from ..html.block import Rendered
from ..place import Place
from ..program.snippet import Snippet


class Noted(NamedTuple):
    """A block that was published, for the notes on a build.

    Attributes:
        page: The path of its page.
        job: Returns its job, or raises LookupError if its page does not have it after all.
        key: The key of its result, if that is in the cache and was not read.
    """

    page: str
    job: Callable[[], Job]
    key: str | None = None


class Recalled(NamedTuple):
    """A block that an earlier build has rendered, and about whose output there is nothing to say.

    Attributes:
        identity: What tells it from all others.
        noted: What is noted of it.
        snippet: The block, or None if there is nothing to say about it at all.
    """

    identity: object
    noted: Noted
    snippet: Snippet | None = None

    @classmethod
    def of(cls, snippet: Snippet, key: str) -> Recalled:
        """Return a block that was read, whose result has this key."""
        noted = Noted(snippet.page, lambda: snippet.job, key)
        return cls(identity(snippet), noted, snippet)


class Placed(NamedTuple):
    """A block that was rendered for a page.

    SuperFences may still find that the fence is an example in an indented code block, after it called the formatter.
    Then it puts the text back.

    Attributes:
        variants: The block, in each way in which it was compiled.
        html: Its HTML.
        header: The line that opens its fence, or None if that is not known.
        page: The path of the page that shows it, if it has no variants.
        mistake: The mistakes of its author, or None.
        recalled: The block, if an earlier build has rendered it; it has no variants.
    """

    variants: Sequence[Checked]
    html: Rendered
    header: str | None = None
    page: str = ""
    mistake: Mistake | None = None
    recalled: Recalled | None = None

    def is_example(self, page: str, examples: Callable[[], str]) -> bool:
        """Return whether a page shows the fence as an example.

        Args:
            page: The HTML of the page.
            examples: Returns the text of its code blocks.
        """
        if self.header is None or all(part in page for part in self.html):
            return False
        return self.header in examples()


def remarks_on(snippet: Snippet) -> Iterator[str]:
    """Yield a sentence for each thing that an author may want to know of a block, whatever it prints."""
    yield from remarks(snippet)
    yield from about_snapshots(snippet)
    yield from about_names(snippet.job)


def identity_of(place: Place, page: str, label: str, digest: str) -> object:
    """Return what tells a block from all others, and takes less memory than the block.

    Args:
        place: Its place.
        page: The page that shows it.
        label: The words that tell this way to compile it from the others.
        digest: The digest of its job.
    """
    return place, page, label, digest


def identity(snippet: Snippet) -> object:
    """Return what tells a block from all others; see `identity_of`."""
    label = snippet.name_of_variant
    return identity_of(snippet.place, snippet.page, label, snippet.job.digest)
