"""Reads the body of a request: a JSON object, of a length that was announced."""

from __future__ import annotations

import json
from typing import Any

from werkzeug.wrappers import Request

from .refused import INVALID_JSON, INVALID_SIZE, Refused


def json_object(request: Request, most: int) -> dict[str, Any]:
    """Return the JSON object in the body of a request.

    Args:
        request: The request.
        most: The bytes that it may have.

    Raises:
        Refused: If it has no length or is too long, or is no JSON object in UTF-8.
    """
    if "Transfer-Encoding" in request.headers:
        raise Refused(400, "The body comes in chunks; send it whole, with a Content-Length.")
    data = _bytes(request, _length(request, most))
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Refused(400, "The body is not UTF-8.") from None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(*INVALID_JSON) from None
    if not isinstance(value, dict):
        raise Refused(400, "The body is JSON, but no object.")
    return value


def _length(request: Request, most: int) -> int:
    # Not the attribute: some servers have an empty text where there is no length.
    announced = request.environ.get("CONTENT_LENGTH") or ""
    if not (announced.isascii() and announced.isdecimal() and len(announced) < 16):
        raise Refused(*INVALID_SIZE)
    if not 0 < int(announced) <= most:
        raise Refused(*INVALID_SIZE)
    return int(announced)


def _bytes(request: Request, length: int) -> bytes:
    try:
        data: bytes = request.environ["wsgi.input"].read(length)
    except OSError:
        data = b""
    if len(data) < length:
        raise Refused(400, "The body is shorter than its Content-Length.")
    return data
