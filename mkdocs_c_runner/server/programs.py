"""Makes a snippet of the program that a client asks for, under the rules of a site."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from ..bounds import MEMORY_STEPS_LIVE, SOURCE
from ..engine.job import Stdio
from ..engine.toolchain.compilers import COMPILER_NAMES
from ..engine.toolchain.languages import LANGUAGES, is_source, language_of_file
from ..engine.toolchain.named_compilers import is_compiler, named
from ..fence import parsers
from ..fence.abilities import unrecordable
from ..fence.header import can_be_typed
from ..fence.options import Options
from ..fence.rules import Rules
from ..fence.variants import Words
from ..place import Place
from ..program.assemble import Part
from ..program.session import SessionSnippet
from ..program.snippet import Snippet, conflict
from . import sessions
from .asked import Asked, Named, Text
from .refused import Refused

# The name of the file of a program that names none.
_MAIN_FILE = LANGUAGES[0].default_file
_MOST_ARGUMENTS = 100
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")

# A program of a client has two streams, unless it asks for a terminal, and everything of it is shown.
_DEFAULTS = Options().with_values({"stdio": "pipes", "show": ("output",), "godbolt": False})


def unknown(_block: Named) -> Snippet | None:
    """Find no block: this server has no site."""
    return None


class Programs:
    """Makes snippets of what clients ask for.

    Args:
        rules: What the site allows its pages, and so these clients.
        find: Returns the block of the site that is edited, or None if there is none of that name.
    """

    def __init__(self, rules: Rules, find: Callable[[Named], Snippet | None] = unknown) -> None:
        self._rules = rules
        self._find = find

    def snippet(self, asked: Asked, *, stdio: Stdio = "pipes") -> Snippet:
        """Return the program that a client asks for.

        Args:
            asked: The request.
            stdio: How its streams are connected if neither the request nor the block says it.

        Raises:
            Refused: If it asks for something that is not allowed or does not exist.
        """
        known = self._find(asked.block) if asked.block else None
        if isinstance(known, SessionSnippet) or (asked.session and known is None):
            return self._session(asked, known)
        try:
            snippet = _edited(known, asked) if known else self._of_files(asked, stdio)
            options = snippet.options.with_values(self._values(asked, snippet))
        except ValueError as error:
            raise Refused(400, f"{error}.") from None
        snippet = replace(
            snippet,
            options=_shown(options),
            expected_output=None,
            variant=options.toolchain.variants[0],
        )
        problem = next(unrecordable(snippet.options), None)
        if problem:
            raise Refused(400, problem)
        try:
            length = snippet.length
        except ValueError as error:  # of the program that it extends
            raise Refused(400, f"extends: {error}.") from None
        if length > SOURCE:
            raise Refused(413, f"The source is longer than {SOURCE // 1024} KiB.")
        return snippet

    def _session(self, asked: Asked, known: SessionSnippet | None) -> Snippet:
        """Return the session that a client asks for."""
        try:
            if known:
                return sessions.of_site(known, asked, self._rules)
            # A block of the site has files that are not of the client.
            unknown = replace(asked, block=None)
            return sessions.of_nowhere(unknown, self._rules, _DEFAULTS, self.snippet)
        except ValueError as error:
            raise Refused(400, f"{error}.") from None

    def _of_files(self, asked: Asked, stdio: Stdio) -> Snippet:
        """Return a program of no site."""
        own, others = _own_file(asked)
        names = [own.name, *(file.name for file in others)]
        for name in names:
            _named("files", name, parsers.file_name)
        if problem := conflict(names):
            raise ValueError(f"files: {problem}")
        if not is_source(own.name):
            raise ValueError(f'files: there is no C file among them, such as "{_MAIN_FILE}"')
        values: dict[str, Any] = {"file": own.name, "stdio": stdio, "prelude": asked.prelude}
        if asked.main is not None:
            values["main"] = _named("main", asked.main, parsers.chosen("wrap", "own"))
        parts = tuple(
            Part(file.name, _without_last_newline(file.text), Place(file.name, None))
            for file in others
        )
        source, nowhere = _without_last_newline(own.text), Place(own.name, None)
        return Snippet(source, _DEFAULTS.with_values(values), nowhere, parts=parts)

    def _values(self, asked: Asked, snippet: Snippet) -> Mapping[str, Any]:
        """Return the options that a request sets."""
        toolchain, variant = snippet.options.toolchain, snippet.variant
        compiler = variant.compiler
        if asked.compiler is not None:
            compiler = _named("compiler", asked.compiler, _native_compiler)
        values: dict[str, Any] = {
            "compiler": (compiler,),
            "flags": (self._allowed("flags", asked.flags, variant.flags),),
            "libs": self._allowed("libs", asked.libs, toolchain.libs),
            "timeout": min(
                asked.timeout or snippet.options.process.timeout, self._rules.max_timeout
            ),
        }
        if asked.std:
            values["std"] = _standard(asked.std, snippet)
        if asked.program is not None:
            values["program"] = _named("program", asked.program, parsers.program)
        if asked.args is not None:
            values["args"] = _arguments(asked.args)
        if asked.env is not None:
            values["env"] = _environment(asked.env)
        values |= _parts(asked, snippet)
        stdin = snippet.options.process.stdin
        if asked.stdin is not None:
            values["stdin"] = stdin = asked.stdin.encode()
        if asked.stdio is not None:
            values["stdio"] = _named("stdio", asked.stdio, parsers.chosen(*get_args(Stdio)))
        if not can_be_typed(stdin):
            values["stdio"] = "pipes"
        return values

    def _allowed(self, name: str, asked: Words | None, own: Words) -> Words:
        """Return flags if each is allowed, or is one that the block has anyway."""
        if asked is None:
            return own
        for flag in asked:
            if flag not in own and not self._rules.allow_flag(flag):
                raise ValueError(f'{name}: "{flag[:100]}" is not allowed')
        return asked


def _edited(known: Snippet, asked: Asked) -> Snippet:
    """Return a block of the site with the texts that a client has for it, and for the files that it uses."""
    own = [file.text for file in asked.files if file.edited]
    texts = {file.name: file.text for file in asked.files if not file.edited}
    source = asked.code if asked.code is not None else next(iter(own), known.source)
    parts = tuple(
        replace(part, source=_without_last_newline(texts[part.name]), origins=())
        if part.is_file and part.name in texts
        else part
        for part in known.parts
    )
    extended = known.extended.with_parts(parts) if known.extended else None
    source = _without_last_newline(source)
    return replace(known, source=source, origins=(), parts=parts, extended=extended)


def _own_file(asked: Asked) -> tuple[Text, Sequence[Text]]:
    """Return the file that is the block itself, and all others."""
    marked = [file for file in asked.files if file.edited] if asked.files else []
    if asked.code is not None:
        own = Text(marked[0].name if marked else _MAIN_FILE, asked.code)
    else:
        sources = [file for file in asked.files if is_source(file.name)]
        named = [file for file in sources if file.name == _MAIN_FILE]
        own = next(iter((*marked, *named, *sources)), asked.files[0])
    others = [file for file in asked.files if file is not own and file.name != own.name]
    if asked.code is None and len(others) + 1 < len(asked.files):
        raise ValueError(f'files: two of them are named "{own.name}"')
    return own, others


def _without_last_newline(text: str) -> str:
    return text.removesuffix("\n")


def _named(name: str, value: str, read: Callable[[str], Any]) -> Any:
    """Read a value as a page's is read; a message names it."""
    try:
        return read(value)
    except ValueError as error:
        raise ValueError(f'{name} "{value[:100]}": {error}') from None


def _standard(value: str, snippet: Snippet) -> str:
    language = language_of_file(snippet.options.names.file_name)
    if not language.standard.fullmatch(value):
        raise ValueError(f'std "{value[:100]}": must be {language.kind_of_standard}')
    return value


def _arguments(words: Words) -> Words:
    if len(words) > _MOST_ARGUMENTS or any("\0" in word for word in words):
        raise ValueError(f"args: must be at most {_MOST_ARGUMENTS} arguments, without NUL")
    return words


def _environment(variables: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    for name, value in variables.items():
        if not _VARIABLE.fullmatch(name) or "\0" in value:
            raise ValueError(f'env "{name[:100]}": must be a name and a value without NUL')
    return tuple(variables.items())


def _shown(options: Options) -> Options:
    """Return options with which all parts but the source are shown, one below the other."""
    show = tuple(part for part in options.display.show if part not in ("source", "none"))
    return options.with_values({"show": show or ("output",), "layout": "stack"})


def _parts(asked: Asked, snippet: Snippet) -> Mapping[str, Any]:
    """Return the options for what is shown that a request sets."""
    display = snippet.options.display
    steps = display.steps if asked.steps is None else asked.steps
    values: dict[str, Any] = {"steps": min(steps, MEMORY_STEPS_LIVE)}
    if asked.show is not None:
        values["show"] = _named("show", " ".join(asked.show), parsers.parts)
    if asked.addresses is not None:
        values["addresses"] = asked.addresses
    return values


def _native_compiler(text: str) -> str:
    """Read the name of one compiler for this machine."""
    if not is_compiler(text) or named(text).machine:
        raise ValueError(f"must be one of {', '.join(COMPILER_NAMES)}, or a version such as gcc-13")
    return text
