"""What the README says is true: its settings load, its block runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from .conftest import BuildSite

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def fences(language: str) -> list[str]:
    """The code of the README's fences in a language."""
    found = re.findall(rf"^(`{{3,}}){language}\n(.*?)^\1$", README, re.MULTILINE | re.DOTALL)
    return [code for _, code in found]


@pytest.mark.usefixtures("sandbox")
def test_the_first_example_prints_what_the_readme_shows(build_site: BuildSite) -> None:
    site = build_site({"index.md": fences("md")[0]}, yaml.safe_load(fences("yaml")[0]))

    box = fences("text")[0].partition("│ Output")[2].splitlines()[1:-1]
    shown = [line.strip("│ \n") for line in box]
    assert f'nohighlight">{chr(10).join(shown)}</code>' in site.html()


@pytest.mark.usefixtures("sandbox")
def test_its_settings_load(build_site: BuildSite) -> None:
    for code in fences("yaml"):
        settings = yaml.safe_load(code)
        if isinstance(settings, dict):
            assert build_site({"index.md": ""}, settings).error is None
