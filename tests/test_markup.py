"""HTML says what it was made of."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from mkdocs_c_runner.markup import element, void

VALUES = {
    "plain": "a & b < c > d &amp; e",
    "double quotes": '{"a":"b\'c"}',
    "single quotes": "it's \"so\" 'here'",
    "as many of both": "\"'",
    "an attribute of its own": "' onclick='x' \" onclick=\"x",
    "one more in it": '"" \'onclick=x',
}


class Attributes(HTMLParser):
    """The attributes of the start tags in some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, *attribute) for attribute in attrs]


@pytest.mark.parametrize("value", VALUES.values(), ids=list(VALUES))
@pytest.mark.parametrize("times", [1, 30], ids=["short", "long"])
def test_an_attribute_has_its_value_whatever_quotes_are_in_it(value: str, times: int) -> None:
    whole = value * times

    html = element("p", title=whole, id="after") + void("meta", content=whole)

    assert Attributes(html).found == [
        ("p", "title", whole),
        ("p", "id", "after"),
        ("meta", "content", whole),
    ]


def test_json_stands_in_single_quotes_as_it_is() -> None:
    json = '{"words":["' + '","'.join(["word"] * 30) + '"]}'

    assert element("p", data_request=json) == f"<p data-request='{json}'></p>"
