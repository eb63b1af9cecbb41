"""HTML and lines of a log, read strictly: nothing in them acts that must not."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from mkdocs_c_runner.engine.result import Verdict
from mkdocs_c_runner.html.pieces import NOTHING
from mkdocs_c_runner.labels import words

from .recording import PATH

CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


CLASS = re.compile(r"result|nohighlight|c-runner(-[a-z]+)*|c-runner-hue-[0-5]")


NAME = re.compile(r"name(-\d+)*")


ATTRIBUTES: dict[str, dict[str, re.Pattern[str]]] = {
    "div": {
        "class": re.compile(
            "result c-runner( c-runner-alone)?|c-runner-tabs|c-runner-panel|c-runner-head"
        ),
        "data-verdict": re.compile("|".join(verdict.value for verdict in Verdict)),
        "role": re.compile("group"),
        "aria-label": re.compile("|".join(map(re.escape, words("en").values()))),
    },
    "input": {
        "type": re.compile("radio"),
        "name": NAME,
        "id": NAME,
        "checked": re.compile(""),
    },
    "label": {"for": NAME},
    "p": {
        "class": re.compile(r"[a-z -]+"),
        "lang": re.compile("en"),
        "data-search-exclude": re.compile(""),
    },
    "kbd": {"class": re.compile(r"[a-z -]+")},
    "pre": {
        "class": re.compile(r"[a-z -]+"),
        "id": re.compile(r"[\w-]+"),
        "lang": re.compile("en"),
    },
    "code": {"class": re.compile(r"[a-z -]+"), "tabindex": re.compile("0")},
    "span": {
        "class": re.compile(r"[a-z0-5 -]+"),
        "data-line": re.compile(r"[^<>]+:\d+"),
        "title": re.compile(r"[^<>]*"),
    },
}


class Strict(HTMLParser):
    """Reads HTML and accepts no element, no attribute and no character that is not ours.

    Attributes:
        code: The text of all `code` elements.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.code = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ATTRIBUTES, tag
        assert len(dict(attrs)) == len(attrs)
        for name, value in attrs:
            assert name in ATTRIBUTES[tag], (tag, name)
            assert ATTRIBUTES[tag][name].fullmatch(value or ""), (tag, name, value)
        for name in (dict(attrs).get("class") or "").split():
            assert CLASS.fullmatch(name), name
        if tag != "input":
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pytest.fail(f"<{tag}/> {attrs}")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        assert self._open or not data.strip(), data
        assert not CONTROL.search(data), data
        if "code" in self._open:
            self.code += data

    def handle_comment(self, data: str) -> None:
        assert f"<!--{data}-->" == NOTHING

    def handle_decl(self, decl: str) -> None:
        pytest.fail(decl)

    def handle_pi(self, data: str) -> None:
        pytest.fail(data)

    def unknown_decl(self, data: str) -> None:
        pytest.fail(data)

    def close(self) -> None:
        super().close()
        assert self._open == []


def read(html: str) -> Strict:
    """Reads HTML that must be ours from beginning to end."""
    assert "&" not in re.sub("&(amp|lt|gt|quot|#x27);", "", html), html
    parser = Strict()
    parser.feed(str(html))
    parser.close()
    return parser


def assert_fit_for_a_log(lines: list[str]) -> None:
    """Foreign text begins no line and controls no terminal."""
    for line in lines:
        assert not CONTROL.search(line), line
        first, *further = line.split("\n")
        assert first.startswith(f"{PATH}:")
        assert all(text.startswith("    | ") for text in further), line
