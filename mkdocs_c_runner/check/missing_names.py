"""Hints about names that a program does not define, and that another block of its page does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from ..program.assemble import has_main
from ..program.c_source import without_comments
from .ran import Checked

# What compilers and linkers say of such names, each at most once in a line.
_MISSING = re.compile(
    r"[`'‘](?P<before>\w{1,100})['’] undeclared"
    r"|(?:undefined reference to|undefined symbol|unknown type name|implicit declaration of function"
    r"|undeclared identifier|undeclared function) [`'‘](?P<name>\w{1,100})['’]"
)
# More of them are the same mistake repeated.
_TOLD = 3


def with_missing_names(checked: Checked, blocks: Mapping[str, str]) -> Checked:
    """Return a block with a hint for each other block that defines a name that it lacks.

    Args:
        checked: The block.
        blocks: The code of the blocks of its page that others may use, by their names.
    """
    if checked.mismatch is None or checked.outcome.result.compile.succeeded:
        return checked
    output = checked.outcome.result.compile.text().decode(errors="replace")
    missing = dict.fromkeys(found["before"] or found["name"] for found in _MISSING.finditer(output))
    used = {part.name for part in checked.snippet.program.parts}
    language = checked.snippet.language
    others = {
        name: code
        for name, code in blocks.items()
        if name not in used and not has_main(code, language)
    }
    uses = checked.snippet.options.names.uses
    hints = tuple(islice(_hints(missing, others, uses), _TOLD)) if missing else ()
    return replace(checked, hints=(*checked.hints, *hints)) if hints else checked


def _hints(
    missing: Iterable[str], blocks: Mapping[str, str], uses: tuple[str, ...]
) -> Iterator[str]:
    defined = {block: defined_names(code) for block, code in blocks.items()}
    told: set[str] = set()
    for name in missing:
        block = next((block for block, names in defined.items() if name in names), None)
        if block is not None and block not in told:
            told.add(block)
            all_used = " ".join([*uses, block])
            yield f'The block "{block}" of this page defines {name}: uses="{all_used}" brings it in.'


def defined_names(code: str) -> frozenset[str]:
    """Return the words of the lines that define something for all of a file, its names among them."""
    words: set[str] = set()
    for line in without_comments(code.split("\n")):
        declares = line.startswith(("extern", "#include")) or line.rstrip().endswith(");")
        if line[:1].strip() and not declares:
            words.update(re.findall(r"\w+", line))
    return frozenset(words)
