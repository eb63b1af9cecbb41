"""The pages of a build: what the scan found on each, what each says for its own fences, who uses whose."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..engine.job import MEBIBYTE, SourceFile
from ..fence.header import ParsedHeader, is_run, parse
from ..fence.options import Options
from ..fence.rules import Rules
from ..fence.values import nearest
from ..place import Place
from ..program.assemble import Part
from ..program.snippet import ExpectedOutput, Snippet
from .scan import FoundFence, Header, ScannedPage

LARGEST_FILE = 8 * MEBIBYTE

# The path of a page that nobody knows.
UNKNOWN = "?"

ReadFile = Callable[[str, str], bytes]
FindPage = Callable[[str], "SourcePage | None"]


@dataclass(slots=True)
class SourcePage:
    """A page as its author wrote it.

    Attributes:
        uri: Its path below the documentation directory.
        path: Its path as places name it.
        scanned: What the scan found on it.
        options: The options that hold where a fence says nothing.
        rules: What the site allows its pages.
        enabled: Whether its blocks are run.
        headers: The headers that were parsed over these options.
    """

    uri: str
    path: str
    scanned: ScannedPage = field(default_factory=ScannedPage)
    options: Options = field(default_factory=Options)
    rules: Rules = field(default_factory=Rules)
    enabled: bool = True
    headers: dict[Header, ParsedHeader] = field(default_factory=dict)

    def header(self, fence: FoundFence) -> ParsedHeader:
        """What a fence of this page asks for."""
        parsed = self.headers.get(fence.header)
        if parsed is None:
            parsed = self.headers[fence.header] = self._parse(fence)
        return parsed

    def _parse(self, fence: FoundFence) -> ParsedHeader:
        inputs = {name: value for name, value in fence.header if name != "."}
        classes = [value or "" for name, value in fence.header if name == "."]
        return parse(inputs, self.options, self.rules, run=is_run(inputs, classes))

    def place(self, fence: FoundFence | None) -> Place:
        """Where a fence stands."""
        if fence is None or fence.line is None:
            return Place(self.path, known=False)
        return Place(fence.path or self.path, fence.line, fence.column)

    def origins(self, fence: FoundFence) -> tuple[Place, ...]:
        """Where each line of a fence was written, if that is not right beneath its opening."""
        return tuple(Place(path or self.path, line, column) for path, line, column in fence.origins)


class Pages:
    """The pages of a build, by their paths below the documentation directory.

    Args:
        read: Reads a file that a page names. It raises ValueError with the reason if it may or can not.
        find: Reads another page that one names, where not all of them are read beforehand.
    """

    def __init__(self, read: ReadFile, find: FindPage = lambda _: None) -> None:
        self._read = read
        self._find = find
        self._pages: dict[str, SourcePage] = {}
        self._parts: dict[str, dict[str, tuple[FoundFence, Options]]] = {}

    def __iter__(self) -> Iterator[SourcePage]:
        """The pages, in the order in which they came."""
        return iter(self._pages.values())

    def add(self, page: SourcePage) -> None:
        """Takes a page in."""
        self._pages[page.uri] = page
        self._parts.pop(page.uri, None)

    def get(self, uri: str) -> SourcePage | None:
        """The page with this path."""
        return self._pages.get(uri)

    def snippets(
        self, page: SourcePage, source: str, options: Options, found: FoundFence | None
    ) -> tuple[Snippet, ...]:
        """Makes the runnable pieces of a fence, one for each way to compile it, with all that it uses.

        Args:
            page: Its page.
            source: Its code.
            options: What it asks for.
            found: What the scan knows of it, if it saw it.

        Raises:
            ValueError: If something that it uses cannot be had, with the reason.
        """
        origins = page.origins(found) if found else ()
        expected = found.expected_output if found else None
        names = options.names
        if names.stdin_file:
            content = self._file(page, "stdin_file", names.stdin_file)
            options = options.with_values({"stdin": content})
        data = tuple(
            SourceFile(os.path.basename(path), self._file(page, "data", path))
            for path in names.data
        )
        parts = self._used_parts(page, names.uses, names.file_name)
        place = page.place(found)
        output = None
        if expected is not None:
            where = Place(expected.path or page.path, expected.line or 1, expected.column)
            output = ExpectedOutput(expected.source, where if expected.line else place)
        return tuple(
            Snippet(source, options, place, page.path, origins, parts, data, output, variant)
            for variant in options.toolchain.variants
        )

    def _file(self, page: SourcePage, option: str, path: str) -> bytes:
        try:
            content = self._read(page.uri, path)
        except ValueError as error:
            raise ValueError(f'{option}="{path}": {error}') from None
        if len(content) > LARGEST_FILE:
            most = f"{LARGEST_FILE // MEBIBYTE} MiB"
            raise ValueError(f'{option}="{path}": the file is larger than {most}')
        return content

    def _used_parts(self, page: SourcePage, uses: tuple[str, ...], file: str) -> tuple[Part, ...]:
        """The parts that are used, each once, what is used before what uses it."""
        if not uses:
            return ()
        found: dict[tuple[str, str], Part] = {}
        begun: set[tuple[str, str]] = set()

        def visit(page: SourcePage, reference: str) -> None:
            owner, name = self._owner(page, reference)
            key = (owner.uri, name)
            if key in begun:
                return
            begun.add(key)
            fence, options = self._part(owner, name, reference)
            names = options.names
            for used in names.uses:
                visit(owner, used)
            found[key] = Part(
                names.file or names.name,
                fence.raw,
                owner.place(fence),
                owner.origins(fence),
                is_file=bool(names.file),
                page=owner.path,
            )

        for reference in uses:
            visit(page, reference)
        names = {file}
        for part in found.values():
            if part.name in names:
                raise ValueError(f'uses: two blocks of this program are named "{part.name}"')
            names.add(part.name)
        for name in names:
            if any(other.startswith(f"{name}/") for other in names):
                raise ValueError(f'uses: "{name}" is both a file and a directory in this program')
        return tuple(found.values())

    def _owner(self, page: SourcePage, reference: str) -> tuple[SourcePage, str]:
        """The page that a reference speaks of, and the name there."""
        path, _, name = reference.rpartition("#")
        if not path:
            return page, name
        uri = posixpath.normpath(posixpath.join(posixpath.dirname(page.uri), path))
        owner = self._pages.get(uri) or self._find(uri)
        if owner is None:
            raise ValueError(f'uses="{reference}": there is no page {uri} with such blocks')
        return owner, name

    def _part(self, page: SourcePage, name: str, reference: str) -> tuple[FoundFence, Options]:
        parts = self._parts_of(page)
        if name in parts:
            return parts[name]
        close = nearest(name, parts)
        hint = f' (did you mean "{close}"?)' if close else ""
        raise ValueError(
            f'uses="{reference}": there is no block with that name on {page.path}{hint}'
        )

    def _parts_of(self, page: SourcePage) -> dict[str, tuple[FoundFence, Options]]:
        """The blocks of a page that others can use, by their names; of two with one name the first."""
        if page.uri not in self._parts:
            fences = [(fence, page.header(fence).options) for fence in page.scanned.fences]
            parts: dict[str, tuple[FoundFence, Options]] = {}
            for fence, options in fences:
                parts.setdefault(_name(options), (fence, options))
            # A block that is run may have a file name without being meant for others.
            for fence, options in fences:
                parts.setdefault(options.names.file, (fence, options))
            parts.pop("", None)
            self._parts[page.uri] = parts
        return self._parts[page.uri]

    def has_its_name(self, page: SourcePage, found: FoundFence, options: Options) -> bool:
        """Whether no earlier block of the page has the name of this one."""
        name = _name(options)
        return not name or self._parts_of(page)[name][0] == found


def _name(options: Options) -> str:
    """The name by which others use a block, or empty if it was given none."""
    return options.names.name or ("" if options.run else options.names.file)
