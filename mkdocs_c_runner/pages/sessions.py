"""The sessions of pages: their commands, with the programs and the files of the blocks that they use."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ..engine.job import PROGRAM_NAME, Job, SourceFile, is_plain_name
from ..engine.result import Verdict
from ..engine.toolchain.named_compilers import named
from ..fence.options import Options
from ..program.assemble import Part, has_main
from ..program.session import SessionSnippet
from ..program.session_commands import program_job, read_session
from ..program.snippet import Snippet
from ..program.whole import whole_files

if TYPE_CHECKING:
    from .found import FoundFence
    from .pages import Pages
    from .source_page import SourcePage

# The options that a session may have.
_ALLOWED = (
    *("uses", "data", "env", "timeout", "memory", "truncate", "tools", "expect", "volatile"),
    *("cache", "fold", "search", "title", "playground"),
)


def session_of(
    pages: Pages, page: SourcePage, source: str, options: Options, found: FoundFence | None
) -> SessionSnippet:
    """Return the session of a fence.

    Args:
        pages: The pages of the build.
        page: Its page.
        source: Its text.
        options: Its options.
        found: The fence as the scan saw it, or None if it did not.

    Raises:
        ValueError: If it cannot be had, with the reason.
    """
    wrong = [name for name in options.given if name not in _ALLOWED]
    if wrong:
        raise ValueError(
            f"{wrong[0]}: a session has no such option; a command line says it, if anything"
        )
    expect = options.expected.expect
    is_of_compilers = expect.warnings or expect.sanitizer or expect.verdict is Verdict.COMPILE_ERROR
    if "expect" in options.given and is_of_compilers:
        raise ValueError(
            "expect: a command of a session ends with a status, a signal or a limit, "
            'such as expect="exit 1"; what it prints is expected beneath it'
        )
    found_files = _Files()
    for reference in options.names.uses:
        found_files.add(pages, page, reference)
    files = found_files.files | {
        file.name: file.content for file in pages.data(page, options.names.data)
    }
    programs = tuple(found_files.programs.values())
    entries, session = read_session(
        source, files, programs, page.rules.allow_flag, has_tools=options.process.tools
    )
    quiet = {"show": ("output",), "stdio": "terminal", "result": "text"}
    return SessionSnippet(
        source,
        options.with_values(
            {
                **quiet,
                "compiler": options.toolchain.compiler[:1],
                "flags": options.toolchain.flags[:1],
            }
        ),
        page.place(found),
        page.path,
        found.origins if found else (),
        tuple(found_files.parts),
        tuple(SourceFile(name, content) for name, content in files.items()),
        entries=entries,
        session=session,
        programs=programs,
        owners=tuple(found_files.owners.values()),
    )


@dataclass
class _Files:
    """What a session finds in its directory.

    Attributes:
        programs: The jobs of its programs, by their names there.
        owners: The blocks with these programs, by the same names.
        files: Its files, by their names.
        parts: The blocks that they come from.
    """

    programs: dict[str, Job] = field(default_factory=dict)
    owners: dict[str, Snippet] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    def add(self, pages: Pages, page: SourcePage, reference: str) -> None:
        """Add the program of a block, or the file that a block without a main is."""
        owner, name = pages.owner(page, reference)
        fence, options = pages.named(owner, name, reference)
        snippet = pages.snippets(owner, fence.raw, _run(options), fence)[0]
        if named(snippet.variant.compiler).machine:
            raise ValueError(
                f'uses="{reference}": its program is one for another machine ({snippet.variant.compiler}), '
                'and a shell starts programs of this one alone; name a block with compiler="gcc"'
            )
        own = replace(snippet.block, page=owner.path)
        self.parts += [part for part in (own, *snippet.parts) if part not in self.parts]
        if reason := snippet.problem():
            raise ValueError(f'uses="{reference}": {reason}'.rstrip("."))
        if options.names.extends:
            # Its parts are steps; the files that they make are in none of them.
            for file in whole_files(snippet.program):
                self.files[file.name] = file.text.encode()
        for part in () if options.names.extends else snippet.program.parts:
            if part.is_file and (part is not snippet.block or options.names.file):
                self.files[part.name] = _text(part)
        self.files |= {file.name: file.content for file in snippet.data}
        if options.run or (not options.names.file and _has_main(snippet)):
            program = _name(options, name)
            if program in self.programs:
                raise ValueError(
                    f'uses="{reference}": two programs of the session are named {program}; '
                    'program="…" gives one of them another name'
                )
            self.programs[program] = program_job(snippet.job, program)
            self.owners[program] = snippet


def _run(options: Options) -> Options:
    """Return the options of a block without what its page shows besides its program."""
    return options.with_values({"run": True, "show": ("output",), "playground": "off"})


def _has_main(snippet: Snippet) -> bool:
    return any(has_main(part.source, snippet.language) for part in snippet.program.parts)


def _name(options: Options, name: str) -> str:
    """Return the name of a program: that of its block, unless it has one of its own."""
    if options.process.program != PROGRAM_NAME:
        return options.process.program
    stem = name.rpartition("/")[2].partition(".")[0]
    return stem if is_plain_name(stem) else PROGRAM_NAME


def _text(part: Part) -> bytes:
    """Return the file that a block is, without the comments that are for us."""
    listing = part.listing
    return "".join(f"{listing.lines[number - 1]}\n" for number in listing.compiled).encode()
