"""The options of mkdocs.yml, each documented under its field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mkdocs.config import base
from mkdocs.config import config_options as c

from .engine.job import COMPILE_LIMITS, COMPILER_NAMES, RUN_LIMITS
from .engine.runner import RunnerSettings
from .page.defaults import Defaults
from .page.labels import labels
from .page.parsers import PARTS, cpu_time, folding
from .page.values import count, duration, size

if TYPE_CHECKING:
    from .engine.runner import Execute


class _Parsed(c.OptionallyRequired[Any]):
    """An option that one of the fence's own parsers reads, so that both understand the same."""

    def __init__(self, parser: Callable[[str], Any], default: str) -> None:
        self._parser = parser
        super().__init__(default=default)

    def run_validation(self, value: object) -> Any:
        try:
            return self._parser(str(value))
        except ValueError as error:
            raise base.ValidationError(f"{value!r}: {error}.") from None


class _Words(c.OptionallyRequired[Any]):
    """A list of strings, or one string with blanks between them."""

    def __init__(self, default: list[str], check: Callable[[str], object] = str) -> None:
        self._check = check
        super().__init__(default=default)

    def run_validation(self, value: object) -> tuple[str, ...]:
        words = value.split() if isinstance(value, str) else value
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise base.ValidationError(f"It must be a list of strings, not {value!r}.")
        for word in words:
            try:
                self._check(word)
            except (ValueError, re.error) as error:
                raise base.ValidationError(f"{word!r}: {error}.") from None
        return tuple(words)


class _Labels(c.OptionallyRequired[Any]):
    """A mapping from names of labels to words."""

    def run_validation(self, value: object) -> Any:
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            raise base.ValidationError(f"It must map names to words, not {value!r}.")
        try:
            labels(value)
        except ValueError as error:
            raise base.ValidationError(str(error)) from None
        return value


def _part(word: str) -> None:
    if word not in PARTS:
        raise ValueError("must be one of " + ", ".join(PARTS))


class CRunnerConfig(base.Config):  # type: ignore[no-untyped-call]
    """What can stand under `c-runner` in mkdocs.yml."""

    enabled = c.Type(bool, default=True)
    """Whether blocks are run; if not, their sources are shown alone."""

    execute = c.Choice(("auto", "never", "always"), default="auto")
    """`auto` shows recorded and kept results and runs the rest, `never` runs none, `always` all."""

    on_failure = c.Optional(c.Choice(("fail", "warn", "ignore")))
    """What a block does to the build that is not as expected: by default `fail`, and `warn` in serve."""

    on_warning = c.Choice(("info", "warn", "fail", "ignore"), default="info")
    """How the compiler's warnings are logged; `fail` makes them failures."""

    compiler = c.Choice(COMPILER_NAMES, default="gcc")
    """The compiler."""

    std = c.Type(str, default="")
    """The C standard, such as c17; empty for the compiler's own."""

    flags = _Words(["-Wall", "-Wextra"])
    """Compiler flags of every block; a fence adds to them."""

    libs = _Words(["-lm"])
    """Linker flags of every block; a fence adds to them."""

    allowed_flags = _Words([], check=re.compile)
    """Regular expressions for flags that pages may use beyond the built-in list."""

    timeout = _Parsed(duration, "5")
    """How long a program may run."""

    compile_timeout = _Parsed(duration, "10")
    """How long the compiler may take."""

    memory = _Parsed(size, "512M")
    """How much memory a program may use."""

    truncate = _Parsed(count, "10000")
    """How many characters of output are shown."""

    max_timeout = _Parsed(duration, "30")
    """The highest `timeout` that a fence may ask for."""

    max_memory = _Parsed(size, "2G")
    """The highest `memory` that a fence may ask for."""

    max_truncate = _Parsed(count, "100000")
    """The highest `truncate` that a fence may ask for."""

    concurrency = c.Type(int, default=0)
    """How many blocks run at one time; 0 for one a core."""

    cache = c.Type(bool, default=True)
    """Whether results are kept between builds."""

    cache_dir = c.Type(str, default=".cache/plugin/c-runner")
    """Where they are kept, relative to mkdocs.yml."""

    results_dir = c.Type(str, default="c-results")
    """Where recorded results are, relative to mkdocs.yml."""

    show = _Words(["source", "output"], check=_part)
    """The parts of a block that are shown, in order."""

    fold = _Parsed(folding, "40")
    """How many lines of output need no folding; `off` folds none."""

    prelude = c.Type(str, default="")
    """Code that is compiled before every block."""

    tools = c.Type(bool, default=False)
    """Whether programs may execute those of /usr/bin."""

    labels = _Labels(default={})
    """Other words for the labels around the output, which are in the language of the theme."""

    css = c.Choice(("auto", "on", "off"), default="auto")
    """Whether the style sheet is linked: `auto` links it where the site has a marked block."""

    def runner_settings(self, beside: Path) -> RunnerSettings:
        """How results are found and made, where relative paths begin at this directory."""
        return RunnerSettings(
            cache_directory=beside / self.cache_dir if self.cache else None,
            results_directory=beside / self.results_dir,
            execute=cast("Execute", self.execute),
            concurrency=self.concurrency,
        )

    def defaults(self) -> Defaults:
        """The options as the page's side knows them."""
        return Defaults(
            compiler=self.compiler,
            std=self.std,
            flags=self.flags,
            libs=self.libs,
            allowed_flags=self.allowed_flags,
            show=self.show,
            fold=self.fold,
            prelude=self.prelude,
            tools=self.tools,
            compile_limits=replace(
                COMPILE_LIMITS,
                wall_time=self.compile_timeout,
                cpu_time=cpu_time(self.compile_timeout),
            ),
            run_limits=replace(
                RUN_LIMITS,
                wall_time=self.timeout,
                cpu_time=cpu_time(self.timeout),
                memory=self.memory,
                truncate=self.truncate,
            ),
            max_timeout=max(self.max_timeout, self.timeout),
            max_memory=max(self.max_memory, self.memory),
            max_truncate=max(self.max_truncate, self.truncate),
        )


class ExtensionConfig(CRunnerConfig):  # type: ignore[no-untyped-call]
    """What the Markdown extension takes: the same, and what MkDocs would know by itself."""

    docs_dir = c.Type(str, default="docs")
    """The directory of the pages."""

    page = c.Type(str, default="")
    """The path of the page that is converted, below that directory, where nobody else tells it."""

    language = c.Type(str, default="")
    """The tag of the language of the labels; the theme's where there is one."""

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> ExtensionConfig:
        """The options of an extension, read as those of mkdocs.yml are.

        Raises:
            ValueError: If one of them cannot be used, with its name and the reason.
        """
        config = cls()
        config.load_dict(dict(options))
        failed, warned = config.validate()
        for name, problem in [*failed, *warned]:
            raise ValueError(f"c_runner: {name}: {problem}")
        return config
