"""Bytes as JSON values: as text if they are UTF-8."""

from __future__ import annotations

import base64


def text_to_json(data: bytes) -> str | dict[str, str]:
    """Return bytes as a JSON string if they are UTF-8, else as `{"base64": …}`."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode("ascii")}


def text_from_json(value: object) -> bytes:
    """Reverse `text_to_json`.

    Raises:
        ValueError: If the value is neither form.
    """
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, dict) and isinstance(value.get("base64"), str):
        return base64.b64decode(value["base64"], validate=True)
    raise ValueError("text must be a string or {'base64': string}")
