"""Hints about names that a program does not define, and that another block of its page does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from ..program.definitions import Definitions
from ..program.snippet import Snippet
from .ran import Checked

# What compilers and linkers say of such names, each at most once in a line.
_MISSING = re.compile(
    r"[`'‘](?P<before>\w{1,100})['’] undeclared"
    r"|(?:undefined reference to|undefined symbol|unknown type name|implicit declaration of function"
    r"|undeclared identifier|undeclared function) [`'‘](?P<name>\w{1,100})['’]"
)
# More of them are the same mistake repeated.
_TOLD = 3


def with_missing_names(checked: Checked, definitions: Definitions) -> Checked:
    """Return a block with a hint for each other block that defines a name that it lacks.

    Args:
        checked: The block.
        definitions: The names that the blocks of its page define.
    """
    if checked.mismatch is None or checked.outcome.result.compile.succeeded:
        return checked
    output = checked.outcome.result.compile.text().decode(errors="replace")
    missing = dict.fromkeys(found["before"] or found["name"] for found in _MISSING.finditer(output))
    hints = tuple(islice(_hints(missing, definitions, checked.snippet), _TOLD))
    return replace(checked, hints=(*checked.hints, *hints)) if hints else checked


def _hints(missing: Iterable[str], definitions: Definitions, snippet: Snippet) -> Iterator[str]:
    used = {part.name for part in snippet.program.parts} | {snippet.options.names.name}
    uses = snippet.options.names.uses
    told: set[str] = set()
    for name in missing:
        block = next(
            (one for one in definitions.of(name, snippet.language) if one not in used), None
        )
        if block is not None and block not in told:
            told.add(block)
            all_used = " ".join([*uses, block])
            yield f'The block "{block}" of this page defines {name}: uses="{all_used}" brings it in.'
