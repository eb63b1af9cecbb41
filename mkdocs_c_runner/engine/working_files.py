"""The files that a program finds in its working directory."""

from __future__ import annotations

from .job import Job, is_plain_path
from .toolchain.languages import is_source


def files_of(job: Job) -> dict[str, bytes]:
    """Return the files in the working directory of the program, by their names."""
    return _own_sources(job) | {file.name: file.content for file in job.data}


def _own_sources(job: Job) -> dict[str, bytes]:
    """Return the sources of a program that reads them, by their names, as its page has them."""
    texts = {source.name: source.content for source in job.sources}
    texts |= {name: text for source in job.sources for name, text in source.quoted}
    own_name = any(b"__FILE__" in text for text in texts.values())
    return {
        name: text
        for name, text in texts.items()
        if is_source(name)
        and is_plain_path(name)
        and (own_name or any(b'"%b"' % name.encode() in other for other in texts.values()))
    }
