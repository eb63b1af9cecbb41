"""What a site can say of its blocks: each option with its default, its meaning and how it is read.

MkDocs and the Markdown extension take the same options, and both read them here.
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from ..engine.job import COMPILE_LIMITS, MEBIBYTE, RUN_LIMITS
from ..engine.runner_settings import Execute, RunnerSettings
from ..labels import labels
from ..place import Place, path_from, places_in
from .defaults import Defaults
from .table import PARTS, compilers, cpu_time, folding
from .values import count, duration, nearest, size
from .variants import alternatives

OnFailure = Literal["fail", "warn", "ignore"]
OnWarning = Literal["info", "warn", "fail", "ignore"]

_INHERIT = re.compile(r"""(?m)^INHERIT:[ \t]*["']?(?P<file>[^"'\n#]*[^"'\s#])""")

Value = TypeVar("Value")
Reader = Callable[[object], Any]


def _option(read: Reader, default: Value) -> Value:
    """A field that is read by a function, which raises ValueError with the reason."""
    field: Value = dataclasses.field(default=default, metadata={"read": read})
    return field


def _parsed(parse: Callable[[str], Any]) -> Reader:
    """What a fence's own parser reads, so that both understand the same."""

    def read(value: object) -> Any:
        try:
            return parse(str(value))
        except ValueError as error:
            raise ValueError(f"{value!r}: {error}") from None

    return read


def _choice(*words: str) -> Reader:
    def read(value: object) -> Any:
        if value not in words:
            raise ValueError(f"{value!r}: must be one of {', '.join(words)}")
        return value

    return read


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r}: must be true or false")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r}: must be text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{value!r}: must be a number, not below 0")
    return value


def _words(check: Callable[[str], object] = str) -> Reader:
    """A list of strings, or one string with blanks between them."""

    def read(value: object) -> tuple[str, ...]:
        words = value.split() if isinstance(value, str) else value
        if not isinstance(words, list | tuple) or not all(isinstance(word, str) for word in words):
            raise ValueError(f"{value!r}: must be a list of strings")
        for word in words:
            try:
                check(word)
            except (ValueError, re.error) as error:
                raise ValueError(f"{word!r}: {error}") from None
        return tuple(words)

    return read


def _labels(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ValueError(f"{value!r}: must map names to words")
    try:
        labels(value)
    except ValueError as error:
        raise ValueError(str(error).rstrip(".")) from None
    return value


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What can stand under `c-runner` in mkdocs.yml, and under `c_runner` as a Markdown extension."""

    enabled: bool = _option(_switch, default=True)
    """Whether blocks are run; if not, their sources are shown alone."""

    execute: Execute = _option(_choice("auto", "never", "always"), "auto")
    """`auto` shows recorded and kept results and runs the rest, `never` runs none, `always` all."""

    on_failure: OnFailure | None = _option(_choice("fail", "warn", "ignore"), None)
    """What a block does to the build that is not as expected: by default `fail`, and `warn` in serve."""

    on_warning: OnWarning = _option(_choice("info", "warn", "fail", "ignore"), "info")
    """How the compiler's warnings are logged; `fail` makes them failures."""

    compiler: tuple[str, ...] = _option(_words(compilers), ("gcc",))
    """The compiler, or several with which every block is compiled."""

    std: str = _option(_text, "")
    """The C standard, such as c17; empty for the compiler's own."""

    flags: tuple[str, ...] = _option(_words(), ("-Wall", "-Wextra"))
    """Compiler flags of every block; a fence adds to them. A word `|` stands between alternatives."""

    libs: tuple[str, ...] = _option(_words(), ("-lm",))
    """Linker flags of every block; a fence adds to them."""

    allowed_flags: tuple[str, ...] = _option(_words(re.compile), ())
    """Regular expressions for flags that pages may use beyond the built-in list."""

    timeout: float = _option(_parsed(duration), 5.0)
    """How long a program may run."""

    compile_timeout: float = _option(_parsed(duration), 10.0)
    """How long the compiler may take."""

    memory: int = _option(_parsed(size), 512 * MEBIBYTE)
    """How much memory a program may use."""

    truncate: int = _option(_parsed(count), 10_000)
    """How many characters of output are shown."""

    max_timeout: float = _option(_parsed(duration), 30.0)
    """The highest `timeout` that a fence may ask for."""

    max_memory: int = _option(_parsed(size), 2048 * MEBIBYTE)
    """The highest `memory` that a fence may ask for."""

    max_truncate: int = _option(_parsed(count), 100_000)
    """The highest `truncate` that a fence may ask for."""

    concurrency: int = _option(_number, 0)
    """How many blocks run at one time; 0 for as many as keep all cores busy."""

    cache: bool = _option(_switch, default=True)
    """Whether results are kept between builds."""

    cache_dir: str = _option(_text, ".cache/plugin/c-runner")
    """Where they are kept, relative to mkdocs.yml."""

    results_dir: str = _option(_text, "c-results")
    """Where recorded results are, relative to mkdocs.yml."""

    show: tuple[str, ...] = _option(_words(_choice(*PARTS)), ("source", "output"))
    """The parts of a block that are shown, in order."""

    diagnostics: Literal["beneath", "inline"] = _option(_choice("beneath", "inline"), "beneath")
    """Where the compiler's messages stand: in a list, or beneath the lines of the source that they speak of."""

    godbolt: bool = _option(_switch, default=True)
    """Whether there are links that open blocks in Compiler Explorer."""

    search: bool = _option(_switch, default=True)
    """Whether what stands beneath sources is found by a search of the site."""

    fold: int = _option(_parsed(folding), 40)
    """How many lines of output need no folding; `off` folds none."""

    layout: str = _option(_choice("stack", "tabs"), "stack")
    """Whether they stand one below the other or are tabs."""

    prelude: str = _option(_text, "")
    """Code that is compiled before every block."""

    tools: bool = _option(_switch, default=False)
    """Whether programs may execute those of /usr/bin."""

    allow_html: bool = _option(_switch, default=False)
    """Whether output may be taken for Markdown or HTML, in which scripts can stand."""

    labels: Mapping[str, str] = dataclasses.field(default_factory=dict, metadata={"read": _labels})
    """Other words for the labels around the output, which are in the language of the theme."""

    css: Literal["auto", "on", "off"] = _option(_choice("auto", "on", "off"), "auto")
    """Whether the style sheet is linked: `auto` links it where the site has a marked block."""

    @classmethod
    def of(cls, options: Mapping[str, object]) -> Self:
        """Reads options as they stand in a configuration file.

        Raises:
            ValueError: If any cannot be used: a line for each, with its name and the reason.
        """
        values: dict[str, Any] = {}
        problems = []
        for name, value in options.items():
            try:
                values[name] = cls.read(name, value)
            except ValueError as error:
                problems.append(f"{name}: {error}.")
        if problems:
            raise ValueError("\n".join(problems))
        return cls(**values)

    @classmethod
    def read(cls, name: str, value: object) -> Any:
        """Reads one option; nothing, as in `std:` without a value, is its default.

        Raises:
            ValueError: If there is no such option, or it cannot have this value, with the reason.
        """
        known = {field.name: field for field in fields(cls)}
        if name not in known:
            close = nearest(name, known)
            hint = f' (did you mean "{close}"?)' if close else ""
            raise ValueError(f"there is no such option{hint}")
        return getattr(cls(), name) if value is None else known[name].metadata["read"](value)

    def runner(self, beside: Path) -> RunnerSettings:
        """How results are found and made, where relative paths begin at this directory."""
        return RunnerSettings(
            cache_directory=beside / self.cache_dir if self.cache else None,
            results_directory=beside / self.results_dir,
            execute=self.execute,
            concurrency=self.concurrency,
        )

    def defaults(self, file: str | None = None) -> Defaults:
        """The options as the page's side knows them.

        Args:
            file: The file in which they stand, so that mistakes in a prelude are found there.
        """
        return Defaults(
            compilers=self.compiler,
            std=self.std,
            flag_sets=alternatives(self.flags),
            libs=self.libs,
            allowed_flags=self.allowed_flags,
            show=self.show,
            inline=self.diagnostics == "inline",
            godbolt=self.godbolt,
            search=self.search,
            fold=self.fold,
            layout=self.layout,
            prelude=self.prelude,
            prelude_places=_places_in(file, self.prelude) if file and self.prelude else (),
            allow_html=self.allow_html,
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


def _places_in(file: str, code: str) -> tuple[Place, ...]:
    """Where code stands in a configuration, or in the one that it inherits."""
    try:
        text = Path(file).read_text("utf-8")
    except (OSError, UnicodeError):  # a configuration that is no file
        return ()
    found = places_in(text, code, path_from(file))
    inherited = _INHERIT.search(text)
    if found or not inherited:
        return found
    return _places_in(os.path.join(os.path.dirname(file), inherited["file"]), code)


@dataclass(frozen=True, kw_only=True)
class ExtensionSettings(Settings):
    """What the Markdown extension takes: the same, and what MkDocs would know by itself."""

    docs_dir: str = _option(_text, "docs")
    """The directory of the pages, where the host does not say it."""

    page: str = _option(_text, "")
    """The path of the page that is converted, below that directory, where the host does not say it."""

    language: str = _option(_text, "")
    """The tag of the language of the labels; the theme's where there is one."""
