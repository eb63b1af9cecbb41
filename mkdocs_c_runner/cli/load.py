"""Loads the configuration of a site, which another host than MkDocs may render."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from ..build.fence_extension import EXTENSION
from ..fence.settings import Settings
from ..plugin import CRunnerPlugin
from .zensical import as_mkdocs, is_zensical

SNIPPETS = "pymdownx.snippets"

# Lets MkDocs render a site that is another host's: its plugins and themes may be unknown to MkDocs.
_OF_OTHER_HOSTS: dict[str, Any] = {"plugins": ["c-runner"], "theme": "mkdocs"}


class SiteError(Exception):
    """The site could not be rendered."""


class LoadedSite(NamedTuple):
    """A site that was loaded and not rendered.

    Attributes:
        config: Its configuration.
        plugin: The plugin in it.
    """

    config: MkDocsConfig
    plugin: CRunnerPlugin

    @property
    def settings(self) -> Settings:
        """The settings of the plugin.

        Raises:
            SiteError: If they cannot be used.
        """
        try:
            return self.plugin.settings(self.config)
        except MkDocsException as error:
            raise SiteError(str(error)) from None

    @property
    def root(self) -> Path:
        """The directory of the configuration, to which its paths are relative."""
        return Path(self.config.config_file_path or "").parent


def load(config_file: str, **settings: Any) -> LoadedSite:
    """Load a site.

    Args:
        config_file: The path of mkdocs.yml, or of zensical.toml.
        settings: Settings of MkDocs that count instead of those in the file.

    Raises:
        SiteError: If its configuration cannot be used.
    """
    try:
        if is_zensical(config_file):
            file: Any = _as_file(config_file, as_mkdocs(config_file))
            further = _OF_OTHER_HOSTS
        else:
            file, further = config_file, _of_other_hosts(config_file)
        config = load_config(file, **further, **settings)
    except (MkDocsException, OSError, ValueError) as error:
        raise SiteError(str(error)) from None
    plugins = [item for item in config.plugins.values() if isinstance(item, CRunnerPlugin)]
    if not plugins:
        raise SiteError(f"{config_file} does not list the plugin c-runner.")
    _find_snippets_from_anywhere(config)
    return LoadedSite(config, plugins[0])


@contextmanager
def quiet() -> Iterator[None]:
    """Let MkDocs log warnings and errors only."""
    logger = logging.getLogger("mkdocs")
    before = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(before)


def _find_snippets_from_anywhere(config: MkDocsConfig) -> None:
    """Let snippets be found beside mkdocs.yml too, where most sites are built.

    MkDocs looks for them in the working directory alone.
    """
    if SNIPPETS not in config.markdown_extensions:
        return
    root = Path(config.config_file_path or "").absolute().parent
    settings = config.mdx_configs.setdefault(SNIPPETS, {})
    base_path = settings.get("base_path", ["."])
    paths = list(base_path) if isinstance(base_path, list | tuple) else [base_path]
    further = [str(root / path) for path in paths if isinstance(path, str)]
    settings["base_path"] = [*paths, *further]


def _of_other_hosts(config_file: str) -> dict[str, Any]:
    """Return the settings with which MkDocs renders a site that lists the Markdown extension and not the plugin."""
    with open(config_file, encoding="utf-8") as file:
        options = yaml_load(file)
    has_plugin = "c-runner" in _names(options.get("plugins"))
    has_extension = EXTENSION in _names(options.get("markdown_extensions"))
    return _OF_OTHER_HOSTS if has_extension and not has_plugin else {}


def _as_file(path: str, settings: Mapping[str, Any]) -> BytesIO:
    """Return settings as a YAML file with this path."""
    file = BytesIO(json.dumps(settings).encode())
    file.name = os.path.abspath(path)
    return file


def _names(listed: object) -> list[str]:
    """Return the names in a list of names, some of which have options."""
    names: list[str] = []
    for item in listed if isinstance(listed, list | dict) else ():
        names += item if isinstance(item, dict) else [str(item)]
    return names
