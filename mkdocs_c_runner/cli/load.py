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
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.utils.yaml import get_yaml_loader, yaml_load
from yaml import MarkedYAMLError, YAMLError

from ..build.fence_extension import EXTENSION
from ..fence.settings import Settings
from ..plugin import CRunnerPlugin
from .configuration import NoConfiguration, of_the_site
from .layout import at_place
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


def load(config_file: str | None, **settings: Any) -> LoadedSite:
    """Load a site.

    Args:
        config_file: The path of its configuration, or None to look for it in the working directory.
        settings: Settings of MkDocs that count instead of those in the file.

    Raises:
        SiteError: If there is none, or it cannot be used.
    """
    try:
        path = of_the_site(config_file)
    except NoConfiguration as error:
        raise SiteError(str(error)) from None
    with _errors_of(path):
        if is_zensical(path):
            file: Any = _as_file(path, as_mkdocs(path))
            further = _OF_OTHER_HOSTS
        else:
            file, further = path, _of_other_hosts(path)
        config = load_config(file, **further, **settings)
    plugins = [item for item in config.plugins.values() if isinstance(item, CRunnerPlugin)]
    if not plugins:
        raise SiteError(
            f"{path} does not list the plugin c-runner.\nAdd it to {path}: plugins: [search, c-runner]"
        )
    if len(plugins) > 1:  # each would see a part of the events
        raise SiteError(
            f"{path} lists the plugin c-runner {len(plugins)} times.\nKeep one, and put all of its settings there."
        )
    _find_snippets_from_anywhere(config)
    return LoadedSite(config, plugins[0])


@contextmanager
def _errors_of(path: str) -> Iterator[None]:
    """Turn all that can be wrong with a configuration into one kind of error, which names the file."""
    told = _Collected(logging.ERROR)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(told)
    try:
        yield
    except Abort:  # the reasons were logged
        reasons = "; ".join(dict.fromkeys(told.messages)) or "MkDocs refuses it."
        raise SiteError(f"{path}: {reasons}") from None
    except OSError as error:
        raise SiteError(f"{error.filename or path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise SiteError(f"{path} cannot be read: it is no UTF-8.") from None
    except YAMLError as error:
        raise SiteError(_words_of(error, path)) from None
    except (MkDocsException, ValueError) as error:
        # MkDocs puts an error of YAML into one of its own, with a text of several lines.
        cause = error.__cause__ or error.__context__
        text = _words_of(cause, path) if isinstance(cause, YAMLError) else str(error)
        raise SiteError(text if path in text else f"{path}: {text}") from None
    except Exception as error:  # noqa: BLE001 - hooks and other plugins are programs of anybody
        reason = f"{type(error).__name__}: {error}"
        raise SiteError(
            f"{path} cannot be used: {reason}\nType mkdocs build to see where it comes from."
        ) from None
    finally:
        logger.removeHandler(told)


def _words_of(error: YAMLError, path: str) -> str:
    """Return what is wrong with YAML, in one line with its place."""
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    if mark is None or not isinstance(error, MarkedYAMLError):
        return f"{path}: {' '.join(str(error).split())}"
    return f"{path}:{mark.line + 1}:{mark.column + 1}: {error.problem}"


class _Collected(logging.Handler):
    """Keeps the messages of a log.

    Attributes:
        messages: The messages.
    """

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.messages.append(" ".join(record.getMessage().split()))


class _Printing(logging.Handler):
    """Prints the messages of a log as the commands print theirs."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print a message, which has a place already, or begins with its kind."""
        if record.name == "mkdocs.config" and record.levelno >= logging.ERROR:
            return  # it is the reason of an error that follows
        text = record.getMessage()
        kind = record.levelname.lower()
        at_place(text if f": {kind}: " in text.partition("\n")[0] else f"{kind}: {text}", err=True)


@contextmanager
def quiet() -> Iterator[None]:
    """Let MkDocs log warnings and errors only, in the form of our own."""
    logger = logging.getLogger("mkdocs")
    before = logger.level
    printing = _Printing(logging.WARNING)
    logger.setLevel(logging.WARNING)
    logger.addHandler(printing)
    try:
        yield
    finally:
        logger.removeHandler(printing)
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
        # With a configuration, the loader knows the tag `!relative` too.
        options = yaml_load(file, get_yaml_loader(config=MkDocsConfig()))
    if not isinstance(options, dict):
        raise ValueError(
            "a configuration is a list of names with values, such as site_name: My site"
        )
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
