"""One source and several ways to compile it: which of them agree in what readers see, and what they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from ..messages.read import diagnostics
from .markup import Labels
from .shown import Shown


def agreeing(
    variants: Sequence[Shown], content: Callable[[Shown], str]
) -> Sequence[Sequence[Shown]]:
    """The variants, those together that show the same."""
    if len(variants) == 1:
        return [variants]
    groups: dict[str, list[Shown]] = {}
    for shown in variants:
        groups.setdefault(content(shown), []).append(shown)
    return list(groups.values())


def with_marks(shown: Shown) -> str:
    """The name of a variant, and how much its compiler had to say: seen without opening anything."""
    marks = list(_marks(shown))
    name = shown.variant.label
    return f"{name} ({', '.join(marks)})" if marks else name


def agreement(variants: Iterable[Shown], labels: Labels) -> str:
    """A sentence that says which variants show the same."""
    return labels["agree"].format(compilers=", ".join(map(with_marks, variants)))


def _marks(shown: Shown) -> Iterable[str]:
    messages = diagnostics(shown.result.compile)
    counts = Counter("error" if item.is_error else item.kind for item in messages)
    for kind in ("error", "warning"):
        if counts[kind] == 1:
            yield shown.labels[f"one_{kind}"]
        elif counts[kind]:
            yield shown.labels[f"{kind}s"].format(count=counts[kind])
