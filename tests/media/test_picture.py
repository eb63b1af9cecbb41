"""Pictures that a program prints: all PNG and PNM that is well-formed, and nothing else."""

from __future__ import annotations

import struct
import zlib

import pytest

from mkdocs_c_runner.media import png
from mkdocs_c_runner.media.errors import NotAResult
from mkdocs_c_runner.media.picture import picture_of

HEADER = struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0)


PIXELS = b"\0" + b"\xff\0\0" + b"\0\0\xff"


def chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png_of(*chunks: tuple[bytes, bytes]) -> bytes:
    return png.SIGNATURE + b"".join(chunk(*item) for item in chunks)


GOOD = png_of((b"IHDR", HEADER), (b"IDAT", zlib.compress(PIXELS)), (b"IEND", b""))


def pixels(content: bytes) -> bytes:
    """The samples of a PNG that we made, without the byte before each row."""
    width, height, _, colour = struct.unpack(">IIBB", content[16:26])
    start = content.index(b"IDAT") + 4
    rows = zlib.decompress(content[start:])
    row = 1 + width * (3 if colour == 2 else 1)
    return b"".join(rows[row * y + 1 : row * (y + 1)] for y in range(height))


def test_a_png_is_kept_as_it_is() -> None:
    assert picture_of(GOOD) == (GOOD, ".png", 2, 1)


def test_what_a_png_needs_not_is_left_out() -> None:
    text = (b"tEXt", b"<script>alert(1)</script>")
    more = png_of((b"IHDR", HEADER), text, (b"IDAT", zlib.compress(PIXELS)), (b"IEND", b""))

    assert picture_of(more + b"<script>") == (GOOD, ".png", 2, 1)


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"", "it printed neither PNG nor a PNM picture"),
        (b"GIF89a", "it printed neither PNG nor a PNM picture"),
        (GOOD[:-1], "its PNG ends too early"),
        (GOOD[:20], "its PNG ends too early"),
        (GOOD.replace(b"IDAT", b"IDAU"), "its PNG is damaged"),
        (png_of((b"IEND", b"")), "its PNG lacks required chunks"),
        (png_of((b"IHDR", HEADER), (b"IEND", b"")), "its PNG lacks required chunks"),
        (png_of((b"IHDR", b"x"), (b"IDAT", b""), (b"IEND", b"")), "the header of its PNG"),
        (
            png_of((b"IHDR", HEADER), (b"IDAT", b"xxxx"), (b"IEND", b"")),
            "the pixels of its PNG are",
        ),
        (
            png_of((b"IHDR", HEADER), (b"IDAT", zlib.compress(b"x")), (b"IEND", b"")),
            "the pixels of its PNG do not fit",
        ),
        (
            png_of((b"IHDR", HEADER), (b"IDAT", zlib.compress(bytes(10**7))), (b"IEND", b"")),
            "the pixels of its PNG do not fit",
        ),
        (
            png_of(
                (b"IHDR", struct.pack(">IIBBBBB", 10**9, 10**9, 8, 2, 0, 0, 0)),
                (b"IDAT", b""),
                (b"IEND", b""),
            ),
            "its picture of 1000000000 x 1000000000 has more than",
        ),
        (
            png_of(
                (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 3, 7, 0, 0, 0)),
                (b"IDAT", b""),
                (b"IEND", b""),
            ),
            "its PNG has an invalid header",
        ),
        (b"P6", "the header of its picture"),
        (b"P6 0 1 255\n", "its picture has no pixels"),
        (b"P6 99999 99999 255\n", "its picture of 99999 x 99999 has more than"),
        (b"P6 99999999 99999999 255\n", "its picture of 99999999 x 99999999 has more than"),
        (b"P6 2 1 255\nabc", "its picture of 2 x 1 ends too early"),
        (b"P3 1 1 255 1 2", "its picture of 1 x 1 ends too early"),
        (b"P3 1 1 255 1 2 x", "its picture has something else among its numbers"),
        (b"P3 1 1 7 1 2 8", "its picture has a value above 7"),
        (b"P2 1 1 7 -1", "its picture has a value below 0"),
        (b"P2 1 1 7 -99999", "its picture has a value below 0"),
        (b"P5 1234567890123456789 1 255\n", "the header of its picture"),
        (b"P2 1 1 65536 1", "the largest value of its picture is 65536"),
        (b"P2 1 1 0 0", "the largest value of its picture is 0"),
    ],
)
def test_what_is_wrong_with_a_picture_is_told(data: bytes, wrong: str) -> None:
    with pytest.raises(NotAResult) as caught:
        picture_of(data)

    assert str(caught.value).startswith(wrong)


@pytest.mark.parametrize(
    ("data", "samples"),
    [
        (b"P1 3 1\n1 0 1", b"\0\xff\0"),
        (b"P1\n# a comment\n2 2\n10\n01", b"\0\xff\xff\0"),
        (b"P2 2 1 4 0 4", b"\0\xff"),
        (b"P3 1 1 255 1 2 3", b"\1\2\3"),
        (b"P4 3 2\n\xa0\x40", b"\0\xff\0\xff\0\xff"),
        (b"P5 2 1 255\n\x05\x06", b"\5\6"),
        (b"P5 1 1 65535\n\xff\xff", b"\xff"),
        (b"P6 1 1 255\nabc", b"abc"),
        (b"P6 1 1 255\n#23", b"#23"),
    ],
)
def test_pnm_becomes_png(data: bytes, samples: bytes) -> None:
    picture = picture_of(data)

    assert pixels(picture.content) == samples
    assert png.checked(picture.content)[2] == picture.content
