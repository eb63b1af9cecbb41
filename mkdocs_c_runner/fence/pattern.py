"""The regular expressions that authors write: parsed here, and compiled and looked for in a process of their own."""

from __future__ import annotations

import re
import warnings
from re import _parser as regular_expressions  # type: ignore[attr-defined] # the one way to parse alone

from ..bounds import PATTERN
from ..engine.patterns import EVERYTHING


def pattern(text: str) -> str:
    """Read a regular expression that does not match the empty string; `all` stands for all of the output.

    It is only parsed. To compile it, or to look for it, may take longer than anybody can wait: `engine.patterns`.
    """
    if text == "all":
        return EVERYTHING
    if len(text) > PATTERN:
        raise ValueError(f"must have at most {PATTERN:,} characters")
    try:
        with warnings.catch_warnings(action="error"):
            least, _ = regular_expressions.parse(text).getwidth()
    except (re.error, OverflowError, RecursionError, Warning) as error:
        raise ValueError(f"must be a regular expression ({error})") from None
    if not least:
        raise ValueError('must not match the empty string; "all" stands for all of the output')
    return text
