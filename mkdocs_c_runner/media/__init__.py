"""What a program prints when it does not print text: a picture, a table, numbers to be drawn.

Each reads bytes that nobody trusts and makes something of them that is harmless and has known bounds, or raises
`NotAResult` with what is wrong. Nothing here is HTML; `html/results.py` makes that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # each kind is imported where a page has it
    from .picture import Picture
    from .plot import Plot


def check(kind: str, printed: bytes, *, header: bool | None, plot: Plot) -> None:
    """Raises `NotAResult` if what was printed is nothing of the kind that the fence announces."""
    if kind in ("image", "svg"):
        picture_in(kind, printed)
    elif kind == "csv":
        from .table import table_of  # noqa: PLC0415

        table_of(printed, header=header)
    elif kind == "plot":
        from .chart import chart_of  # noqa: PLC0415

        chart_of(printed, plot, header=header)


def picture_in(kind: str, printed: bytes) -> Picture:
    """The picture that was printed.

    Raises:
        NotAResult: If it is none.
    """
    if kind == "svg":
        from .svg import drawing_of  # noqa: PLC0415

        return drawing_of(printed)
    from .picture import picture_of  # noqa: PLC0415

    return picture_of(printed)
