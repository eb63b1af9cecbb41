"""The settings of a site, which `mkdocs.yml` has for all pages.

MkDocs and the Markdown extension take the same settings, and both read them here: those that only a site may have,
which are the fields of `Settings`, and the options that a site may set for its pages, which are rows of `OPTIONS`.
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, Self, TypeVar, get_args

from ..engine.runner_settings import Execute, RunnerSettings, Sandboxes, Shard
from ..labels import labels
from ..place import Place, path_from, places_in
from .from_yaml import choice, number, parsed, scheduler, switch, text, words
from .layers import read as read_layer
from .meant import meant_in_yaml, meant_option
from .options import ROWS, Options
from .parsers import PLAYGROUNDS
from .rules import Rules
from .table import SITE
from .values import count, duration, hint, memory

OnFailure = Literal["fail", "warn", "ignore"]
OnMistake = Literal["fail", "warn", "ignore"]
OnWarning = Literal["info", "warn", "fail", "ignore"]

_INHERIT = re.compile(r"""(?m)^INHERIT:[ \t]*+["']?(?P<file>[^"'\n#]*[^"'\s#])""")

# The ceilings of a site that sets none.
_RULES = Rules()

Value = TypeVar("Value")


def setting(read: Callable[[object], Any], default: Value) -> Value:
    """Declare a setting of the site alone, which a function reads; it raises ValueError with the reason."""
    field: Value = dataclasses.field(default=default, metadata={"read": read})
    return field


def _labels(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(word, str) for word in value.values()):
        raise ValueError(f"{value!r}: must map names to words")
    try:
        labels(value)
    except ValueError as error:
        raise ValueError(str(error).rstrip(".")) from None
    return value


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The settings under `c-runner` in mkdocs.yml, and under `c_runner` as a Markdown extension.

    Attributes:
        options: The options that hold where pages and fences set nothing.
        shard: The blocks that are run, if those of other shards run elsewhere. Only the command sets it.
    """

    enabled: bool = setting(switch, default=True)
    """Whether blocks are run; if not, their sources are shown alone."""

    execute: Execute = setting(choice("auto", "never", "always"), "auto")
    """`auto` shows recorded and cached results and runs the rest, `never` runs nothing, `always` everything."""

    on_failure: OnFailure | None = setting(choice("fail", "warn", "ignore"), None)
    """Whether a failed block fails the build: by default `fail`, and `warn` in serve."""

    on_mistake: OnMistake | None = setting(choice("fail", "warn"), None)
    """Whether a block that is not run as written fails the build: by default `fail`, and `warn` in serve."""

    on_warning: OnWarning = setting(choice("info", "warn", "fail", "ignore"), "info")
    """The log level of the compiler's warnings; `fail` makes them failures."""

    allowed_flags: tuple[str, ...] = setting(words(re.compile), ())
    """Regular expressions for flags that pages may use beyond the built-in list."""

    max_timeout: float = setting(parsed(duration), _RULES.max_timeout)
    """The highest `timeout` that a page may ask for, in seconds."""

    max_memory: int = setting(parsed(memory), _RULES.max_memory)
    """The highest `memory` that a page may ask for, in bytes."""

    max_truncate: int = setting(parsed(count), _RULES.max_truncate)
    """The highest `truncate` that a page may ask for, in characters."""

    concurrency: int = setting(number, 0)
    """The number of blocks that run at one time; 0 for as many as keep all cores busy."""

    sandbox: Sandboxes = setting(choice(*get_args(Sandboxes)), "bwrap")
    """What confines blocks: `bwrap`, or `wasm`, which compiles them to WebAssembly and runs them in wasmtime."""

    workers: str = setting(scheduler, "")
    """The address of the scheduler of a Dask cluster whose workers run blocks, or empty for this machine."""

    cache: bool = setting(switch, default=True)
    """Whether results are kept between builds at all; the option `cache` is about one block."""

    cache_dir: str = setting(text, ".cache/plugin/c-runner")
    """The directory of the cache, relative to mkdocs.yml."""

    results_dir: str = setting(text, "c-results")
    """The directory of recorded results, relative to mkdocs.yml."""

    allow_html: bool = setting(switch, default=False)
    """Whether output may be shown as Markdown or HTML, which can contain scripts."""

    labels: Mapping[str, str] = dataclasses.field(default_factory=dict, metadata={"read": _labels})
    """Other words for the labels around the output, which are in the language of the theme."""

    css: Literal["auto", "on", "off"] = setting(choice("auto", "on", "off"), "auto")
    """Whether the style sheet is linked: `auto` links it where the site has a marked block."""

    options: Options = Options()
    shard: Shard | None = None

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of all settings."""
        return (*_readers(cls), *ROWS[SITE])

    @classmethod
    def of(cls, entries: Mapping[str, object]) -> Self:
        """Read settings from the entries of a configuration file; None, as in `std:` without a value, is the default.

        Raises:
            ValueError: If any cannot be used: a line for each, with its name and the reason.
        """
        readers = _readers(cls)
        own: dict[str, Any] = {}
        options: dict[str, object] = {}
        reasons: dict[str, str] = {}
        for name, value in entries.items():
            if name in ROWS[SITE]:
                options |= {} if value is None else {name: value}
            elif name not in readers:
                reasons[name] = _unknown(name, cls.names())
            elif value is not None:
                try:
                    own[name] = readers[name](value)
                except ValueError as error:
                    reasons[name] = str(error)
        site, problems = read_layer(Options(), options, SITE, Rules())
        reasons |= {problem.name: problem.reason for problem in problems}
        if own.get("workers") and own.get("sandbox") == "wasm":
            reasons["workers"] = "a cluster runs native programs; with sandbox: wasm, leave it out"
        if reasons:
            raise ValueError(
                "\n".join(f"{name}: {reasons[name]}." for name in entries if name in reasons)
            )
        return cls(**own, options=site)

    def with_values(self, values: Mapping[str, Any]) -> Self:
        """Return these settings with other values of some, by their names; the values are not read again."""
        options = {name: value for name, value in values.items() if name in ROWS[SITE]}
        own = {name: value for name, value in values.items() if name not in options}
        return replace(self, **own, options=self.options.with_values(options))

    @property
    def rules(self) -> Rules:
        """The ceilings and permissions of the site; its own limits are always allowed."""
        process = self.options.process
        return Rules(
            allowed_flags=self.allowed_flags,
            allow_html=self.allow_html,
            max_timeout=max(self.max_timeout, process.timeout),
            max_memory=max(self.max_memory, process.memory),
            max_truncate=max(self.max_truncate, process.truncate),
        )

    @property
    def endpoint(self) -> str:
        """The address of the server that runs what readers edit, or empty if there is none."""
        playground = self.options.display.playground
        return "" if playground in PLAYGROUNDS else playground

    def runner(self, beside: Path) -> RunnerSettings:
        """Return the settings of the runner, with paths relative to this directory."""
        return RunnerSettings(
            cache_directory=beside / self.cache_dir if self.cache else None,
            results_directory=beside / self.results_dir,
            execute=self.execute,
            concurrency=self.concurrency,
            sandbox=self.sandbox,
            workers=self.workers,
            shard=self.shard,
        )

    def options_in(self, file: str | None) -> Options:
        """Return the options, with the ceilings of the site, and with the places of their prelude in the settings file.

        Args:
            file: The file, or None if there is none.
        """
        rules = self.rules
        values: dict[str, Any] = {"max_timeout": rules.max_timeout, "max_memory": rules.max_memory}
        prelude = self.options.toolchain.prelude
        if file and prelude:
            values["prelude_places"] = _places_in(file, prelude)
        return self.options.with_values(values)


def _readers(settings: type[Settings]) -> Mapping[str, Callable[[object], Any]]:
    """Return the reader of each setting of the site alone, by its name."""
    return {
        field.name: field.metadata["read"] for field in fields(settings) if "read" in field.metadata
    }


def _unknown(name: str, known: Collection[str]) -> str:
    if whole := meant_in_yaml(name):
        return f"there is no such option; write {whole}"
    return f"there is no such option{hint(meant_option(name, known))}"


def _places_in(file: str, code: str) -> tuple[Place, ...]:
    """Return the places of the lines of code in a configuration, or in the one that it inherits."""
    try:
        content = Path(file).read_text("utf-8")
    except (OSError, UnicodeError):  # a configuration that is no file
        return ()
    places = places_in(content, code, path_from(file))
    inherited = _INHERIT.search(content)
    if places or not inherited:
        return places
    return _places_in(os.path.join(os.path.dirname(file), inherited["file"]), code)
