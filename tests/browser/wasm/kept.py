"""Waits until a browser has kept all that pages need without a network."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page

from .site import wait_for

REGISTERED = (
    """async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope)"""
)
KEPT = """async () => (await caches.keys()).filter(name => name.startsWith("c-runner page"))"""

TO_RUN = ("/", "playground.js", "block.js", "program_worker.js")
TO_EDIT = ("editor.js", "compiler_worker.js")

# The compiler and its library are kept after the first program has run: they are large.
_COMPILER = r"""async () => {
  const files = await (await caches.open("c-runner")).keys();
  return files.filter(({ url }) => /\.(wasm|tar)\.gz$/.test(url)).length === 2;
}"""


def wait_until_kept(page: Page, further: Sequence[str] = (), pages: int = 1) -> None:
    """Waits until pages are kept, with all that they need, the compiler too if they are edited.

    Args:
        page: One of them.
        further: The names of files that they need besides those to run.
        pages: Their number.
    """
    wait_for(
        page,
        f"""async (names, pages) => {{
          let whole = 0;
          for (const cache of await ({KEPT})()) {{
            const kept = await (await caches.open(cache)).keys();
            if (names.every(name => kept.some(({{ url }}) => url.endsWith(name)))) whole++;
          }}
          return whole === pages && (await ({REGISTERED})()).length === pages + 1;
        }}""",
        [*TO_RUN, *further],
        pages,
    )
    if further == TO_EDIT:
        wait_for(page, _COMPILER)
