"""All compilers that blocks need and this machine lacks, so that one message names them, with one command."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..engine.errors import CompilerNotFound, EngineError
from ..engine.toolchain.identity import not_installed
from ..foreign import lines
from ..place import Place
from ..program.snippet import Snippet


class MachineError(Exception):
    """A block has to run, and the machine cannot run it.

    Attributes:
        place: The block.
        reason: What is missing, with its cure.
    """

    def __init__(self, place: Place, reason: EngineError) -> None:
        super().__init__(lines(f"{place}: error: {reason}"))
        self.place = place
        self.reason = reason


def with_all_missing(
    first: EngineError,
    snippets: Iterable[Snippet],
    examine: Callable[[Snippet], object],
    submit: Callable[[Snippet], object],
) -> EngineError:
    """Return an error, or for a compiler that is missing the error that names all that are.

    Args:
        first: The error.
        snippets: All blocks that are to be answered.
        examine: Raises an error if the machine cannot run a block.
        submit: Raises an error if it cannot, and the block has to run.
    """
    if not isinstance(first, CompilerNotFound):
        return first
    missing = dict.fromkeys([first.compiler])
    present: set[str] = set()
    for snippet in snippets:
        compiler = snippet.variant.compiler
        if compiler in missing or compiler in present:
            continue
        try:
            examine(snippet)
            present.add(compiler)
        except EngineError:
            try:
                submit(snippet)
            except CompilerNotFound as error:
                missing[error.compiler] = None
            except EngineError:
                present.add(compiler)  # something else is wrong with it, which is said later
    return not_installed(*missing)
