"""What the parts of a block see of it."""

from __future__ import annotations

from typing import NamedTuple

from ..engine.result import Result
from ..fence.options import Options
from ..fence.variants import UNCHOSEN, Variant
from ..program.assemble import Program
from ..terminal.screen import Run
from .markup import Folding, Labels, preformatted
from .publishing import BY_ITSELF, Publishing


class Shown(NamedTuple):
    """A block that was compiled in one way, and perhaps run, as its parts see it.

    Attributes:
        options: What its fence asks for.
        result: What came of it.
        labels: The words around the parts.
        unexpected: What was expected and did not come, in words that follow "expected to".
        compiler: What the compiler said of itself, or empty.
        program: What was compiled, whose lines are known; None if they are of no interest.
        publishing: What can be done for the page.
        elsewhere: An address at which readers can try it, or None.
        variant: The way in which it was compiled.
    """

    options: Options
    result: Result
    labels: Labels
    unexpected: str = ""
    compiler: str = ""
    program: Program | None = None
    publishing: Publishing = BY_ITSELF
    elsewhere: str | None = None
    variant: Variant = UNCHOSEN

    def text(self, text: list[Run], classes: str, label: str, attributes: str = "") -> list[str]:
        """Some text under the label of this name; nothing if it is empty."""
        return preformatted(text, classes, self.labels[label], self.folding, attributes)

    @property
    def folding(self) -> Folding:
        """How its long texts are folded."""
        return Folding(self.options.display.fold, self.labels)

    def line(self, name: str, number: int) -> str:
        """A line of the source, as its author wrote it."""
        line = self.program.line(name, number) if self.program else None
        return line.text if line else ""
