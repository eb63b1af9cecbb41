"""Hints about files that a program does not find: headers that it does not use, and data that it was not given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from ..engine.job import is_plain_path
from ..engine.result import Stage
from ..program.snippet import Snippet

_INCLUDE = re.compile(r'^[ \t]*+#[ \t]*+include[ \t]*+"([^"\n]{1,100})"', re.MULTILINE)
_OPENED = re.compile(
    r'\bf?open\s{0,9}\(\s{0,9}"([^"/\\\n]{1,100})"\s{0,9},\s{0,9}(?:"(?P<mode>[rwa])|O_RDONLY\b)'
)
# More of them are the same mistake repeated.
_TOLD = 3


def missing_headers(snippet: Snippet, compilation: Stage) -> Iterator[str]:
    """Yield what to type for each header that a compiler did not find and that a fence may define."""
    text = compilation.text().decode(errors="replace")
    known = {part.name for part in snippet.program.parts}
    sources = (part.source for part in snippet.program.parts)
    named = dict.fromkeys(chain.from_iterable(map(_INCLUDE.findall, sources)))
    missing = (name for name in named if name not in known and is_plain_path(name) and name in text)
    for name in islice(missing, _TOLD):
        yield f'If a fence with file="{name}" defines it, uses="{name}" brings it in.'


def missing_data(snippet: Snippet) -> Iterator[str]:
    """Yield what to type for each file that a program reads, was not given, and does not write itself."""
    known = {file.name for file in snippet.data}
    read: dict[str, None] = {}
    for part in snippet.program.parts:
        for opened in _OPENED.finditer(part.source):
            if opened["mode"] in {"w", "a"}:
                known.add(opened[1])
            else:
                read[opened[1]] = None
    missing = (name for name in read if name not in known and is_plain_path(name))
    for name in islice(missing, _TOLD):
        yield f'The sandbox has no {name}: data="{name}" copies one that lies beside the page.'
