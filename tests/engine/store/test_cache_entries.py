"""Entries of the cache that are not good: each is a miss."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.engine.result import Result
from mkdocs_c_runner.engine.store.cache import FORMAT_VERSION, ResultCache

from .entries import HELLO, KEY, entry, entry_path, kept


@pytest.fixture
def cache(tmp_path: Path) -> ResultCache:
    return ResultCache(tmp_path / "cache" / "results")


def with_run(**changes: Any) -> bytes:
    """A good entry, but for these names of its run stage."""
    result = HELLO.to_json()
    result["run"] |= changes
    return entry(result=result)


def with_text(text: Any) -> bytes:
    """A good entry, but for the text that was printed."""
    return with_run(segments=[{"stream": "terminal", "text": text}])


BAD_ENTRIES: dict[str, bytes] = {
    "empty": b"",
    "blank": b"\n",
    "cut off": entry()[:-10],
    "cut off early": entry()[:1],
    "two": entry() + entry(),
    "no JSON": b"hello\n",
    "no text": b"\xff\xfe\xfd",
    "zeros": bytes(10_000),
    "null": b"null",
    "number": b"1",
    "string": b'"version"',
    "list": b"[]",
    "object": b"{}",
    "NaN": b"NaN",
    "huge": b" " * (16 * 1024 * 1024) + entry(),
    "nested lists": b"[" * 200_000,
    "nested objects": b'{"result":' * 200_000,
    "nested and closed": b"[" * 200_000 + b"]" * 200_000,
    "no version": json.dumps({"result": HELLO.to_json()}).encode(),
    "older version": entry(version=FORMAT_VERSION - 1),
    "newer version": entry(version=FORMAT_VERSION + 1),
    "version as text": entry(version=str(FORMAT_VERSION)),
    "version as list": entry(version=[FORMAT_VERSION]),
    "no result": entry(result=None),
    "result as text": entry(result=json.dumps(HELLO.to_json())),
    "result of another shape": entry(result={"output": "hello"}),
    "stage alone": entry(result=HELLO.to_json()["run"]),
    "verdict of another result": entry(result=HELLO.to_json() | {"verdict": "compile-error"}),
    "no verdict": entry(result=HELLO.to_json() | {"verdict": "fine"}),
    "internal error": entry(result=Result.internal_error("x").to_json()),
    "more names": entry(result=HELLO.to_json() | {"more": 1}),
    "artifacts": entry(result=HELLO.to_json() | {"artifacts": ["/etc/passwd"]}),
    "exit status as text": with_run(exit_code="0"),
    "exit status as truth": with_run(exit_code=False),
    "exit status beyond all": with_run(exit_code=10**4000),
    "exit status of too many digits": with_run().replace(
        b'"exit_code": 0', b'"exit_code": ' + b"9" * 5000
    ),
    "characters as number with a point": with_run(total_chars=1.0),
    "characters NaN": with_run(total_chars=float("nan")),
    "characters infinite": with_run(total_chars=float("inf")),
    "characters beyond all": with_run(total_chars=10**4000),
    "truncated as number": with_run(truncated=1),
    "signal as number": with_run(signal=11),
    "signal with markup": with_run(exit_code=None, signal="<script>"),
    "unknown limit": with_run(limit_hit="patience"),
    "unknown stream": with_run(segments=[{"stream": "log", "text": ""}]),
    "text as number": with_text(1),
    "text as null": with_text(None),
    "text no base64": with_text({"base64": "!"}),
    "text with a lone surrogate": with_text("\ud800"),
}


def deepest_json() -> int:
    """How many lists within lists the reader of JSON bears, here and now."""
    low, high = 1, 1_000_000
    while high - low > 1:
        depth = (low + high) // 2
        try:
            json.loads("[" * depth + "]" * depth)
            low = depth
        except RecursionError:
            high = depth
    return low


class TestAnEntryThatIsNotGood:
    @pytest.mark.parametrize("case", BAD_ENTRIES)
    def test_is_a_miss_and_is_replaced(self, cache: ResultCache, case: str) -> None:
        entry_path(cache).write_bytes(BAD_ENTRIES[case])

        assert kept(cache, KEY) is None

        cache.write(KEY, "gcc 14", HELLO)
        assert kept(cache, KEY) == HELLO

    @pytest.mark.parametrize(
        "template",
        [
            entry(version="here"),
            entry(result="here"),
            entry(result=HELLO.to_json() | {"verdict": "here"}),
            entry(result=HELLO.to_json() | {"artifacts": "here"}),
            with_run(limit_hit="here"),
            with_run(exit_code="here"),
            with_run(segments=[{"stream": "here", "text": ""}]),
            with_text("here"),
        ],
        ids=["version", "result", "verdict", "artifacts", "limit", "exit status", "stream", "text"],
    )
    def test_is_a_miss_however_deep_it_is(self, cache: ResultCache, template: bytes) -> None:
        """What the reader of JSON only just bears may be too deep for all that follows."""
        mark = json.dumps("here")
        text = template.decode()
        deepest = deepest_json()
        for depth in range(max(1, deepest - 60), deepest + 10):
            entry_path(cache).write_text(text.replace(mark, "[" * depth + "]" * depth))

            assert kept(cache, KEY) is None

    def test_is_a_miss_if_it_is_a_directory(self, cache: ResultCache) -> None:
        entry_path(cache).mkdir()

        assert kept(cache, KEY) is None
        cache.write(KEY, "gcc 14", HELLO)
        assert kept(cache, KEY) is None

    @pytest.mark.parametrize("target", ["/dev/zero", "/dev/full", "/nowhere", "itself"])
    def test_is_a_miss_if_it_leads_elsewhere(self, cache: ResultCache, target: str) -> None:
        path = entry_path(cache)
        path.symlink_to(path.name if target == "itself" else target)

        assert kept(cache, KEY) is None
        cache.write(KEY, "gcc 14", HELLO)
        assert kept(cache, KEY) == HELLO

    def test_is_a_miss_if_it_is_a_pipe_that_nobody_writes(self, cache: ResultCache) -> None:
        os.mkfifo(entry_path(cache))
        script = (
            "import sys; from pathlib import Path\n"
            "from mkdocs_c_runner.engine.store.cache import ResultCache\n"
            "print(ResultCache(Path(sys.argv[1])).read(sys.argv[2]))"
        )

        done = subprocess.run(
            [sys.executable, "-c", script, cache.directory, KEY],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        )

        assert done.stdout == "None\n"
