"""What the site says where a fence says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..engine.job import COMPILE_LIMITS, MEBIBYTE, RUN_LIMITS, Limits
from ..place import Place


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the site says where a fence says nothing, and the ceilings that no page may exceed.

    Attributes:
        compilers: The names of the compilers, usually one.
        std: The value of `-std=`, or empty.
        flag_sets: Flags that stand before those of the fence, usually one set of them.
        libs: Linker flags that stand after those of the fence.
        allowed_flags: Regular expressions for flags that pages may use beyond the built-in list.
        show: The parts that are shown, in order.
        inline: Whether the compiler's messages stand beneath the lines that they speak of.
        godbolt: Whether there are links that open blocks in Compiler Explorer.
        search: Whether what stands beneath sources is found by a search of the site.
        fold: How many lines of output need no folding; 0 if none is folded.
        layout: Whether they are tabs, or stand one below the other.
        prelude: Code that is compiled before every block.
        prelude_places: Where each line of that was written, or nothing if that is not known.
        allow_html: Whether output may be taken for Markdown or HTML.
        tools: Whether programs may execute those of /usr/bin.
        further: What else fences get that say nothing, by the names of the fields of `FenceOptions`.
        compile_limits: The limits of the compile stage.
        run_limits: The limits of the run stage.
        max_timeout: The highest `timeout` of a page, in seconds.
        max_memory: The highest `memory` of a page, in bytes.
        max_truncate: The highest `truncate` of a page, in characters.
    """

    compilers: tuple[str, ...] = ("gcc",)
    std: str = ""
    flag_sets: tuple[tuple[str, ...], ...] = (("-Wall", "-Wextra"),)
    libs: tuple[str, ...] = ("-lm",)
    allowed_flags: tuple[str, ...] = ()
    show: tuple[str, ...] = ("source", "output")
    inline: bool = False
    godbolt: bool = True
    search: bool = True
    fold: int = 40
    layout: str = "stack"
    prelude: str = ""
    prelude_places: tuple[Place, ...] = ()
    allow_html: bool = False
    tools: bool = False
    further: Mapping[str, Any] = field(default_factory=dict)
    compile_limits: Limits = COMPILE_LIMITS
    run_limits: Limits = RUN_LIMITS
    max_timeout: float = 30
    max_memory: int = 2048 * MEBIBYTE
    max_truncate: int = 100_000
