"""Fence headers that SuperFences refuses: what they look like, and what was meant.

An unquoted value, a comma or a hyphen makes a fence a paragraph with inline code that swallows text, and
nobody says so. It is the commonest mistake, so we do.
"""

from __future__ import annotations

import re
from html import unescape

from .highlighter import HIGHLIGHTER_OPTIONS
from .options import ROWS
from .table import FENCE
from .values import nearest

_NEAR_MISS = re.compile(
    r"""^[ \t>]*                         # indentation and quote signs
    (?P<header>(?P<fence>`{3,}|~{3,}) [ \t]*
    (?: \{ [ \t]* )? \.? [cC] (?=[\s,{:;.-]) (?P<options>[^\n]* \b (?i:run) \b [^\n]*))$
    """,
    re.VERBOSE | re.MULTILINE,
)
_OPTION = re.compile(
    r"""(?P<name>[A-Za-z][\w-]*) (?: \s*[=:]\s* (?P<value>"[^"]*"|'[^']*'|(?!(?i:run)\b)[^\s,}"']+) )?
      | \#(?P<id>[\w-]+) | \.(?P<class>[\w-]+)""",
    re.VERBOSE,
)


# From this indentation on, a fence may be an example in an indented code block.
CODE_INDENT = 4
_CODE_BLOCK = re.compile(r"<pre\b.*?</pre>", re.DOTALL)


def shown_as_code(header: str, html: str) -> bool:
    """Whether a page shows this header in a code block: an example, meant to stand there as it is."""
    return any(header in unescape(code) for code in _CODE_BLOCK.findall(html))


def looks_like_ours(text: str) -> re.Match[str] | None:
    """The first fence in a text that is marked, whether SuperFences takes it or not."""
    return next(filter(_is_marked, _NEAR_MISS.finditer(text)), None)


def _is_marked(found: re.Match[str]) -> bool:
    options = _OPTION.finditer(found["options"])
    return any(_is_run(option["name"]) or _is_run(option["class"]) for option in options)


def _is_run(word: str | None) -> bool:
    """Whether it is the word, in capitals or not: SuperFences knows no option that is spelled otherwise."""
    return word is not None and word.lower() == "run"


def corrected(header: str) -> str:
    """The header that was probably meant: quoted values, names without hyphens, no commas."""
    found = _NEAR_MISS.match(header)
    if found is None:
        return header
    words = []
    braces = False
    for option in _OPTION.finditer(found["options"]):
        if option["id"] or option["class"]:
            is_run = _is_run(option["class"])
            braces = braces or not is_run
            words.append("run" if is_run else option[0])
            continue
        name, value = option["name"], option["value"]
        if name.startswith("data-"):
            braces = True
        elif _is_run(name):
            name = "run"
        else:
            name = _nearest(name.replace("-", "_"))
        if value is None:
            words.append(name)
        else:
            words.append(f"{name}={value}" if value[0] in "\"'" else f'{name}="{value}"')
    body = " ".join(dict.fromkeys(words))
    if braces:
        return f"{found['fence']} {{ .c {body} }}"
    return f"{found['fence']}c {body}"


def _nearest(name: str) -> str:
    known = (*ROWS[FENCE], *HIGHLIGHTER_OPTIONS)
    return nearest(name, known, cutoff=0.75) or name
