"""Where boxes stand and arrows run, whatever is in the memory of a program."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest

from mkdocs_c_runner.engine.memory.snapshots import Snapshot
from mkdocs_c_runner.engine.memory.values import Array, Pointer, PointerState, Record
from mkdocs_c_runner.html.memory.contents import MOST_BLOCKS, contents
from mkdocs_c_runner.html.memory.laid import Layout, Line, Placed
from mkdocs_c_runner.html.memory.layout import layout
from mkdocs_c_runner.labels import words

from ...linear import assert_linear
from .pictures import NULL, PICTURES, array, block, call, node, snapshot, struct, to


def made_up(seed: int) -> Snapshot:
    """A snapshot with pointers from anywhere to anywhere."""
    chosen = random.Random(seed)
    count = chosen.randint(1, 9)
    states = [*[PointerState.OK] * 6, PointerState.PAST_END, PointerState.FREED]

    def target() -> Pointer:
        names = [f"heap#{it}" for it in range(1, count + 1)] + ["main.a", "main.p"]
        paths = ["", "", "", ".next", "[1]", ".value", ".missing[3]"]
        pointer = to(chosen.choice(names), chosen.choice(paths), chosen.choice(states))
        return chosen.choice([pointer, pointer, NULL])

    kinds = ["struct node", "struct tree", "int [3]"]
    blocks = []
    for number in range(1, count + 1):
        kind = chosen.choice(kinds)
        value: Record | Array = array(1, 2, 3)
        if kind == "struct node":
            value = struct(kind, value=7, next=target())
        elif kind == "struct tree":
            value = struct(kind, name=target(), left=target(), right=target())
        gone = chosen.random() < 0.1
        blocks.append(block(number, None if gone else value, kind, "freed" if gone else "live"))
    calls = [call("main", 3, a=array(1, 2, 3), p=target(), q=target())]
    calls += [call(f"f#{it}", 9, x=target(), y=5) for it in range(2, chosen.randint(2, 5))]
    return snapshot(*calls, blocks=tuple(blocks))


SNAPSHOTS = {**PICTURES, **{f"made up {seed}": made_up(seed) for seed in range(60)}}


@pytest.fixture(params=[*SNAPSHOTS.values()], ids=[*SNAPSHOTS])
def drawn(request: pytest.FixtureRequest) -> Layout:
    return layout(contents(request.param, words("en"), "main.c"))


def test_no_two_boxes_overlap(drawn: Layout) -> None:
    for one, other in combinations(drawn.boxes.values(), 2):
        assert not overlap(one, other), (one.sized.box.key, other.sized.box.key)


def test_everything_is_inside_the_drawing(drawn: Layout) -> None:
    for one in drawn.boxes.values():
        assert 0 <= one.x <= one.x + one.sized.width <= drawn.width
        assert 0 <= one.y <= one.y + one.sized.height <= drawn.height
    for line in drawn.lines:
        assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in line.points)


def test_cells_are_inside_their_boxes(drawn: Layout) -> None:
    for one in drawn.boxes.values():
        for row in one.sized.rows:
            for spot in row.spots:
                assert 0 < spot.x < spot.x + spot.width <= one.sized.width
                assert 0 < spot.y < spot.y + spot.height <= one.sized.height


def test_every_arrow_begins_in_its_cell_and_ends_at_its_target(drawn: Layout) -> None:
    for line in drawn.lines:
        assert is_within(line.points[0], drawn.boxes[line.arrow.source])
        assert is_within(line.points[-1], drawn.boxes[line.arrow.target])


def test_no_arrow_goes_through_a_box_but_its_own_and_its_target(drawn: Layout) -> None:
    for line in drawn.lines:
        own = {line.arrow.source, line.arrow.target}
        for key, one in drawn.boxes.items():
            if key not in own:
                for begin, end in pieces(line):
                    assert not crosses(begin, end, one), (line, key)


def test_no_two_arrows_beside_the_stack_run_over_each_other(drawn: Layout) -> None:
    lanes: dict[int, list[tuple[int, int]]] = {}
    for line in drawn.lines:
        if {line.arrow.source, line.arrow.target} & {f"heap#{number}" for number in range(100)}:
            continue
        for (x, y), (end_x, end_y) in pieces(line):
            if x == end_x and x > max(box.x + box.sized.width for box in stack(drawn)):
                lanes.setdefault(x, []).append((min(y, end_y), max(y, end_y)))
    for taken in lanes.values():
        for (_, bottom), (top, _) in pairwise(sorted(taken)):
            assert bottom < top


def test_every_pointer_to_something_that_is_drawn_is_an_arrow(drawn: Layout) -> None:
    pointers = [
        cell.pointer
        for one in drawn.boxes.values()
        for row in one.sized.rows
        for cell in row.row.cells
        if cell.pointer
    ]
    assert len(pointers) == len(drawn.lines)


@pytest.mark.parametrize("name", ["list", "tree", "strings", "bugs"])
def test_arrows_do_not_cross_where_they_need_not(name: str) -> None:
    # A pointer to the middle of a list or a tree has others on both sides.
    most = {"list": 1, "tree": 2}
    drawn = layout(contents(PICTURES[name], words("en"), "main.c"))
    crossings = sum(
        cross(*one, *other)
        for first, second in combinations(drawn.lines, 2)
        if first.arrow.target != second.arrow.target
        for one in pieces(first)
        for other in pieces(second)
    )
    assert crossings <= most.get(name, 0)


@pytest.mark.parametrize(
    ("variable", "target", "x", "y"),
    [
        ("end", "call main", 4, "3 1 4 1 5"),
        ("behind", "call ends", 1, "3 4"),
        ("squares", "heap#3", 7, "64 81 100 121 144 169 196 225"),
        ("corners", "heap#4", 1, "3 4"),
    ],
)
def test_an_arrow_to_the_end_ends_behind_the_last_cell(
    variable: str, target: str, x: int, y: str
) -> None:
    drawn = layout(contents(PICTURES["values"], words("en"), "main.c"))
    (line,) = (it for it in drawn.lines if it.arrow.part[0].endswith(f".{variable}"))
    box = drawn.boxes[target]
    (row,) = (it for it in box.sized.rows if " ".join(cell.text for cell in it.row.cells) == y)
    spot = row.spots[x]

    assert line.arrow.target == target
    assert line.points[-1] == (box.x + spot.x + spot.width, box.y + spot.y + spot.height)


def test_a_list_is_a_row() -> None:
    drawn = layout(contents(PICTURES["list"], words("en"), "main.c"))
    nodes = [drawn.boxes[f"heap#{number}"] for number in (1, 2, 3)]

    assert len({one.y for one in nodes}) == 1
    assert [one.x for one in nodes] == sorted(one.x for one in nodes)


@pytest.mark.parametrize(("first", "second"), [("prev", "next"), ("next", "prev")])
def test_a_ring_that_leads_both_ways_is_a_row_in_the_order_of_its_nodes(
    first: str, second: str
) -> None:
    steps = {"prev": -1, "next": 1}

    def pointers(number: int) -> dict[str, Pointer]:
        return {way: to(f"heap#{(number - 1 + steps[way]) % 4 + 1}") for way in (first, second)}

    nodes = tuple(block(it, struct("struct node", **pointers(it))) for it in range(1, 5))
    drawn = layout(
        contents(snapshot(call("main", 5, ring=to("heap#1")), blocks=nodes), words("en"))
    )
    x = [drawn.boxes[f"heap#{number}"].x for number in range(1, 5)]

    assert x == sorted(x)


def test_cells_of_one_array_are_no_wider_than_those_of_another_one_need() -> None:
    texts = array('"a rather long text"', '"another one"')
    found = contents(snapshot(call("main", 5, texts=texts, numbers=array(1, 2, 3))), words("en"))
    *_, numbers = layout(found).boxes["call main"].sized.rows

    assert len({spot.width for spot in numbers.spots}) == 1
    assert numbers.spots[0].width < 40


def test_a_tree_opens() -> None:
    drawn = layout(contents(PICTURES["tree"], words("en"), "main.c"))
    y = {number: drawn.boxes[f"heap#{number}"].y for number in range(1, 8)}

    assert y[3] < y[2] < y[4] < y[1] < y[6] < y[5] < y[7]


def test_a_snapshot_of_any_size_is_bounded() -> None:
    count = 5000
    chain = tuple(block(it, node(it, to(f"heap#{it + 1}"))) for it in range(1, count))
    calls = [call(f"f#{it}", 5, n=it, next=to(f"f#{it + 1}.n")) for it in range(2, 300)]
    found = contents(snapshot(*calls, blocks=chain), words("en"))

    assert len(found.heap) == MOST_BLOCKS
    assert found.left_out == count - 1 - MOST_BLOCKS
    assert len(layout(found).boxes) < 100


def test_a_snapshot_takes_time_in_proportion_to_it() -> None:
    def cost(size: int) -> float:
        blocks = tuple(block(it, array(*range(16))) for it in range(1, size))
        taken = snapshot(call("main", 3), blocks=blocks)
        begin = time.process_time()
        layout(contents(taken, words("en")))
        return time.process_time() - begin

    assert_linear(cost, "laying out blocks", [6000])


def stack(drawn: Layout) -> list[Placed]:
    return [box for key, box in drawn.boxes.items() if not key.startswith("heap#")]


def overlap(one: Placed, other: Placed) -> bool:
    return (
        one.x < other.x + other.sized.width
        and other.x < one.x + one.sized.width
        and one.y < other.y + other.sized.height
        and other.y < one.y + one.sized.height
    )


def is_within(point: tuple[int, int], one: Placed) -> bool:
    x, y = point
    return one.x <= x <= one.x + one.sized.width and one.y <= y <= one.y + one.sized.height


Piece = tuple[tuple[int, int], tuple[int, int]]


def pieces(line: Line) -> Iterator[Piece]:
    """The straight pieces of an arrow; one that bends is as good as straight, as it bends in a gap."""
    yield from zip(line.points, line.points[1:], strict=False)


def crosses(begin: tuple[int, int], end: tuple[int, int], one: Placed) -> bool:
    """Whether a piece goes through the inside of a box."""
    left, right = sorted((begin[0], end[0]))
    top, bottom = sorted((begin[1], end[1]))
    inside = one.x < right and left < one.x + one.sized.width
    return inside and one.y < bottom and top < one.y + one.sized.height


def cross(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int], d: tuple[int, int]) -> bool:
    """Whether two pieces cross."""
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def side(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
