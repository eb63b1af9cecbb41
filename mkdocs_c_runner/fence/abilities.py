"""What the compilers of a block cannot do of that which its options ask for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from ..engine.artifacts import MEMORY, VIEWS
from ..engine.job import sanitizers_in
from ..engine.toolchain.compilers import RECORDERS, VIEWERS
from ..engine.toolchain.named_compilers import named
from .options import Options, Toolchain


def beyond_compiler(options: Options) -> Iterator[str]:
    """Yield a sentence for each thing that a compiler of a block cannot do, with the cure."""
    toolchain, show = options.toolchain, options.display.show
    views = [view for view in VIEWS if view in show]
    for compiler in toolchain.compiler if views else ():
        if not named(compiler).views:
            asked, able = " ".join(show), " or ".join(f'"{name}"' for name in VIEWERS)
            yield f'show="{asked}": {compiler} cannot produce {" or ".join(views)}; use compiler={able}.'
    yield from unrecordable(options)
    yield from _without_sanitizers(toolchain)


def unrecordable(options: Options) -> Iterator[str]:
    """Yield why there can be no pictures of the memory of a program that is to have some."""
    toolchain = options.toolchain
    if MEMORY not in options.display.show:
        return
    for compiler in toolchain.compiler:
        if not named(compiler).recorded:
            able = " or ".join(f'"{name}"' for name in RECORDERS)
            yield f'show="memory": there are no pictures of programs of {compiler}; use compiler={able}.'
    for flags in toolchain.flags:
        levels = [flag for flag in flags if flag.startswith("-O")]
        if levels and levels[-1] != "-O0":
            yield (
                f'show="memory": with {levels[-1]} variables have no place in memory; add flags="-O0".'
            )
        if sanitizer := next((flag for flag in flags if flag.startswith("-fsanitize=")), ""):
            yield (
                f'show="memory": the memory of a program with {sanitizer} cannot be recorded; '
                "show it in a block without that flag."
            )


def _without_sanitizers(toolchain: Toolchain) -> Iterator[str]:
    """Yield which sanitizers cannot be had with a compiler, and why."""
    rows = [row for row in map(named, toolchain.compiler) if row.sanitizers is not None]
    for row, flags in product(rows, toolchain.flags if rows else ()):
        refused = sorted(sanitizers_in(flags) - (row.sanitizers or set()))
        if refused:
            able = (
                f" Of the sanitizers it has {', '.join(sorted(row.sanitizers))}."
                if row.sanitizers
                else ""
            )
            yield (
                f'flags="-fsanitize={",".join(refused)}": {row.name} cannot have it, because {row.without_sanitizers}.'
                f"{able} Remove the flag, or use another compiler for it."
            )
