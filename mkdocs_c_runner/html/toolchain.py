"""The line that says what compiled a block: `gcc 12.2.0, -Wall -Wextra -O2`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .markup import paragraph
from .shown import Shown

# `gcc (Debian 12.2.0-14) 12.2.0`, `Debian clang version 14.0.6`, `tcc version 0.9.27 (x86_64 Linux)`
_VERSION = re.compile(r"(?:\) |version )(?P<number>\d+(?:\.\d+)+)")


def made_by(variants: Iterable[Shown]) -> list[str]:
    """A line for each variant, once."""
    return list(
        dict.fromkeys(paragraph(_toolchain(shown), "c-runner-compiler") for shown in variants)
    )


def _toolchain(shown: Shown) -> str:
    variant, std = shown.variant, shown.options.toolchain.std
    found = _VERSION.search(shown.compiler)
    name = f"{variant.compiler} {found['number']}" if found else variant.compiler
    flags = [*([f"-std={std}"] if std else []), *variant.flags]
    return f"{name}, {' '.join(flags)}" if flags else name
