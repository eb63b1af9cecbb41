"""Files that arrive damaged are told, thrown away, and asked for again at the next click."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from ...conftest import served
from ..reader import Reader
from .site import ASSETS, HELLO, POLICY, SITE, replace, run, run_as_it_is

SENTENCE = "did not arrive as it should"
KEPT = """async () => {
  const cache = await caches.open("c-runner");
  return (await cache.keys()).map(({ url }) => url.split("/").at(-1).split(".")[0]).sort();
}"""

PAGE = b"<!DOCTYPE html><title>Sign in</title>"


def damages(content: bytes) -> list[bytes]:
    """What may arrive in place of a file."""
    middle = len(content) // 2
    changed = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    return [content[: len(content) // 2], changed, content + b"more", PAGE, b""]


def test_a_damaged_program_does_not_run(
    context: BrowserContext, own_site: str, tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto(own_site)
    reader = Reader(page)
    button = reader.figure.get_by_role("button", name="Run", exact=True)
    programs = {path: path.read_bytes() for path in (tmp_path / SITE / ASSETS).glob("*.wasm.gz")}
    for number in range(len(damages(PAGE))):
        for path, whole in programs.items():
            replace(path, damages(whole)[number])
        button.click()
        expect(reader.figure.get_by_role("status")).to_contain_text(SENTENCE)
        expect(reader.output).to_have_text("hello")
        reader.edit()
        reader.press("Reset")
        reader.figure.get_by_role("button", name="Edit and run").click()
    for path, whole in programs.items():
        replace(path, whole)

    run_as_it_is(reader)


def test_a_damaged_compiler_is_not_kept(
    context: BrowserContext, own_site: str, tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto(own_site)
    reader = Reader(page)
    reader.edit()
    toolchain = tmp_path / SITE / ASSETS / "toolchain"
    parts = {path: path.read_bytes() for path in toolchain.glob("[cs]*.gz")}
    for number in range(len(damages(PAGE))):
        for path, whole in parts.items():
            replace(path, damages(whole)[number])
        run(reader, HELLO)
        expect(reader.said).to_contain_text(SENTENCE)
        reader.press("Reset")
    assert page.evaluate(KEPT) == ["manifest"]
    for path, whole in parts.items():
        replace(path, whole)
    run(reader, HELLO)
    expect(reader.output).to_have_text("changed")
    wait_until_kept(page)
    damage_what_is_kept(page)
    page.reload()
    reader.edit()
    run(reader, HELLO.replace("changed", "again"))

    expect(reader.output).to_have_text("again")


def test_files_that_the_browser_unpacks_are_run_and_kept(
    context: BrowserContext, roots: dict[str, Path], wasm_sites: dict[str, str]
) -> None:
    assert wasm_sites
    page = context.new_page()
    with served(roots["bare"], POLICY, unpacks=True) as address:
        page.goto(f"{address}/{SITE}/")
        reader = Reader(page)
        run_as_it_is(reader)
        reader.edit()
        run(reader, HELLO)
        expect(reader.output).to_have_text("changed")
        wait_until_kept(page)
        page.reload()
        reader.edit()
        run(reader, HELLO.replace("changed", "again"))

        expect(reader.output).to_have_text("again")


def wait_until_kept(page: Page) -> None:
    """Waits until the compiler is kept."""
    page.wait_for_function(
        f"() => ({KEPT})().then(kept => String(kept) === 'clang,manifest,sysroot')"
    )


def damage_what_is_kept(page: Page) -> None:
    """Lets the browser's cache forget a part of the compiler."""
    page.evaluate("""async () => {
      const cache = await caches.open("c-runner");
      for (const request of await cache.keys()) {
        if (/clang/.test(request.url)) await cache.put(request, new Response("half"));
      }
    }""")
