"""What stands in the head of a page with blocks that readers edit: what the page script has to know, and its files."""

from __future__ import annotations

from functools import lru_cache

from ..labels import Labels
from ..markup import Markup, element, joined, void
from .playground import COMPACT, SCRIPT, STYLE, Access

# The labels that the script uses.
WORDS = (
    *("edit", "run", "stop", "reset", "copy_fence", "save", "arguments", "input", "typing"),
    *("editor", "files", "compiling", "running", "waiting", "stopped", "done", "copied", "saved"),
    *("away", "busy", "find", "find_next", "find_previous", "find_all", "match_case", "whole_word"),
    *("regexp", "replace", "replace_all", "close", "output", "one_error", "errors", "one_warning"),
    *("warnings", "hidden_lines", "error", "warning", "note"),
)

# Those that it needs as well where programs run in the browser of the reader, and it shows their results itself.
BROWSER_WORDS = (
    *(
        "loading",
        "no_network",
        "damaged",
        "no_wasm",
        "share",
        "link_copied",
        "shared",
        "link_damaged",
        "link_too_long",
        "diagnostics",
    ),
    *("not_compiled", "compile_limit", "no_output", "exited", "killed", "killed_unnamed"),
    *(
        "time_limit",
        "output_limit",
        "memory_limit",
        "truncated",
        "truncated_at_limit",
        "thousands",
        "decimal",
    ),
    *("SIGABRT", "SIGFPE", "SIGILL", "SIGINT", "SIGSEGV", "SIGTERM", "stdout", "stderr"),
    *("crash_here", "crash_null", "crash_bounds"),
    *("crash_zero", "crash_unreachable", "crash_memory", "crash_stack", "crash_pointer"),
    *("memory_as_built", "hidden_characters"),
)

# Characters beyond Latin-1 in the labels: European languages have fewer, and others are better off as they are.
_FEW = 50


@lru_cache(maxsize=16)
def head(known: str, directory: str) -> Markup:
    """Return what stands in the head of a page.

    Args:
        known: What the script has to know; see `told`.
        directory: The address of the directory of `playground.files`, as seen from the page.
    """
    elements = (
        void("meta", name="c-runner-playground", content=known),
        void("link", rel="stylesheet", href=f"{directory}/{STYLE}"),
        element("script", type="module", src=f"{directory}/{SCRIPT}"),
    )
    return joined([html + "\n" for html in elements])


def told(access: Access, labels: Labels) -> str:
    """Return all that the script has to know besides the requests, as JSON."""
    names = (*WORDS, *(BROWSER_WORDS if access.browser else ()))
    known = {name: value for name, value in access._asdict().items() if value is not None}
    text = COMPACT.encode({**known, "labels": {name: labels[name] for name in names}})
    # A page with one character beyond Latin-1 takes two bytes for each in memory, and thrice the time to be written.
    narrow = text.encode("latin-1", "backslashreplace")
    is_narrow = max(text) <= "\uffff" and len(narrow) - len(text) < _FEW * len("u2026")
    return narrow.decode("latin-1") if is_narrow else text


def with_head(page: str, html: Markup) -> str:
    """Return a page with something at the end of its head."""
    before, tag, after = page.partition("</head>")
    return f"{before}{html}{tag}{after}" if tag else f"{html}{page}"
