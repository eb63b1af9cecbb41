"""The pages of a build: their fences, their own defaults, and the programs made of blocks of several pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..bounds import SOURCE, USED_BLOCKS
from ..engine.job import SourceFile
from ..engine.toolchain.languages import CONSOLE
from ..fence.options import Options
from ..fence.values import hint, nearest
from ..place import Place
from ..program.assemble import Part
from ..program.definitions import Definitions
from ..program.snippet import ExpectedOutput, Snippet, conflict
from .anchors import Anchors
from .found import FoundFence
from .page_files import PageFiles, ReadFile, beside
from .source_page import SourcePage
from .steps import Steps

# Reads a page by that path, or returns None if there is none with fences of ours.
Loader = Callable[[str], "SourcePage | None"]


class Pages:
    """The pages of a build, by their paths below the documentation directory.

    Args:
        read_file: Reads the files that pages name.
        load: Reads a page that another one names, where not all of them are read beforehand.

    Attributes:
        anchors: The ids of their blocks.
    """

    def __init__(self, read_file: ReadFile, load: Loader = lambda _: None) -> None:
        self._files = PageFiles(read_file)
        self._load = load
        self._pages: dict[str | None, SourcePage] = {}
        self._parts: dict[str, dict[str, tuple[FoundFence, Options]]] = {}
        self._definitions: dict[str, Definitions] = {}
        self._steps = Steps(self)
        self.anchors = Anchors(self)

    def __iter__(self) -> Iterator[SourcePage]:
        """Iterate over the pages, in the order in which they were read."""
        return iter(self._pages.values())

    @property
    def included(self) -> set[str]:
        """The absolute paths of the files that they include; pages that are kept include none."""
        return {path for page in self if not page.kept for path in page.scanned.included}

    def add(self, page: SourcePage) -> None:
        """Add a page, or replace the one with its path."""
        self._pages[page.uri] = page
        self._parts.pop(page.path, None)
        self._definitions.pop(page.path, None)
        self._steps.forget()
        self.anchors.forget(page)

    def get(self, uri: str | None) -> SourcePage | None:
        """Return the page with this path, if it was read."""
        return self._pages.get(uri)

    def find(self, uri: str) -> SourcePage | None:
        """Return the page with this path, which is read now if it was not yet."""
        page = self._pages.get(uri)
        if page is None:
            page = self._load(uri)
            if page is not None:
                self.add(page)
        return page

    def snippets(
        self, page: SourcePage, source: str, options: Options, found: FoundFence | None
    ) -> tuple[Snippet, ...]:
        """Make the runnable pieces of a fence, one for each way to compile it, with everything that it uses.

        Args:
            page: Its page.
            source: Its code.
            options: Its options.
            found: The fence as the scan saw it, or None if it did not.

        Raises:
            ValueError: If something that it uses cannot be had, with the reason.
        """
        if options.names.default_file == CONSOLE.default_file:
            from .sessions import session_of  # noqa: PLC0415 - few sites have any

            return (session_of(self, page, source, options, found),)
        if options.names.again:
            from .again import snippets_of_again  # noqa: PLC0415 - see above

            return snippets_of_again(self, page, source, options, found)
        origins = found.origins if found else ()
        return self.snippets_of_code(page, page, source, options, found, origins)

    def data(self, page: SourcePage, paths: Sequence[str]) -> tuple[SourceFile, ...]:
        """Read the files that a page names for a session."""
        return self._files.data(page, paths, 0)

    def snippets_of_code(
        self,
        page: SourcePage,
        owner: SourcePage,
        source: str,
        options: Options,
        found: FoundFence | None,
        origins: tuple[Place, ...],
    ) -> tuple[Snippet, ...]:
        """Make the runnable pieces of some code.

        Args:
            page: The page that shows the block.
            owner: The page that has the code, and the blocks that it uses.
            source: The code.
            options: The options of the block.
            found: Its fence, or None.
            origins: The place of each line of the code, unless the lines directly follow the fence.
        """
        expected = found.expected_output if found else None
        if expected is not None and options.expected.expect_output is not None:
            raise ValueError(
                "expect_output: the output fence beneath the block says what it prints, too: one of the two must go"
            )
        names = options.names
        if path := names.stdin_file:
            options = options.with_values({"stdin": self._files.read(page, "stdin_file", path)})
        data = self._files.data(page, names.data, len(options.process.stdin))
        place = page.place(found)
        extended = since = None
        if names.since and not names.extends:
            raise ValueError(
                f'since="{names.since}": is for blocks that extend others; add extends="NAME"'
            )
        if names.extends:
            extended = self._steps.before(owner, options)
            since = self._steps.since(owner, names) if names.since else None
            parts = extended.parts
        else:
            parts = self.used_parts(owner, names.uses, names.file_name)
        if found and any(part.place == place and part.page == page.path for part in parts):
            option = "extends" if names.extends else "uses"
            raise ValueError(f"{option}: the block {option} itself; name another one")
        output = None
        if expected is not None:
            output = ExpectedOutput(expected.raw, expected.place if expected.place.known else place)
        return tuple(
            Snippet(
                *(source, options, place, page.path, origins, parts, data, output, variant),
                extended=extended,
                since=since,
            )
            for variant in options.toolchain.variants
        )

    def used_parts(self, page: SourcePage, uses: tuple[str, ...], file: str) -> tuple[Part, ...]:
        """Return the parts that are used, each once, and each behind those that it uses itself."""
        if not uses:
            return ()
        parts = tuple(self._in_order(page, uses))
        if problem := conflict([file, *(part.name for part in parts)]):
            raise ValueError(f"uses: {problem}")
        return parts

    def _in_order(self, page: SourcePage, uses: Iterable[str]) -> Iterator[Part]:
        begun: set[tuple[str, str]] = set()
        length = 0
        waiting: list[tuple[SourcePage, Iterator[str], Part | None]] = [(page, iter(uses), None)]
        while waiting:
            user, references, finished = waiting[-1]
            reference = next(references, None)
            if reference is None:
                if finished:
                    yield finished
                waiting.pop()
                continue
            owner, name = self.owner(user, reference)
            key = (owner.path, name)
            if key in begun:
                continue
            begun.add(key)
            fence, options = self.named(owner, name, reference)
            length += len(fence.raw)
            if len(begun) > USED_BLOCKS or length > SOURCE:
                most = f"{USED_BLOCKS} blocks, or more than {SOURCE >> 10} KiB of them"
                raise ValueError(f'uses="{reference}": with this block it uses more than {most}')
            waiting.append((owner, iter(options.names.uses), _as_part(owner, fence, options)))

    def owner(
        self, page: SourcePage, reference: str, option: str = "uses"
    ) -> tuple[SourcePage, str]:
        """Return the page that a reference points to, and the name of the block there."""
        path, _, name = reference.rpartition("#")
        if not path:
            return page, name
        uri = beside(page, path)
        owner = self.find(uri)
        if owner is None:
            is_short = not uri.endswith(".md") and self.find(f"{uri}.md") is not None
            meant = hint(f"{path}.md#{name}" if is_short else None)
            raise ValueError(
                f'{option}="{reference}": there is no page {uri} with such blocks{meant}'
            )
        return owner, name

    def named(
        self, page: SourcePage, name: str, reference: str, asks: str = "uses"
    ) -> tuple[FoundFence, Options]:
        """Return a block that an option refers to."""
        parts = self._parts_of(page)
        if name in parts:
            return parts[name]
        option = "file" if "." in name else "name"
        if name == reference and self.find(beside(page, name)):
            meant = f"; a block of the page {name} is named as {name}#NAME"
        else:
            meant = (
                hint(nearest(name, parts))
                or f'; {option}="{name}" on a fence there gives it that name'
            )
        raise ValueError(
            f'{asks}="{reference}": there is no block with that name on {page.path}{meant}'
        )

    def block(self, page: SourcePage, name: str) -> FoundFence | None:
        """Return the block of a page that others can use by this name, if there is one."""
        named = self._parts_of(page).get(name)
        return named[0] if named else None

    def _parts_of(self, page: SourcePage) -> dict[str, tuple[FoundFence, Options]]:
        """Return the blocks of a page that others can use, by their names; of two with one name the first."""
        parts = self._parts.get(page.path)
        if parts is None:
            parts = self._parts[page.path] = {}
            fences = [(fence, page.header(fence).options) for fence in page.scanned.fences]
            for fence, options in fences:
                parts.setdefault(_name(options), (fence, options))
            # A block that is run may have a file name without being meant for others.
            for fence, options in fences:
                parts.setdefault(options.names.file, (fence, options))
            parts.pop("", None)
        return parts

    def definitions(self, page: SourcePage) -> Definitions:
        """Return the names that the blocks of a page define for others."""
        found = self._definitions.get(page.path)
        if found is None:
            parts = self._parts_of(page).items()
            found = Definitions(
                {name: one.raw for name, (one, options) in parts if not options.names.extends}
            )
            self._definitions[page.path] = found
        return found

    def has_its_name(self, page: SourcePage, found: FoundFence, options: Options) -> bool:
        """Return whether no earlier block of the page has the name of this one."""
        name = _name(options)
        return not name or self._parts_of(page)[name][0] == found


def _name(options: Options) -> str:
    """Return the name by which others use a block, or empty if it was given none."""
    return options.names.name or ("" if options.run else options.names.file)


def _as_part(page: SourcePage, fence: FoundFence, options: Options) -> Part:
    """Return a block as other blocks use it."""
    names = options.names
    name, has_file = names.file or names.name, bool(names.file)
    place = page.place(fence)
    return Part(name, fence.raw, place, fence.origins, is_file=has_file, page=page.path)
