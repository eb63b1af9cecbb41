"""Remarks on a block that ended as expected: where the sandbox differs from the machine of a reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..engine.toolchain.named_compilers import named
from ..program.snippet import Snippet

# The functions that look a user up in /etc/passwd.
_OF_USERS = (b"getpwuid", b"getpwnam", b"getpwent", b"getlogin", b"cuserid")

# The functions that look a host up.
_OF_HOSTS = (b"getaddrinfo", b"gethostbyname")


def remarks(snippet: Snippet) -> Iterator[str]:
    """Yield a sentence for each thing that the program finds otherwise than a reader would."""
    if snippet.has_date and named(snippet.variant.compiler).undated is None:
        yield (
            f"With {snippet.variant.compiler}, __DATE__ and __TIME__ are those of the run, so that the page may "
            "change by itself. With gcc and clang they are always the same."
        )
    elif snippet.has_date and snippet.options.cache:
        yield (
            "__DATE__, __TIME__ and __TIMESTAMP__ are always those of the first second of 1970, so that the page does "
            'not change by itself. With cache="off" they are those of the build.'
        )
    code = b"\n".join([source.content for source in snippet.program.sources])
    if _names(code, _OF_USERS):
        yield (
            "There are no names of users in the sandbox: getpwuid and its like return NULL. getuid returns 1000."
        )
    if b'"/dev/tty"' in code:
        yield (
            "There is no /dev/tty in the sandbox. Standard input, output and error are the terminal."
        )
    if _names(code, _OF_HOSTS):
        yield "There is no network in the sandbox, so no host is found and none can be reached."


def _names(code: bytes, functions: Sequence[bytes]) -> bool:
    """Whether code has one of these names."""
    return any(map(code.__contains__, functions))
