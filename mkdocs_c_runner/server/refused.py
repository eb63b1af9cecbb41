"""The end of a request that is not served, as an exception."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):
    """A request is not served.

    Attributes:
        status: The status of the answer.
        sentence: The reason, for the client.
        headers: Further headers of the answer.
    """

    def __init__(
        self, status: int, sentence: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.headers = headers or {}


NOT_FOUND = (404, "Not found")
INVALID_SIZE = (413, "Invalid size")
INVALID_JSON = (400, "Invalid JSON")
