"""A program outside of its page: its files with a makefile, and one file or archive to be downloaded.

What it prints there is the same. So the lines have the numbers that readers of the page count where the program may
print them, and where it cannot the files are plain. Archives of the same files are the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from itertools import count
from posixpath import basename, splitext
from typing import NamedTuple

from .hidden_lines import without_marker
from .makefile import makefile, run_command
from .snippet import Snippet
from .whole import WholeFile, whole_files

MAKEFILE = "Makefile"

# What may print the number of a line, or the name of a file.
_PRINTS_PLACES = re.compile(rb"\b(?:__LINE__|__FILE__|__FILE_NAME__|__BASE_FILE__|assert)\b")

_NO_TIME = (1980, 1, 1, 0, 0, 0)
_READABLE_FILE = 0o100644 << 16
_UNIX = 3


class Exported(NamedTuple):
    """A file of a program outside of its page.

    Attributes:
        name: Its name, perhaps in directories.
        content: Its bytes.
    """

    name: str
    content: bytes


def name_of(snippet: Snippet) -> str:
    """Return a name for the program of a block, which is a plain file name."""
    names = snippet.options.names
    return basename(names.name) or splitext(basename(names.file_name))[0]


def exported(snippet: Snippet) -> list[Exported]:
    """Return all files that it takes to compile and run a program, with a makefile."""
    job = snippet.job
    files = [*_sources(snippet), *(Exported(file.name, file.content) for file in job.data)]
    names = {file.name for file in files}
    stdin = ""
    if job.stdin:
        stdin = _free("stdin.txt", names)
        files.append(Exported(stdin, job.stdin))
    command = run_command(job, stdin)
    if "\n" in command:  # which ends a command in a makefile
        script = _free("run.sh", names)
        files.append(Exported(script, f"{command}\n".encode()))
        command = f"sh {script}"
    if not names & {MAKEFILE, "makefile"}:
        files.append(Exported(MAKEFILE, makefile(job, command).encode()))
    return files


def downloaded(snippet: Snippet, files: Sequence[WholeFile]) -> Exported:
    """Return what readers download: the one file of a program, or an archive of all that it takes.

    Args:
        snippet: The block.
        files: The whole program.
    """
    name = name_of(snippet)
    if len(files) == 1:
        return Exported(f"{name}{splitext(files[0].name)[1]}", files[0].text.encode())
    return Exported(f"{name}.zip", _archive(name, exported(snippet)))


def _sources(snippet: Snippet) -> list[Exported]:
    sources = snippet.program.sources
    prints_places = any(_PRINTS_PLACES.search(source.content) for source in sources)
    if not (prints_places or snippet.job.sanitizers):
        return [Exported(file.name, file.text.encode()) for file in whole_files(snippet.program)]
    return [
        Exported(
            source.name,
            "\n".join(map(without_marker, source.content.decode().split("\n"))).encode(),
        )
        for source in sources
    ]


def _free(name: str, names: Iterable[str]) -> str:
    """Return a name that no file has."""
    stem, ending = splitext(name)
    candidates = (f"{stem}{number or ''}{ending}" for number in count())
    return next(candidate for candidate in candidates if candidate not in names)


def _archive(directory: str, files: Iterable[Exported]) -> bytes:
    """Return an archive of files in a directory, which depends on nothing else."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            member = zipfile.ZipInfo(f"{directory}/{file.name}", _NO_TIME)
            member.create_system = _UNIX
            member.external_attr = _READABLE_FILE
            archive.writestr(member, file.content)
    return made.getvalue()
