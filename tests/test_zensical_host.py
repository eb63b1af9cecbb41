"""The pages that Zensical is to render again, without Zensical: its entries, and the times of files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mkdocs_c_runner.zensical_host import UNKNOWN, RenderedPages, ZensicalPage

# Entries by the names of their files: a page in each form, what is no page, and what Zensical does not name so.
ENTRIES = {
    "11": '{"data":{"origin":{"Source":"used.md"},"route":{}},"hash":1}',
    "12": '{"data":{"origin":{"Source":"a \\"b\\"/ü.md"},"route":{}},"hash":2}',
    "13": '{"data":"<html>used.md</html>","hash":3}',
    "14": '{"data":{"origin":{"Source":"alone.md"}}}',
    "15": '{"data":{"origin":{"Source":"cut.m',
    "16": "",
    "17": "\x00\xff",
    "objects.inv": '{"data":{"origin":{"Source":"used.md"}}}',
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A site with a page, two files and what Zensical keeps."""
    (tmp_path / ".cache").mkdir()
    for name, text in ENTRIES.items():
        (tmp_path / ".cache" / name).write_text(text, "utf-8")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "used.md").write_text("# Used\n")
    (docs / "d.csv").write_text("1\n")
    return docs


def rendered(docs: Path, uri: str, *reads: str, warned: bool = False) -> RenderedPages:
    """The pages of a site of which one was rendered."""
    page = ZensicalPage(str(docs), uri)
    for name in reads:
        try:
            page.read_file(name)
        except ValueError:
            assert not (docs / name).is_file() or name.startswith("..")
    pages = RenderedPages(docs.parent, serves=True)
    pages.rendered(page, [], warned=warned)
    return pages


@pytest.mark.parametrize(
    ("uri", "reads", "warned", "removed"),
    [
        ("used.md", ["d.csv"], False, {"11"}),
        ("used.md", [], True, {"11"}),
        ("used.md", ["missing.csv"], False, {"11"}),
        ('a "b"/ü.md', ["d.csv"], False, {"12"}),
        ("cut.md", ["d.csv"], False, set()),
        ("alone.md", [], False, set()),
        ("alone.md", ["../mkdocs.yml"], False, set()),
    ],
)
def test_only_pages_with_other_files_or_warnings_are_not_kept(
    docs: Path, uri: str, reads: list[str], warned: bool, removed: set[str]
) -> None:
    rendered(docs, uri, *reads, warned=warned).finish()

    assert {path.name for path in (docs.parent / ".cache").iterdir()} == ENTRIES.keys() - removed


def test_an_entry_that_is_written_anew_is_removed_again(docs: Path) -> None:
    entry = docs.parent / ".cache" / "11"
    pages = rendered(docs, "used.md", "d.csv")
    pages.remove_entries()
    entry.write_text(ENTRIES["11"])

    pages.remove_entries()

    assert not entry.exists()


@pytest.mark.parametrize("change", ["other text", "same size", "no file", "a new file", "nothing"])
def test_a_page_is_written_unchanged_when_one_of_its_files_has_changed(
    docs: Path, change: str
) -> None:
    page = docs / "used.md"
    pages = rendered(docs, "used.md", "d.csv", "new.csv")
    os.utime(page, ns=(1, 1))
    match change:
        case "other text":
            (docs / "d.csv").write_text("12\n")
        case "same size":
            (docs / "new").write_text("2\n")
            (docs / "new").replace(docs / "d.csv")
        case "no file":
            (docs / "d.csv").unlink()
        case "a new file":
            (docs / "new.csv").write_text("")

    pages.write_changed()
    assert page.stat().st_mtime_ns == 1, "Zensical still has its entry"
    pages.remove_entries()
    pages.write_changed()

    assert (page.stat().st_mtime_ns > 1) == (change != "nothing")
    assert page.read_text() == "# Used\n"
    os.utime(page, ns=(1, 1))
    pages.write_changed()
    assert page.stat().st_mtime_ns == 1, "a change counts once"


def test_a_page_that_is_gone_or_empty_stays_so(docs: Path) -> None:
    pages = rendered(docs, "used.md", "d.csv")
    pages.remove_entries()
    (docs / "used.md").write_text("")
    (docs / "d.csv").unlink()
    pages.write_changed()
    assert (docs / "used.md").read_bytes() == b""

    (docs / "used.md").unlink()
    (docs / "d.csv").write_text("2\n")
    pages.write_changed()
    assert not (docs / "used.md").exists()


def test_a_link_among_the_entries_is_not_followed(docs: Path) -> None:
    cache = docs.parent / ".cache"
    os.mkfifo(docs.parent / "nobody-writes")
    (cache / "1").symlink_to("../nobody-writes")
    os.mkfifo(cache / "2")
    (cache / "11").rename(docs.parent / "elsewhere")
    (cache / "11").symlink_to("../elsewhere")

    rendered(docs, "used.md", "d.csv").finish()

    assert (cache / "11").is_symlink()


def test_entries_of_another_form_are_told(docs: Path, caplog: pytest.LogCaptureFixture) -> None:
    pages = rendered(docs, "used.md", "d.csv")
    for path in (docs.parent / ".cache").glob("1*"):
        path.write_text('{"page":"used.md"}')

    pages.finish()

    assert caplog.messages == [UNKNOWN]


def test_a_site_without_entries_is_fine(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "docs").mkdir()

    rendered(tmp_path / "docs", "used.md", warned=True).finish()

    assert not caplog.messages
