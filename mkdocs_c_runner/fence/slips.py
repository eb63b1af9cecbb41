r"""Slips of the pen in the options of a fence: quotes of a word processor, quotes that nothing closes, and calls.

Markdown refuses such a header as a whole. Here the options become what their author meant: `std=“c17”`, `stdin="3`,
`args="-n \"two words\""`, `run: timeout="2"` and `run(timeout=2)`.
"""

from __future__ import annotations

import re

# A value in quotes behind its sign; a quote that nothing closes ends with the line.
_VALUE = r"""
    (?P<sign>[=:]{1,9}\s{0,9}) (?:
        "(?P<double>(?:%(open)s[^"\\]|\\.)*+\\?)(?:"|\Z%(end)s)
      | '(?P<single>[^']*+)(?:'|\Z)
      | [“”„«»](?P<curly>[^"“”„«»]*+)(?:[“”„«»"]|\Z)
      | [‘’‚‹›](?P<curled>[^'‘’‚‹›]*+)(?:[‘’‚‹›']|\Z)
    )
"""
_QUOTED = re.compile(_VALUE % {"open": "", "end": ""}, re.VERBOSE)
# Where a quote is missing, a value also ends before the next option.
_NEXT = r"""\s[A-Za-z][\w-]{0,40}=["'“]"""
_UNCLOSED = re.compile(_VALUE % {"open": f"(?!{_NEXT})", "end": f"|(?={_NEXT})"}, re.VERBOSE)
_BEFORE_OPTION = re.compile(
    r"\b(run)\s{0,9}[:=,;]\s{0,9}(?=[A-Za-z][\w-]{0,40}\s{0,9}[=:])", re.IGNORECASE
)
_CALL = re.compile(r"\b(run)\s{0,9}\(", re.IGNORECASE)
# Quotes around a name.
_QUOTES = str.maketrans("", "", '“”„«»"')


def mended(options: str) -> str:
    """Return the options of a fence with straight quotes that are closed, and without the signs of a call."""
    quoted = _UNCLOSED if options.count('"') % 2 else _QUOTED
    is_call = False
    words = []
    end = 0
    for value in quoted.finditer(options):
        plain = options[end : value.start()]
        is_call = is_call or _CALL.search(plain) is not None
        words += [_plain(f"{plain}=", is_call=is_call), _with_quotes(value)]
        end = value.end()
    plain = options[end:]
    is_call = is_call or _CALL.search(plain) is not None
    return "".join([*words, _plain(plain, is_call=is_call)])


def _plain(text: str, *, is_call: bool) -> str:
    """Return text outside of quotes: `run` is a word of its own, and a call has no parentheses."""
    if is_call:
        text = _CALL.sub(r"\1 ", text).replace(")", " ")
    return _BEFORE_OPTION.sub(r"\1 ", text.translate(_QUOTES))


def _with_quotes(value: re.Match[str]) -> str:
    double, single = value["double"], value["single"]
    if not value[0].endswith('"') and double and double.endswith("'"):
        double = double[:-1]  # closed by the other kind of quote
    elif not value[0].endswith("'") and single and single.endswith('"'):
        single = single[:-1]
    if single is not None or value["curled"] is not None:
        return f"'{single if single is not None else value['curled']}'"
    if double is None:
        return f'"{value["curly"]}"'
    if '\\"' not in double:
        return f'"{double}"'
    return "'{}'".format(double.replace('\\"', '"').replace("'", "\\x27"))
