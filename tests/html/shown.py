"""Blocks with a known result, as their parts see them."""

from __future__ import annotations

from mkdocs_c_runner.check.ran import Checked, Mismatch, Ran
from mkdocs_c_runner.engine.result import Outcome, Result
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.variants import UNCHOSEN, Variant
from mkdocs_c_runner.html.block import block
from mkdocs_c_runner.html.shown import Shown
from mkdocs_c_runner.html.source import Source
from mkdocs_c_runner.labels import Labels, words
from mkdocs_c_runner.markup import trusted
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.snippet import Snippet

PLACE = Place("docs/index.md")


def shown(
    options: Options,
    result: Result,
    labels: Labels = words("en"),  # noqa: B008 - it is read once
    *,
    source: str = "",
    compiler: str = "",
    mismatch: Mismatch | None = None,
    elsewhere: str | None = None,
    variant: Variant = UNCHOSEN,
) -> Shown:
    """A block with this result."""
    ran = Ran.of(Snippet(source, options, PLACE, variant=variant), Outcome(result, "run", compiler))
    return Shown(Checked(ran, mismatch), labels, elsewhere=elsewhere)


def html_of(*variants: Shown, source: str = "") -> str:
    """The HTML of a block with these variants."""
    return str(block(variants, lambda: Source(trusted(source)), "name").html)
