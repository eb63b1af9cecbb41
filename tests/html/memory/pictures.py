"""Snapshots as programs could have them, by the names of their drawings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mkdocs_c_runner.engine.memory.snapshots import (
    ARGUMENTS,
    MAIN_ENDS,
    Block,
    BlockState,
    Frame,
    Memory,
    Snapshot,
    Variable,
)
from mkdocs_c_runner.engine.memory.values import (
    Array,
    Ending,
    Member,
    NotShown,
    Pointer,
    PointerState,
    Record,
    Scalar,
    Text,
    Unknown,
    Value,
)

NULL = Pointer(PointerState.NULL)
Given = Value | int | str


def to(target: str, path: str = "", state: PointerState = PointerState.OK) -> Pointer:
    """A pointer."""
    return Pointer(state, target, path)


def value(given: Given) -> Value:
    """A number is a scalar, and a string of C one that begins with a quote."""
    if isinstance(given, int):
        return Scalar(str(given))
    if isinstance(given, str):
        return Text(given[1:-1], len(given) - 1) if given.startswith('"') else Scalar(given)
    return given


def struct(name: str, /, **members: Given) -> Record:
    """A struct."""
    return Record("struct", name, tuple(Member(own, value(it)) for own, it in members.items()))


def union(name: str, /, **members: Given) -> Record:
    """A union."""
    return replace(struct(name, **members), kind="union")


def array(*items: Given, more: int = 0) -> Array:
    """An array."""
    return Array(tuple(map(value, items)), more)


def call(name: str, line: int, /, **variables: Given) -> Frame:
    """A call. The types of variables are in no drawing."""
    own = tuple(Variable(it, "int", value(given)) for it, given in variables.items())
    return Frame(name, name.partition("#")[0], "main.c", line, own)


def block(
    number: int,
    given: Given | None,
    kind: str = "struct node",
    state: BlockState = "live",
    size: int = 16,
) -> Block:
    """A block of the heap."""
    held = None if given is None else value(given)
    return Block(f"heap#{number}", size, "main.c", 8, kind, held, state)


def snapshot(
    *calls: Frame, blocks: tuple[Block, ...] = (), statics: tuple[Variable, ...] = ()
) -> Snapshot:
    """A snapshot before the line of its innermost call."""
    line = calls[-1].line if calls else 1
    return Snapshot("main.c", line, frames=calls, blocks=blocks, statics=statics)


def node(number: int, following: Value) -> Record:
    """A node of a list."""
    return struct("struct node", value=number, next=following)


def tree(key: int, left: Value = NULL, right: Value = NULL) -> Record:
    """A node of a tree."""
    return struct("struct tree", key=key, left=left, right=right)


LIST = snapshot(
    call("main", 20, list=to("heap#1"), tail=to("heap#3"), i=4),
    call("push", 9, list=to("heap#1"), value=40, new=to("heap#4")),
    blocks=(
        block(1, node(10, to("heap#2"))),
        block(2, node(20, to("heap#3"))),
        block(3, node(30, NULL)),
        block(4, struct("struct node", value=Unknown(), next=Unknown())),
    ),
)

DOUBLY = snapshot(
    call("main", 20, list=to("heap#1"), current=to("heap#2")),
    blocks=tuple(
        block(it, struct("struct node", value=10 * it, prev=before, next=after))
        for it, before, after in (
            (1, NULL, to("heap#2")),
            (2, to("heap#1"), to("heap#3")),
            (3, to("heap#2"), NULL),
        )
    ),
)

TREE = snapshot(
    call("main", 30, root=to("heap#1")),
    call("find", 12, tree=to("heap#5"), key=6),
    blocks=tuple(
        block(it, given, "struct tree", size=24)
        for it, given in (
            (1, tree(4, to("heap#2"), to("heap#5"))),
            (2, tree(2, to("heap#3"), to("heap#4"))),
            (3, tree(1)),
            (4, tree(3)),
            (5, tree(6, to("heap#6"), to("heap#7"))),
            (6, tree(5)),
            (7, tree(7)),
        )
    ),
)

STRINGS = snapshot(
    call("main", 30, people=to("heap#2")),
    blocks=(
        block(1, '"Ada"', "char [4]", size=4),
        block(
            2,
            struct("struct person", name=to("heap#1"), age=36, next=to("heap#4")),
            "struct person",
        ),
        block(3, '"Charles"', "char [8]", size=8),
        block(4, struct("struct person", name=to("heap#3"), age=79, next=NULL), "struct person"),
    ),
)

BUGS = snapshot(
    call(
        "main",
        29,
        count=Unknown(),
        scores=to("heap#2", state=PointerState.FREED),
        copy=to("heap#4"),
        middle=to("heap#4", "[5]"),
        message=Pointer(PointerState.ENDED),
        again=to("heap#4"),
        anywhere=Pointer(PointerState.OUTSIDE),
        function=Pointer(PointerState.FUNCTION, text="greet"),
        literal=Pointer(PointerState.LITERAL, text='"abc"'),
    ),
    blocks=(
        block(2, None, "int [64]", "freed", 256)._replace(reused=True),
        block(3, Text("Hello", 6, Ending.UNKNOWN), "char [6]", "lost", 6),
        block(4, '"the second"', "char [11]", size=11),
        block(5, None, "int", "freed", 4),
    ),
)

VALUES = snapshot(
    call(
        "main",
        40,
        a=array(3, 1, 4, 1, 5),
        p=to("main.a", "[2]"),
        end=to("main.a", state=PointerState.PAST_END),
        grid=array(array(1, 2, 3), array(4, Unknown(), 6)),
        point=struct("struct point", x=1, y=2),
        either=union("union value", i=1078530011, f="3.14159"),
        flags=struct("struct flags", **{"ready:1": 1, "mode:3": 5}),
        points=array(struct("struct point", x=1, y=2), struct("struct point", x=3, y=4)),
        names=array(to("heap#1"), to("heap#2"), NULL),
        nested=struct(
            "struct outer", id=9, inner=struct("struct inner", a=1, b=to("main.point", ".y"))
        ),
        letters=Text("no end", 6, Ending.NONE),
        file=NotShown(),
        longdouble="0.1",
    ),
    call(
        "ends",
        50,
        points=array(struct("struct point", x=1, y=2), struct("struct point", x=3, y=4)),
        behind=to("ends.points", state=PointerState.PAST_END),
        squares=to("heap#3", state=PointerState.PAST_END),
        corners=to("heap#4", state=PointerState.PAST_END),
    ),
    call("swap", 7, x=to("main.a", "[0]"), y=to("main.a", "[4]"), tmp=3),
    blocks=(
        block(1, '"one"', "char [4]", size=4),
        block(2, '"two"', "char [4]", size=4),
        block(3, array(*(it * it for it in range(16)), more=84), "int [100]", size=400),
        block(
            4,
            array(struct("struct point", x=1, y=2), struct("struct point", x=3, y=4)),
            "struct point [2]",
        ),
    ),
    statics=(
        Variable("calls", "int", Scalar("2")),
        Variable("n", "int", Scalar("7"), function="next"),
        Variable(ARGUMENTS, "char *[]", array('"a.out"', '"x"')),
    ),
)

CYCLE = snapshot(
    call("main", 9, ring=to("heap#2"), self=to("main.self")),
    blocks=(
        block(1, node(1, to("heap#2"))),
        block(2, node(2, to("heap#3"))),
        block(3, node(3, to("heap#1"))),
        block(
            4,
            struct("struct own", me=to("heap#4"), other=to("heap#1"), local=to("main.ring")),
            "struct own",
        ),
    ),
)

CHANGED = LIST._replace(frames=(LIST.frames[0]._replace(line=21), *LIST.frames[1:]))

PICTURES: Mapping[str, Snapshot] = {
    "list": LIST,
    "doubly_linked": DOUBLY,
    "tree": TREE,
    "strings": STRINGS,
    "bugs": BUGS,
    "values": VALUES,
    "cycle": CYCLE,
    "nothing": snapshot(call("main", 3)),
}


def pushed(count: int) -> Memory:
    """The steps of a program that puts nodes in front of a list, and prints them."""
    steps: list[Snapshot] = []
    nodes: dict[int, Record] = {}
    first: Value = NULL
    printed = 0

    def step(*calls: Frame) -> None:
        blocks = tuple(block(it, nodes[it]) for it in nodes)
        steps.append(snapshot(*calls, blocks=blocks)._replace(printed=printed))

    step(call("main", 16))
    step(call("main", 17, list=first))
    for number in range(1, count + 1):
        outer = call("main", 18, list=first, i=number)
        step(outer)
        step(outer, call("push", 8, list=first, value=10 * number))
        new = {"list": first, "value": 10 * number, "new": to(f"heap#{number}")}
        nodes[number] = struct("struct node", value=Unknown(), next=Unknown())
        step(outer, call("push", 9, **new))
        nodes[number] = struct("struct node", value=10 * number, next=Unknown())
        step(outer, call("push", 10, **new))
        nodes[number] = node(10 * number, first)
        step(outer, call("push", 11, **new))
        first = to(f"heap#{number}")
    for number in range(count, 0, -1):
        step(call("main", 20, list=first, n=to(f"heap#{number}")))
        printed += len(f"{10 * number}\n")
    step(call("main", 21, list=first))
    steps.append(steps[-1]._replace(ended=MAIN_ENDS))
    return Memory(tuple(steps), steps=True)
