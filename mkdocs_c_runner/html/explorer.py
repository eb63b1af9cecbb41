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
from collections.abc import Mapping
from functools import cache
from typing import Any

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
    state = _state(snippet, compiler)
    if state is None:
        return None
    text = _COMPACT.encode(state).encode()
    address = _address(text)
    # Short states stay uncompressed: libraries compress differently, and pages should not differ.
    if len(address) > LONGEST:
        address = _address(zlib.compress(text, 9))
    return address if len(address) <= LONGEST else None


def _address(state: bytes) -> str:
    return _ADDRESS + base64.urlsafe_b64encode(state).decode("ascii")


def _state(snippet: Snippet, compiler: str) -> dict[str, Any] | None:
    """Return the state of the site that shows a block, or None."""
    options = snippet.options
    if not options.display.godbolt:
        return None
    called = _compiler(snippet, compiler)
    executor = _executor(snippet, called) if called else None
    if executor is None:
        return None
    # It has compilers for other machines and does not run their programs.
    runs = named(snippet.variant.compiler).machine is None
    # In the window of the compiler stands the assembly.
    compilers = [called] if not runs or "asm" in options.display.show else []
    executors = [executor] if runs else []
    block, *others = map(_readable, snippet.program.sources)
    language = snippet.language.explorer
    source = block.content.decode()
    session = {"id": 1, "language": language, "source": source, "compilers": []}
    if not others:
        return {"sessions": [{**session, "compilers": compilers, "executors": executors}]}
    if any(is_source(other.name) for other in others):
        return None  # it compiles only one
    tree = {
        "id": 1,
        "cmakeArgs": "",
        "customOutputFilename": "",
        "isCMakeProject": False,
        "compilerLanguageId": language,
        "files": [_file(number, file) for number, file in enumerate([block, *others], 1)],
        "newFileId": len(others) + 2,
        "compilers": compilers,
        "executors": executors,
    }
    return {
        "sessions": [{**session, "filename": block.name, "executors": []}],
        "trees": [tree],
    }


def _compiler(snippet: Snippet, version: str) -> dict[str, Any] | None:
    """Return the compiler of a block as the site names it, or None if it has none like it."""
    options = snippet.options
    name = compiler_there(snippet.variant.compiler, version, snippet.language.explorer)
    if name is None:
        return None
    flags = _flags(options.toolchain.std, snippet.variant.flags, snippet.job.libs)
    return {"id": name, "options": flags, "libs": []}


def _executor(snippet: Snippet, compiler: dict[str, Any]) -> dict[str, Any] | None:
    """Return the window that runs a block, or None if the block cannot run there."""
    options = snippet.options
    # The site has no files, variables and programs of ours, and shows only text.
    if snippet.data or options.process.tools or options.process.env or not _prints_text(options):
        return None
    try:
        stdin = options.process.stdin.decode()
    except UnicodeDecodeError:
        return None
    return {
        "compiler": compiler,
        "arguments": shlex.join(options.process.args),
        "argumentsVisible": bool(options.process.args),
        "stdin": stdin,
        "stdinVisible": bool(stdin),
        "compilerOutputVisible": True,
    }


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
