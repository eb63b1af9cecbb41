"""Snapshots as text, and back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mkdocs_c_runner.engine.memory import snapshots, values
from mkdocs_c_runner.engine.memory.record import decode, remarks_of
from mkdocs_c_runner.engine.memory.writing import encode

NODE = values.Record(
    "struct",
    "struct node",
    (
        values.Member("value", values.Scalar("1")),
        values.Member("next", values.Pointer(values.PointerState.OK, "heap#2", ".next")),
        values.Member(
            "", values.Record("union", "union", (values.Member("f:3", values.Unknown()),), 1)
        ),
        values.Member("", values.NotShown()),
    ),
)
FULL = snapshots.Snapshot(
    "lib/a:b.c",
    3,
    mark=1,
    seen=2,
    printed=10,
    frames=(
        snapshots.Frame(
            "main",
            "main",
            "main.c",
            7,
            (snapshots.Variable("x", "int", values.Scalar("5"), "f0a8"),),
        ),
        snapshots.Frame(
            "f#2",
            "f",
            "lib/a:b.c",
            3,
            (snapshots.Variable("i#2", "char [4]", values.Text('a"', 4, values.Ending.NONE)),),
        ),
    ),
    statics=(
        snapshots.Variable("n", "int", values.Scalar("0"), function="f"),
        snapshots.Variable("n", "int [9]", values.Array((values.Scalar("1"), values.Unknown()), 7)),
    ),
    blocks=(
        snapshots.Block("heap#1", 16, "main.c", 4, "struct node", NODE, "lost"),
        snapshots.Block("heap#2", 16, "", 0, "", None, "freed", reused=True, address="0010"),
    ),
    ended="SIGSEGV",
    limits=(snapshots.Limit.FRAMES,),
)
CHANGED = (
    FULL._replace(frames=FULL.frames[:1]),
    FULL._replace(frames=FULL.frames[::-1], statics=FULL.statics[::-1]),
    FULL._replace(blocks=(FULL.blocks[0]._replace(value=values.Scalar("41 ??")), FULL.blocks[1])),
    FULL._replace(blocks=FULL.blocks[1:], ended=""),
    snapshots.Snapshot("", 0),
    FULL,
)
MEMORY = snapshots.Memory(
    (FULL, *CHANGED),
    (
        snapshots.Remark(snapshots.About.UNDEFINED, "main.c", 7),
        snapshots.Remark(snapshots.About.STEPS),
    ),
    steps=True,
)


def test_what_is_encoded_is_decoded() -> None:
    assert decode(encode(MEMORY)) == MEMORY
    assert decode(encode(snapshots.Memory())) == snapshots.Memory()


POINT = values.Record(
    "struct",
    "struct point",
    (values.Member("x", values.Scalar("1")), values.Member("y", values.Unknown())),
)
BEFORE = snapshots.Snapshot(
    "main.c",
    3,
    frames=(
        snapshots.Frame(
            "main", "main", "main.c", 3, (snapshots.Variable("p", "struct point", POINT),)
        ),
    ),
    blocks=(snapshots.Block("heap#1", 4, "main.c", 2, "int", values.Scalar("7")),),
)


def with_point(value: values.Value) -> snapshots.Snapshot:
    """The snapshot with another value of its variable."""
    frame = BEFORE.frames[0]
    variables = (frame.variables[0]._replace(value=value),)
    return BEFORE._replace(frames=(frame._replace(variables=variables),))


@pytest.mark.parametrize(
    ("after", "line"),
    [
        (
            with_point(
                replace(POINT, members=(POINT.members[0], values.Member("y", values.Scalar("2"))))
            ),
            '{"frames":{"main":{"vars":{"p":{"is":{"1 y":"2"}}}}}}',
        ),
        (
            BEFORE._replace(line=4, seen=2, printed=5, frames=(BEFORE.frames[0]._replace(line=4),)),
            '{"at":"main.c:4","seen":2,"printed":5}',
        ),
        (
            BEFORE._replace(blocks=(BEFORE.blocks[0]._replace(value=None, state="freed"),)),
            '{"heap":{"heap#1":{"state":"freed","is":null}}}',
        ),
        (BEFORE._replace(blocks=()), '{"heap":{"-":["heap#1"]}}'),
        (BEFORE._replace(ended="SIGSEGV"), '{"ended":"SIGSEGV"}'),
        (
            with_point(values.Pointer(values.PointerState.FREED, "heap#1", ".next")),
            '{"frames":{"main":{"vars":{"p":{"is":["freed","heap#1",".next"]}}}}}',
        ),
    ],
)
def test_a_line_of_a_diff_says_what_the_program_did(after: snapshots.Snapshot, line: str) -> None:
    text = encode(snapshots.Memory((BEFORE, after))).decode()

    assert text.splitlines()[-1] == line


def test_remarks_are_read_without_the_snapshots() -> None:
    assert remarks_of(encode(MEMORY)) == MEMORY.remarks


def test_a_block_that_was_freed_since_the_last_snapshot_has_no_value() -> None:
    held = snapshots.Block("heap#1", 4, "main.c", 3, "int", values.Scalar("7"))
    gone = held._replace(value=None, state="freed")
    steps = tuple(snapshots.Snapshot("main.c", 3, blocks=(block,)) for block in (held, gone, held))

    assert decode(encode(snapshots.Memory(steps))).snapshots == steps


def test_a_snapshot_holds_only_what_changed() -> None:
    one = FULL.frames[0]._replace(variables=(snapshots.Variable("x", "int", values.Scalar("6")),))
    after = FULL._replace(frames=(one, FULL.frames[1]))

    last = encode(
        snapshots.Memory((FULL, FULL._replace(frames=(one, FULL.frames[1])), after))
    ).splitlines()[-1]

    assert last == b"{}"


def test_values_that_did_not_change_are_read_once() -> None:
    first, second = decode(encode(snapshots.Memory((FULL, FULL._replace(line=4))))).snapshots

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
