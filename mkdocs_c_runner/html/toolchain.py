"""The line that names the compiler of a block: `gcc 12.2.0, -Wall -Wextra -O2`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..engine.toolchain.compilers import COMPILERS
from ..markup import Markup, joined
from .pieces import paragraph
from .shown import Shown


def compiler_lines(variants: Iterable[Shown], *, search: bool) -> Markup:
    """Return a line for each variant, equal lines once."""
    lines = dict.fromkeys(map(_toolchain, variants))
    return joined(paragraph(line, "c-runner-compiler", search=search) for line in lines)


def _toolchain(shown: Shown) -> str:
    """Return a compiler, its version and its flags."""
    variant, std = shown.checked.snippet.variant, shown.options.toolchain.std
    compiler = COMPILERS[variant.compiler]
    found = re.search(compiler.version, shown.compiler)
    name = f"{compiler.name} {found['number']}" if found else compiler.name
    flags = [*([f"-std={std}"] if std else []), *variant.flags]
    return f"{name}, {' '.join(flags)}" if flags else name
