"""axe finds nothing that keeps readers out, on any page of the example site, in any theme."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

from .conftest import OpenPage
from .example import pages_of

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

# The site's highlighter makes the source, in its own colours; the themes do not let the keyboard scroll it.
HIGHLIGHTED = ".highlight"

# What the themes themselves do wrong, by axe's rules: elements that are not looked at.
OF_THE_THEME: dict[str, dict[str, str]] = {
    "material": {
        "aria-dialog-name": ".md-search",
        "color-contrast": ".md-copyright, a > code",
        "landmark-unique": ".md-nav, .md-code__nav",
    },
    "mkdocs": {
        "color-contrast": "a, a *",
        "link-in-text-block": "a",
        "region": ".navbar *, footer, footer *, .modal *",
    },
    "readthedocs": {
        "aria-allowed-attr": ".wy-menu-vertical a",
        "color-contrast": "a, a *, footer, footer *, .wy-nav-side *, :not(pre) > code, .admonition-title",
        "link-in-text-block": "a",
        "region": "footer, .rst-versions",
        "scrollable-region-focusable": "table.docutils",
    },
    "bare": {},
}

# All rules once; then what depends on light and dark.
RUNS: dict[str, tuple[str, str, int, Any]] = {
    "material": ("material", "light", 1280, None),
    "material, dark and narrow": ("material", "dark", 390, ["color-contrast"]),
    "mkdocs": ("mkdocs", "light", 1280, None),
    "mkdocs, dark": ("mkdocs", "dark", 1280, ["color-contrast"]),
    "readthedocs": ("readthedocs", "light", 1280, None),
    "bare, narrow": ("bare", "light", 390, None),
    "bare, dark": ("bare", "dark", 1280, ["color-contrast"]),
}

# Lists of posts, which show the beginnings of the same posts again.
LISTS = ("blog/archive/", "blog/category/", "blog/page/")

SEARCH = """async ([excluded, rules, ofTheTheme]) => {
  const options = {resultTypes: ['violations']};
  if (rules) options.runOnly = rules;
  const {violations} = await axe.run({exclude: [excluded]}, options);
  return violations.flatMap(violation => violation.nodes
    .filter(node => !document.querySelector(node.target.at(-1))?.matches(ofTheTheme[violation.id] ?? 'none'))
    .map(node => `${violation.id}: ${node.target.join(' ')}: ${node.failureSummary}`));
}"""


@pytest.mark.parametrize("run", RUNS)
def test_axe_finds_nothing(
    run: str, addresses: dict[str, str], example_sites: dict[str, Path], open_page: OpenPage
) -> None:
    theme, scheme, width, rules = RUNS[run]
    page = open_page(scheme, width, bypass_csp=True)
    found: list[str] = []
    names = [name for name in pages_of(example_sites[theme]) if not name.startswith(LISTS)]

    for name in names:
        page.goto(f"{addresses[theme]}/{name}")
        page.evaluate(AXE)
        violations = page.evaluate(SEARCH, [HIGHLIGHTED, rules, OF_THE_THEME[theme]])
        found += [f"{name}: {violation}" for violation in violations]

    assert len(names) > 15
    assert not found, "\n\n".join(found)
