"""What HTML may come from a cache: such that can do no more than look like a block."""

from __future__ import annotations

import re

from .highlight_cache import SAFE_SOURCE

# Elements and attributes of a figure with text, and no placeholder of Python-Markdown. Text that is folded is not among
# them: what its copy button takes is not seen.
_NAME = "c-runner[a-z-]*|result|nohighlight|term-[a-z0-9-]+"
_ATTRIBUTE = rf"""[ ](?:
    class="(?:{_NAME})(?:[ ](?:{_NAME}))*+" | id="c-runner-[A-Za-z0-9_-]*+" | aria-label="[^"<>\x02]*+"
    | data-verdict="[a-z-]*+" | role="group" | tabindex="0" | lang="[A-Za-z0-9-]*+" | data-search-exclude
    | href="https://godbolt\.org/clientstate/[A-Za-z0-9_=-]*+" | rel="noopener[ ]noreferrer"
)"""
_TEXT = r"[^<\x02]*+"
_ELEMENT = "div|p|pre|code|span|kbd|a"
_SAFE_FIGURE = re.compile(
    rf"{_TEXT}(?:<(?:/(?:{_ELEMENT})|(?:{_ELEMENT})(?:{_ATTRIBUTE})*+)>{_TEXT})*+", re.VERBOSE
)


def is_safe(above: str, beneath: str) -> bool:
    """Whether the HTML of a block, above its seam and beneath, can do no more than look like one."""
    return bool(SAFE_SOURCE.fullmatch(above) and _SAFE_FIGURE.fullmatch(beneath))
