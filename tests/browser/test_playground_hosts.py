"""The playground in every theme, and on the pages of hosts without plugins."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown import markdown
from playwright.sync_api import Browser, expect

from mkdocs_c_runner import cli

from ..conftest import served
from .conftest import THEMES, OpenPage
from .fake_server import FakeServer
from .reader import Reader


@pytest.mark.parametrize("theme", THEMES)
def test_it_works_in_every_theme(theme: str, open_page: OpenPage, sites: dict[str, str]) -> None:
    reader = Reader(open_page(sites[theme]))
    reader.edit()
    reader.write('int main(void) { puts("changed"); }')
    reader.code.press("ControlOrMeta+Enter")

    expect(reader.output).to_have_text("changed")


def test_pages_that_material_loads_into_pages_have_it_too(
    open_page: OpenPage, sites: dict[str, str]
) -> None:
    page = open_page(sites["material"])
    page.evaluate("window.isSame = true")
    page.get_by_role("link", name="Other").first.click()
    expect(page.get_by_role("heading", name="Other")).to_be_visible()
    reader = Reader(page)
    reader.edit()
    reader.write('puts("changed")')
    reader.press("Run")

    expect(reader.output).to_have_text("changed")
    assert page.evaluate("window.isSame")


def test_a_host_without_plugins_has_it_too(
    open_page: OpenPage, the_fake: FakeServer, tmp_path: Path
) -> None:
    """As Zensical: Python-Markdown renders the page, and the author links the files."""
    CliRunner().invoke(cli.main, ["playground", str(tmp_path)], catch_exceptions=False)
    options = {"playground": {"endpoint": the_fake.address}, "cache": False}
    text = "```c run\nint main(void) { return 0; }\n```\n"
    body = markdown(text, extensions=["c_runner"], extension_configs={"c_runner": options})
    (tmp_path / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">'
        f'<script type="module" src="playground.js"></script>{body}'
    )
    with served(tmp_path) as address:
        reader = Reader(open_page(address))
        reader.edit()
        reader.write('puts("changed")')
        reader.press("Run")

        expect(reader.output).to_have_text("changed")


def test_a_page_without_javascript_is_complete(browser: Browser, sites: dict[str, str]) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(sites["bare"])

        expect(page.locator(".highlight").first).to_be_visible()
        expect(page.locator(".result.c-runner pre code").first).to_have_text("hello")
        expect(page.get_by_role("button")).to_have_count(0)
