"""Code that looks like the sources of the site, with marks of ours in it, so that no script highlights it again."""

from __future__ import annotations

from collections.abc import Iterable

from ..markup import Markup, element, line
from .folding import NARROW


def code_of_page(
    html: Markup, class_: str, texts: Iterable[str], copied: str | None = None
) -> Markup:
    """Return code as the site shows its sources.

    Args:
        html: The lines, each an element, or within one.
        class_: The class that says what is in it.
        texts: The lines as text, which say whether it can be too wide for the page.
        copied: What a copy button takes if that is not all of it.
    """
    is_wide = any(len(text.expandtabs(8)) > NARROW for text in texts)
    code = element("code", html, class_="nohighlight", tabindex="0" if is_wide else None)
    return line(
        "div",
        element("pre", code, data_code=True, data_copy=copied),
        class_=f"highlight c-runner-code {class_}",
    )
