"""The options of a block's appearance: one group of the record in `options.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..media.plot import Plot, plot_of
from . import parsers
from .parsers import SWITCH, one_of
from .table import EVERYWHERE, FENCE, PAGE, option, plain
from .values import steps as steps_of
from .variants import Words


@dataclass(frozen=True)
class Display:
    """The appearance of the block, for `html/`.

    Attributes:
        title: The text that the highlighter puts above the code, or empty.
    """

    show: Words = option(
        parsers.SHOWN_PARTS,
        EVERYWHERE,
        "The parts that are shown, in order.",
        default=("source", "output"),
    )
    layout: Literal["stack", "tabs", "beside"] = option(
        one_of("stack", "tabs", "beside"),
        EVERYWHERE,
        "Whether the parts stand one below the other, or are tabs, or changes stand beside what they replace.",
        default="stack",
    )
    diagnostics: Literal["beneath", "inline", "announced"] = option(
        one_of("beneath", "inline", "announced"),
        EVERYWHERE,
        "Whether compiler messages stand in a list, or beneath their lines: all, or those that comments announce.",
        default="beneath",
    )
    echo: bool = option(
        SWITCH, FENCE | PAGE, "Whether typed input is shown.", default=True, alone="on"
    )
    frames: bool = option(
        SWITCH, EVERYWHERE, "Whether all states of a screen are shown.", default=False, alone="on"
    )
    steps: int = option(
        plain(steps_of),
        EVERYWHERE,
        "Lines that pictures of memory step through; 0, spelled `off`, if there are single pictures.",
        default=0,
        alone="on",
    )
    addresses: bool = option(
        SWITCH,
        EVERYWHERE,
        "Whether pictures of memory show the last digits of addresses.",
        default=False,
        alone="on",
    )
    fold: int = option(
        plain(parsers.folding),
        EVERYWHERE,
        "Lines of output that need no folding; 0, spelled `off`, if nothing is folded.",
        default=40,
    )
    whole: bool = option(
        SWITCH,
        EVERYWHERE,
        "Whether the whole program can be unfolded beneath a block that is a part of it.",
        default=True,
        alone="on",
    )
    search: bool = option(
        SWITCH,
        EVERYWHERE,
        "Whether a search of the site finds what stands beneath the source.",
        default=True,
        alone="on",
    )
    godbolt: bool = option(
        SWITCH,
        EVERYWHERE,
        "Whether a link opens the block in Compiler Explorer.",
        default=True,
        alone="on",
    )
    playground: str = option(
        parsers.PLAYGROUND,
        EVERYWHERE,
        "Where readers run it: `browser`, `off`, or, for a site, the address of a server.",
        default="off",
    )
    result: str = option(parsers.RESULT, FENCE | PAGE, "The kind of the output.", default="text")
    plot: Plot = option(
        plain(plot_of),
        FENCE | PAGE,
        "How numbers are drawn; makes the output a chart.",
        default=Plot(),
        implies={"result": "plot"},
    )
    header: bool | None = option(
        SWITCH,
        FENCE | PAGE,
        "Whether the first row of a table names its columns; None to find out.",
        default=None,
        alone="on",
    )
    alt: str = option(
        plain(parsers.description), FENCE, "A picture or a chart in words.", default=""
    )
    title: str = ""

    @property
    def runs_in_browser(self) -> bool:
        """Whether readers run the block in their browsers."""
        return self.playground == parsers.BROWSER
