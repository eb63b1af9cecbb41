"""How a block ended, and where else readers can try it: what stands in the header row of its figure, and beneath it."""

from __future__ import annotations

from typing import NamedTuple

from ..engine.result import Verdict
from ..markup import EMPTY, Markup, joined
from ..program.snippet import OF_A_RUN
from .pieces import advice, link, paragraph
from .shown import Shown
from .status import status

# A sentence that a reader must not miss.
_LOUD = "c-runner-problem c-runner-status"


class Ending(NamedTuple):
    """How a block ended.

    Attributes:
        statuses: The sentences that tell it.
        link: The link to a site where readers can try it, or empty.
        failure: The sentence that tells that this is not what its author expects, and what to type; or empty.
    """

    statuses: tuple[Markup, ...] = ()
    link: Markup = EMPTY
    failure: Markup = EMPTY

    @property
    def is_told(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.statuses or self.failure)


NO_ENDING = Ending()


def ending(shown: Shown, *, search: bool) -> Ending:
    """Return how a block ended.

    Args:
        shown: The block.
        search: Whether the search of the site finds it.
    """
    options, result, labels = shown.options, shown.result, shown.labels
    mismatch = shown.checked.mismatch
    elsewhere = link(shown.elsewhere, labels["godbolt"]) if shown.elsewhere else EMPTY
    asked = not OF_A_RUN.isdisjoint(options.display.show)
    failed = not result.compile.succeeded and "diagnostics" in options.display.show
    broken = result.verdict is Verdict.INTERNAL_ERROR
    if not (mismatch or asked or failed or broken):
        return Ending(link=elsewhere)
    sentences = [] if broken else [*status(options, result, labels, "")]
    if shown.is_webassembly and not broken:
        sentences.append(labels["webassembly"])
    failure = ""
    if broken:
        failure = labels["internal_error"]
    elif mismatch:
        failure = labels["unexpected"].format(expectation=mismatch.expectation)
    told = paragraph(failure, _LOUD, search=search) if failure else EMPTY
    further = advice(shown.checked.to_type) if mismatch else EMPTY
    return Ending(
        tuple([paragraph(sentence, search=search) for sentence in sentences]),
        elsewhere,
        joined((told, further)),
    )
