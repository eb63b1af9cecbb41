"""What pages with a playground have for the page script, and pages without one have not."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import Any

import pytest

from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.settings import Settings
from mkdocs_c_runner.html import playground, playground_head
from mkdocs_c_runner.html.block import Rendered
from mkdocs_c_runner.html.playground import Access
from mkdocs_c_runner.labels import labels, languages
from mkdocs_c_runner.markup import EMPTY, trusted
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.assemble import Part
from mkdocs_c_runner.program.growth import Grown
from mkdocs_c_runner.program.snippet import Snippet

from ..conftest import BuildSite, Site

PLACE = Place("docs/index.md", 1, 1)
PAGE = """# Page

```c file="twice.h"
int twice(int n) { return 2 * n; }
```

```c run uses="twice.h" std="c11" stdin="3 4\\n" title="</script>"
#include <stdio.h>  // c-runner: hide
#include "twice.h"
int main(void) { printf("%d<\\n", twice(2)); }
```

```c
int not_ours;
```
"""


def requests(site: Site) -> list[dict[str, Any]]:
    """The requests in the page of a site."""
    found = re.findall(r"data-request='([^']*)'", site.html())
    return [json.loads(html.unescape(text)) for text in found]


def snippet(source: str, parts: tuple[Part, ...] = (), **options: object) -> Snippet:
    return Snippet(source, Options().with_values(options), PLACE, parts=parts)


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scripts, whether or not they were built here."""
    monkeypatch.setattr(playground, "is_built", lambda: True)
    monkeypatch.setattr(playground, "files", lambda: [("playground.js", "js"), ("editor.js", "js")])


@pytest.mark.usefixtures("sandbox", "built")
def test_a_page_has_requests_and_a_script_where_readers_may_run_blocks(
    build_site: BuildSite,
) -> None:
    setting = {"c-runner": {"playground": {"endpoint": "https://run.example.org/c/"}}}
    site = build_site({"index.md": PAGE, "other.md": "Plain."}, {"plugins": [setting]})

    (request,) = requests(site)
    assert [(file["name"], file["edited"]) for file in request["files"]] == [
        ("main.c", True),
        ("twice.h", False),
    ]
    assert request["files"][0]["text"].startswith("#include <stdio.h>  // c-runner: hide\n")
    assert request["files"][0]["hidden"] == [[1, 1]]
    assert request["block"]["page"] == "index.md"
    assert re.fullmatch(r"c-runner-[0-9a-f]{10}", request["block"]["name"])
    assert request["std"] == "c11"
    assert request["stdin"] == "3 4\n"
    assert request["fence"].startswith('c run uses="twice.h" std="c11" stdin="3 4\\n" title=')
    for page in ("index", "other"):
        assert 'name="c-runner-playground"' in site.html(page)
        assert '"endpoint":"https://run.example.org/c"' in site.html(page)
    assert 'src="../assets/c-runner/playground.js"' in site.html("other")
    assert "assets/c-runner/editor.js" in site.files()


@pytest.mark.usefixtures("sandbox", "built")
def test_a_page_without_a_playground_has_nothing_of_it(build_site: BuildSite) -> None:
    site = build_site({"index.md": PAGE})

    assert "playground" not in site.html()
    assert not any(name.endswith(".js") for name in site.files())


@pytest.mark.usefixtures("sandbox")
def test_a_site_is_built_without_scripts_that_could_not_be_built(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playground, "is_built", lambda: False)
    setting = {"c-runner": {"playground": {"endpoint": "https://run.example.org"}}}

    site = build_site({"index.md": PAGE}, {"plugins": [setting]})

    assert any("scripts were not built" in line for line in site.log)
    assert "c-runner-playground" not in site.html()


def test_code_that_is_put_before_a_block_is_told_apart_from_its_files() -> None:
    file = Part("list.h", "int x;", PLACE)
    code = Part("stack", "int y;", PLACE, is_file=False)

    made = playground.request(
        snippet("f();", (code, file), prelude="int z;\n", main="wrap"), "a.md", "n", "c run"
    )

    assert made["prelude"] == "int z;\nint y;"
    assert [given["name"] for given in made["files"]] == ["main.c", "list.h"]
    assert made["main"] == "wrap"


def test_a_block_that_extends_another_one_is_a_whole_program_for_servers_without_its_page() -> None:
    first = Part("one", "int f(void);\nint main(void) { return f(); }", PLACE, is_file=False)
    extended = Grown({}).with_part(first, "main.c")

    made = playground.whole(
        replace(snippet("int f(void) { return 0; }", (first,)), extended=extended)
    )

    code = "int f(void);\n\nint f(void) { return 0; }\n\nint main(void) { return f(); }"
    assert made == {"files": [{"name": "main.c", "text": code, "edited": True}], "prelude": ""}


@pytest.mark.parametrize(
    ("options", "access", "offered"),
    [
        ({}, Access("https://a"), True),
        ({"tools": True}, Access("https://a"), False),
        ({"tools": True}, Access("/c-runner", "t", preview=True), True),
        ({"stdin": b"\xff"}, Access("/c-runner", "t", preview=True), False),
    ],
)
def test_a_block_is_offered_where_it_can_run(
    options: dict[str, object], access: Access, offered: bool
) -> None:
    assert playground.is_offered(snippet("int main(void) {}", (), **options), access) == offered


@pytest.mark.parametrize("beneath", ["", "<div>output</div>"])
def test_the_request_stands_behind_the_block(beneath: str) -> None:
    rendered = Rendered(trusted("<div>code</div>"), trusted(beneath) if beneath else EMPTY)

    made = str(playground.with_request(rendered, {}).html)

    data = '<div class="c-runner-playground" hidden data-request="{}"></div>'
    assert made == "\n".join(filter(None, ("<div>code</div>", beneath, data)))


@pytest.mark.parametrize(
    ("inputs", "classes", "header"),
    [
        ({"run": "run"}, [], "c run"),
        ({"run": None, "std": "c17"}, [], 'c run std="c17"'),
        ({"run": "run", "stdin": 'a "b"'}, [], "c run stdin='a \"b\"'"),
        ({"std": "c17"}, ["run"], 'c run std="c17"'),
        ({"run": "run"}, ["wide"], "{ .c .wide run }"),
    ],
)
def test_a_header_is_spelled_in_one_way(
    inputs: dict[str, object], classes: list[str], header: str
) -> None:
    assert playground.header_of("c", inputs, classes) == header


@pytest.mark.parametrize("language", languages())
def test_the_head_has_all_words_and_nothing_that_a_policy_refuses(language: str) -> None:
    made = str(
        playground_head.head(
            playground_head.told(Access("/c-runner", "<&\"'>", preview=True), labels({}, language)),
            "a",
        )
    )

    content = re.search(r"content='([^']*)'", made)
    assert content
    data = json.loads(html.unescape(content[1]))
    assert data["token"] == "<&\"'>"
    assert data["preview"] is True
    # One character more than Latin-1 would make Python keep all of a page in two bytes a character.
    assert max(made) <= "\xff" or language in ("ja", "zh", "zh-Hant")
    assert all(data["labels"].values())
    assert re.findall(r"<script[^>]*>", made) == ['<script type="module" src="a/playground.js">']
    assert "style=" not in made


def test_it_stands_at_the_end_of_the_head() -> None:
    assert playground_head.with_head("<head></head><body>", trusted("X")) == "<head>X</head><body>"
    assert playground_head.with_head("text", trusted("X")) == "Xtext"


@pytest.mark.parametrize(
    "value",
    [
        "https://a",
        {},
        {"endpoint": "run.example.org"},
        {"endpoint": "javascript:alert(1)"},
        {"endpoint": "https://user@host"},
        {"endpoint": "https://a?b"},
        {"endpoint": "https://a", "token": "x"},
        {"endpoint": 3},
    ],
)
def test_an_endpoint_is_an_address(value: object) -> None:
    with pytest.raises(ValueError, match="playground: "):
        Settings.of({"playground": value})


def test_an_endpoint_has_no_slash_at_its_end() -> None:
    assert Settings.of({"playground": {"endpoint": "http://[::1]:3001/c/"}}).endpoint == (
        "http://[::1]:3001/c"
    )
