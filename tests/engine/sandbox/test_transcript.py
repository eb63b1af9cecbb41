"""What was printed and what was typed, in order, cut to size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_c_runner.engine.result import Segment, Stream
from mkdocs_c_runner.engine.sandbox.transcript import Transcript

from ...strategies import PROFILE

ALL = 1_000_000


def written(transcript: Transcript, keep: int = ALL) -> list[tuple[Stream, bytes]]:
    """The segments, as pairs."""
    return [(segment.stream, segment.text) for segment in transcript.segments(keep)[0]]


@pytest.mark.parametrize("order", ["oeo", "ooe", "eoo"])
def test_two_pipes_are_two_segments_whichever_was_read_first(order: str) -> None:
    transcript = Transcript(ALL)
    outputs = iter((b"one ", b"two "))
    for letter in order:
        if letter == "o":
            transcript.add("stdout", next(outputs))
        else:
            transcript.add("stderr", b"error")

    assert written(transcript) == [("stdout", b"one two "), ("stderr", b"error")]
    assert transcript.size == 13


def test_no_output_is_no_segment() -> None:
    transcript = Transcript(ALL)
    transcript.add("terminal", b"")

    assert transcript.segments(ALL) == ((), 0)


# What is expected to be echoed or None, and what is read; then what must come of it.
Step = bytes | tuple[bytes]
ECHOES: dict[str, tuple[list[Step], list[tuple[Stream, bytes]]]] = {
    "after a prompt": (
        [b"? ", (b"3\n",), b"3\n", b"9\n"],
        [("terminal", b"? "), ("stdin", b"3\n"), ("terminal", b"9\n")],
    ),
    "together with output": (
        [(b"3\n",), b"? 3\n9\n"],
        [("terminal", b"? "), ("stdin", b"3\n"), ("terminal", b"9\n")],
    ),
    "in parts": (
        [(b"word\n",), b"? wo", b"rd", b"\n!"],
        [("terminal", b"? "), ("stdin", b"word\n"), ("terminal", b"!")],
    ),
    "the first one counts": (
        [(b"3\n",), b"3\n3\n"],
        [("stdin", b"3\n"), ("terminal", b"3\n")],
    ),
    "output before it is typed is output": (
        [b"3\n", (b"3\n",), b"3\n"],
        [("terminal", b"3\n"), ("stdin", b"3\n")],
    ),
    "two lines": (
        [(b"a\n",), b"a\n", (b"b\n",), b"b\n"],
        [("stdin", b"a\nb\n")],
    ),
    "late: the next line is typed before the echo of the first arrives": (
        [(b"a\n",), (b"b\n",), b"a\n", b"x\n", b"b\n"],
        [("stdin", b"a\n"), ("terminal", b"x\n"), ("stdin", b"b\n")],
    ),
    "late, and all at once": (
        [b"? ", (b"a\n",), (b"b\n",), b"a\nb\nbye\n"],
        [("terminal", b"? "), ("stdin", b"a\nb\n"), ("terminal", b"bye\n")],
    ),
    "late, and the same line twice": (
        [(b"3\n",), (b"3\n",), b"3\n", b"3\n"],
        [("stdin", b"3\n3\n")],
    ),
    "late, in parts that begin with the end of another": (
        [(b"ab\n",), (b"b\n",), b"a", b"b\nb", b"\n"],
        [("stdin", b"ab\nb\n")],
    ),
    "echoed, then the echo is off": (
        [(b"a\n",), b"a\n", (b"",), b"ok\n"],
        [("stdin", b"a\n"), ("terminal", b"ok\n")],
    ),
    "never echoed": ([(b"secret\n",), b"ok\n"], [("terminal", b"ok\n")]),
    "never echoed, then another": (
        [(b"secret\n",), b"sec", (b"b\n",), b"b\n"],
        [("terminal", b"sec"), ("stdin", b"b\n")],
    ),
    "nothing expected": ([(b"",), b"3\n"], [("terminal", b"3\n")]),
    "nothing read": ([(b"3\n",)], []),
}


def followed(steps: list[Step]) -> Transcript:
    """A transcript of these steps: bytes are read, bytes in a tuple are typed."""
    transcript = Transcript(ALL)
    for step in steps:
        if isinstance(step, bytes):
            transcript.add("terminal", step)
        else:
            transcript.expect_echo(step[0])
    return transcript


@pytest.mark.parametrize("case", ECHOES)
def test_an_echo_is_typed_text(case: str) -> None:
    steps, segments = ECHOES[case]

    transcript = followed(steps)

    assert written(transcript) == segments
    printed = b"".join(text for stream, text in segments if stream != "stdin")
    assert transcript.size == len(printed)


@pytest.mark.parametrize("case", ECHOES)
def test_it_does_not_matter_in_which_pieces_output_is_read(case: str) -> None:
    steps, segments = ECHOES[case]
    single: list[Step] = []
    for step in steps:
        single += [bytes([byte]) for byte in step] if isinstance(step, bytes) else [step]

    assert written(followed(single)) == segments


@pytest.mark.parametrize(
    ("keep", "segments"),
    [
        (0, []),
        (2, [("terminal", b"ab")]),
        (3, [("terminal", b"abc"), ("stdin", b"typed")]),
        (4, [("terminal", b"abc"), ("stdin", b"typed"), ("terminal", b"d")]),
        (6, [("terminal", b"abc"), ("stdin", b"typed"), ("terminal", b"def")]),
        (7, [("terminal", b"abc"), ("stdin", b"typed"), ("terminal", b"def")]),
    ],
)
def test_output_is_cut_and_typed_text_is_not_counted(
    keep: int, segments: list[tuple[Stream, bytes]]
) -> None:
    transcript = followed([b"abc", (b"typed",), b"typed", b"def"])

    assert written(transcript, keep) == segments
    assert transcript.segments(keep)[1] == 6


@pytest.mark.parametrize(
    ("data", "keep", "kept", "total"),
    [
        ("\u20ac\u20ac\u20ac".encode(), 2, "\u20ac\u20ac".encode(), 3),
        (b"a\xffb\xfe", 3, b"a\xffb", 4),
        (b"\xff\xff", 1, b"\xff", 2),
        ("\U0001f600x".encode(), 1, "\U0001f600".encode(), 2),
        (b"\xe2\x82", 1, b"\xe2", 2),
    ],
)
def test_characters_are_counted_and_never_cut(
    data: bytes, keep: int, kept: bytes, total: int
) -> None:
    transcript = followed([data])

    segments, counted = transcript.segments(keep)

    assert [segment.text for segment in segments] == [kept]
    assert counted == total


def test_a_character_that_arrives_in_pieces_is_one() -> None:
    assert followed([b"\xe2", b"\x82", b"\xac"]).segments(ALL)[1] == 1


def test_no_more_than_the_limit_is_kept_but_all_is_counted() -> None:
    transcript = Transcript(5)
    for data in (b"abc", b"def", b"ghi"):
        transcript.add("stdout", data)
    transcript.add("stderr", b"jkl")

    assert transcript.segments(ALL) == ((Segment("stdout", b"abcde"),), 5)
    assert transcript.size == 12


def test_typed_text_takes_nothing_of_the_limit() -> None:
    transcript = Transcript(3)
    transcript.expect_echo(b"typed\n")
    transcript.add("terminal", b"typed\nabcdef")

    assert written(transcript) == [("stdin", b"typed\n"), ("terminal", b"abc")]


STEPS = st.lists(st.one_of(st.binary(max_size=6), st.tuples(st.binary(max_size=3))))


@PROFILE
@given(STEPS, st.integers(0, 20))
def test_nothing_that_is_read_gets_lost(steps: list[Step], keep: int) -> None:
    read = b"".join(step for step in steps if isinstance(step, bytes))

    transcript = followed(steps)

    segments, total = transcript.segments(ALL)
    assert b"".join(segment.text for segment in segments) == read
    shown = b"".join(s.text for s in transcript.segments(keep)[0] if s.stream != "stdin")
    whole = b"".join(s.text for s in segments if s.stream != "stdin")
    assert whole.startswith(shown)
    assert len(shown.decode(errors="surrogateescape")) <= max(keep, 0) or total <= keep


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (b"x" * 100, b"x" * 10),
        (b"1 %\r" * 20, b"1 %\r" * 20),
        (b"|\b" * 20, b"|\b" * 20),
        (b"\x1b[48;2;1;2;3mx" * 20, b"\x1b[48;2;1;2;3mx" * 20),
    ],
)
def test_output_that_moves_the_cursor_is_kept_whole(text: bytes, kept: bytes) -> None:
    transcript = Transcript(ALL)
    transcript.add("terminal", text)

    segments, total = transcript.segments(10, is_seen=True)

    assert [segment.text for segment in segments] == [kept]
    assert total == len(text)
    assert transcript.segments(10)[0][0].text == text[:10]
