"""The page that Markdown converts, and its site, as far as the host tells."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from markdown import Markdown

from .build.build import Build
from .build.folder import Folder
from .fence.extension_settings import ExtensionSettings
from .fence.settings import OnFailure
from .pages.markdown_options import MarkdownOptions
from .zensical_host import ZensicalPage, rendered_pages


class PageContext(NamedTuple):
    """A page that is converted, and its site, as far as they are known.

    Attributes:
        host: The directory of the pages, the page, and the site's Markdown extensions.
        root: The directory to which paths in the configuration are relative.
        front: Its front matter, if the host has read it.
        is_site: Whether the other pages of the directory are converted too.
        manner: The effect of failures and mistakes where the settings do not say it.
    """

    host: Folder
    root: Path
    front: Mapping[str, object] = MappingProxyType({})
    is_site: bool = False
    manner: OnFailure = "fail"

    @classmethod
    def of(cls, md: Markdown, settings: ExtensionSettings) -> PageContext:
        """Ask Zensical, MkDocs or the options of the extension for the page that is converted."""
        language = settings.language or "en"
        for processor in md.preprocessors:
            if type(processor).__name__ == "ContextPreprocessor":
                return cls._of_zensical(processor, settings.language)
        if "relpath" in md.treeprocessors:
            mkdocs: Any = md.treeprocessors["relpath"]
            root = Path(mkdocs.config.config_file_path or "").parent
            return cls(Folder(mkdocs.config.docs_dir, mkdocs.file.src_uri, language), root)
        return cls(Folder(settings.docs_dir, settings.page or None, language), Path.cwd())

    @classmethod
    def _of_zensical(cls, processor: Any, language: str) -> PageContext:
        page, site = processor.page, processor.config
        root = Path(site["root_dir"])
        host = ZensicalPage(
            str(root / site["docs_dir"]),
            page.path,
            language or str(site.get("theme", {}).get("language") or "en"),
            MarkdownOptions(site["markdown_extensions"], site["mdx_configs"]),
        )
        # A failure would end `zensical serve`, and nothing else tells that it is one.
        manner: OnFailure = "warn" if sys.argv[1:2] == ["serve"] else "fail"
        return cls(host, root, page.meta, is_site=True, manner=manner)

    def for_others(self) -> PageContext:
        """Return the page for other pages of its site, whose files are none that it depends on."""
        return self._replace(host=replace(self.host))

    def rendered(self, build: Build, *, warned: bool) -> None:
        """Note that the page was rendered, so that it is rendered again when other files change.

        Args:
            build: The build of the page.
            warned: Whether there were warnings.
        """
        if isinstance(self.host, ZensicalPage):
            included = map(Path, build.page(self.host.uri).scanned.included)
            pages = rendered_pages(self.root, serves=self.manner == "warn")
            pages.rendered(self.host, included, warned=warned)

    def text(self) -> str:
        """Return the page with its front matter, or nothing if its file is not known."""
        if self.host.uri is None:
            return ""
        try:
            return Path(self.host.docs_dir, self.host.uri).read_text("utf-8-sig")
        except (OSError, ValueError):
            return ""
