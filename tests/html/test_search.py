"""What a search of the site finds: the indices that MkDocs and Material really write."""

from __future__ import annotations

import json

import pytest

from ..conftest import BuildSite, Site

PAGE = """# Page

```c run search="FOUND" diagnostics="inline"
#include <stdio.h>  // c-runner: hide

int main(void)
{
    int needless;
    printf("%s%s\\n", "quick", "silver");
}
```

After.
"""


def indexed(site: Site) -> str:
    """All text in the index."""
    path = site.directory / "site" / "search" / "search_index.json"
    return "\n".join(entry["text"] for entry in json.loads(path.read_text("utf-8"))["docs"])


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_output_is_found_unless_it_is_not_to_be(build_site: BuildSite, theme: str) -> None:
    plugins = ["search", {"c-runner": {"godbolt": True}}]
    settings = {"theme": {"name": theme}, "plugins": plugins}
    found = indexed(build_site({"index.md": PAGE.replace("FOUND", "on")}, settings))
    site = build_site({"index.md": PAGE.replace("FOUND", "off")})
    hidden = indexed(build_site({"index.md": PAGE.replace("FOUND", "off")}, settings))

    assert "quicksilver" in found
    assert "unused variable" in found
    for text in (found, hidden):
        assert "needless" in text
        assert "After." in text
        assert "stdio.h" not in text  # a second time, with hidden lines
        assert "Explorer" not in text
    for word in ("quicksilver", "Output", "unused"):
        assert word not in hidden
    assert "quicksilver" in site.html()


@pytest.mark.usefixtures("sandbox")
def test_the_page_itself_is_whole(build_site: BuildSite) -> None:
    plugins = ["search", {"c-runner": {"search": False}}]
    site = build_site(
        {"index.md": PAGE.replace(' search="FOUND"', "")},
        {"theme": {"name": "mkdocs"}, "plugins": plugins},
    )

    assert "quicksilver" in site.html()
    assert "stdio.h" in site.html()
    assert "quicksilver" not in indexed(site)
