"""Links that open a block in Compiler Explorer. No server is asked for them: the address holds the whole program.

The format is that of https://github.com/compiler-explorer/compiler-explorer/blob/main/docs/API.md: the state of the
site as JSON, which may be compressed, in base64.
"""

from __future__ import annotations

import base64
import json
import re
import shlex
import zlib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from ..engine.job import SourceFile
from ..engine.toolchain.languages import C, is_source, language_of_file
from ..engine.toolchain.named_compilers import named
from ..fence.options import Options
from ..media import KINDS
from ..program.hidden_lines import Listing
from ..program.snippet import Snippet

_ADDRESS = "https://godbolt.org/clientstate/"

_COMPACT = json.JSONEncoder(separators=(",", ":"))

# Its servers refuse longer addresses.
LONGEST = 8000

_LINE = re.compile(r'#line \d+ "(?P<name>.*)"')


def explorer_link(snippet: Snippet, compiler: str) -> str | None:
    """Return the address of a block in Compiler Explorer, or None if it is not wanted or would not work there.

    Args:
        snippet: The block.
        compiler: The version that its compiler prints, or empty if that is not known.
    """
    options = snippet.options
    if not options.display.godbolt:
        return None
    # The site has no files, variables and programs of ours, and shows only text.
    if snippet.data or options.process.tools or options.process.env or not _prints_text(options):
        return None
    language = snippet.language.explorer
    called = compiler_there(snippet.variant.compiler, compiler, language)
    if called is None:
        return None
    flags = _flags(options.toolchain.std, snippet.variant.flags, snippet.job.libs)
    # It has compilers for other machines and does not run their programs.
    runs = named(snippet.variant.compiler).machine is None
    # In the window of the compiler stands the assembly.
    compiles = not runs or "asm" in options.display.show
    args, typed = options.process.args, options.process.stdin
    windows = _windows(called, flags, args, typed, compiles=compiles, runs=runs)
    text = windows and _state(snippet, language, windows)
    if not text:
        return None
    address = _address(text.encode())
    # Short states stay uncompressed: libraries compress differently, and pages should not differ.
    if len(address) > LONGEST:
        address = _address(zlib.compress(text.encode(), 9))
    return address if len(address) <= LONGEST else None


def _address(state: bytes) -> str:
    return _ADDRESS + base64.urlsafe_b64encode(state).decode("ascii")


class _Windows(NamedTuple):
    """The windows of the site beside the source: for compilers, and for programs that run."""

    compilers: Sequence[object]
    executors: Sequence[object]
    text: str


# Input may be long, and is kept with them.
@lru_cache(maxsize=32)
def _windows(
    called: str, flags: str, args: tuple[str, ...], typed: bytes, *, compiles: bool, runs: bool
) -> _Windows | None:
    """Return the windows for a block, which are the same for most blocks of a site; None if it cannot run there."""
    compiler = {"id": called, "options": flags, "libs": []}
    try:
        stdin = typed.decode()
    except UnicodeDecodeError:
        return None
    executor = {
        "compiler": compiler,
        "arguments": shlex.join(args),
        "argumentsVisible": bool(args),
        "stdin": stdin,
        "stdinVisible": bool(stdin),
        "compilerOutputVisible": True,
    }
    compilers, executors = [compiler] if compiles else [], [executor] if runs else []
    text = _COMPACT.encode({"compilers": compilers, "executors": executors})
    return _Windows(compilers, executors, text[1:])


def _state(snippet: Snippet, language: str, windows: _Windows) -> str | None:
    """Return the state of the site that shows a block, as JSON; None if it cannot compile so many files."""
    block, *others = map(_readable, snippet.program.sources)
    source = block.content.decode()
    if not others:
        session = f'"id":1,"language":"{language}","source":{_COMPACT.encode(source)}'
        return f'{{"sessions":[{{{session},{windows.text}]}}'
    if any(is_source(other.name) for other in others):
        return None  # it compiles only one
    shown = {"id": 1, "language": language, "source": source, "compilers": []}
    tree = {
        "id": 1,
        "cmakeArgs": "",
        "customOutputFilename": "",
        "isCMakeProject": False,
        "compilerLanguageId": language,
        "files": [_file(number, file) for number, file in enumerate([block, *others], 1)],
        "newFileId": len(others) + 2,
        "compilers": windows.compilers,
        "executors": windows.executors,
    }
    state = {
        "sessions": [{**shown, "filename": block.name, "executors": []}],
        "trees": [tree],
    }
    return _COMPACT.encode(state)


def _prints_text(options: Options) -> bool:
    return options.display.result not in KINDS or KINDS[options.display.result].is_text


def _file(number: int, file: SourceFile) -> dict[str, Any]:
    return {
        "fileId": number,
        "isIncluded": True,
        "isOpen": number == 1,
        "isMainSource": number == 1,
        "filename": file.name,
        "content": file.content.decode(),
        "editorId": 1 if number == 1 else -1,
        "langId": language_of_file(file.name).explorer,
    }


@cache
def _flags(std: str, flags: tuple[str, ...], libs: tuple[str, ...]) -> str:
    """Return the words behind the name of the compiler; they are the same for most blocks of a site."""
    return shlex.join([*([f"-std={std}"] if std else []), *flags, *libs])


@cache
def compiler_there(name: str, version: str, language: str = C.explorer) -> str | None:
    """Return the compiler of the same version there, or the nearest; None if there is no such compiler.

    Args:
        name: The name of the compiler.
        version: What it says of itself, or empty if that is not known.
        language: The id of the language there.
    """
    compiler = named(name)
    versions = compiler.explorer.get(language)
    if not versions:
        return None
    found = re.search(compiler.version, version)
    major, minor = map(int, found["number"].split(".")[:2]) if found else (None, 0)
    nearest = _nearest(versions, major)
    ids = versions[nearest]
    return ids[min(max(1, minor), len(ids)) - 1] if nearest == major else ids[-1]


def _nearest(versions: Mapping[int, object], wanted: int | None) -> int:
    return max(versions) if wanted is None else min(versions, key=lambda major: abs(major - wanted))


def _readable(source: SourceFile) -> SourceFile:
    """Return a file as people would write it: without `#line` directives and markers."""
    if not source.quoted and b"c-runner" not in source.content:
        return source
    text = source.content.decode(errors="replace").rstrip("\n")
    names = {name for name, _ in source.quoted}
    lines = text.split("\n")
    if names:
        directives = ((line, _LINE.fullmatch(line)) for line in lines)
        lines = [line for line, match in directives if not match or match["name"] not in names]
    return SourceFile(source.name, f"{Listing.of(chr(10).join(lines)).whole}\n".encode())
