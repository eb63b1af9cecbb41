"""What the last build has published stays where it is, and nothing of it that anybody has touched, or nobody shows."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from mkdocs import utils
from mkdocs.commands.build import build
from mkdocs.config.base import load_config

from mkdocs_c_runner.html.playground import SCRIPTS
from mkdocs_c_runner.last_published import FILE
from mkdocs_c_runner.mkdocs_host import ASSETS

from .conftest import BuildSite, Site

BROWSER: dict[str, Any] = {"plugins": [{"c-runner": {"playground": "browser"}}]}

pytestmark = pytest.mark.usefixtures("wasm")


def page(*numbers: int) -> str:
    program = 'int puts(const char *);\nint main(void) {{ puts("{}"); }}'
    return "\n".join(f"```c run\n{program.format(number)}\n```\n" for number in numbers)


def published(site: Site) -> dict[str, Path]:
    """The programs, the page scripts and the large files of the toolchain, by their names."""
    below = site.directory / "site" / ASSETS
    return {path.name: path for path in below.rglob("*") if path.suffix in (".gz", ".js")}


def inodes(site: Site) -> dict[str, int]:
    return {name: path.stat().st_ino for name, path in published(site).items()}


def programs(site: Site) -> list[Path]:
    return sorted((site.directory / "site" / ASSETS).glob("*.wasm.gz"))


def hidden(site: Site) -> list[str]:
    return [path.name for path in (site.directory / "site").glob(".*")]


def test_a_further_build_writes_none_of_it_again(build_site: BuildSite) -> None:
    before = build_site({"index.md": page(1, 2)}, BROWSER)
    files, known = before.files(), inodes(before)
    assert len(known) == 5 + len(SCRIPTS)

    for _ in range(2):
        after = build_site(None, BROWSER)
        assert (after.files(), inodes(after)) == (files, known)
        assert hidden(after) == []


def test_what_no_page_shows_any_more_is_removed(build_site: BuildSite) -> None:
    site = build_site({"index.md": page(1, 2)}, BROWSER)
    first, known = programs(site), inodes(site)
    (site.directory / "site" / ASSETS / "further").mkdir()
    (site.directory / "site" / ASSETS / "further" / "file").write_text("of somebody")

    build_site({"index.md": page(2, 3)}, BROWSER)

    now = inodes(site)
    assert len(programs(site)) == 2
    assert len({*first} & {*programs(site)}) == 1
    assert {name: known[name] for name in now if name in known}.items() <= now.items()
    assert not (site.directory / "site" / ASSETS / "further").exists()


def test_a_site_that_needs_none_of_it_has_none(build_site: BuildSite) -> None:
    build_site({"index.md": page(1)}, BROWSER)

    site = build_site()

    assert published(site) == {}
    assert hidden(site) == []


def same_size_and_time(path: Path) -> None:
    status, content = path.stat(), path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def another_file(path: Path) -> None:
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[::-1])


def a_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/full")


def a_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "file").write_text("of somebody")


@pytest.mark.parametrize(
    "touch", [same_size_and_time, another_file, a_link, a_directory, os.unlink]
)
def test_what_somebody_has_touched_is_written_anew(touch: Any, build_site: BuildSite) -> None:
    site = build_site({"index.md": page(1)}, BROWSER)
    files = site.files()
    for path in published(site).values():
        touch(path)

    assert build_site(None, BROWSER).files() == files


@pytest.mark.parametrize(
    "content", ["", "[]", '{"version": 1, "sites": []}', '{"version": 1, "sites": {"%": {"a": 1}}}']
)
def test_a_broken_note_is_as_none(content: str, build_site: BuildSite) -> None:
    site = build_site({"index.md": page(1)}, BROWSER)
    files, known = site.files(), inodes(site)
    (note,) = (site.directory / ".cache").rglob(FILE)
    assert json.loads(note.read_text())["sites"][str(site.directory / "site")].keys() >= {
        *known
    } - {name for name in known if not name[:20].isalnum()}
    note.write_text(content.replace("%", str(site.directory / "site")))

    assert build_site(None, BROWSER).files() == files


def test_a_build_that_fails_leaves_it_for_the_next_one(build_site: BuildSite) -> None:
    site = build_site({"index.md": page(1)}, BROWSER)
    files, known = site.files(), inodes(site)

    assert build_site({"index.md": "```c run\nint main(void) { return 1; }\n```\n"}, BROWSER).error
    assert hidden(site) == []
    build_site({"index.md": page(1)}, BROWSER)

    assert (site.files(), inodes(site)) == (files, known)


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
@pytest.mark.parametrize("config", [BROWSER, None])
def test_so_does_one_that_ends_while_mkdocs_empties_the_site(
    error: type[BaseException],
    config: dict[str, Any] | None,
    build_site: BuildSite,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site = build_site({"index.md": page(1)}, BROWSER)
    files, known = site.files(), inodes(site)
    empty = utils.clean_directory

    def end(directory: str) -> None:
        empty(directory)
        raise error

    monkeypatch.setattr(utils, "clean_directory", end)
    with pytest.raises(error):
        build_site(None, BROWSER)
    monkeypatch.setattr(utils, "clean_directory", empty)
    assert bool(hidden(site)) == (error is KeyboardInterrupt)
    build_site(None, config)

    assert hidden(site) == []
    if config:
        assert (site.files(), inodes(site)) == (files, known)
    else:
        assert published(site) == {}


def test_a_build_of_changed_pages_alone_keeps_those_of_the_others(build_site: BuildSite) -> None:
    site = build_site({"index.md": page(1), "other.md": page(2)}, BROWSER)
    first = programs(site)
    (site.directory / "docs/other.md").write_text(page(3))
    loaded = load_config("mkdocs.yml")
    loaded.plugins.on_startup(command="build", dirty=True)

    build(loaded, dirty=True)

    assert {*first} < {*programs(site)}
    assert hidden(site) == []


def test_sites_with_one_cache_do_not_meet(build_site: BuildSite) -> None:
    site = build_site({"index.md": page(1)}, BROWSER)
    files, known = site.files(), inodes(site)
    other = site.directory / "elsewhere"
    other.mkdir()
    (site.directory / "link").symlink_to(other)

    build_site(None, {**BROWSER, "site_dir": "link"})
    copied = {path: path.stat().st_ino for path in (other / ASSETS).rglob("*.gz")}
    build_site(None, {**BROWSER, "site_dir": "elsewhere"})

    assert copied == {path: path.stat().st_ino for path in (other / ASSETS).rglob("*.gz")}
    build_site(None, BROWSER)
    assert (site.files(), inodes(site)) == (files, known)


def test_a_directory_elsewhere_is_left_alone(build_site: BuildSite) -> None:
    site = build_site({"index.md": page(1)}, BROWSER)
    there, elsewhere = site.directory / "site" / ASSETS, site.directory / "elsewhere"
    there.rename(elsewhere)
    there.symlink_to(elsewhere)
    (elsewhere / "file").write_text("of somebody")

    build_site({"index.md": page(2)}, BROWSER)

    assert (elsewhere / "file").read_text() == "of somebody"


def test_a_preview_keeps_it_too_and_notes_nothing(build_site: BuildSite) -> None:
    site = build_site({"index.md": "Nothing yet.\n"}, BROWSER)
    (site.directory / "docs/index.md").write_text(page(1))
    loaded = load_config("mkdocs.yml")
    loaded.plugins.on_startup(command="serve", dirty=False)
    build(loaded)
    files, known = site.files(), inodes(site)
    assert known

    build(loaded)

    assert (site.files(), inodes(site)) == (files, known)
    assert not list((site.directory / ".cache").rglob(FILE))
