"""Hints about time zones that do not exist: a C library takes them for UTC and says nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice

from ..fence.values import hint, nearest
from ..program.snippet import Snippet

# Where the sandbox has them, too.
_ZONES = "/usr/share/zoneinfo"
_SET = re.compile(
    r'\b(?:setenv\s{0,9}\(\s{0,9}"TZ"\s{0,9},\s{0,9}"|putenv\s{0,9}\(\s{0,9}"TZ=)(?P<zone>[^"\n]{1,99})"'
)
_NAME = re.compile(r"[A-Za-z][\w+-]*+(?:/[\w+-]++)*+")
# More of them are the same mistake repeated.
_TOLD = 3
# A name with hours is a zone by itself: `JST-9`, `<+03>-3`, `CET-1CEST`.
_BY_ITSELF = re.compile(r"(?:[A-Za-z]{3,40}|<[\w+-]{3,40}>)[+-]?\d")


def unknown_zones(snippet: Snippet) -> Iterator[str]:
    """Yield a sentence for each time zone that a block names and that does not exist."""
    zones = [value for name, value in snippet.options.process.env if name == "TZ"]
    for part in snippet.program.parts:
        if "TZ" in part.source:
            zones += [found["zone"] for found in _SET.finditer(part.source)]
    unknown = (zone for zone in dict.fromkeys(zones) if not _exists(zone.removeprefix(":")))
    for zone in islice(unknown, _TOLD):
        yield f'There is no time zone "{zone}", so the program gets UTC{_hint(zone)}.'


def _exists(zone: str) -> bool:
    if _BY_ITSELF.match(zone) or not zone:
        return True
    return _NAME.fullmatch(zone) is not None and os.path.isfile(os.path.join(_ZONES, zone))


def _hint(zone: str) -> str:
    known, area = _known(), zone.lower().partition("/")[0]
    # Not all of them are compared, so those of the same area come first.
    names = sorted(known, key=lambda name: (name.partition("/")[0] != area, name))
    close = nearest(zone.lower(), names, 0.75)
    return hint(known[close] if close else None)


@cache
def _known() -> Mapping[str, str]:
    """Return the names of all time zones by these names in small letters; to find them, all their files are opened."""
    from zoneinfo import available_timezones  # noqa: PLC0415 - most zones exist

    return {name.lower(): name for name in available_timezones()}
