"""Translates a `zensical.toml` into the mkdocs.yml that renders the same blocks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..build.fence_extension import EXTENSION

# The settings of a site that MkDocs needs, beside its extensions.
_OF_THE_SITE = ("site_name", "docs_dir", "use_directory_urls")

# The options of these extensions decide which blocks a page has. Those of others are for readers, or name code of
# Zensical.
_DECIDING = (EXTENSION, "pymdownx.snippets", "pymdownx.superfences")
_FENCES_OF_OTHERS = "custom_fences"

# Extensions with one more word in their names than others of their package.
_LONGER = "pymdownx.blocks"


def is_zensical(config_file: str) -> bool:
    """Return whether a configuration is one of Zensical's own."""
    return config_file.endswith(".toml")


def as_mkdocs(config_file: str) -> dict[str, Any]:
    """Return the settings that mkdocs.yml would have.

    Args:
        config_file: The path of zensical.toml.

    Raises:
        OSError: If it cannot be read.
        ValueError: If it is no configuration with our extension, with the reason.
    """
    try:
        project = tomllib.loads(Path(config_file).read_text("utf-8")).get("project", {})
    except ValueError as error:
        raise ValueError(f"{config_file}: {error}") from None
    listed = project.get("markdown_extensions", {})
    extensions = listed if isinstance(listed, Mapping) else {name: {} for name in listed}
    if EXTENSION not in extensions:
        raise ValueError(
            f"{config_file} does not list the Markdown extension {EXTENSION}.\n"
            f"Add to {config_file}: [project.markdown_extensions.{EXTENSION}]"
        )
    return {
        "site_name": "none",
        **{name: project[name] for name in _OF_THE_SITE if name in project},
        "markdown_extensions": [
            {name: _deciding(options) if name in _DECIDING else {}}
            for name, options in _extensions(extensions)
            if not name.startswith("zensical.")
        ],
    }


def _extensions(tables: Mapping[str, Any], package: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the names of extensions with their options: TOML makes a table of each part of a name."""
    for key, options in tables.items():
        name = f"{package}{key}"
        if name in ("pymdownx", "zensical", _LONGER):
            yield from _extensions(options, f"{name}.")
        else:
            yield name, options


def _deciding(options: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name != _FENCES_OF_OTHERS}
