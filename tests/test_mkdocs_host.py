"""Files that are made of output are written while MkDocs writes the pages, and all of them before the build ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.base import load_config

from mkdocs_c_runner.mkdocs_host import ASSETS, MkDocsSite


@pytest.fixture
def site(tmp_path: Path) -> MkDocsSite:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Files\n")
    return MkDocsSite(load_config(str(tmp_path / "mkdocs.yml")))


def publish(site: MkDocsSite, numbers: range) -> None:
    site.published.update({f"{ASSETS}/{number}.svg": b"%d" % number for number in numbers})


@pytest.mark.parametrize("many", [0, 1, 50])
def test_all_are_written(many: int, site: MkDocsSite, tmp_path: Path) -> None:
    publish(site, range(many))
    site.begin_to_write()
    publish(site, range(many, many + 3))
    site.write_published()

    written = {path.name: path.read_bytes() for path in (tmp_path / "site" / ASSETS).iterdir()}
    assert written == {f"{number}.svg": b"%d" % number for number in range(many + 3)}


@pytest.mark.parametrize("many", [1, 50])
def test_a_file_that_cannot_be_written_fails_the_build(
    many: int, site: MkDocsSite, tmp_path: Path
) -> None:
    (tmp_path / "site").write_text("a file")
    publish(site, range(many))
    site.begin_to_write()

    with pytest.raises(OSError, match="site"):
        site.write_published()


def test_a_site_without_such_files_has_no_directory_for_them(
    site: MkDocsSite, tmp_path: Path
) -> None:
    site.begin_to_write()
    site.write_published()

    assert not (tmp_path / "site").exists()
