"""The data that the page script needs for blocks that readers edit and run. Pages without a playground have none of it.

A block gets one hidden element with the request that runs it as it stands. A page gets one `meta` element, the script
and a style sheet. The data stand in attributes: scripts of themes would run inline scripts, whatever their type, and
searches would find their text.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from ..bounds import MEMORY_STEPS_LIVE
from ..engine.artifacts import MEMORY
from ..engine.job import PROGRAM_NAME, environment
from ..engine.toolchain.named_compilers import named
from ..labels import Labels
from ..markup import element
from ..program.assemble import Part
from ..program.hidden_lines import Listing
from ..program.snippet import Snippet
from ..program.whole import whole_files
from .block import Rendered
from .style_sheet import minified

if TYPE_CHECKING:
    from ..check.elsewhere import Elsewhere

# The files of the playground: the scripts are built when the package is, the style sheet is written. Pages link the
# first script and the style sheet. The script loads the others when a reader presses a button.
SCRIPT, STYLE = "playground.js", "playground.css"
SCRIPTS = (SCRIPT, "block.js", "editor.js", "program_worker.js", "compiler_worker.js")
# The service worker that lets pages work without a network. A browser heeds one in the root of the site alone.
OFFLINE, OFFLINE_PATH = "offline_worker.js", "c-runner-offline.js"
FILES = resources.files("mkdocs_c_runner").joinpath("assets")

NOT_BUILT = (
    "The playground is off, because its scripts were not built when mkdocs-c-runner was installed. "
    "Install npm, and in the clone type: pip install -e ."
)

COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Access(NamedTuple):
    """The server that runs what readers edit, or what their browsers need to do it themselves.

    Attributes:
        endpoint: Its address, without a slash at the end; empty if there is none.
        token: A secret that its requests carry, or empty.
        preview: Whether it is the preview of the author, which knows the pages and may save blocks.
        browser: The addresses of the `toolchain`, and of the service worker if the site has one (`offline`), as seen
            from the directory of the script, if programs run in the browsers of readers; or None.
    """

    endpoint: str
    token: str = ""
    preview: bool = False
    browser: Mapping[str, str] | None = None


def is_built() -> bool:
    """Whether the scripts were built when this package was installed."""
    return all(FILES.joinpath(name).is_file() for name in (*SCRIPTS, OFFLINE))


def files() -> Iterator[tuple[str, str]]:
    """Yield the name and the content of each file that pages with a playground load."""
    for name in SCRIPTS:
        yield name, FILES.joinpath(name).read_text("utf-8")
    yield STYLE, style()


def style() -> str:
    """Return the style sheet of the playground."""
    return minified(FILES.joinpath(STYLE).read_text("utf-8"))


def with_request(
    rendered: Rendered, data: Mapping[str, Any], access: str | None = None
) -> Rendered:
    """Return a block with the request that runs it, for the script, which finds the block before it.

    Args:
        rendered: The block.
        data: The request.
        access: What `playground_head.told` returns, for a page that has it not in its head.
    """
    hidden = element(
        "div",
        class_="c-runner-playground",
        hidden=True,
        data_request=COMPACT.encode(data),
        data_access=access,
    )
    return rendered.with_group(hidden)


def is_offered(snippet: Snippet, access: Access) -> bool:
    """Whether readers can run a block there: a server that does not know the pages has no files of theirs.

    Programs of other machines are run by builds alone, which take the emulator's own words out of their output.
    """
    if named(snippet.variant.compiler).machine:
        return False
    try:
        snippet.options.process.stdin.decode()
    except UnicodeDecodeError:
        return False
    return access.preview or not (snippet.data or snippet.options.process.tools)


def request(snippet: Snippet, page: str, name: str, header: str) -> dict[str, Any]:
    """Return the request that runs a block as it stands.

    Args:
        snippet: The block, in the way in which it is compiled.
        page: The path of its page below the directory of the pages.
        name: Its name in that page.
        header: The header of its fence.
    """
    toolchain, process, job = snippet.options.toolchain, snippet.options.process, snippet.job
    parts = snippet.program.parts
    return {
        "block": {"page": page, "name": name},
        "files": [_file(part, part is parts[0]) for part in parts if part.is_file],
        "prelude": "\n".join(part.source for part in reversed(parts) if not part.is_file),
        "main": toolchain.main,
        "std": job.std,
        "flags": list(job.flags),
        "libs": list(job.libs),
        "compiler": job.compiler,
        **({"program": job.program} if job.program != PROGRAM_NAME else {}),
        "args": list(job.args),
        "env": dict(job.env),
        "stdin": job.stdin.decode(),
        "timeout": process.timeout,
        "fence": header,
        **_pictures(snippet),
    }


def _pictures(snippet: Snippet) -> dict[str, Any]:
    """Return what a request says besides, if its block has pictures of memory."""
    display = snippet.options.display
    if MEMORY not in display.show:
        return {}
    return {
        "show": list(display.show),
        "steps": min(display.steps, MEMORY_STEPS_LIVE),
        "addresses": display.addresses,
    }


def whole(snippet: Snippet) -> dict[str, Any]:
    """Return what differs in a request that has the whole program of a block that extends another one."""
    files = [
        {"name": file.name, "text": file.text.removesuffix("\n"), "edited": index == 0}
        for index, file in enumerate(whole_files(snippet.program))
    ]
    return {"files": files, "prelude": ""}


def in_browser(
    snippet: Snippet, elsewhere: Elsewhere, labels: Labels, publish: Callable[[str, bytes], str]
) -> dict[str, Any]:
    """Return what the request of a block has besides, if it runs in the browser of the reader.

    Args:
        snippet: The block.
        elsewhere: The block as it runs there.
        labels: The words of the site.
        publish: Publishes a file with this suffix and content, and returns its address as the script sees it.
    """
    job, around = snippet.job, snippet.around
    files = (
        {"name": file.name, "file": publish(os.path.splitext(file.name)[1] or ".txt", file.content)}
        for file in snippet.data
    )
    wrapped: dict[str, Any] = {}
    if around.main:
        headers = "".join(f"#include <{header}>\n" for header in snippet.language.usual_headers)
        wrapped["around"] = {"headers": headers, "main": around.main, "end": around.end}
    return {
        "wasm": program(elsewhere, labels, publish),
        "data": list(files),
        "env": dict(environment(job.env)),
        "memory": job.run_limits.memory,
        "output": job.run_limits.output,
        "truncate": snippet.options.process.truncate,
        "compile_timeout": job.compile_limits.wall_time,
        "stdio": job.stdio,
        **wrapped,
    }


def program(
    elsewhere: Elsewhere, labels: Labels, publish: Callable[[str, bytes], str]
) -> dict[str, str]:
    """Return what a request says of the program of a block, and of what readers must expect; see `in_browser`."""
    wasm = {"file": elsewhere.published or publish(".wasm.gz", elsewhere.program)}
    note = " ".join(labels[name].format(how=how) for name, how in elsewhere.notes)
    return {**wasm, "note": note} if note else wasm


def header_of(language: str, inputs: Mapping[str, object], classes: Iterable[str]) -> str:
    """Return the header of a fence, spelled in one way.

    Args:
        language: The word for its language.
        inputs: Its options, as they are written; a bare word has itself or None as its value.
        classes: Its classes.
    """
    others = [name for name in classes if name != "run"]
    words = ["run"] if len(others) < len(list(classes)) else []
    for option, value in inputs.items():
        is_bare = value is None or value == option
        words.append(option if is_bare else f"{option}={_quoted(str(value))}")
    if not others:
        return " ".join([language, *words])
    return " ".join(["{", *(f".{name}" for name in (language, *others)), *words, "}"])


def _quoted(value: str) -> str:
    return f"'{value}'" if '"' in value else f'"{value}"'


def _file(part: Part, is_edited: bool) -> dict[str, Any]:  # noqa: FBT001 - the name says it
    file: dict[str, Any] = {"name": part.name, "text": part.source, "edited": is_edited}
    hidden = _ranges(part.listing)
    return file | {"hidden": hidden} if hidden else file


def _ranges(listing: Listing) -> list[tuple[int, int]]:
    """Return the first and the last number of each run of hidden lines."""
    shown = set(listing.shown)
    ranges: list[tuple[int, int]] = []
    for number in range(1, len(listing.lines) + 1):
        if number in shown:
            continue
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ranges
