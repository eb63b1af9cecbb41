"""The data that the page script needs for sessions whose commands readers edit; see `playground.py`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..engine.job import SourceFile
from ..program.session import SessionSnippet
from .playground import Access

# The bytes of all that a session finds, which are sent with each request; a server reads 64 KiB of one.
_SENT = 40 * 1024


def is_offered(snippet: SessionSnippet, access: Access) -> bool:
    """Whether readers can execute other commands there: all that a session finds goes with the request."""
    if access.preview:
        return True
    files = [*snippet.data, *(file for job in snippet.programs for file in job.sources)]
    try:
        for file in files:
            file.content.decode()
    except UnicodeDecodeError:
        return False
    size = sum(len(file.content) for file in files)
    return size <= _SENT and not snippet.options.process.tools


def request(
    snippet: SessionSnippet, page: str, name: str, header: str, title: str, *, alone: bool
) -> dict[str, Any]:
    """Return the request that executes a session as it stands.

    Args:
        snippet: The session.
        page: The path of its page below the directory of the pages.
        name: Its name in that page.
        header: The header of its fence.
        title: What an editor calls its commands.
        alone: Whether the server knows nothing of the site, and so gets the programs and files, too.
    """
    process = snippet.options.process
    return {
        "block": {"page": page, "name": name},
        "files": [{"name": title, "text": snippet.source, "edited": True}],
        "session": _found(snippet) if alone else {},
        "args": [],
        "env": dict(process.env),
        "stdin": "",
        "timeout": process.timeout,
        "fence": header,
    }


def _found(snippet: SessionSnippet) -> dict[str, Any]:
    """Return what a session finds."""
    programs = [
        {
            "program": job.program,
            "files": _texts(job.sources),
            "std": job.std,
            "flags": list(job.flags),
            "libs": list(job.libs),
            "compiler": job.compiler,
        }
        for job in snippet.programs
    ]
    return {"programs": programs, "files": _texts(snippet.data)}


def _texts(files: Iterable[SourceFile]) -> list[dict[str, str]]:
    return [{"name": file.name, "text": file.content.decode()} for file in files]
