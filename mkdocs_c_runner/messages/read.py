"""Reads the output of a compile stage, once: diagnostics with their notes, and complaints of the linker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import normpath
from typing import TYPE_CHECKING, NamedTuple

from ..engine.result import Stage
from ..terminal.screen import plain

if TYPE_CHECKING:
    from .grammar import LinkError

# The grammar is imported where there are messages, which most blocks have not.


class Diagnostic(NamedTuple):
    """One diagnostic of a compiler.

    Attributes:
        file: The name of the source file.
        line: The line in that file, 1-based.
        column: The column as the compiler counts, or None.
        kind: `error`, `fatal error`, `warning` or `note`.
        text: The message.
    """

    file: str
    line: int
    column: int | None
    kind: str
    text: str

    @property
    def is_error(self) -> bool:
        """Whether it stopped the compiler."""
        return self.kind.endswith("error")


class Message(NamedTuple):
    """A diagnostic with everything that belongs to it.

    Attributes:
        diagnostic: The diagnostic.
        beneath: The lines beneath its headline, such as a source excerpt.
        notes: The notes that belong to it.
        lines: The indices of all its lines, with those of its notes and of the context before it.
    """

    diagnostic: Diagnostic
    beneath: list[str]
    notes: list[Message]
    lines: list[int]


@dataclass(frozen=True)
class Messages:
    """The output of a compile stage.

    Attributes:
        lines: Its lines, without control characters.
        at: The diagnostics that have a line, by the indices of their headlines.
    """

    lines: Sequence[str] = ()
    at: Mapping[int, Diagnostic] = field(default_factory=dict)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """The diagnostics, notes among them, in order."""
        return list(self.at.values())

    @property
    def warnings(self) -> list[str]:
        """The texts of all warnings, those of linkers and drivers too, which have no line."""
        from .grammar import warning_in  # noqa: PLC0415

        return [text for line in self.lines if (text := warning_in(line)) is not None]

    @property
    def link_errors(self) -> list[LinkError]:
        """The complaints of the linker, in order."""
        from .grammar import link_error  # noqa: PLC0415

        return [error for line in self.lines if (error := link_error(line))]

    @cached_property
    def with_notes(self) -> list[Message]:
        """The diagnostics with their notes and excerpts. Lines that belong to none of them are left out."""
        return list(_grouped(self))


def read(stage: Stage) -> Messages:
    """Read the output of a compile stage."""
    if not stage.segments:
        return Messages()
    from .grammar import headline  # noqa: PLC0415

    lines = [_shown(line) for line in stage.text().removesuffix(b"\n").split(b"\n")]
    headlines = ((index, headline(line)) for index, line in enumerate(lines))
    return Messages(
        lines,
        {
            index: Diagnostic(normpath(head.file), head.line, head.column, head.kind, head.text)
            for index, head in headlines
            if head and head.line is not None
        },
    )


def _shown(line: bytes) -> str:
    """Return a line as a terminal shows it; the quotes of a compiler alone are no reason to ask one."""
    text = line.decode(errors="replace")
    return text if text.isprintable() else plain(line)


def _grouped(messages: Messages) -> Iterator[Message]:
    from .grammar import is_context, is_summary  # noqa: PLC0415

    lines = messages.lines
    context: list[int] = []
    root: Message | None = None
    last: Message | None = None
    for index, line in enumerate(lines):
        if diagnostic := messages.at.get(index):
            last = Message(diagnostic, [], [], [*context, index])
            context = []
            if diagnostic.kind == "note" and root:
                root.notes.append(last)
                root.lines.extend(last.lines)
            else:
                if root:
                    yield root
                root = last
        elif is_context(line):
            context.append(index)
        elif root and last and is_summary(line):
            root.lines.append(index)
        elif root and last and _belongs(line, last, lines[index + 1 : index + 2]):
            last.beneath.append(line)
            root.lines.append(index)
        else:
            last = None
    if root:
        yield root


def _belongs(line: str, last: Message, following: Sequence[str]) -> bool:
    """Whether a line belongs to the diagnostic above it."""
    from .grammar import is_caret_line  # noqa: PLC0415

    if line[:1].isspace() or (line and set(line) <= set("^~-")):
        return True
    return not last.beneath and any(map(is_caret_line, following))  # quoted without a margin
