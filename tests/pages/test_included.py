"""Lines of included files, where an extension derived from the snippets extension rewrites them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown
from pymdownx.snippets import SnippetPreprocessor

from mkdocs_c_runner.pages.included import Inclusion, Written
from mkdocs_c_runner.place import Place

# Two lines of it are equal.
FILE = """\
one
--8<-- [start:part]
two {x}
}
three
}
four {x}
--8<-- [end:part]
five
"""

Rewrite = Callable[[Sequence[str]], list[str]]


def _lines_through_text(lines: Sequence[str]) -> list[str]:
    return "\n".join(lines).replace("{x}", "a\nb").split("\n")


REWRITES: dict[str, tuple[Rewrite, list[tuple[str, int]]]] = {
    "as they are": (
        list,
        [("two {x}", 3), ("}", 4), ("three", 5), ("}", 6), ("four {x}", 7)],
    ),
    "copied": (
        lambda lines: [f"{line}" for line in lines],
        [("two {x}", 3), ("}", 4), ("three", 5), ("}", 6), ("four {x}", 7)],
    ),
    "one removed": (
        lambda lines: [*lines[:1], *lines[3:]],
        [("two {x}", 3), ("}", 6), ("four {x}", 7)],
    ),
    "one inserted": (
        lambda lines: [*lines[:1], "new", *lines[4:]],
        [("two {x}", 3), ("new", 0), ("four {x}", 7)],
    ),
    "replaced, line by line": (
        lambda lines: [line.replace("{x}", "y") for line in lines],
        [("two y", 3), ("}", 4), ("three", 5), ("}", 6), ("four y", 7)],
    ),
    "rewritten as text": (
        _lines_through_text,
        [("two a", 0), ("b", 0), ("}", 0), ("three", 5), ("}", 0), ("four a", 0), ("b", 0)],
    ),
    "removed from the text": (
        lambda lines: "\n".join(lines).split("\n")[2:],
        [("three", 5), ("}", 0), ("four {x}", 7)],
    ),
    "another order": (
        lambda lines: [*lines[4:], *lines[:1]],
        [("four {x}", 7), ("two {x}", 3)],
    ),
}


@pytest.mark.skipif(
    not hasattr(SnippetPreprocessor, "process_snippet_lines"), reason="nothing can rewrite them"
)
@pytest.mark.parametrize("case", REWRITES)
def test_a_line_that_was_rewritten_never_has_a_wrong_number(case: str, tmp_path: Path) -> None:
    rewrite, wanted = REWRITES[case]
    (tmp_path / "file.txt").write_text(FILE, encoding="utf-8")

    assert _included(tmp_path, rewrite, "file.txt:part") == wanted


@pytest.mark.skipif(
    not hasattr(SnippetPreprocessor, "process_snippet_lines"), reason="nothing can rewrite them"
)
def test_a_whole_file_that_was_rewritten_has_no_wrong_number_either(tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("one\ntwo\nthree", encoding="utf-8")

    lines = _included(tmp_path, lambda lines: ["above", *map("{}".format, lines)], "file.txt")

    assert lines == [("above", 0), ("one", 1), ("two", 2), ("three", 3)]


@pytest.mark.skipif(
    not hasattr(SnippetPreprocessor, "process_snippet_lines"), reason="nothing can rewrite them"
)
@pytest.mark.parametrize(
    ("rewrite", "columns"),
    [
        (list, [5, 9]),
        (lambda lines: ["  " + line for line in lines], [5, 9]),
        (lambda lines: [line.replace("x", "yz") for line in lines], [1, 1]),
    ],
    ids=["as they are", "indented", "changed"],
)
def test_columns_are_those_of_the_file_or_unsaid(
    rewrite: Rewrite, columns: list[int], tmp_path: Path
) -> None:
    """Lines lose the indentation that they have in common."""
    text = "    int a = x;\n        int b = x;"
    (tmp_path / "file.txt").write_text(f"{{\n{text}\n}}", encoding="utf-8")

    lines = _written(tmp_path, rewrite, "file.txt:2:3", dedent_subsections=True)

    there = [Place("file.txt", line.number, 1 - line.added) for line in lines]
    found = [place.right(line.find("int")) for place, line in zip(there, lines, strict=True)]
    assert [place.column for place in found] == columns


def _included(directory: Path, rewrite: Rewrite, target: str) -> list[tuple[str, int]]:
    """The included lines with their numbers."""
    return [(str(line), line.number) for line in _written(directory, rewrite, target)]


def _written(directory: Path, rewrite: Rewrite, target: str, **settings: Any) -> list[Written]:
    """The included lines."""

    class Rewriting(SnippetPreprocessor):  # type: ignore[misc]
        def process_snippet_lines(self, lines: Sequence[str], target: Any) -> list[str]:  # noqa: ARG002
            return rewrite(lines)

    md = Markdown(
        extensions=["pymdownx.snippets"],
        extension_configs={"pymdownx.snippets": {"base_path": [str(directory)]}},
    )
    config = {
        name: getattr(md.preprocessors["snippet"], name)
        for name in vars(md.preprocessors["snippet"])
    }
    lines = Inclusion(Rewriting(config | settings, md)).lines([f'--8<-- "{target}"'])
    assert all(isinstance(line, Written) for line in lines)
    return lines
