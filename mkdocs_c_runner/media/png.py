"""Portable Network Graphics: https://www.w3.org/TR/png-3/."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from .errors import NotAResult

SIGNATURE = b"\x89PNG\r\n\x1a\n"

# More pixels would make browsers slow.
MOST_PIXELS = 4 * 1024 * 1024

# The chunks that decide the picture. Comments, profiles and all others are left out.
_KEPT = (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"IDAT", b"IEND")
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # samples of a pixel, by the color type
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PIECE = 64 * 1024


def checked(data: bytes) -> tuple[int, int, bytes]:
    """Check a file, and return its width, its height and the file with the chunks that are needed.

    Raises:
        NotAResult: If it is damaged or too large.
    """
    chunks = [chunk for chunk in _chunks(data) if chunk[0] in _KEPT]
    kinds = [kind for kind, _ in chunks]
    if kinds[:1] != [b"IHDR"] or kinds[-1] != b"IEND" or b"IDAT" not in kinds:
        raise NotAResult("its PNG lacks required chunks")
    header = chunks[0][1]
    if len(header) != 13 or kinds.count(b"IHDR") != 1:
        raise NotAResult("the header of its PNG is damaged")
    width, height, depth, color_type, compression, filtering, interlacing = struct.unpack(
        ">IIBBBBB", header
    )
    check_size(width, height)
    known = depth in _DEPTHS.get(color_type, ()) and (compression, filtering) == (0, 0)
    if not known or interlacing > 1 or (color_type == 3 and b"PLTE" not in kinds):
        raise NotAResult("its PNG has an invalid header")
    row = (width * depth * _SAMPLES[color_type] + 7) // 8
    pixels = b"".join(content for kind, content in chunks if kind == b"IDAT")
    # An interlaced picture has more rows, each with a byte of its own.
    _check_length(pixels, (row + 1) * height, row * height + (width + height) * 16)
    return width, height, SIGNATURE + b"".join(_chunk(*chunk) for chunk in chunks)


def encoded(width: int, height: int, samples: bytes, *, is_color: bool) -> bytes:
    """Return a file with these pixels, of one byte a sample: three samples each, or one of gray."""
    row = width * (3 if is_color else 1)
    lines = b"".join(b"\0" + samples[row * y : row * (y + 1)] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2 if is_color else 0, 0, 0, 0)
    return SIGNATURE + b"".join(
        (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(lines)), _chunk(b"IEND", b""))
    )


def check_size(width: int, height: int) -> None:
    """Raise NotAResult unless a picture of this size can be shown."""
    if not width or not height:
        raise NotAResult("its picture has no pixels")
    if width * height > MOST_PIXELS:
        raise NotAResult(f"its picture of {width} x {height} has more than {MOST_PIXELS:,} pixels")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(SIGNATURE)
    kind = b""
    while kind != b"IEND":
        head = data[position : position + 8]
        if len(head) < 8:
            raise NotAResult("its PNG ends too early")
        length, kind = struct.unpack(">I4s", head)
        content = data[position + 8 : position + 8 + length]
        checksum = data[position + 8 + length : position + 12 + length]
        if len(checksum) < 4:
            raise NotAResult("its PNG ends too early")
        if struct.unpack(">I", checksum)[0] != zlib.crc32(kind + content):
            raise NotAResult("its PNG is damaged")
        yield kind, content
        position += 12 + length


def _check_length(pixels: bytes, least: int, most: int) -> None:
    """Raise NotAResult unless the pixels unpack to this many bytes; never hold all of them at a time."""
    unpack = zlib.decompressobj()
    count = 0
    try:
        for start in range(0, len(pixels), _PIECE):
            packed = pixels[start : start + _PIECE]
            while packed and not unpack.eof and count <= most:
                count += len(unpack.decompress(packed, _PIECE))
                packed = unpack.unconsumed_tail
        while not unpack.eof and count <= most:
            piece = unpack.decompress(b"", _PIECE)
            count += len(piece)
            if not piece:
                break
    except zlib.error:
        raise NotAResult("the pixels of its PNG are damaged") from None
    if not least <= count <= most:
        raise NotAResult("the pixels of its PNG do not fit its size")


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
