"""The buttons, sentences and results of programs in the browser, for readers who do not see them."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from ...look.test_accessibility import AXE
from ..reader import Reader
from ..test_look import SEARCH, darken, opened
from .site import run


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


def test_a_long_finding_fits_on_a_telephone(browser: Browser, wasm_sites: dict[str, str]) -> None:
    page = opened(browser, wasm_sites["material"], viewport={"width": 390, "height": 800})
    reader = Reader(page)
    reader.edit()
    run(reader, "#include <unistd.h>\nint main(void)\n{\n    return fork();\n}")

    expect(page.locator(".cm-finding")).to_contain_text("other processes")
    for name in (".cm-finding", ".cm-scroller"):
        assert page.locator(name).evaluate("node => node.scrollWidth <= node.clientWidth")
    page.context.close()
