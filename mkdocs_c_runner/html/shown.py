"""A block as its parts see it."""

from __future__ import annotations

from typing import NamedTuple

from ..check.ran import Checked
from ..engine.result import Result
from ..engine.toolchain.compilers import FOR_WEBASSEMBLY
from ..fence.options import Options
from ..labels import Labels
from ..messages.read import Messages
from ..terminal.screen import Run
from .pieces import PRINTED, Drawing, Look, Section, preformatted
from .publishing import BY_ITSELF, Publishing


class Shown(NamedTuple):
    """A block that was compiled in one way, and perhaps run, as its parts see it.

    Attributes:
        checked: The block, with its outcome.
        labels: The words around the parts.
        publishing: The means of the page's host.
        elsewhere: An address at which readers can try it, or None.
    """

    checked: Checked
    labels: Labels
    publishing: Publishing = BY_ITSELF
    elsewhere: str | None = None

    @property
    def options(self) -> Options:
        """The options of its fence."""
        return self.checked.ran.snippet.options

    @property
    def result(self) -> Result:
        """Its result."""
        return self.checked.ran.outcome.result

    @property
    def messages(self) -> Messages:
        """The compiler's messages."""
        return self.checked.ran.messages

    @property
    def compiler(self) -> str:
        """The version that the compiler prints, or empty."""
        return self.checked.outcome.compiler

    @property
    def is_webassembly(self) -> bool:
        """Whether it was compiled to WebAssembly, and not for a machine such as that of most readers."""
        return self.compiler.endswith(FOR_WEBASSEMBLY)

    @property
    def look(self) -> Look:
        """The look of its texts."""
        return Look(self.labels, self.options.display.fold, self.options.display.search)

    def text(
        self, text: list[Run], classes: str, label: str, drawing: Drawing = PRINTED
    ) -> list[Section]:
        """Return text under the label of this name; nothing if it is empty."""
        if not text:
            return []
        return [Section(self.labels[label], preformatted(text, classes, self.look, drawing))]

    def line(self, name: str, number: int) -> str:
        """Return a line of the source, as its author wrote it."""
        line = self.checked.snippet.program.line(name, number)
        return line.text if line else ""
