"""What an author should know of a block that did what it should: where the sandbox is not as a reader's machine."""

from __future__ import annotations

from collections.abc import Iterator

from ..program.snippet import Snippet


def remarks(snippet: Snippet) -> Iterator[str]:
    """Yield a sentence for each thing that the program finds otherwise than a reader would."""
    if snippet.has_date and snippet.options.cache:
        yield (
            "__DATE__ and __TIME__ are always those of the first second of 1970, so that the page does not change "
            'by itself. With cache="off" they are those of the build.'
        )
    if any(b'"/dev/tty"' in source.content for source in snippet.program.sources):
        yield (
            "There is no /dev/tty in the sandbox. Standard input, output and error are the terminal."
        )
