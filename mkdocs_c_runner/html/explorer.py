"""Links that open a block in Compiler Explorer, made without asking anybody: the address holds the whole program.

The format is that of https://github.com/compiler-explorer/compiler-explorer/blob/main/docs/API.md: what the site is to
show as JSON, which may be compressed, in base64.
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
from ..engine.toolchain.compilers import COMPILERS
from ..program.hidden_lines import Listing
from ..program.snippet import Snippet

_ADDRESS = "https://godbolt.org/clientstate/"

_COMPACT = json.JSONEncoder(separators=(",", ":"))

# Its servers take no longer addresses.
LONGEST = 8000

_LINE = re.compile(r'#line \d+ "(?P<name>.*)"')


def explorer_link(snippet: Snippet, compiler: str) -> str | None:
    """The address of a block in Compiler Explorer, or None if it is not wanted or cannot be shown and run there.

    Args:
        snippet: The block.
        compiler: What the compiler that it was compiled with says of itself, or empty if that is not known.
    """
    state = _state(snippet, compiler)
    if state is None:
        return None
    text = _COMPACT.encode(state).encode()
    address = _address(text)
    if (
        len(address) > LONGEST
    ):  # only then: libraries compress differently, and pages should not differ
        address = _address(zlib.compress(text, 9))
    return address if len(address) <= LONGEST else None


def _address(state: bytes) -> str:
    return _ADDRESS + base64.urlsafe_b64encode(state).decode("ascii")


def _state(snippet: Snippet, compiler: str) -> dict[str, Any] | None:
    options = snippet.options
    toolchain, process, display = options.toolchain, options.process, options.display
    if not display.godbolt:
        return None
    name = compiler_there(snippet.variant.compiler, compiler)
    # Files, variables and other programs that it would find here; what is no text.
    if name is None or snippet.data or process.tools or process.env or display.result == "image":
        return None
    try:
        stdin = process.stdin.decode()
    except UnicodeDecodeError:
        return None
    flags = _flags(toolchain.std, snippet.variant.flags, toolchain.libs)
    called = {"id": name, "options": flags, "libs": []}
    compilers = [called] if "asm" in display.show else []  # what a window shows the assembly of
    executor = {
        "compiler": called,
        "arguments": shlex.join(process.args),
        "argumentsVisible": bool(process.args),
        "stdin": stdin,
        "stdinVisible": bool(stdin),
        "compilerOutputVisible": True,
    }
    block, *others = map(_readable, snippet.program.sources)
    session = {"id": 1, "language": "c", "source": block.content.decode(), "compilers": []}
    if not others:
        return {"sessions": [{**session, "compilers": compilers, "executors": [executor]}]}
    if any(other.name.endswith(".c") for other in others):
        return None  # it compiles but one
    files = [
        {
            "fileId": number,
            "isIncluded": True,
            "isOpen": number == 1,
            "isMainSource": number == 1,
            "filename": file.name,
            "content": file.content.decode(),
            "editorId": 1 if number == 1 else -1,
            "langId": "c",
        }
        for number, file in enumerate([block, *others], 1)
    ]
    tree = {
        "id": 1,
        "cmakeArgs": "",
        "customOutputFilename": "",
        "isCMakeProject": False,
        "compilerLanguageId": "c",
        "files": files,
        "newFileId": len(files) + 1,
        "compilers": compilers,
        "executors": [executor],
    }
    return {
        "sessions": [{**session, "filename": block.name, "executors": []}],
        "trees": [tree],
    }


@cache
def _flags(std: str, flags: tuple[str, ...], libs: tuple[str, ...]) -> str:
    """What follows the name of the compiler; it is the same for most blocks of a site."""
    return shlex.join([*([f"-std={std}"] if std else []), *flags, *libs])


@cache
def compiler_there(name: str, version: str) -> str | None:
    """The compiler of the same version there, or the nearest; None if there is no such compiler.

    Args:
        name: The name of the compiler.
        version: What it says of itself, or empty if that is not known.
    """
    compiler = COMPILERS[name]
    if not compiler.explorer:
        return None
    found = re.search(compiler.version, version)
    major, minor = map(int, found["number"].split(".")[:2]) if found else (None, 0)
    nearest = _nearest(compiler.explorer, major)
    ids = compiler.explorer[nearest]
    return ids[min(max(1, minor), len(ids)) - 1] if nearest == major else ids[-1]


def _nearest(versions: Mapping[int, object], wanted: int | None) -> int:
    return max(versions) if wanted is None else min(versions, key=lambda major: abs(major - wanted))


def _readable(source: SourceFile) -> SourceFile:
    """A file as people would write it: without what numbers its lines, and without markers."""
    if not source.quoted and b"c-runner" not in source.content:
        return source
    text = source.content.decode(errors="replace").rstrip("\n")
    names = {name for name, _ in source.quoted}
    lines = text.split("\n")
    if names:
        numbered = ((line, _LINE.fullmatch(line)) for line in lines)
        lines = [line for line, found in numbered if not found or found["name"] not in names]
    return SourceFile(source.name, f"{Listing.of(chr(10).join(lines)).whole}\n".encode())
