"""The line that names the compilers of a block: `gcc 12.2.0, clang 14.0.6, -Wall -Wextra -O2`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..engine.toolchain.named_compilers import named
from ..markup import Markup, joined
from .matrix import counts
from .pieces import paragraph
from .shown import Shown


def compiler_lines(variants: Iterable[Shown], *, search: bool, counted: bool = False) -> Markup:
    """Return a line for the variants with the same flags.

    Args:
        variants: The variants.
        search: Whether the search of the site finds them.
        counted: Whether the number of its messages stands behind each compiler.
    """
    names: dict[str, dict[str, None]] = {}
    for shown in variants:
        name, flags = _toolchain(shown)
        names.setdefault(flags, {})[name + (counts(shown) if counted else "")] = None
    lines = (", ".join(filter(None, [*some, flags])) for flags, some in names.items())
    return joined(paragraph(line, "c-runner-compiler", search=search) for line in lines)


def _toolchain(shown: Shown) -> tuple[str, str]:
    """Return a compiler with its version, and its flags."""
    variant, std = shown.checked.snippet.variant, shown.options.toolchain.std
    compiler = named(variant.compiler)
    found = re.search(compiler.version, shown.compiler)
    base, _, machine = compiler.name.partition(":")
    # `gcc-13` becomes `gcc 13.2.0`, with the version in full.
    name = f"{re.sub(r'-[0-9]+$', '', base)} {found['number']}" if found else base
    if machine:
        name = f"{name} for {machine}"
    if shown.is_webassembly:
        name = shown.compiler
    flags = [*([f"-std={std}"] if std else []), *variant.flags]
    if compiler.ignores:  # what has changed nothing is not shown as if it had
        flags = [flag for flag in flags if not re.fullmatch(compiler.ignores, flag)]
    return name, " ".join(flags)
