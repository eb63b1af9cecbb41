"""`css` writes the style sheet that other hosts are to link."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_c_runner import cli
from mkdocs_c_runner.html import style_sheet


@pytest.fixture(autouse=True)
def _in_a_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_style_sheet_is_printed() -> None:
    assert CliRunner().invoke(cli.main, ["css"]).output == style_sheet.text()


def test_the_style_sheet_is_written(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli.main, ["css", "docs/css/c-runner.css"])

    assert done.exit_code == 0
    assert (tmp_path / "docs" / "css" / "c-runner.css").read_text("utf-8") == style_sheet.text()


def test_a_style_sheet_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "docs").write_text("")

    done = CliRunner().invoke(cli.main, ["css", "docs/css/c-runner.css"])

    assert done.exit_code == cli.USAGE
    assert "docs/css/c-runner.css cannot be written" in done.output
