"""Views of the code on its way to a program, such as assembly, in the form in which people read it.

A view is made in the sandbox, by the compiler or from what it made, and shortened here: the compiler prints a hundred
times more than readers want to see. Each line knows the line of the source that it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..job import AROUND, WORKING_DIRECTORY, Job
from ..result import LARGEST_ARTIFACT, Artifact
from .asm_filter import Assembly, TracedLine
from .command_line import ASSEMBLED
from .preprocessed import preprocessed
from .program_file import disassembly, sections, symbols

_LONGEST_LINE = 1000
_MOST_LINES = 2000
_EMPTY: TracedLine = ("", "")


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of the files of a job, as compilers print them."""

    authors: frozenset[str]
    seen: frozenset[str]

    @classmethod
    def of(cls, job: Job) -> _Names:
        names = {source.name for source in job.sources}
        names |= {name for source in job.sources for name, _ in source.quoted}
        # The others have a remark: they are hidden, or put around what is seen.
        return cls(frozenset(names), frozenset(name for name in names if " " not in name))

    def is_authors(self, path: str) -> bool:
        return _plain(path) in self.authors

    def is_around(self, path: str) -> bool:
        return path.endswith(f" {AROUND}") and self.is_authors(path)

    def origin(self, path: str) -> str:
        name = _plain(path)
        return name if name in self.seen else ""


def _plain(path: str) -> str:
    """Return the name of a file of the job, without the directories of the sandbox."""
    for directory in ("./", "./", f"{WORKING_DIRECTORY}/", f"{ASSEMBLED}/"):
        path = path.removeprefix(directory)
    return path


def view(name: str, job: Job, printed: Iterable[bytes]) -> Artifact:
    """Make a view from the output of the compiler.

    Args:
        name: One of `artifacts.VIEWS`.
        job: The job.
        printed: The output for each of its source files.
    """
    names = _Names.of(job)
    readable = _READERS[name]
    lines: list[TracedLine] = []
    for text in printed:
        more = _trimmed(list(readable(_lines(text), names)))
        if lines and more:
            lines.append(_EMPTY)
        lines += more
    return Artifact(name, _text(lines))


def _assembly(text: Iterable[str], names: _Names) -> Iterator[TracedLine]:
    return Assembly(text, names.origin, names.is_around).readable()


def _preprocessed(text: Iterable[str], names: _Names) -> Iterator[TracedLine]:
    return preprocessed(text, names.origin, names.is_authors)


def _symbols(text: Iterable[str], names: _Names) -> Iterator[TracedLine]:
    return symbols(text, names.origin, names.is_around)


def _sections(text: Iterable[str], _: _Names) -> Iterator[TracedLine]:
    return sections(text)


def _disassembly(text: Iterable[str], names: _Names) -> Iterator[TracedLine]:
    return disassembly(text, names.origin, names.is_around)


_READERS: dict[str, Callable[[Iterable[str], _Names], Iterator[TracedLine]]] = {
    "asm": _assembly,
    "preprocessed": _preprocessed,
    "symbols": _symbols,
    "sections": _sections,
    "disassembly": _disassembly,
}


def _lines(text: bytes) -> Iterator[str]:
    for line in text.split(b"\n"):
        yield line[:_LONGEST_LINE].decode(errors="replace")


def _trimmed(lines: list[TracedLine]) -> list[TracedLine]:
    """Return the lines without empty ones at both ends."""
    while lines and lines[-1] == _EMPTY:
        del lines[-1]
    return lines[1:] if lines[:1] == [_EMPTY] else lines


def _text(lines: list[TracedLine]) -> bytes:
    """Return the lines with their origins, no more than an artifact may hold."""
    text = bytearray()
    for index, (where, line) in enumerate(lines):
        encoded = f"{where}\t{line}\n".encode(errors="replace")
        if index == _MOST_LINES or len(text) + len(encoded) > LARGEST_ARTIFACT - _LONGEST_LINE:
            text += f"\t… {len(lines) - index:,} more lines\n".encode()
            break
        text += encoded
    return bytes(text)
