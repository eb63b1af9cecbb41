"""A session on a page: a block whose lines are commands, and the programs and files of the blocks that it uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ..engine.job import Job, Limits, Session
from .assemble import Program
from .snippet import Snippet

if TYPE_CHECKING:
    from .session_text import Entry


@dataclass(frozen=True)
class SessionSnippet(Snippet):
    """A block in the language `console`.

    Attributes:
        entries: Its commands.
        session: What is executed.
        programs: The programs of the blocks that it uses, also those that it compiles itself.
        owners: The blocks with these programs, in the same order.
    """

    entries: tuple[Entry, ...] = ()
    session: Session | None = None
    programs: tuple[Job, ...] = ()
    owners: tuple[Snippet, ...] = field(default=(), compare=False)

    __hash__ = Snippet.__hash__

    @cached_property
    def program(self) -> Program:
        """The text of the session, for places; nothing of it is compiled."""
        return Program((), (self.block,))

    @cached_property
    def job(self) -> Job:
        """Everything that decides the result, and nothing of the page."""
        process = self.options.process
        return Job(
            sources=(),
            env=process.env,
            data=self.data,
            tools=process.tools,
            session=self.session,
            compile_limits=self.options.toolchain.limits,
            run_limits=self._run_limits,
        )

    @property
    def _run_limits(self) -> Limits:
        """The limits of each command. Output is kept whole that may be compared with a long text or a pattern."""
        limits = self.options.process.limits
        longest = max((len("\n".join(entry.expected)) for entry in self.entries), default=0)
        may_be_long = (
            bool(longest and self.options.expected.volatile) or 2 * longest > limits.truncate
        )
        return replace(limits, truncate=limits.output) if may_be_long else limits

    @cached_property
    def has_date(self) -> bool:
        """Whether its code names the date of its compilation: it has no code of its own."""
        return False

    @property
    def compiled(self) -> tuple[Snippet, ...]:
        """The blocks whose programs are compiled before its first command."""
        there = self.session.programs if self.session else ()
        pairs = zip(self.programs, self.owners, strict=False)
        return tuple(owner for job, owner in pairs if job in there)

    @property
    def allows_limit(self) -> bool:
        """Whether its author expects that one of its lines may hit a limit."""
        from .session_text import ANY_ENDING, LIMITS  # noqa: PLC0415 - few sites have sessions

        endings = {entry.ending for entry in self.entries}
        return not endings.isdisjoint((*LIMITS, ANY_ENDING)) or super().allows_limit

    @property
    def is_program(self) -> bool:
        """Whether it has a program of its own: it uses those of others."""
        return False

    def with_text(self, source: str, allow_flag: Callable[[str], bool]) -> SessionSnippet:
        """Return it with other commands, for the same programs and files.

        Args:
            source: Its text.
            allow_flag: Returns whether a page may use a flag.

        Raises:
            ValueError: If it cannot be executed, with the reason.
        """
        from .session_commands import read_session  # noqa: PLC0415 - see above

        files = {file.name: file.content for file in self.data}
        entries, session = read_session(
            source,
            files,
            self.programs,
            allow_flag,
            has_tools=self.options.process.tools,
        )
        return replace(self, source=source, entries=entries, session=session, origins=())

    def problem(self) -> str | None:
        """Return why it cannot be run, or None: what is wrong with a session is told when it is read."""
        return None
