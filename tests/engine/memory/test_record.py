"""Snapshots as text, and back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mkdocs_c_runner.engine.memory.record import decode
from mkdocs_c_runner.engine.memory.snapshots import (
    About,
    Block,
    Frame,
    Limit,
    Memory,
    Remark,
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
)
from mkdocs_c_runner.engine.memory.writing import encode

NODE = Record(
    "struct",
    "struct node",
    (
        Member("value", Scalar("1")),
        Member("next", Pointer(PointerState.OK, "heap#2", ".next")),
        Member("", Record("union", "union", (Member("f:3", Unknown()),), 1)),
        Member("", NotShown()),
    ),
)
FULL = Snapshot(
    "lib/a:b.c",
    3,
    mark=1,
    seen=2,
    printed=10,
    frames=(
        Frame("main", "main", "main.c", 7, (Variable("x", "int", Scalar("5"), "f0a8"),)),
        Frame(
            "f#2", "f", "lib/a:b.c", 3, (Variable("i#2", "char [4]", Text('a"', 4, Ending.NONE)),)
        ),
    ),
    statics=(
        Variable("n", "int", Scalar("0"), function="f"),
        Variable("n", "int [9]", Array((Scalar("1"), Unknown()), 7)),
    ),
    blocks=(
        Block("heap#1", 16, "main.c", 4, "struct node", NODE, "lost"),
        Block("heap#2", 16, "", 0, "", None, "freed", reused=True, address="0010"),
    ),
    ended="SIGSEGV",
    limits=(Limit.FRAMES,),
)
CHANGED = (
    replace(FULL, frames=FULL.frames[:1]),
    replace(FULL, frames=FULL.frames[::-1], statics=FULL.statics[::-1]),
    replace(FULL, blocks=(replace(FULL.blocks[0], value=Scalar("41 ??")), FULL.blocks[1])),
    replace(FULL, blocks=FULL.blocks[1:], ended=""),
    Snapshot("", 0),
    FULL,
)
MEMORY = Memory(
    (FULL, *CHANGED), (Remark(About.UNDEFINED, "main.c", 7), Remark(About.STEPS)), steps=True
)


def test_what_is_encoded_is_decoded() -> None:
    assert decode(encode(MEMORY)) == MEMORY
    assert decode(encode(Memory())) == Memory()


def test_a_block_that_was_freed_since_the_last_snapshot_has_no_value() -> None:
    held = Block("heap#1", 4, "main.c", 3, "int", Scalar("7"))
    gone = replace(held, value=None, state="freed")
    steps = tuple(Snapshot("main.c", 3, blocks=(block,)) for block in (held, gone, held))

    assert decode(encode(Memory(steps))).snapshots == steps


def test_a_snapshot_holds_only_what_changed() -> None:
    one = replace(FULL.frames[0], variables=(Variable("x", "int", Scalar("6")),))
    after = replace(FULL, frames=(one, FULL.frames[1]))

    last = encode(Memory((FULL, replace(FULL, frames=(one, FULL.frames[1])), after))).splitlines()[
        -1
    ]

    assert last == b"{}"


def test_values_that_did_not_change_are_read_once() -> None:
    first, second = decode(encode(Memory((FULL, replace(FULL, line=4))))).snapshots

    assert first.blocks[0] is second.blocks[0]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        "nonsense",
        '{"at":"main.c:x","frames":{},"statics":{},"heap":{}}',
        '{"at":"main.c:1","frames":{},"statics":{}}',
        '{"at":"main.c:1","frames":[],"statics":{},"heap":{}}',
        '{"at":"main.c:1","frames":{"main":{}},"statics":{},"heap":{}}',
        '{"at":"main.c:1","frames":{},"statics":{"n":{"type":"int","is":5}},"heap":{}}',
        '{"at":"main.c:1","frames":{},"statics":{"n":{"type":"int","is":["ok",1]}},"heap":{}}',
        '{"at":"main.c:1","frames":{},"statics":{"n":{"type":"int","is":["text"," ",-1]}},"heap":{}}',
        '{"at":"main.c:1","frames":{},"statics":{"n":{"type":"int","is":[]}},"heap":{}}',
        '{"at":"main.c:1","frames":{},"statics":{"n":{"type":"int","is":{"#":[]}}},"heap":{}}',
        '{"at":"main.c:1","frames":{},"statics":{},"heap":{"h":{"size":1,"from":":0","state":"x"}}}',
        '{"-":["at"]}',
        '{"-":[[]]}',
        '{"=":1}',
        '{"at":' * 100_000,
        '{"a":' * 50 + "{}" + "}" * 50,
        '{"at":"main.c:1","limits":["none"],"frames":{},"statics":{},"heap":{}}',
    ],
)
def test_a_text_that_somebody_wrote_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(f'{{"format":1}}\n{line}\n'.encode())


def test_many_small_changes_of_large_pictures_are_refused() -> None:
    variables = {f"v{index}": {"type": "", "is": ""} for index in range(3000)}
    first: dict[str, object] = {
        "at": ":0",
        "mark": 0,
        "seen": 1,
        "printed": 0,
        "ended": "",
        "limits": [],
    }
    first |= {"frames": {}, "statics": variables, "heap": {}}
    text = "\n".join(['{"format":1}', json.dumps(first), *['{"printed":1}'] * 900, ""])

    with pytest.raises(ValueError, match="too many"):
        decode(text.encode())
