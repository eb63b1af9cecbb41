"""What of a block's code is shown, and what is compiled but hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKER = r"\s*(?:// *c-runner: *{0} *|/\* *c-runner: *{0} *\*/ *)$"
_BEGIN = re.compile(_MARKER.format("hide"))
_END = re.compile(_MARKER.format("show"))
_THIS_LINE = re.compile(r"(?P<code>.*\S)" + _MARKER.format("hide"))


@dataclass(frozen=True, slots=True)
class Listing:
    """The code of a block, line by line.

    Attributes:
        lines: All lines.
        shown: The 1-based numbers of those that readers see.
    """

    lines: tuple[str, ...]
    shown: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Listing:
        """Reads the markers in a text: of a region, or at the end of a line. They are hidden themselves."""
        lines = tuple(text.split("\n"))
        if "c-runner" not in text:
            return cls(lines, tuple(range(1, len(lines) + 1)))
        shown = []
        hiding = False
        for number, line in enumerate(lines, 1):
            if _BEGIN.match(line):
                hiding = True
            elif _END.match(line):
                hiding = False
            elif not hiding and not _THIS_LINE.match(line):
                shown.append(number)
        if len(shown) < len(lines):  # no empty line where a hidden beginning or end was
            while shown and not lines[shown[0] - 1].strip():
                del shown[0]
            while shown and not lines[shown[-1] - 1].strip():
                del shown[-1]
        return cls(lines, tuple(shown))

    @property
    def hides(self) -> bool:
        """Whether a line is hidden."""
        return len(self.shown) < len(self.lines)

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)

    @property
    def whole(self) -> str:
        """All of it but the markers."""
        code = (line for line in self.lines if not _BEGIN.match(line) and not _END.match(line))
        found = ((_THIS_LINE.match(line), line) for line in code)
        return "\n".join(hidden["code"] if hidden else line for hidden, line in found).strip("\n")

    @property
    def visible(self) -> str:
        """What readers see, without the empty lines that a hidden beginning or end leaves."""
        return "\n".join(self.lines[number - 1] for number in self.shown)
