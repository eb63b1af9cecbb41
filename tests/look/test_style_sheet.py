"""The style sheet as it is published: small, and the same to a browser as the one that is written."""

from __future__ import annotations

from mkdocs_c_runner.html import style_sheet

from .conftest import OpenPage

# Browsers write all values in one way but those of variables, which they keep as they were written.
RULES = """([written, published]) => [written, published].map(text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map(rule => rule.cssText.replace(/([,:]) /g, '$1').replace(/\\b0\\./g, '.'));
})"""


def test_it_is_small() -> None:
    assert len(style_sheet.text().encode()) < 19_500


def test_browsers_read_what_was_written(open_page: OpenPage) -> None:
    rules, published = open_page().evaluate(RULES, [style_sheet.written(), style_sheet.text()])

    assert len(rules) > 80
    assert published == rules
