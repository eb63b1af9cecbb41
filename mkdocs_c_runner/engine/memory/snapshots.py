"""Pictures of memory as values: what a program held at the moments that its author chose. Everything goes by name.

No address and no time is in them, so that a program that does the same has the same pictures. An object is a variable,
which is named by `target_of`, or a block of the heap, such as `heap#3`; pointers name the objects that they point to.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from .values import Value

# The end of a program whose `main` returned or that called `exit`.
MAIN_ENDS = "main ends"

ARGUMENTS = "arguments"
"""The name of the static object that holds the arguments of the program, with the type `char *[]`."""


class Variable(NamedTuple):
    """A variable.

    Attributes:
        name: Its name; where an inner variable hides one of the same name, the inner one is `i#2`.
        type: Its type, as C writes it.
        value: Its value.
        address: The last digits of its address, if the author asks for them, else empty.
        function: For a static variable of a function, that function, else empty.
    """

    name: str
    type: str
    value: Value
    address: str = ""
    function: str = ""


class Frame(NamedTuple):
    """A call of a function.

    Attributes:
        name: Its name: that of the function; the second call of a function that runs is `fact#2`.
        function: The function.
        file: The file of the line, as compilers name it.
        line: The line that comes next, or the one of the call; 0 if that is not known.
        variables: Its parameters, and its variables that have been declared.
    """

    name: str
    function: str
    file: str
    line: int
    variables: tuple[Variable, ...]


BlockState = Literal["live", "freed", "lost"]


class Block(NamedTuple):
    """A block of the heap.

    Attributes:
        name: Its name, such as `heap#3`: the third block that was allocated.
        size: Its bytes.
        file: The file of the line that allocated it, as compilers name it, or empty.
        line: That line, or 0.
        type: Its type, as C writes it, or empty if nothing tells.
        value: Its value; None if it has been freed.
        state: `lost` if nothing points to it any more.
        reused: Whether it has been freed, and its memory, or a part of it, is in use again.
        address: The last digits of its address, if the author asks for them, else empty.
    """

    name: str
    size: int
    file: str
    line: int
    type: str
    value: Value | None
    state: BlockState = "live"
    reused: bool = False
    address: str = ""


class Limit(StrEnum):
    """What a snapshot does not show all of.

    Members:
        FRAMES: The calls in the middle.
        VARIABLES: Variables.
        BLOCKS: Blocks of the heap.
        MEMORY: Memory far from the top of the stack, large global arrays, or large blocks.
    """

    FRAMES = "frames"
    VARIABLES = "variables"
    BLOCKS = "blocks"
    MEMORY = "memory"


class Snapshot(NamedTuple):
    """The memory of a program at one moment: before a line, or when it crashed.

    Attributes:
        file: The file of the line, as compilers name it: `Program.line` leads to the place on the page.
        line: The line that comes next; 0 if that is not known.
        mark: The 1-based number of the snapshot comment that asked for it, among those of the job, else 0.
        seen: How often that comment was passed, this time included, or how often the line was.
        printed: How many bytes of the standard output had been printed by then.
        frames: The calls, the outermost first.
        statics: The variables that live as long as the program.
        blocks: The blocks of the heap, in the order in which they were allocated.
        ended: Empty, `MAIN_ENDS`, or the name of the signal that ends the program here.
        limits: What it does not show all of.
    """

    file: str
    line: int
    mark: int = 0
    seen: int = 1
    printed: int = 0
    frames: tuple[Frame, ...] = ()
    statics: tuple[Variable, ...] = ()
    blocks: tuple[Block, ...] = ()
    ended: str = ""
    limits: tuple[Limit, ...] = ()


class About(StrEnum):
    """What a remark is about.

    Members:
        UNDEFINED: From this line on the program depends on memory that was never initialized: it takes other ways,
            prints other texts or ends otherwise as that memory has other values. Line 0: the line is not known.
        DIFFERENT: The program is not the same in each run, or not if it is recorded, so there are no pictures: it looks
            at the time, at other threads, or at its own addresses.
        THREADS: Only the first thread is shown. The line is the one in which it was when another began, or 0.
        NOT_REACHED: The program never came to the snapshot comment before this line.
        STEPS: There are more steps than were asked for.
        SIZE: There are more snapshots than fit.
        NO_END: The program did not end in time, or was killed, so it has no last picture.
        BUSY: The server has no room to make pictures.
        MACHINE: There are no pictures for this processor or compiler, which `text` names.
        UNREADABLE: The trace of the program, or what the compiler says of it, cannot be read; `text` says why.
    """

    UNDEFINED = "undefined"
    DIFFERENT = "different"
    THREADS = "threads"
    NOT_REACHED = "not-reached"
    STEPS = "steps"
    SIZE = "size"
    NO_END = "no-end"
    BUSY = "busy"
    MACHINE = "machine"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell beside the pictures. The file and the line are as compilers name them, if there are any."""

    about: About
    file: str = ""
    line: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """The snapshots of a program, in order, and the remarks on them.

    Attributes:
        snapshots: The snapshots.
        remarks: The remarks.
        steps: Whether the snapshots are all steps of the program from `main` on.
    """

    snapshots: tuple[Snapshot, ...] = ()
    remarks: tuple[Remark, ...] = ()
    steps: bool = False


def target_of(variable: Variable, frame: Frame | None = None) -> str:
    """Return the name by which pointers name a variable: `main.list`, `count` for a global, `next::n` for a static.

    Args:
        variable: The variable.
        frame: The call that it belongs to, or None if it is static.
    """
    if frame is not None:
        return f"{frame.name}.{variable.name}"
    return f"{variable.function}::{variable.name}" if variable.function else variable.name
