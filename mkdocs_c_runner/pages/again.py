"""Blocks that run the program of another block again, with other arguments or other input."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..fence.header import with_implied
from ..fence.options import OPTIONS, Options
from ..program.assemble import Part
from ..program.c_source import without_comments
from ..program.snippet import Snippet
from .page_files import beside

if TYPE_CHECKING:
    from .found import FoundFence
    from .pages import Pages
    from .source_page import SourcePage

# The groups of options that the block with the program decides, and what another block may say all the same.
_OF_THE_PROGRAM = ("names", "toolchain")
_OF_ITS_FILES = ("data", "stdin_file")
_OF_EACH = ("again", "name", *_OF_ITS_FILES)


def snippets_of_again(
    pages: Pages, page: SourcePage, source: str, options: Options, found: FoundFence | None
) -> tuple[Snippet, ...]:
    """Make the runnable pieces of a fence that runs the program of another block again; see `Pages.snippets`."""
    reference = options.names.again
    owner, name = pages.owner(page, reference, "again")
    fence, lender = pages.named(owner, name, reference, "again")
    both = options_of_both(page, options, source, owner, lender)
    part = Part(name, fence.raw, owner.place(fence), fence.origins)
    lines = range(1, fence.raw.count("\n") + 2)
    origins = tuple(part.place_of(number) for number in lines)
    made = pages.snippets_of_code(page, owner, fence.raw, both, found, origins)
    return tuple(replace(snippet, code_page=owner.path) for snippet in made)


def options_of_both(
    page: SourcePage, options: Options, source: str, owner: SourcePage, lender: Options
) -> Options:
    """Return the options with which a block runs the program of another one.

    The other block says what the program is. What the fence does not say of its run is as it is there, too. What is
    expected and shown is the fence's own affair.

    Args:
        page: The page of the block.
        options: Its options.
        source: Its own code.
        owner: The page of the other block.
        lender: The options of that block.

    Raises:
        ValueError: If the block says what it cannot, with the reason.
    """
    again = f'again="{options.names.again}"'
    if lender.names.again:
        raise ValueError(f"{again}: that block runs another one again; name that one")
    if any(line.strip() for line in without_comments(source.split("\n"))):
        raise ValueError(
            f"{again}: the block has code of its own, which would not run; remove the code, or remove again"
        )
    wrong = [name for name in options.given if not _may_stand(name)]
    if wrong:
        raise ValueError(
            f"{again}: the program is that of the other block; remove {' and '.join(wrong)} here"
        )
    values = {name: _value(options, name) for name in options.given if _is_of_the_run(name)}
    names = {
        "data": tuple(_moved(path, owner, page) for path in lender.names.data),
        "stdin_file": _moved(lender.names.stdin_file, owner, page),
        "name": options.names.name,
        "again": options.names.again,
    }
    names |= {name: _value(options, name) for name in options.given if name in _OF_ITS_FILES}
    if "stdin_file" in options.given:
        values.setdefault("stdin", b"")
    elif "stdin" in options.given:
        names["stdin_file"] = ""
    if "stdio" not in options.given and not {"stdin", "stdin_file"} & set(options.given):
        values["stdio"] = lender.process.stdio
    elif "stdio" not in options.given:
        values["stdio"] = options.process.stdio
    both = Options(
        cache=options.cache,
        names=lender.names,
        toolchain=lender.toolchain,
        process=lender.process,
        expected=options.expected,
        display=options.display,
    ).with_values({**names, **values, "show": _without_source(options), "whole": False})
    return with_implied(both)


def _may_stand(name: str) -> bool:
    return name in _OF_EACH or OPTIONS[name].group not in _OF_THE_PROGRAM


def _is_of_the_run(name: str) -> bool:
    return OPTIONS[name].group == "process"


def _value(options: Options, name: str) -> Any:
    return getattr(getattr(options, OPTIONS[name].group), name)


def _moved(path: str, owner: SourcePage, page: SourcePage) -> str:
    """Return a path relative to one page as one relative to another."""
    if not path or owner is page:
        return path
    return posixpath.relpath(beside(owner, path), posixpath.dirname(page.uri or "") or ".")


def _without_source(options: Options) -> tuple[str, ...]:
    shown = [part for part in options.display.show if part not in ("source", "changes")]
    return tuple(shown) or ("none",)
