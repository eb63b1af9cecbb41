"""The flags that a page may use."""

from __future__ import annotations

import re

# No flag that reads or writes files, loads plugins, or reaches other programs.
_ALLOWED = re.compile(
    r"""
      -std=[a-z0-9:+]+ | -O[0-3sgz]? | -g[0-3]? | -w | -ansi | -pedantic(-errors)?
    | -W(?![lap],)[a-zA-Z][a-zA-Z0-9+-]*(=[a-z0-9-]+)?
    | -[DU][A-Za-z_][A-Za-z0-9_]*(=[A-Za-z0-9_.+-]*)?
    | -l(m|pthread|rt|dl|crypt)
    | -f(no-)?sanitize(-recover|-trap)?=(address|undefined|leak|thread|all)(,(address|undefined|leak|thread))*
    | -fno-sanitize-recover
    | -f(no-)?(omit-frame-pointer|strict-aliasing|strict-overflow|wrapv|trapv|stack-protector(-strong|-all)?
        |stack-clash-protection|builtin|common|inline|inline-functions|unroll-loops|tree-vectorize
        |fast-math|math-errno|signed-char|unsigned-char|short-enums|pic|PIC|pie|PIE|plt|exceptions
        |analyzer|openmp|lto|signed-zeros|finite-math-only|trapping-math|rounding-math
        |delete-null-pointer-checks|optimize-sibling-calls|gnu89-inline|freestanding|hosted
        |asynchronous-unwind-tables|diagnostics-show-caret|diagnostics-show-option)
    | -m(64|sse[0-9.a-z]*|avx[0-9a-z]*|fma|bmi2?|popcnt)
    | -pthread | -static | -no-pie | -pie | -funsigned-char | -fsigned-char
    """,
    re.VERBOSE,
)


def is_allowed(flag: str) -> bool:
    """Return whether a page may use this flag even if the site does not allow it explicitly."""
    return _ALLOWED.fullmatch(flag) is not None
