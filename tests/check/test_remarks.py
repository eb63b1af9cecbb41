"""An author is told where the sandbox is not as the machine of a reader."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.check.remarks import remarks
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.snippet import Snippet


def snippet(source: str, **inputs: str) -> Snippet:
    return Snippet(
        source, parse({"run": "run", **inputs}, Options(), Rules()).options, Place("a.md")
    )


@pytest.mark.parametrize(
    ("source", "inputs", "words"),
    [
        ("int main(void) {}", {}, []),
        ("char *day = __DATE__;", {}, ["__DATE__"]),
        ("char *hour = __TIME__;", {}, ["__DATE__"]),
        ("char *both = __TIMESTAMP__;", {}, ["__DATE__"]),
        ("char *day = __DATE__;", {"cache": "off"}, []),
        ("char *day = __DATE__;", {"compiler": "tcc"}, ["With tcc"]),
        ("getpwuid(getuid())->pw_name;", {}, ["getpwuid"]),
        ('getaddrinfo("example.org", "80", &hints, &found);', {}, ["no network"]),
        ('fopen("/dev/tty", "w");', {}, ["/dev/tty"]),
    ],
)
def test_what_is_otherwise_is_told(source: str, inputs: dict[str, str], words: list[str]) -> None:
    told = list(remarks(snippet(source, **inputs)))

    assert len(told) == len(words)
    assert all(word in sentence for word, sentence in zip(words, told, strict=True))


def test_a_block_is_dated_where_it_is_run_in_every_build() -> None:
    source = "char *day = __DATE__;"

    assert not snippet(source).job.dated
    assert snippet(source, cache="off").job.dated
    assert not snippet("int x;", cache="off").job.dated
