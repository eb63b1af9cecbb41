"""The line that names the compiler of a block: `gcc 12.2.0, -Wall -Wextra -O2`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..markup import Markup, joined
from .pieces import paragraph
from .shown import Shown

# `gcc (Debian 12.2.0-14) 12.2.0`, `Debian clang version 14.0.6`, `tcc version 0.9.27 (x86_64 Linux)`
_VERSION = re.compile(r"(?:\) |version )(?P<number>\d+(?:\.\d+)+)")


def compiler_lines(variants: Iterable[Shown], *, search: bool) -> Markup:
    """Return a line for each variant, equal lines once."""
    lines = dict.fromkeys(map(_toolchain, variants))
    return joined(paragraph(line, "c-runner-compiler", search=search) for line in lines)


def _toolchain(shown: Shown) -> str:
    options = shown.options
    version = _VERSION.search(shown.compiler)
    compiler = options.variant.compiler
    name = f"{compiler} {version['number']}" if version else compiler
    flags = [*([f"-std={options.std}"] if options.std else []), *options.variant.flags]
    return f"{name}, {' '.join(flags)}" if flags else name
