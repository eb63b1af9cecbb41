"""Remarks on a block that ended as expected: where the sandbox differs from the machine of a reader."""

from __future__ import annotations

from collections.abc import Iterator

from ..program.snippet import Snippet

# The functions that look a user up in /etc/passwd.
_OF_USERS = (b"getpwuid", b"getpwnam", b"getpwent", b"getlogin", b"cuserid")

# The functions that look a host up.
_OF_HOSTS = (b"getaddrinfo", b"gethostbyname")


def remarks(snippet: Snippet) -> Iterator[str]:
    """Yield a sentence for each thing that the program finds otherwise than a reader would."""
    if snippet.has_date and snippet.options.cache:
        yield (
            "__DATE__ and __TIME__ are always those of the first second of 1970, so that the page does not change "
            'by itself. With cache="off" they are those of the build.'
        )
    sources = [source.content for source in snippet.program.sources]
    if any(name in code for code in sources for name in _OF_USERS):
        yield (
            "There are no names of users in the sandbox: getpwuid and its like return NULL. getuid returns 1000."
        )
    if any(b'"/dev/tty"' in code for code in sources):
        yield (
            "There is no /dev/tty in the sandbox. Standard input, output and error are the terminal."
        )
    if any(name in source.content for source in snippet.program.sources for name in _OF_HOSTS):
        yield "There is no network in the sandbox, so no host is found and none can be reached."
