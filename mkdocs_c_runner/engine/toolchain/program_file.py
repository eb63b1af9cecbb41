"""What stands in the files that a compiler makes: symbols, sections, and machine code that is disassembled.

Tools of binutils read the files, in the sandbox in which they are made. What the tools print is shortened here to the
part that comes from the author.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .asm_filter import TracedLine

# The arguments: the file that the compiler makes, the file for what is read, and the command line of the compiler.
_SCRIPT = 'made=$1 view=$2; shift 2; "$@" && {{ {read}; }} >"$view"'
_INTEL = "-M intel" if platform.machine() in ("x86_64", "i686", "i386") else ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read a file that a compiler makes.

    Attributes:
        command: The command for a shell that reads the file, with `{tools}` before the names of programs.
        is_linked: Whether the file is the program, where there is one, and not the object file of a source.
    """

    command: str
    is_linked: bool

    def script(self, tools: str) -> str:
        """Return the script for a shell that compiles and reads; see `_SCRIPT`.

        Args:
            tools: What stands before the names of programs that read files of another machine; else nothing.
        """
        style = "" if tools else _INTEL
        return _SCRIPT.format(read=self.command.format(tools=tools, style=style))


READINGS: Mapping[str, Reading] = {
    "symbols": Reading('{tools}nm -S -l "$made"', is_linked=False),
    "sections": Reading(
        '{tools}size "$made" && echo && {tools}readelf -S -W "$made"', is_linked=True
    ),
    "disassembly": Reading('{tools}objdump -d -l -w {style} "$made"', is_linked=True),
}

_SYMBOL = re.compile(r"(?P<code>[0-9a-f ]{16,33} [A-Za-z?-] [^\t]+)(?:\t(?P<place>[^\t]+))?")
_PLACE = re.compile(r"(?P<name>[^\t]{1,300}?):(?P<line>\d{1,9})(?: \(discriminator \d+\))?")
_FUNCTION = re.compile(r"(?P<address>[0-9a-f]{8,16}) <(?P<name>[^>]+)>:")
_INSTRUCTION = re.compile(r" *[0-9a-f]+:\t")
# How compilers call what they need for themselves.
_MADE_UP = re.compile(r"\.L|__odr_asan")

Origin = Callable[[str], str]


def symbols(
    text: Iterable[str], origin: Origin, is_around: Callable[[str], bool]
) -> Iterator[TracedLine]:
    """Yield the symbols of an object file, those with an origin in the order of their lines.

    Args:
        text: The output of `nm`.
        origin: Returns the name of a file for readers, or nothing if they do not see it.
        is_around: Returns whether a file surrounds the code that readers see.
    """
    found: list[tuple[bool, str, int, str]] = []
    for line in text:
        symbol = _SYMBOL.fullmatch(line)
        if symbol is None:
            continue
        name = symbol["code"].rpartition(" ")[2]
        place = _PLACE.fullmatch(symbol["place"] or "")
        seen = origin(place["name"]) if place else ""
        is_hidden = place is not None and not seen and not is_around(place["name"])
        if is_hidden or _MADE_UP.match(name):
            continue
        number = int(place["line"]) if place and seen else 0
        seen = seen if number else ""
        found.append((not seen, seen, number, symbol["code"]))
    for _, seen, number, code in sorted(found, key=lambda symbol: symbol[:3]):
        yield (f"{seen}:{number}" if seen else "", code)


def sections(text: Iterable[str]) -> Iterator[TracedLine]:
    """Yield the sizes and the sections of a file.

    Args:
        text: The output of `size` and that of `readelf`.
    """
    lines = iter(text)
    for line in lines:
        if not line.strip():
            break
        # The last column is the name of a file of ours.
        yield "", line.expandtabs(8).rpartition(" ")[0].rstrip()
    is_table = False
    for line in lines:
        if line.startswith("  [Nr]"):
            yield "", ""
            is_table = True
        elif not line.startswith("  ["):
            is_table = False
        if is_table and not line.startswith("  [ 0]"):
            yield "", line.rstrip()


def disassembly(
    text: Iterable[str], origin: Origin, is_around: Callable[[str], bool]
) -> Iterator[TracedLine]:
    """Yield the functions that come from the author, each instruction with its origin.

    Args:
        text: The output of `objdump`.
        origin: Returns the name of a file for readers, or nothing if they do not see it.
        is_around: Returns whether a file surrounds the code that readers see: functions that begin there are shown.
    """
    heading, where = "", ""
    is_shown = False
    for line in text:
        if function := _FUNCTION.fullmatch(line):
            heading, where, is_shown = f"{function['address']} <{function['name']}>:", "", False
        elif _INSTRUCTION.match(line):
            if is_shown:
                yield where, line.expandtabs(8).rstrip()
        elif place := _PLACE.fullmatch(line):
            name = origin(place["name"])
            where = f"{name}:{place['line']}" if name and int(place["line"]) else ""
            if heading and (name or is_around(place["name"])):
                is_shown = True
                yield "", ""
                yield "", heading
            heading = ""
