"""JSON with one spelling for each value, so that equal values have equal digests."""

from __future__ import annotations

import json
from typing import Any

_ENCODER = json.JSONEncoder(separators=(",", ":"), sort_keys=True)


def canonical(value: Any) -> bytes:
    """Encode a value as JSON without spaces and with sorted keys."""
    return canonical_text(value).encode()


def canonical_text(value: Any) -> str:
    """Encode a value as `canonical` does, as text."""
    return _ENCODER.encode(value)
