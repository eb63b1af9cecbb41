"""The Python-Markdown extension: the same fences without MkDocs, in Zensical and in Markdown alone.

To convert a page is a build of its own. Before included files come in, the page is scanned and all of its blocks
start; when its HTML is done, what is wrong is reported, and a failure ends the conversion. Nothing else would stop a
build of Zensical.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.superfences import SuperFencesException

from .build.build import Build, MachineError, is_below
from .build.fences import Fences
from .build.reader import SUPERFENCES
from .build.superfences import FenceExtension, register
from .engine.runner import Runner
from .engine.runner_settings import RunnerSettings
from .fence import front_matter
from .fence.settings import ExtensionSettings, OnFailure
from .html.publishing import data_url
from .pages.pages import UNKNOWN, SourcePage
from .pages.scan import Scanner, may_have_fences

# Under which Python-Markdown knows this extension.
NAME = "c_runner"

# After macros, which have 35 in Zensical, and before snippets, which have 32.
_BEFORE_SNIPPETS = 33
# Behind whatever else there is.
_LAST = -1000

# The name by which a build with --strict of MkDocs counts warnings.
log = logging.getLogger("mkdocs.plugins.c-runner")


class BlocksFailed(SuperFencesException):  # type: ignore[misc]
    """Blocks of a page are not as expected, or the machine cannot run them.

    It is the one kind of error that SuperFences does not swallow.
    """


class CRunnerExtension(Extension):
    """Runs the marked C blocks of the pages that a Markdown instance converts.

    Args:
        options: Those that `c-runner` has in mkdocs.yml, and those of `ExtensionSettings`.

    Raises:
        ValueError: If any of them cannot be used: a line for each.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__()
        try:
            self._settings = ExtensionSettings.of(options)
        except ValueError as error:
            raise ValueError(f"c_runner: {error}") from None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Registers what begins and ends a conversion, and the fences."""
        if not _has_superfences(md):
            md.registerExtensions([SUPERFENCES], {})
        conversion = _Conversion(md, self._settings)
        md.preprocessors.register(_Begin(md, conversion), "c_runner_begin", _BEFORE_SNIPPETS)
        FenceExtension(conversion).extendMarkdown(md)
        md.treeprocessors.register(_Converted(md, conversion), "c_runner_converted", _LAST)
        md.postprocessors.register(_End(md, conversion), "c_runner_end", _LAST)


def makeExtension(**options: Any) -> CRunnerExtension:  # noqa: N802 - the name is Python-Markdown's
    """The extension with these options."""
    return CRunnerExtension(**options)


class _Surroundings(NamedTuple):
    """Where a page stands.

    Attributes:
        uri: Its path below the directory of the pages.
        docs_dir: That directory.
        root: The directory in which relative paths of the configuration begin.
        language: The tag of the language of the site, or empty.
        said: Its front matter, if the host has read it.
        extensions: The Markdown extensions of the site.
        settings: Their options.
        is_site: Whether the other pages of the directory are converted too.
        on_failure: What a failure does where the settings do not say it.
    """

    uri: str
    docs_dir: Path
    root: Path
    language: str = ""
    said: Mapping[str, object] = MappingProxyType({})
    extensions: Sequence[Any] = (SUPERFENCES, "tables")
    settings: Mapping[str, Any] = MappingProxyType({})
    is_site: bool = False
    on_failure: OnFailure = "fail"

    @classmethod
    def of(cls, md: Markdown, settings: ExtensionSettings) -> _Surroundings:
        """What Zensical, MkDocs or our options say of the page that is converted."""
        for processor in md.preprocessors:
            if type(processor).__name__ == "ContextPreprocessor":
                return cls._of_zensical(processor)
        if "relpath" in md.treeprocessors:
            mkdocs: Any = md.treeprocessors["relpath"]
            root = Path(mkdocs.config.config_file_path or "").parent
            return cls(mkdocs.file.src_uri, Path(mkdocs.config.docs_dir), root)
        return cls(settings.page or UNKNOWN, Path(settings.docs_dir), Path.cwd())

    @classmethod
    def _of_zensical(cls, processor: Any) -> _Surroundings:
        page, site = processor.page, processor.config
        root = Path(site["root_dir"])
        language = str(site.get("theme", {}).get("language") or "")
        extensions = site["markdown_extensions"], site["mdx_configs"]
        docs_dir = root / site["docs_dir"]
        # A failure would end `zensical serve`, and nothing else tells that it is one.
        manner: OnFailure = "warn" if sys.argv[1:2] == ["serve"] else "fail"
        where = (page.path, docs_dir, root, language, page.meta, *extensions)
        return cls(*where, is_site=True, on_failure=manner)

    def text(self) -> str:
        """The page with its front matter, or nothing if its file is not known."""
        try:
            return (self.docs_dir / self.uri).read_text("utf-8-sig")
        except (OSError, ValueError):
            return ""


class _Conversion:
    """The conversions of one Markdown instance: what SuperFences calls, for the page it is at.

    Args:
        md: The instance.
        settings: The options of the extension.
    """

    def __init__(self, md: Markdown, settings: ExtensionSettings) -> None:
        self._md = md
        self._settings = settings
        self._scanner: Scanner | None = None
        self.is_done = False

    def begin(self, body: str) -> None:
        """Scans a page and starts its blocks.

        Raises:
            BlocksFailed: If the machine cannot run them.
        """
        self.is_done = False
        where = self._where = _Surroundings.of(self._md, self._settings)
        session = _session(self._settings.runner(where.root))
        is_first = session.begin(where)
        self._build = Build(self, self._settings, session.runner, log)
        self._build.choose_labels()
        written = where.text() or body
        said, written_body = front_matter.split(written)
        reader = self._build.reader
        reader.read(where.uri, written, written_body, where.said or said)
        reader.read_again(where.uri, body)
        page = reader.page(where.uri)
        try:
            self._build.start(page, page.scanned.fences)
        except MachineError as error:
            raise BlocksFailed(str(error)) from None
        if is_first and where.is_site and self._settings.cache:
            self._start_others()

    def end(self, html: str) -> None:
        """Reports what is wrong with the page that has become this HTML.

        Raises:
            BlocksFailed: If a block failed, and failures are to fail: with all that did.
        """
        self._build.publish(self._where.uri, html)
        failures = self._build.settle(self._settings.on_failure or self._where.on_failure)
        if failures:
            raise BlocksFailed("\n".join([self._build.report.summary(), *map(str, failures)]))
        if self._build.report.blocks:
            log.info("%s: %s", self._build.reader.path(self._where.uri), self._build.closing_line())

    @property
    def docs_dir(self) -> str:
        """The directory of the pages."""
        return str(self._where.docs_dir)

    @property
    def language(self) -> str:
        """The tag of the language of the labels."""
        return self._settings.language or self._where.language or "en"

    def scanner(self, fences: Fences) -> Scanner:  # noqa: ARG002 - the instance calls this one's
        """What finds fences as the instance will."""
        if self._scanner is None:
            register(self._md, self)
            self._scanner = Scanner(self._md, self.format)
        return self._scanner

    def rendered(self, md: Markdown) -> str:  # noqa: ARG002 - there is only one
        """The page that is converted."""
        return self._where.uri

    def generated(self, uri: str) -> bytes | None:  # noqa: ARG002 - none is known of
        """None."""
        return None

    def find(self, uri: str) -> SourcePage | None:
        """Another page of the directory, if it may have fences."""
        if not is_below(self._where.docs_dir / uri, self._where.docs_dir):
            return None
        text = self._where._replace(uri=uri).text()
        if not may_have_fences(text):
            return None
        said, body = front_matter.split(text)
        self._build.reader.read(uri, text, body, said)
        return self._build.pages.get(uri)

    def keep(self, md: Markdown, suffix: str, content: bytes) -> str:  # noqa: ARG002 - nowhere
        """An address that holds the file: hosts give no place for files."""
        return data_url(suffix, content)

    def markdown(self, fences: Fences) -> Markdown:
        """An instance for what programs print."""
        names = [name for name in self._where.extensions if name not in ("toc", NAME)]
        return Markdown(
            extensions=[*names, FenceExtension(fences)],
            extension_configs=dict(self._where.settings),
        )

    def validate(self, *args: Any) -> bool:
        """Whether a fence is ours."""
        return self._build.fences.validate(*args)

    def format(self, *args: Any, **options: Any) -> str:
        """The HTML of one of ours."""
        return self._build.fences.format(*args, **options)

    def validate_output(self, *args: Any) -> bool:
        """Whether an `output` fence may say what a block prints."""
        return self._build.fences.validate_output(*args)

    def format_output(self, *args: Any, **options: Any) -> str:
        """The HTML of such a fence."""
        return self._build.fences.format_output(*args, **options)

    def _start_others(self) -> None:
        """Starts the blocks of the other pages, which are converted one after the other."""
        build = self._build
        for path in sorted(self._where.docs_dir.rglob("*.md")):
            uri = path.relative_to(self._where.docs_dir).as_posix()
            page = build.pages.get(uri) or self.find(uri)
            if page is None or uri == self._where.uri:
                continue
            try:
                build.start(page, page.scanned.fences)
            except MachineError:
                return  # it is told where the page is converted, if it is


class _Begin(Preprocessor):
    def __init__(self, md: Markdown, conversion: _Conversion) -> None:
        super().__init__(md)
        self._conversion = conversion

    def run(self, lines: list[str]) -> list[str]:
        self._conversion.begin("\n".join(lines))
        return lines


class _Converted(Treeprocessor):
    """Notes that the page is converted: headings pass the post-processors before that."""

    def __init__(self, md: Markdown, conversion: _Conversion) -> None:
        super().__init__(md)
        self._conversion = conversion

    def run(self, root: Element) -> None:  # noqa: ARG002 - the tree stays as it is
        self._conversion.is_done = True


class _End(Postprocessor):
    def __init__(self, md: Markdown, conversion: _Conversion) -> None:
        super().__init__(md)
        self._conversion = conversion

    def run(self, text: str) -> str:
        if self._conversion.is_done:
            self._conversion.end(text)
        return text


class _Session:
    """What the conversions of one process have in common: what runs their blocks.

    Hosts do not say when a build begins. A page that comes again is of the next one.

    Attributes:
        runner: What runs them.
    """

    def __init__(self, settings: RunnerSettings) -> None:
        self.runner = Runner(settings)
        self._converted: set[tuple[Path, str]] = set()
        self._is_new = True

    def begin(self, where: _Surroundings) -> bool:
        """Begins a page, and says whether it is the first of the process."""
        page = (where.docs_dir, where.uri)
        if page in self._converted:
            self._converted.clear()
            self.runner.begin_build()
        self._converted.add(page)
        is_first, self._is_new = self._is_new, False
        return is_first


_session = cache(_Session)


def _has_superfences(md: Markdown) -> bool:
    known = "fenced_code_block" in md.preprocessors
    return known and hasattr(md.preprocessors["fenced_code_block"], "extension")
