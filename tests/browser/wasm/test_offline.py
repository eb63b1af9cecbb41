"""Pages on which a reader has run a program work without a network."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from ...conftest import served
from ..reader import Reader
from .kept import KEPT, REGISTERED, TO_EDIT, wait_until_kept
from .site import HELLO, POLICY, SITE, replace, run, run_as_it_is, wait_for


@pytest.mark.parametrize("theme", ["bare", "material"])
def test_a_page_whose_program_was_run_is_loaded_again_without_a_network(
    theme: str, context: BrowserContext, roots: dict[str, Path], wasm_sites: dict[str, str]
) -> None:
    assert wasm_sites
    page = context.new_page()
    with served(roots[theme], POLICY if theme == "bare" else "") as address:
        page.goto(f"{address}/{SITE}/")
        assert page.evaluate(REGISTERED) == []
        run_as_it_is(Reader(page))
        reader = Reader(page)
        reader.edit()
        run(reader, HELLO)
        expect(reader.output).to_have_text("changed")
        wait_until_kept(page, TO_EDIT)
    page.reload()

    expect(page.get_by_role("heading", name="Blocks")).to_be_visible()
    assert page.evaluate("[...document.styleSheets].every(sheet => sheet.cssRules.length)")
    run_as_it_is(Reader(page))
    reader.edit()
    run(reader, HELLO.replace("changed", "offline"))
    expect(reader.output).to_have_text("offline")


def test_only_pages_that_were_used_are_kept_and_changes_are_seen_at_once(
    context: BrowserContext, own_site: str, tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto(own_site)
    run_as_it_is(Reader(page))
    wait_until_kept(page)
    assert sorted(page.evaluate(REGISTERED)) == [own_site, f"{own_site}assets/c-runner/"]
    other = context.new_page()
    other.goto(f"{own_site}other/?a=b")
    assert other.evaluate(KEPT) == [f"c-runner page {own_site}"]

    path = tmp_path / SITE / "index.html"
    text = path.read_text("utf-8")
    replace(path, text.replace(">Blocks<", ">Changed<").encode())
    page.reload()
    expect(page.get_by_role("heading", name="Changed")).to_be_visible()
    replace(path, b"<!DOCTYPE html><title>Bare</title><h1>No programs</h1>")
    page.reload()

    expect(page.get_by_role("heading", name="No programs")).to_be_visible()
    wait_for(page, f"async () => !(await ({KEPT})()).length")
    wait_for(page, f"async () => (await ({REGISTERED})()).length === 1")


def test_the_page_that_was_kept_first_is_forgotten_after_thirty_others(
    context: BrowserContext, own_site: str
) -> None:
    page = context.new_page()
    page.goto(own_site)
    run_as_it_is(Reader(page))
    wait_until_kept(page)
    page.evaluate(
        """async site => {
          for (let i = 0; i < 29; i++) await caches.open(`c-runner page ${site}page-${i}/`);
        }""",
        own_site,
    )

    page.goto(f"{own_site}other/")
    reader = Reader(page)
    reader.figure.get_by_role("button", name="Run", exact=True).click()
    expect(reader.typing).to_be_focused()
    reader.figure.get_by_role("button", name="Stop", exact=True).click()

    wait_for(
        page, f"async first => !(await ({KEPT})()).includes(`c-runner page ${{first}}`)", own_site
    )
    wait_for(page, f"async first => !(await ({REGISTERED})()).includes(first)", own_site)
    assert len(page.evaluate(KEPT)) == 30
    page.goto(own_site)
    run_as_it_is(Reader(page))
    wait_for(page, f"async first => (await ({REGISTERED})()).includes(first)", own_site)


def test_a_site_that_has_a_service_worker_keeps_it(
    context: BrowserContext, own_site: str, tmp_path: Path
) -> None:
    (tmp_path / SITE / "own.js").write_text("addEventListener('fetch', () => {});")
    page = context.new_page()
    page.goto(own_site)
    page.evaluate(
        "navigator.serviceWorker.register('own.js').then(() => navigator.serviceWorker.ready)"
    )
    run_as_it_is(Reader(page))
    page.wait_for_load_state("networkidle")

    assert page.evaluate(REGISTERED) == [own_site]
    assert page.evaluate(KEPT) == []
    script = "navigator.serviceWorker.ready.then(({ active }) => active.scriptURL)"
    assert page.evaluate(script) == f"{own_site}own.js"
