"""The buttons, sentences and results of programs in the browser, for readers who do not see them."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from ...look.test_accessibility import AXE
from ..reader import Reader
from ..test_look import SEARCH, darken, opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme: Any, browser: Browser, wasm_sites: dict[str, str]) -> None:
    """In a page whose block runs as it is."""
    page = opened(browser, f"{wasm_sites['bare']}other/", color_scheme=scheme)
    if scheme == "dark":
        darken(page)
    page.evaluate(AXE)
    found = page.evaluate(SEARCH)
    reader = Reader(page)
    reader.figure.get_by_role("button", name="Run", exact=True).press("Enter")
    expect(reader.typing).to_be_focused()
    found += page.evaluate(SEARCH)
    reader.typing.press("Control+d")
    expect(reader.figure.get_by_role("status")).to_have_text("Done.")
    expect(reader.figure.get_by_role("button", name="Run", exact=True)).to_be_focused()
    reader.edit()
    found += page.evaluate(SEARCH)

    assert not found, "\n\n".join(found)
    page.context.close()
