"""What changes and the whole program look right, and are copied as they are."""

from __future__ import annotations

import pytest

from .conftest import OpenPage
from .example import THEMES

# What Material's copy button takes from each program or step, and the program as it is downloaded where there is one.
COPIED = """async () => Promise.all(
  [...document.querySelectorAll('.c-runner-program, .c-runner-changes')].map(async (shown) => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    const code = shown.querySelector('code');
    code.setAttribute('data-md-copying', '');
    const whole = code.closest('[data-copy]');
    const text = whole ? whole.dataset.copy : code.innerText;
    code.removeAttribute('data-md-copying');
    const link = shown.parentNode.querySelector(':scope > .c-runner-elsewhere > a[download]');
    const is_one = link && shown.parentNode.querySelectorAll(':scope > .c-runner-program').length === 1;
    const file = is_one && shown.matches('.c-runner-program') ? await (await fetch(link.href)).text() : null;
    return { text: text.trimEnd(), file: file && file.trimEnd(), signs: code.querySelectorAll('del').length };
  })
)"""

GEOMETRY = """() => {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
  return [...document.querySelectorAll(':is(ins, del, mark)')]
    .filter((line) => line.closest('.c-runner'))
    .map((line) => ({
      display: getComputedStyle(line).display,
      width: line.getBoundingClientRect().width - line.parentNode.scrollWidth,
      bar: parseFloat(getComputedStyle(line).borderInlineStartWidth),
      sign: getComputedStyle(line, '::before').content,
    }));
}"""


def test_each_program_is_copied_as_it_is_downloaded(
    addresses: dict[str, str], open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{addresses['material']}/manual/pieces/")

    copied = page.evaluate(COPIED)

    assert len(copied) > 8
    assert [item["text"] for item in copied if item["file"] and item["text"] != item["file"]] == []
    assert len([item for item in copied if item["file"]]) > 4
    changed = [item["text"] for item in copied if item["signs"]]
    assert any("product *= ++n" in text and "factorial(20)" not in text for text in changed)
    identities = page.locator("pre:has(> code)").evaluate_all("all => all.map(one => one.id)")
    assert len(set(identities)) == len(identities)


@pytest.mark.parametrize("theme", THEMES)
def test_marks_are_bars_and_signs_as_wide_as_the_code(
    theme: str, addresses: dict[str, str], open_page: OpenPage
) -> None:
    page = open_page("dark", 390)
    page.goto(f"{addresses[theme]}/manual/pieces/")

    marks = page.evaluate(GEOMETRY)

    assert len(marks) > 10
    assert {mark["display"] for mark in marks} == {"block"}
    assert {mark["bar"] for mark in marks} == {3}
    assert {mark["sign"][:2] for mark in marks} >= {'"+', '"−'}
    assert all(abs(mark["width"]) < 80 for mark in marks)  # padding of the theme
