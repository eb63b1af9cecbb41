"""The requests that run blocks in the browsers of readers, as they are kept with pages that nobody reads again."""

from __future__ import annotations

from typing import Any

from ..engine.store.json_files import parse_json
from ..html import playground
from ..pages.superfences import Call
from ..program.snippet import Snippet

# What a request of a usual block may have; see `playground.request` and `playground.in_browser`.
_NAMES = frozenset(
    (
        *("block", "files", "prelude", "main", "std", "flags", "libs", "compiler", "program"),
        *("args", "env", "stdin", "timeout", "fence", "wasm", "data", "memory", "output"),
        *("truncate", "compile_timeout", "stdio", "around"),
    )
)


def written(snippet: Snippet, program: str) -> str:
    """Return the request of a block as text, without what depends on its page and its program.

    Args:
        snippet: The block.
        program: The name of its program.
    """
    from ..check.elsewhere import Elsewhere  # noqa: PLC0415 - a site whose readers run nothing does without it

    there = Elsewhere(published=program)
    further = playground.in_browser(snippet, there, {}, lambda _suffix, _content: "")
    return playground.COMPACT.encode(playground.request(snippet, "", "", "") | further)


def read(text: str, call: Call, uri: str, name: str) -> dict[str, Any] | None:
    """Return a request from its text, which anybody may have written; None if it runs other code than the page shows.

    What else it says decides no more than how the program runs, in the sandbox of the browser of the reader.

    Args:
        text: The text.
        call: The fence of the block.
        uri: The path of its page below the directory of the pages.
        name: Its name in that page.
    """
    request: Any = parse_json(text.encode(errors="surrogatepass"))
    match request:
        case {
            "files": [{"name": str(), "text": str(code), "edited": True, **rest}],
            "data": [],
            **more,
        }:
            if rest or code.split() != call.source.split() or not _NAMES.issuperset(more):
                return None
        case _:
            return None
    header = playground.header_of(call.language, call.inputs, call.classes)
    block = {"page": uri, "name": name}
    return {**request, "block": block, "fence": header}
