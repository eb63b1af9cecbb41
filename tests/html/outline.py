"""The outline of the HTML of a block."""

from __future__ import annotations

from html.parser import HTMLParser


class _Outline(HTMLParser):
    """The elements that matter, in order, as short words."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._kind = ""
        self._is_new = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        self._is_new |= tag != "span"
        if tag == "pre" and not classes:
            self._kind = "source"
        elif tag == "div" and "c-runner" in classes:
            self.lines.append("figure")
        elif tag in ("pre", "p"):
            names = [name for name in classes if name != "c-runner-wide"]
            self._kind = names[-1].removeprefix("c-runner-")

    def handle_endtag(self, tag: str) -> None:
        self._is_new |= tag != "span"
        if tag in ("pre", "p"):
            self._kind = ""

    def handle_data(self, data: str) -> None:
        if self._kind == "source":
            self.lines.append("source")
        elif self._kind and self._is_new:
            self.lines.append(f"{self._kind}: {data}")
            self._is_new = False
        elif self._kind:
            self.lines[-1] += data


def outline(html: str) -> list[str]:
    """What a block consists of, without its markup."""
    parser = _Outline()
    parser.feed(html)
    return parser.lines
