"""A site of Material's plugin `projects`: several configurations, each with our plugin, built by one command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from .environments import ENVIRONMENT

pytest.importorskip("material.plugins.projects")


def _written(directory: Path, name: str, plugins: list[str]) -> None:
    (directory / "docs").mkdir(parents=True)
    page = (
        f'# {name}\n\n```c run\n#include <stdio.h>\nint main(void) {{ puts("of {name}"); }}\n```\n'
    )
    (directory / "docs" / "index.md").write_text(page)
    settings = {
        "site_name": name,
        "site_url": f"https://example.org/{'' if name == 'top' else f'{name}/'}",
        "theme": {"name": "material", "font": False},
        "plugins": plugins,
        "markdown_extensions": ["pymdownx.superfences"],
    }
    (directory / "mkdocs.yml").write_text(yaml.safe_dump(settings))


@pytest.mark.usefixtures("sandbox")
def test_each_project_has_its_output_and_its_style_sheet(tmp_path: Path) -> None:
    """The plugin asks all media files of a project where they come from, and takes those of the theme away."""
    _written(tmp_path, "top", ["projects", "c-runner"])
    _written(tmp_path / "projects" / "part", "part", ["projects", "c-runner"])

    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        check=False,
        text=True,
        capture_output=True,
    )

    assert done.returncode == 0, done.stderr
    for name in ("top", "part"):
        site = tmp_path / "site" / ("" if name == "top" else name)
        html = (site / "index.html").read_text()
        assert f">of {name}</code>" in html
        assert 'href="assets/c-runner/c-runner.css"' in html
        assert (site / "assets" / "c-runner" / "c-runner.css").stat().st_size > 1000
