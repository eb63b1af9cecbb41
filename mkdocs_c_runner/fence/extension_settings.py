"""The settings of the Markdown extension."""

from __future__ import annotations

from dataclasses import dataclass

from .from_yaml import text
from .settings import Settings, setting


@dataclass(frozen=True, kw_only=True)
class ExtensionSettings(Settings):
    """The settings of the Markdown extension: the same, and some that MkDocs would know by itself."""

    docs_dir: str = setting(text, "docs")
    """The directory of the pages, where the host does not say it."""

    page: str = setting(text, "")
    """The path of the page that is converted, below that directory, where the host does not say it."""

    language: str = setting(text, "")
    """The tag of the language of the labels; the theme's where there is one."""
