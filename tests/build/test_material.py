"""Blocks under Material's script, in a real browser: annotations of code and copy buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from ..conftest import BuildSite, served

SETTINGS: dict[str, Any] = {
    "theme": {
        "name": "material",
        "font": False,
        "features": ["content.code.annotate", "content.code.copy"],
    },
    "plugins": ["c-runner", {"blog": {"post_url_format": "{slug}"}}],
    "markdown_extensions": [
        *("admonition", "md_in_html", "pymdownx.superfences"),
        {"pymdownx.tabbed": {"alternate_style": True}},
    ],
}

ANNOTATED = """
```c run
#include <stdio.h>
int main(void)
{
    puts("one"); // (1)
    puts("two"); // (2)!
}
```

1.  The first.
2.  The second.
"""


@pytest.fixture(params=[1280, 390])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that may use the clipboard, and fails the test if anything is written to its console."""
    context = browser.new_context(
        permissions=["clipboard-read", "clipboard-write"],
        viewport={"width": request.param, "height": 900},
    )
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def _indented(text: str) -> str:
    return "".join(f"    {line}" if line.strip() else line for line in text.splitlines(True))


CONTEXTS = {
    "page": ANNOTATED,
    "list": f"-   Item\n{_indented(ANNOTATED)}",
    "admonition": f"!!! note\n{_indented(ANNOTATED)}",
    "tab": f'=== "Tab"\n{_indented(ANNOTATED)}',
    "numbers": ANNOTATED.replace("run", 'run linenums="1"'),
}


@pytest.mark.usefixtures("sandbox")
def test_annotations_of_code_survive(page: Page, build_site: BuildSite) -> None:
    """Each block has its two annotations, no list is left, and the output is joined to the source."""
    post = f"---\ndate: 2024-02-29\n---\n# Post\n{ANNOTATED}\n<!-- more -->\n"
    pages = {f"{name}.md": text for name, text in CONTEXTS.items()}
    pages |= {"two.md": ANNOTATED * 2, "blog/posts/post.md": post, "blog/index.md": "# Blog\n"}
    site = build_site({"index.md": "# Home", **pages}, SETTINGS)
    assert site.error is None

    with served(site.directory / "site") as address:
        for name in (*CONTEXTS, "two", "blog/post", "blog"):
            page.goto(f"{address}/{name}/")
            blocks = 2 if name == "two" else 1
            expect(page.locator(".md-annotation"), name).to_have_count(2 * blocks)
            expect(page.locator(".c-runner-output"), name).to_have_text(["one\ntwo"] * blocks)
            expect(page.locator("article ol:visible"), name).to_have_count(0)
            for figure in page.locator(".c-runner").all():
                above = figure.evaluate(
                    """node => {
                        let above = node;
                        do above = above.previousElementSibling; while (!above.offsetParent);
                        const [up, box] = [above, node].map(item => item.getBoundingClientRect());
                        return [box.top - up.bottom, box.left - up.left, box.right - up.right];
                    }"""
                )
                assert above == pytest.approx([0, 0, 0], abs=3), name


@pytest.mark.usefixtures("sandbox")
def test_buttons_copy_what_is_seen(page: Page, build_site: BuildSite) -> None:
    """The source without its hidden lines, and the output with what was typed, as plain text."""
    block = r"""
```c run stdin="3\n"
#include <stdio.h>  // c-runner: hide

int main(void)
{
    int n;
    printf("n? ");
    if (scanf("%d", &n) == 1)
        printf("\033[32m%d < 10\033[0m\n", n);
}
```
"""
    site = build_site({"index.md": block}, SETTINGS)

    with served(site.directory / "site") as address:
        page.goto(address)
        source = page.locator(".highlight:not(.c-runner *) code")
        assert _copied(page, source) == block.partition("hide\n\n")[2].rpartition("\n```")[0]
        assert _copied(page, page.locator(".c-runner-output code")) == "n? 3\n3 < 10"


@pytest.mark.usefixtures("sandbox")
def test_folded_output_has_one_button_that_copies_all_of_it(
    page: Page, build_site: BuildSite
) -> None:
    block = """
```c run
#include <stdio.h>
int main(void) { for (int i = 1; i <= 100; i++) printf("%d \\"<&>\\"\\n", i); }
```
"""
    site = build_site({"index.md": block}, SETTINGS)

    with served(site.directory / "site") as address:
        page.goto(address)
        assert page.locator(".c-runner-output code").count() == 3
        expect(page.locator(".c-runner").get_by_role("button")).to_have_count(1)
        expected = [f'{number} "<&>"' for number in range(1, 101)]
        assert _copied(page, page.locator(".c-runner-output code").first).split("\n") == expected


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("fold", ["off", "2"])
def test_assembly_is_copied_without_the_numbers_of_lines(
    page: Page, build_site: BuildSite, fold: str
) -> None:
    block = f"""
```c run show="asm" flags="-O2" fold="{fold}"
int twice(int n)
{{
    return 2 * n;
}}
```
"""
    site = build_site({"index.md": block}, SETTINGS)

    with served(site.directory / "site") as address:
        page.goto(address)
        copied = _copied(page, page.locator(".c-runner-asm code").first)
    assert copied.startswith("twice:\n")
    assert copied.endswith("ret")
    assert not re.search(r"^\s*\d", copied, re.MULTILINE)


def _copied(page: Page, code: Locator) -> str:
    """What the button of some code puts on the clipboard."""
    code.hover()
    code.locator("xpath=..").get_by_role("button").click()
    expect(page.locator(".md-dialog")).to_contain_text("Copied")
    return str(page.evaluate("navigator.clipboard.readText()"))
