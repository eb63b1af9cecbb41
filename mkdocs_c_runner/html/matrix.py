"""One source compiled in several ways: which of them show the same, and what they are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from ..engine.toolchain.named_compilers import named
from ..labels import Labels
from ..markup import Markup
from .shown import Shown


def agreeing(
    variants: Sequence[Shown], content: Callable[[Shown], Markup]
) -> Sequence[Sequence[Shown]]:
    """Return the variants in groups of those that show the same."""
    if len(variants) == 1:
        return [variants]
    groups: dict[str, list[Shown]] = {}
    for shown in variants:
        groups.setdefault(content(shown), []).append(shown)
    return list(groups.values())


def with_counts(shown: Shown) -> str:
    """Return the name of a variant with the number of its compiler's messages, to be seen without opening it."""
    return _name(shown) + counts(shown)


def _name(shown: Shown) -> str:
    """Return the name of a variant, with what readers need to know of a machine that is not this one."""
    variant = shown.checked.snippet.variant
    row = named(variant.compiler)
    machine = row.machine
    if machine is None and row.ignores:  # what changes nothing tells no variants apart
        words = variant.label.split(" ")
        return " ".join([word for word in words if not re.fullmatch(row.ignores, word)])
    if machine is None:
        return variant.label
    compiler = variant.label.removeprefix("gcc:")  # the usual compiler says less than the machine
    return shown.labels[f"machine_{machine.name}"].format(compiler=compiler)


def agreement(variants: Iterable[Shown], labels: Labels) -> str:
    """Return the sentence that names the variants that show the same."""
    return labels["agree"].format(compilers=", ".join(map(with_counts, variants)))


def counts(shown: Shown) -> str:
    """Return the number of the compiler's messages in parentheses with a blank before them, or nothing."""
    kinds = ", ".join(_counts(shown))
    return f" ({kinds})" if kinds else ""


def _counts(shown: Shown) -> Iterable[str]:
    diagnostics = shown.messages.diagnostics
    kinds = Counter("error" if item.is_error else item.kind for item in diagnostics)
    for kind in ("error", "warning"):
        if kinds[kind] == 1:
            yield shown.labels[f"one_{kind}"]
        elif kinds[kind]:
            yield shown.labels[f"{kind}s"].format(count=kinds[kind])
