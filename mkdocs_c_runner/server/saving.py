"""Puts an edited block back into the Markdown of its page."""

from __future__ import annotations

import contextlib
import re
import threading
from pathlib import Path

from ..pages.docs_files import read_below
from .refused import Refused

_OPENING = re.compile(r"(?P<prefix>[\s>]*)(?P<fence>`{3,}|~{3,})")
_BYTE_ORDER_MARK = "\ufeff"
_CHANGED = (
    409,
    "The block has changed since it was read: copy what you want to keep, reload the page, and press Reset.",
)

# Two blocks of a page that are saved at one time: the second one is put into what the first one left.
_one_by_one = threading.Lock()


def save(docs_dir: str, uri: str, line: int, before: str, after: str) -> None:
    """Replace the source of a fence in the file of a page.

    Args:
        docs_dir: The directory of the pages.
        uri: The path of the page below that directory.
        line: The 1-based number of the line that opens the fence.
        before: The source that stands there.
        after: The source that is to stand there.

    Raises:
        Refused: If the file is none of the directory, does not have that source there any more, or cannot be written.
    """
    with _one_by_one:
        try:
            content = read_below(docs_dir, uri)
        except ValueError as error:
            raise Refused(409, f"{uri}: {error}.") from None
        try:
            text = content.decode()
        except UnicodeDecodeError:
            raise Refused(409, f"{uri} is not UTF-8.") from None
        changed = replaced(text, line, before, after)
        if changed is None:
            raise Refused(*_CHANGED)
        _write(Path(docs_dir, uri), uri, changed.encode(), content)


def _write(path: Path, uri: str, content: bytes, old: bytes) -> None:
    """Write a page, or leave it as it was.

    In place, not by a new file: the page keeps its owner, its mode and its links.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        # The disk may be full, and the page be cut by now. There is room for what it had.
        with contextlib.suppress(OSError):
            path.write_bytes(old)
        raise Refused(500, f"{uri} cannot be written: {error.strerror}.") from None


def replaced(text: str, line: int, before: str, after: str) -> str | None:
    """Return a page with another source in a fence, or None if the old one does not stand there.

    The page keeps its indentation and its ends of lines. Its fence gets longer if the source holds one as long.

    Args:
        text: The page.
        line: The 1-based number of the line that opens the fence.
        before: The source that stands there.
        after: The source that is to stand there.
    """
    if text.startswith(_BYTE_ORDER_MARK):
        rest = replaced(text.removeprefix(_BYTE_ORDER_MARK), line, before, after)
        return None if rest is None else _BYTE_ORDER_MARK + rest
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    opening = _OPENING.match(lines[line - 1]) if 0 < line <= len(lines) else None
    if opening is None:
        return None
    prefix, fence = opening["prefix"], opening["fence"]
    end = _end_of(lines, line, prefix, fence)
    if end is None:
        return None
    body = [_inside(one, prefix) for one in lines[line:end]]
    if None in body or _without_end("\n".join(map(str, body))) != _without_end(before):
        return None
    head, tail = lines[line - 1], lines[end]
    ending = "\r\n" if head.endswith("\r\n") else "\n"
    source = [
        f"{prefix}{one}".rstrip(" \t") if not one else f"{prefix}{one}" for one in _lines_of(after)
    ]
    longer = _longer(fence, _lines_of(after))
    new = [
        head.replace(fence, longer, 1),
        *(f"{one}{ending}" for one in source),
        tail.replace(fence, longer, 1),
    ]
    return "".join([*lines[: line - 1], *new, *lines[end + 1 :]])


def _end_of(lines: list[str], line: int, prefix: str, fence: str) -> int | None:
    """Return the index of the line that closes a fence."""
    for index in range(line, len(lines)):
        inside = _inside(lines[index], prefix)
        if inside is not None and inside.strip() == fence:
            return index
    return None


def _inside(line: str, prefix: str) -> str | None:
    """Return a line without what stands before each line of the fence, or None if that is not there."""
    bare = line.rstrip("\r\n")
    if bare.startswith(prefix):
        return bare[len(prefix) :]
    return "" if bare.rstrip() == prefix.rstrip() else None


def _lines_of(source: str) -> list[str]:
    """Return the lines of a source; the last one has no end."""
    text = source.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    return text.split("\n") if text else []


def _without_end(source: str) -> str:
    """Return a source without the empty lines at its end: how many there are is lost on the way to an editor."""
    return "\n".join(_lines_of(source)).rstrip("\n")


def _longer(fence: str, lines: list[str]) -> str:
    """Return a fence that no line of a source closes."""
    mark = fence[0]
    runs = (match[1] for one in lines if (match := re.match(rf"\s*({mark}{{3,}})", one)))
    longest = max(map(len, runs), default=0)
    return mark * (longest + 1) if longest >= len(fence) else fence
