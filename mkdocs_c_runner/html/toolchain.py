"""The line that says what compiled a block: `gcc 12.2.0, -Wall -Wextra -O2`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..engine.toolchain.compilers import COMPILERS
from .markup import paragraph
from .shown import Shown


def made_by(variants: Iterable[Shown]) -> list[str]:
    """A line for each variant, once."""
    return list(
        dict.fromkeys(paragraph(_toolchain(shown), "c-runner-compiler") for shown in variants)
    )


def _toolchain(shown: Shown) -> str:
    variant, std = shown.variant, shown.options.toolchain.std
    compiler = COMPILERS[variant.compiler]
    found = re.search(compiler.version, shown.compiler)
    name = f"{compiler.name} {found['number']}" if found else compiler.name
    flags = [*([f"-std={std}"] if std else []), *variant.flags]
    return f"{name}, {' '.join(flags)}" if flags else name
