"""What pages are told of how their programs run."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.build.offered import BROWSER, OFFLINE, Offered
from mkdocs_c_runner.html.playground import Access


@pytest.mark.parametrize(
    ("access", "has_heads", "told"),
    [
        (None, True, {**BROWSER, **OFFLINE}),
        (Access("https://run.example.org"), True, {**BROWSER, **OFFLINE}),
        (Access("/c-runner", "secret", preview=True), True, BROWSER),
        (None, False, BROWSER),
    ],
)
def test_no_preview_is_kept_for_a_time_without_a_network(
    access: Access | None, has_heads: bool, told: dict[str, str]
) -> None:
    offered = Offered(access, has_heads=has_heads)
    offered._in_browsers = True

    assert offered.access is not None
    assert offered.access.browser == told
