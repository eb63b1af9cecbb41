"""An edited block is put back where it stood, and nothing else of the page changes."""

from __future__ import annotations

import errno
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mkdocs_c_runner.pages.docs_files import read_below
from mkdocs_c_runner.server.refused import Refused
from mkdocs_c_runner.server.saving import replaced, save

# Pages by what they show: the page, the line that opens the fence, the source in it, another one, the page with that.
PAGES = {
    "plain": ("a\n```c run\nx\ny\n```\nb\n", 2, "x\ny", "z", "a\n```c run\nz\n```\nb\n"),
    "with its last line feed": ("```c run\nx\n```\n", 1, "x\n", "y\nz\n", "```c run\ny\nz\n```\n"),
    "CRLF": ("```c run\r\nx\r\n```\r\n", 1, "x", "y\nz", "```c run\r\ny\r\nz\r\n```\r\n"),
    "text of a browser": ("```c run\nx\n```\n", 1, "x", "y\r\nz", "```c run\ny\nz\n```\n"),
    "indented": (
        "- a\n\n    ```c run\n    x\n\n        y\n    ```\n",
        3,
        "x\n\n    y",
        "x\n\n    z\n\n",
        "- a\n\n    ```c run\n    x\n\n        z\n\n    ```\n",
    ),
    "indented by a tab": ("\t```c run\n\tx\n\t```\n", 1, "x", "\ty", "\t```c run\n\t\ty\n\t```\n"),
    "quoted": (
        "> ```c run\n> x\n>\n> y\n> ```\n",
        1,
        "x\n\ny",
        "\nz",
        "> ```c run\n>\n> z\n> ```\n",
    ),
    "tildes": ("~~~~c run\n~~~\n~~~~\n", 1, "~~~", "y", "~~~~c run\ny\n~~~~\n"),
    "a fence in the source": (
        "```c run\nx\n```\n",
        1,
        "x",
        "/*\n````\n*/",
        "`````c run\n/*\n````\n*/\n`````\n",
    ),
    "no line feed at the end": ("```c run\nx\n```", 1, "x", "y", "```c run\ny\n```"),
    "emptied": ("```c run\nx\n```\n", 1, "x", "", "```c run\n```\n"),
    "filled": ("```c run\n```\n", 1, "", "x", "```c run\nx\n```\n"),
    "byte order mark": (
        "\ufeff```c run\nx\n```\na\n",
        1,
        "x",
        "y",
        "\ufeff```c run\ny\n```\na\n",
    ),
    "two equal ones": (
        "```c run\nx\n```\n```c run\nx\n```\n",
        4,
        "x",
        "y",
        "```c run\nx\n```\n```c run\ny\n```\n",
    ),
    "changed": ("```c run\nX\n```\n", 1, "x", "y", None),
    "longer": ("```c run\nx\ny\n```\n", 1, "x", "y", None),
    "moved": ("\n```c run\nx\n```\n", 1, "x", "y", None),
    "line that is not there": ("```c run\nx\n```\n", 9, "x", "y", None),
    "never closed": ("```c run\nx\n", 1, "x", "y", None),
    "less indented": ("    ```c run\n  x\n    ```\n", 1, "x", "y", None),
}


# How many empty lines there were at the end of a source is forgotten.
ENDS: dict[str, tuple[str, int, str, str, str | None]] = {
    "empty lines at the end": (
        "```c run\nx\n\n\n```\n",
        1,
        "x\n",
        "x\n\n",
        "```c run\nx\n\n```\n",
    ),
    "nothing but an empty line": ("```c run\n\n```\n", 1, "", "x", "```c run\nx\n```\n"),
}


@pytest.mark.parametrize("name", PAGES | ENDS)
def test_a_source_is_replaced(name: str) -> None:
    text, line, before, after, expected = (PAGES | ENDS)[name]

    assert replaced(text, line, before, after) == expected


@pytest.mark.parametrize("name", [name for name, case in PAGES.items() if case[-1]])
def test_it_can_be_taken_back(name: str) -> None:
    text, line, before, after, changed = PAGES[name]
    again = replaced(str(changed), line, after, before)

    assert again is not None
    assert again.replace("````", "```").replace("````", "```") == text or "~" in text


class TestFiles:
    """Only a page of the site is written, and only if it is as it was."""

    def test_a_page_keeps_its_mode(self, tmp_path: Path) -> None:
        page = tmp_path / "a.md"
        page.write_bytes(b"```c run\nx\n```\n")
        page.chmod(0o640)

        save(str(tmp_path), "a.md", 1, "x", "größe")

        assert page.read_bytes() == "```c run\ngröße\n```\n".encode()
        assert page.stat().st_mode & 0o777 == 0o640

    @pytest.mark.parametrize(
        "uri", ["../out.md", "/etc/passwd", "link.md", "none.md", "dir", "a\0b"]
    )
    def test_no_other_file_is_written(self, tmp_path: Path, uri: str) -> None:
        docs, out = tmp_path / "docs", tmp_path / "out.md"
        (docs / "dir").mkdir(parents=True)
        out.write_text("```c run\nx\n```\n")
        (docs / "link.md").symlink_to(out)

        with pytest.raises(Refused) as refused:
            save(str(docs), uri, 1, "x", "y")

        assert refused.value.status == 409
        assert out.read_text() == "```c run\nx\n```\n"

    @pytest.mark.parametrize(
        "content", [b"```c run\nz\n```\n", b"", b"\xff", b"```c run\n\xffx\n```\n"]
    )
    def test_a_page_that_has_changed_stays(self, tmp_path: Path, content: bytes) -> None:
        page = tmp_path / "a.md"
        page.write_bytes(content)

        with pytest.raises(Refused) as refused:
            save(str(tmp_path), "a.md", 1, "x", "y")

        assert refused.value.status == 409
        assert page.read_bytes() == content

    def test_blocks_that_are_saved_at_one_time_are_all_kept(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = tmp_path / "a.md"
        page.write_text("```c run\nx\n```\n" * 2)
        pause = threading.Event()

        def slowly(docs_dir: str, uri: str) -> bytes:
            content = read_below(docs_dir, uri)
            pause.wait(0.1)  # the other one would read here
            return content

        monkeypatch.setattr("mkdocs_c_runner.server.saving.read_below", slowly)
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(lambda line: save(str(tmp_path), "a.md", line, "x", "y"), (1, 4)))

        assert page.read_text() == "```c run\ny\n```\n" * 2

    def test_a_page_stays_as_it_was_if_the_disk_is_full(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = tmp_path / "a.md"
        page.write_bytes(b"```c run\nx\n```\n")
        write = Path.write_bytes

        def some(path: Path, data: bytes) -> int:
            write(path, data[:9])
            if b"full" in data:
                raise OSError(errno.ENOSPC, "No space left on device")
            return write(path, data)

        monkeypatch.setattr(Path, "write_bytes", some)
        with pytest.raises(Refused) as refused:
            save(str(tmp_path), "a.md", 1, "x", "full")

        assert refused.value.sentence == "a.md cannot be written: No space left on device."
        assert page.read_bytes() == b"```c run\nx\n```\n"
