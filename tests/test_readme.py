"""What the README says is true: its examples run, its settings load, its links lead somewhere."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest
import yaml

from .conftest import BuildSite

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
REPOSITORY = "https://github.com/mkdocs-c-runner/mkdocs-c-runner"
PICTURE = ROOT / "example-site" / "picture.png"


def fences(language: str) -> list[str]:
    """Return the code of the README's fences in a language."""
    found = re.findall(rf"^(`{{3,}}){language}\n(.*?)^\1$", README, re.MULTILINE | re.DOTALL)
    return [code for _, code in found]


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= 150


@pytest.mark.usefixtures("sandbox")
def test_its_first_example_prints_what_the_picture_shows(build_site: BuildSite) -> None:
    site = build_site({"index.md": fences("md")[0]}, yaml.safe_load(fences("yaml")[0]))

    output = re.search(r'class="nohighlight">(.*?)</code>', site.html(), re.DOTALL)
    assert output is not None
    shown = " ".join(re.sub(r"<[^>]*>", "", output[1]).split())
    assert f"beneath it its output: {shown}" in README


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("number", range(len(fences("md"))))
def test_its_examples_run(number: int, build_site: BuildSite) -> None:
    site = build_site({"index.md": fences("md")[number]}, yaml.safe_load(fences("yaml")[0]))

    assert site.error is None
    assert site.closing_line == "INFO 1 block: 1 run, 0 cached, 0 failed"


@pytest.mark.usefixtures("sandbox")
def test_its_settings_load(build_site: BuildSite) -> None:
    for code in fences("yaml"):
        assert build_site({"index.md": ""}, yaml.safe_load(code)).error is None


def test_its_links_work_on_other_sites() -> None:
    links = re.findall(r'\]\(([^)]*)\)|src="([^"]*)"', README)
    addresses = [address or source for address, source in links]
    headings = re.findall(r"^## (.*)$", README, re.MULTILINE)

    for address in addresses:
        if address.startswith("#"):
            assert address[1:] in [heading.lower().replace(" ", "-") for heading in headings]
        else:
            assert address.startswith("https://")
            inside = re.fullmatch(rf"{REPOSITORY}/(?:blob|raw)/main/([^#]*)(?:#.*)?", address)
            assert inside is None or (ROOT / inside[1]).is_file(), address
    assert len(addresses) > 10


def test_its_picture_is_small_and_sharp() -> None:
    content = PICTURE.read_bytes()
    (width,) = struct.unpack(">I", content[16:20])

    assert content.startswith(b"\x89PNG")
    assert width == 1600
    assert len(content) < 60_000


def test_its_picture_shows_the_first_example() -> None:
    page = (ROOT / "example-site/docs/manual/input.md").read_text("utf-8")
    _, _, first = page.partition('<div class="readers-see" markdown>\n\n')

    assert first.startswith(fences("md")[0])
