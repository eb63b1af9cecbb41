"""Sites of `hosts/companions.txt`, which are built strictly, cold and warm."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from .environments import ENVIRONMENT, ROOT, environment

OUTPUT = '<code class="nohighlight">hello</code>'
_GROUP = re.compile(r'<div class="result c-runner".*?</div>', re.DOTALL)


class Built(NamedTuple):
    """A site that was built."""

    log: str
    code: int
    directory: Path

    def html(self, page: str) -> str:
        """The HTML of a page."""
        return (self.directory / "site" / page).read_text("utf-8")

    def shows(self, page: str, output: str = OUTPUT) -> int:
        """How often a page shows an output."""
        return self.html(page).count(output)

    def groups(self) -> dict[Path, list[str]]:
        """The groups of the blocks of each page."""
        pages = (self.directory / "site").rglob("*.html")
        return {path: _GROUP.findall(path.read_text("utf-8")) for path in pages}

    @property
    def closing_line(self) -> str:
        """What the plugin says last: how many blocks there were."""
        (*_, line) = re.findall(r"c-runner: (\d+ blocks?: .*) \(", self.log)
        return str(line)


def build_twice(
    directory: Path, files: dict[str, str], plugins: list[Any], /, **config: Any
) -> Built:
    """Writes a site and builds it twice, strictly; the second build says and shows what the first did."""
    for name, text in files.items():
        path = directory / ("" if name.endswith(".py") else "docs") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    settings = {
        "site_name": "Companions",
        "site_url": "https://example.org/",
        "plugins": plugins if "c-runner" in plugins else [*plugins, "c-runner"],
        "markdown_extensions": ["pymdownx.superfences"],
    } | config
    (directory / "mkdocs.yml").write_text(yaml.safe_dump(settings))
    cold = _built(directory)
    groups = cold.groups()
    warm = _built(directory)
    assert warm.code == cold.code, warm.log
    assert mentions(warm.log) == mentions(cold.log)
    assert warm.groups() == groups
    return cold


def mentions(log: str) -> list[str]:
    """What the plugin says of places."""
    return re.findall(r"c-runner: (\S+:\d+:\d+: .*)", log)


def _built(directory: Path) -> Built:
    lines = (ROOT / "tests/hosts/companions.txt").read_text("utf-8").splitlines()
    mkdocs = environment([line for line in lines if not line.startswith("#")]) / "mkdocs"
    done = subprocess.run(
        [mkdocs, "build", "--strict"],
        cwd=directory,
        env=ENVIRONMENT,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return Built(done.stdout, done.returncode, directory)
