"""Recognizes fence headers that SuperFences refuses, and suggests the header that was meant.

An unquoted value, a comma or a hyphen turns a fence into a paragraph with inline code that swallows text, without any
warning. It is the commonest mistake of authors, so the build warns of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from html import unescape
from itertools import islice

from ..engine.toolchain.languages import FENCE_WORDS, MARKED_WORDS, language_of_fence
from .highlighter import HIGHLIGHTER_OPTIONS
from .meant import meant_option
from .options import ROWS
from .table import FENCE
from .values import nearest

# Longer words first, as one may begin with another.
_WORDS = "|".join(map(re.escape, sorted(MARKED_WORDS, key=len, reverse=True)))
_HEADER = rf"""^[ \t>]*                      # indentation and quote signs
    (?P<bullet> (?: (?:[-*+]|\d+[.)]) [ \t]+ )* )
    (?P<header>(?P<fence>`{{3,}}|~{{3,}}) [ \t]*
    (?: \{{ [ \t]* )? \.? (?P<word>{_WORDS}) (?=[\s,{{}}:;.-])
    (?P<options> (?! [^\n]*```) [^\n]* %s ))$
    """
_NEAR_MISS = re.compile(_HEADER % r"\b (?i:run) \b [^\n]*", re.VERBOSE | re.MULTILINE)
_OURS = re.compile(_HEADER % "", re.VERBOSE | re.MULTILINE)
_OTHER = re.compile(r"[ \t>]*(?P<header>(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`~\s][^`]*))$")
_STANDARD = re.compile(r"(?:c|gnu)\d[\dx]")
_LANGUAGE = re.compile(r"\{?[ \t]*\.?([\w#+-][\w#+.-]*)")
OPTION_WORDS = re.compile(
    r"""(?P<name>[A-Za-z][\w-]*) (?: \s*[=:]{1,9}+\s* (?P<value>"[^"]*"|'[^']*'|(?!(?i:run)\b)[^\s,}"']+) )?
      | \#(?P<id>[\w-]+) | \.(?P<class>[\w-]+)""",
    re.VERBOSE,
)
# One more word of a value without quotes, and what is none: an option, an id or a class, or a comment.
_MORE = re.compile(r"""(?P<between>,\s*|\s+)(?P<word>[^\s,{}"']+)""")
_NO_WORD = re.compile(r"[A-Za-z][\w-]{0,40}\s{0,9}[=:]|[#.][A-Za-z]|//|<!--|[=:]")
# Options as Markdown accepts them.
_WITHOUT_SLIPS = re.compile(r'(?:[ \t]+[a-z_]+(?:="[^"\\]*")?)*+')
# The options whose values are texts, where a comma is a comma and not between words.
_TEXTS = ("title", "alt", "stdin", "args", "expect_output")
# A closing quote directly before a word, and the next quote behind it.
_INNER_QUOTES = re.compile(
    r"""(?<![\w"'])(?P<name>[a-z_]{1,40}+)="(?P<value>[^"']{0,200}+"[^\s"'}=]{1,200}+[^"'=]{0,200}+"[^"'=]{0,200}+)"(?=[\s}]|$)"""
)

# The options that only our fences have, all options, and the beginnings of those that make a fence one of ours.
OWN_OPTIONS = tuple(name for name in ROWS[FENCE] if name not in HIGHLIGHTER_OPTIONS)
_KNOWN = (*ROWS[FENCE], *HIGHLIGHTER_OPTIONS)
# Those that may stand alone. Others without a value are words of a text before them.
_ALONE = {name for name, row in ROWS[FENCE].items() if row.alone is not None} | {"linenums"}
_MARKS = ("run=", "file=", "name=")
# The options of a header without the word `run` that are looked at.
_LOOKED_AT = 10
# Other words for `run`, beginnings of such words, and the length and the likeness of words that are `run`, misspelled.
_MEANS_RUN = ("compile", "compiled", "build")
_BEGINS_RUN = ("run", "exec")
_LONGEST_RUN = 4
_LIKE_RUN = 0.66

# A fence with this indentation or more may be an example in an indented code block.
CODE_INDENT = 4
_PRE = re.compile(r"<pre\b")


def code_blocks(html: str) -> str:
    """Return the text of the code blocks of a page, one behind the other."""
    codes = []
    end = 0
    while (tag := _PRE.search(html, end)) and (end := html.find("</pre>", tag.end())) >= 0:
        codes.append(unescape(html[tag.start() : end]))
    return "\0".join(codes)


def shown_as_code(header: str, html: str) -> bool:
    """Return whether a page shows this header in a code block, as an example that is not to be run."""
    return header in code_blocks(html)


def looks_like_ours(text: str) -> re.Match[str] | None:
    """Return the first marked fence header in a text, whether SuperFences accepts it or not."""
    return next(filter(_is_marked, _NEAR_MISS.finditer(text)), None)


def _is_marked(miss: re.Match[str]) -> bool:
    options = OPTION_WORDS.finditer(miss["options"])
    return any(_is_run(option["name"]) or _is_run(option["class"]) for option in options)


def _is_run(word: str | None) -> bool:
    """Return whether this is the word `run`, in any case; for SuperFences options are in lower case only."""
    return word is not None and word.lower() == "run"


def means_ours(header: re.Match[str]) -> bool:
    """Return whether a header in our languages has an option that only our fences have, or nearly the word `run`."""
    ours = _OURS.match(header["header"])
    return ours is not None and any(
        means_run(option["name"])
        if option["value"] is None
        else _nearest(option["name"]) in OWN_OPTIONS
        for option in islice(OPTION_WORDS.finditer(ours["options"]), _LOOKED_AT)
        if option["name"]
    )


def means_run(word: str) -> bool:
    """Return whether a word that stands alone is `run`, another word for it, or nearly `run`."""
    word = word.lower()
    is_short = len(word) <= _LONGEST_RUN
    return (
        word in _MEANS_RUN
        or word.startswith(_BEGINS_RUN)
        or (is_short and nearest(word, ["run"], _LIKE_RUN) is not None)
    )


def corrected(header: str) -> str:
    """Return the header that was probably meant, with quoted values, names without hyphens, and no commas."""
    miss = _OURS.match(header)
    if miss is None:
        return header
    options = miss["options"]
    if not _WITHOUT_SLIPS.fullmatch(options):
        from .slips import mended  # noqa: PLC0415 - most headers are right

        options = mended(options)
    words: list[str] = []
    braces = False
    for option, value in _options(options):
        name = option["name"]
        if name is None:
            is_run = _is_run(option["class"])
            braces = braces or not is_run
            words.append("run" if is_run else option[0])
        elif word := _option(name, value):
            braces = braces or name.startswith("data-")
            words.append(word)
    if not any(word == "run" or word.startswith(_MARKS) for word in words):
        words.insert(0, "run")
    word = language_of_fence(miss["word"]).words[0]
    body = " ".join(dict.fromkeys(words))
    if braces:
        return f"{miss['fence']} {{ .{word} {body} }}"
    return f"{miss['fence']}{word} {body}"


def _options(text: str) -> Iterator[tuple[re.Match[str], str | None]]:
    """Yield the options in a text, each with its value; one without quotes may have several words."""
    end = 0
    while option := OPTION_WORDS.search(text, end):
        end = option.end()
        value: str | None = option["value"]
        if value is not None and value[0] not in "\"'":
            words = [value]
            is_text = _nearest(option["name"]) in _TEXTS
            while more := _more(text, end):
                end = more.end()
                words.append(more["between"] if is_text else " ")
                words.append(more["word"])
            value = "".join(words).rstrip(";,") or value
        yield option, value


def _more(text: str, start: int) -> re.Match[str] | None:
    """Return the word at a place of a text, if it belongs to the value before it."""
    more = _MORE.match(text, start)
    if more is None or more["word"].lower() in _ALONE or _NO_WORD.match(text, more.start("word")):
        return None
    return more


def _option(name: str, value: str | None) -> str:
    """Return one option as it should be written; nothing for a word that is no option."""
    if _is_run(name) or (value is None and name not in _KNOWN and means_run(name)):
        name = "run"
    elif not name.startswith("data-"):
        name = _nearest(name)
    if value is None:
        return name if name in _KNOWN or name.startswith("data-") else ""
    return f"{name}={value}" if value[0] in "\"'" else f'{name}="{value}"'


def opens_another(line: str) -> re.Match[str] | None:
    """Return the header in a line that opens a fence of any language for most readers, if there is one."""
    return _OTHER.match(line)


def corrected_other(header: re.Match[str], word: str = "") -> str:
    """Return the header of a fence of another language, with the options that the highlighter knows alone.

    Args:
        header: The header.
        word: The language that was meant, or nothing for the one that it names.
    """
    if means_ours(header) and not word:
        return corrected(header["header"].rstrip())
    language = _LANGUAGE.match(header["info"])
    if language and says_run(header) and _STANDARD.fullmatch(language[1].lower()):
        return f'{header["fence"]}{FENCE_WORDS[0]} run std="{language[1].lower()}"'
    words: list[list[str]] = []
    for option in OPTION_WORDS.finditer(header["info"], language.end() if language else 0):
        name, value = option["name"], option["value"]
        if name and value:
            words.append([name, value])
        elif name and words and words[-1][0] == "title" and words[-1][1][0] not in "\"'":
            words[-1][1] += f" {name}"  # a title of several words
    options = [
        f"{name}={value}" if value[0] in "\"'" else f'{name}="{value}"'
        for name, value in words
        if name in HIGHLIGHTER_OPTIONS
    ]
    return " ".join([f"{header['fence']}{word or word_of_other(header)}", *options])


def word_of_other(header: re.Match[str]) -> str:
    """Return the language in such a header, or nothing."""
    language = _LANGUAGE.match(header["info"])
    return language[1] if language else ""


def says_run(header: re.Match[str]) -> bool:
    """Return whether such a header has the word `run` behind its language."""
    language = _LANGUAGE.match(header["info"])
    options = OPTION_WORDS.finditer(header["info"], language.end() if language else 0)
    return any(_is_run(option["name"]) or _is_run(option["class"]) for option in options)


# Most headers of a site are the same few.
@lru_cache(maxsize=256)
def repeated(header: str) -> Sequence[str]:
    """Return the names of the options that stand in a header more than once, each once."""
    names = [option["name"] for option in OPTION_WORDS.finditer(header) if option["value"]]
    return tuple(name for name, number in Counter(names).items() if number > 1)


def named(header: str, names: Collection[str]) -> list[str]:
    """Return those of some options that stand in a header, with a value or without one, each once."""
    found = {option["name"] for option in OPTION_WORDS.finditer(header)}
    return [name for name in names if name in found]


def bare(header: str, names: Collection[str]) -> list[str]:
    """Return those of some options that stand in a header without a value, each once."""
    found = {option["name"] for option in OPTION_WORDS.finditer(header) if option["value"] is None}
    return [name for name in names if name in found]


def inner_quotes(header: str) -> str:
    """Return the first value with double quotes in double quotes, as it should be written; nothing if there is none."""
    found = _INNER_QUOTES.search(header)
    if found is None:
        return ""
    value = found["value"].replace('\\"', '"')
    return f"it: {found['name']}='{value}'"


def _nearest(name: str) -> str:
    name = name.replace("-", "_")
    return meant_option(name, _KNOWN, cutoff=0.75) or name
