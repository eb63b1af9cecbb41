"""The example site in each theme that readers may meet: built once, for all the processes that test."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

SOURCE = Path(__file__).parent.parent.parent / "example-site"

# A theme that knows nothing of us, and lets the reader's system choose between light and dark.
BARE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>{{ page.title }}</title>
<link rel="stylesheet" href="{{ 'bare.css' | url }}">
{% for path in config.extra_css %}<link rel="stylesheet" href="{{ path | url }}">{% endfor %}
</head>
<body><main>{{ page.content }}</main></body>
</html>
"""

BARE_CSS = """\
:root { background: Canvas; color: CanvasText; color-scheme: light dark; font: 100%/1.5 sans-serif; }
main { margin: 0 auto; max-width: 45rem; padding: 0 1rem; }
"""

_OURS = {"c-runner": {"allow_html": True}}

# The settings that differ from those of the example site.
THEMES: dict[str, dict[str, Any]] = {
    "material": {},
    "mkdocs": {
        "theme": {"name": "mkdocs", "color_mode": "auto", "user_color_mode_toggle": True},
        "plugins": ["search", _OURS],
        "nav": None,
    },
    "readthedocs": {
        "theme": {"name": "readthedocs"},
        "plugins": ["search", _OURS],
        "nav": None,
    },
    "bare": {
        "theme": {"name": None, "custom_dir": "theme"},
        "plugins": [_OURS],
        "nav": None,
    },
}


def build_all(directory: Path) -> dict[str, Path]:
    """Builds the example site in each theme, unless another process did, and says where each is.

    Args:
        directory: Where to build; the same for all processes.
    """
    sites = {theme: directory / f"site-{theme}" for theme in THEMES}
    directory.mkdir(exist_ok=True)
    with (directory / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not all(site.is_dir() for site in sites.values()):
            ignored = shutil.ignore_patterns("site", ".cache")
            shutil.copytree(SOURCE, directory, dirs_exist_ok=True, ignore=ignored)
            (directory / "theme").mkdir(exist_ok=True)
            (directory / "theme" / "main.html").write_text(BARE)
            (directory / "theme" / "bare.css").write_text(BARE_CSS)
            for theme, site in sites.items():
                _build(directory, theme, site)
    return sites


def _build(directory: Path, theme: str, site: Path) -> None:
    base = directory / "mkdocs.yml"
    if theme != "material":
        base = directory / f"in-{theme}.yml"
        base.write_text(yaml.safe_dump({"INHERIT": "mkdocs.yml", **THEMES[theme]}))
    build(load_config(str(base), strict=True, site_dir=str(site)))


def pages_of(site: Path) -> list[str]:
    """The paths of all pages of a site that was built."""
    paths = (path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return sorted("" if path == "." else f"{path}/" for path in paths)
