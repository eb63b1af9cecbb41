"""The programs that blocks extend: step by step, each from the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..bounds import USED_BLOCKS
from ..program.assemble import Part

if TYPE_CHECKING:
    from ..fence.options import Names, Options
    from ..program.growth import Grown
    from .found import FoundFence
    from .pages import Pages
    from .source_page import SourcePage

# The earlier steps that a message names.
_TOLD = 10


class Steps:
    """The programs of the blocks that others extend, each of which is put together once.

    Args:
        pages: The pages with these blocks.
    """

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._programs: dict[tuple[str, str], Grown] = {}

    def forget(self) -> None:
        """Forget all programs: a page has changed."""
        self._programs.clear()

    def before(self, page: SourcePage, options: Options) -> Grown:
        """Return the program that a block extends, with the blocks that it uses itself.

        Args:
            page: The page of the block.
            options: The options of the block.

        Raises:
            ValueError: If there is none, with the reason.
        """
        if options.toolchain.main == "wrap":
            raise ValueError(
                'extends: the program that a block extends has a main; remove main="wrap"'
            )
        return self._with_used(self._program(page, options.names.extends), page, options.names)

    def since(self, page: SourcePage, names: Names) -> Grown:
        """Return the program of an earlier step, against which a block shows its changes.

        Args:
            page: The page of the block.
            names: The names of the block.

        Raises:
            ValueError: If that is no earlier step of its program.
        """
        wanted, owner = self._step(page, names.since, "since").key, page
        reference = names.extends
        passed: list[str] = []
        while reference and len(passed) <= USED_BLOCKS:
            step = self._step(owner, reference)
            if step.key == wanted:
                return self._program(page, names.since)
            passed.append(step.names.name or step.names.file)
            owner, reference = step.page, step.names.extends
        listed = ", ".join(passed[:_TOLD]) + (", …" if len(passed) > _TOLD else "")
        raise ValueError(
            f'since="{names.since}": the program of this block does not go on from that block; its steps are {listed}'
        )

    def _program(self, page: SourcePage, reference: str) -> Grown:
        """Return the program of a block, which may extend another one itself."""
        from ..program.growth import Grown  # noqa: PLC0415 - for the sites whose programs grow alone

        steps: list[_Step] = []
        grown = Grown({})
        while reference:
            step = self._step(page, reference)
            if known := self._programs.get(step.key):
                grown = known
                break
            if any(step.key == other.key for other in steps):
                raise ValueError(f'extends="{reference}": the block extends itself')
            steps.append(step)
            if len(steps) > USED_BLOCKS:
                raise ValueError(
                    f"extends: there are more than {USED_BLOCKS} blocks before this one"
                )
            page, reference = step.page, step.names.extends
        for step in reversed(steps):
            grown = self._with_used(grown, step.page, step.names)
            _check_name(grown, step.part)
            grown = self._programs[step.key] = grown.with_part(step.part, step.names.file_name)
        return grown

    def _step(self, page: SourcePage, reference: str, option: str = "extends") -> _Step:
        owner, name = self._pages.owner(page, reference, option)
        fence, options = self._pages.named(owner, name, reference, option)
        if options.toolchain.main == "wrap":
            raise ValueError(
                f'{option}="{reference}": that block has no main of its own, but main="wrap"'
            )
        return _Step((owner.path, name), owner, fence, options.names)

    def _with_used(self, grown: Grown, page: SourcePage, names: Names) -> Grown:
        """Return a program with the blocks that one of its blocks uses."""
        known = {(part.page, part.name) for part in grown.parts}
        for part in self._pages.used_parts(page, names.uses, names.file_name):
            if (part.page, part.name) not in known:
                _check_name(grown, part)
                grown = grown.with_part(part, part.name if part.is_file else names.file_name)
        return grown


class _Step(NamedTuple):
    """A block that others extend.

    Attributes:
        key: The path of its page, and its name there.
        page: Its page.
        fence: The block.
        names: Its names.
    """

    key: tuple[str, str]
    page: SourcePage
    fence: FoundFence
    names: Names

    @property
    def part(self) -> Part:
        """Its code, under the name by which messages tell it from the others."""
        name = self.names.name or self.names.file
        place = self.page.place(self.fence)
        origins = self.fence.origins
        return Part(name, self.fence.raw, place, origins, is_file=False, page=self.page.path)


def _check_name(grown: Grown, part: Part) -> None:
    """Make sure that messages tell a fence from the others of its program."""
    if any(part.name == other.name for other in grown.parts):
        raise ValueError(f'extends: two blocks of this program are named "{part.name}"')
