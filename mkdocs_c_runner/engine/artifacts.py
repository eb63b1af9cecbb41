"""The artifacts of a result: what it holds besides its output, if a job asks for it."""

from __future__ import annotations

from dataclasses import dataclass

# The views of the code that a compiler can be asked for besides the program, as text.
VIEWS = ("asm", "preprocessed", "symbols", "sections", "disassembly")

# The artifact that holds pictures of memory, as `memory.record` reads them.
MEMORY = "memory"

# The artifact that holds what the program used, as `figures` reads it.
FIGURES = "figures"

# Those that the run of a program makes.
OF_RUNS = frozenset({MEMORY, FIGURES})

# All artifacts of a result.
ARTIFACTS = (*VIEWS, MEMORY, FIGURES)

# The program itself, as readers run it: what a build for the browser asks for besides its output.
PROGRAM_FILE = "program"

# How each line of a session ended, in words of `session.Ending`.
SESSION = "session"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a source at which a picture of memory is wanted: the moment before this line is executed.

    Attributes:
        file: The name of the source file.
        line: The 1-based number of the line in its content, whatever `#line` directives say.
        seen: The pass that is wanted, or 0 for each.
        names: The variables that are shown, with what they reach; `*list` is what `list` points to. Without them all.
    """

    file: str
    line: int
    seen: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of memory that are wanted: at marks, else where `main` ends or the program crashes.

    Attributes:
        marks: The marks.
        steps: The lines from `main` on that are shown one after the other, at most; then there are no marks.
        addresses: Whether the last digits of addresses are shown.
    """

    marks: tuple[Mark, ...] = ()
    steps: int = 0
    addresses: bool = False


NO_PICTURES = Pictures()
