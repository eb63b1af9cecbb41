"""`accept`: the real output of a block in its page, and nothing else of it changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_c_runner import cli

from .commands import command

pytestmark = pytest.mark.usefixtures("sandbox")

PUTS = 'int main(void) { puts("one\\ttab"); puts("two \\"quoted\\""); }'
PROGRAM = f"#include <stdio.h>\n{PUTS}"
PRINTED = 'one\ttab\ntwo "quoted"'


def indented(text: str, prefix: str) -> str:
    return "".join(f"{prefix}{line}".rstrip() + "\n" for line in text.split("\n"))


# Pages before and after, with the line that is named.
PAGES = {
    "a session": (
        "# Bank\n\n```console run\n$ echo one\n$ echo two\n2\n\n$ true\n```\n\ntext\n",
        "# Bank\n\n```console run\n$ echo one\none\n$ echo two\ntwo\n\n$ true\n```\n\ntext\n",
        5,
    ),
    "a session in a list, with ends of lines of Windows": (
        "- item\r\n\r\n    ~~~console run\r\n    $ echo one\r\n    ~~~\r\n",
        "- item\r\n\r\n    ~~~console run\r\n    $ echo one\r\n    one\r\n    ~~~\r\n",
        3,
    ),
    "a session that prints a fence": (
        "```console run\n$ echo '```'\n```\n",
        "````console run\n$ echo '```'\n```\n````\n",
        1,
    ),
    "a session with output that may differ": (
        '```console run volatile="[0-9]+"\n$ echo 5 s\n7 s\n$ echo x\ny\n```\n',
        '```console run volatile="[0-9]+"\n$ echo 5 s\n7 s\n$ echo x\nx\n```\n',
        1,
    ),
    "a session with output that looks like commands": (
        "```console run\n$ echo '$ ls\n> $'\n$ printf '\\\\%s\\n' '$ ls' '$x' '\\$'\n```\n",
        (
            "```console run\n$ echo '$ ls\n> $'\n\\$ ls\n\\$\n"
            "$ printf '\\\\%s\\n' '$ ls' '$x' '\\$'\n\\\\$ ls\n\\$x\n\\\\\\$\n```\n"
        ),
        1,
    ),
    "an output fence": (
        indented(f"```c run\n{PROGRAM}\n```\n\n```output\nold\n```", "> "),
        indented(f"```c run\n{PROGRAM}\n```\n\n```output\n{PRINTED}\n```", "> "),
        1,
    ),
    "an option": (
        f"---\ntitle: x\n---\n```c run expect_output=\"old\\n\" fold='9'\n{PROGRAM}\n```\n",
        (
            "---\ntitle: x\n---\n"
            f"```c run expect_output=\"one\\ttab\\ntwo \\x22quoted\\x22\\n\" fold='9'\n{PROGRAM}\n```\n"
        ),
        4,
    ),
    "an option behind one whose value looks like it": (
        """```c run title='expect_output="x"' expect_output="x"\nint main(void) {}\n```\n""",
        """```c run title='expect_output="x"' expect_output=""\nint main(void) {}\n```\n""",
        1,
    ),
    "a session with a command over several lines": (
        "```console run\n$ echo 'a\n> b' |\n> cat  # exit 0\nx\n```\n",
        "```console run\n$ echo 'a\n> b' |\n> cat  # exit 0\na\nb\n```\n",
        1,
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_real_output_is_written_and_nothing_else(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after, number = PAGES[name]
    monkeypatch.chdir(tmp_path)
    page = Path("page.md")
    page.write_bytes(before.encode())

    done = command("accept", f"page.md:{number}", "--yes")

    assert done.exit_code == 0, done.output
    assert page.read_bytes().decode() == after
    assert "    | +++ page.md with the real output\n" in done.output
    again = command("accept", f"page.md:{number}", "--yes")
    assert again.exit_code == 0
    assert "the page says what was printed" in again.output


def test_nothing_is_written_without_a_yes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = Path("page.md")
    page.write_text("```console run\n$ echo one\n```\n")

    done = command("accept", "page.md:1")

    assert done.exit_code == cli.FAILURES
    assert "--yes writes the page without the question" in done.output
    assert page.read_text() == "```console run\n$ echo one\n```\n"


@pytest.mark.parametrize("place", ["page.md", "other.md:1", "page.md:x", ".:1"])
def test_a_place_that_is_none_is_told_in_two_lines(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.md").write_text("text\n")

    done = command("accept", place)

    assert done.exit_code == cli.USAGE
    told = f"{place} is no line of a page.\nType mkdocs-c-runner accept PAGE.md:LINE.\n"
    assert told in done.output


# Blocks whose output cannot be written, and the reason.
REFUSED = {
    '```console run timeout="100ms"\n$ sleep 9\n$ true\n```\n': (
        "the session ended with $ sleep 9, which hit the time limit, so nobody knows what the commands "
        'behind it print. timeout="0.2" gives it more'
    ),
    "```console run\n$ true\n$ echo 'a\n```\n": "error: page.md:3:1: $ echo 'a: the quote ' is not closed",
    '```console run truncate="4"\n$ seq 9\nx\n```\n': "$ seq 9: more is printed than is kept",
    '```c run truncate="4" main="wrap"\nputs("12345678");\n```\n\n```output\nx\n```\n': (
        "more is printed than is kept; a higher truncate keeps more of it"
    ),
    "```c run\nint main(void) {}\n```\n": "the page does not say what the block prints",
    "```c run\nint main(void) { return x; }\n```\n\n```output\nx\n```\n": "did not run",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_written_is_told(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = Path("page.md")
    page.write_text(text)

    done = command("accept", "page.md:1", "--yes")

    assert done.exit_code == cli.FAILURES
    assert REFUSED[text] in done.output
    assert page.read_text() == text


@pytest.mark.parametrize("place", ["page.md", "page.md:x", "missing.md:1", "page.md:0"])
def test_a_place_that_is_none_is_told(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.md").write_text("```console run\n$ true\n```\n")

    done = command("accept", place)

    assert done.exit_code == cli.USAGE
