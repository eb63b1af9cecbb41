"""Puts calls of the recorder into assembly: where a function begins, where a line begins, at marks, where `main` ends.

A pure function of the text that gcc and clang print for x86-64, without optimization. The calls change no register and
no flag, so that they may stand between any two instructions. A table of all of them, in a section of its own, leads
their addresses back to lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

SECTION = ".c_runner_lines"
"""The section with the table: for each call its address below the entry, its line, and its file."""

MARK_LABEL = ".Lc_runner_mark_"

# A source has less lines, by the numbers that it gives to them.
_LINES = 1_000_000_000
# A file has less than so many others in it.
FILES = 1 << 16

_FILE = re.compile(r'\s*\.file\s+(\d+)\s+(?:"([^"]*)"\s+)?"([^"]*)"')
_LOC = re.compile(r"\s*\.loc\s+(\d+)\s+(\d+)(?:\s+(?P<column>\d+))?(?P<rest>.*)")
_FUNCTION = re.compile(r"\s*\.type\s+([\w.$]+),\s*[@%]function")
_LABEL = re.compile(r"([\w.$]+):")
_MARK = re.compile(re.escape(MARK_LABEL) + r"(\d{1,4})_\d+:")
_ROOM = re.compile(r"\s+(?:subq\s+\$(\d+), %rsp|leaq\s+-(\d+)\(%rsp\), %r11|(pushq)\s)")
_GROWTH = re.compile(r"\s+(?:subq\s+%r\w+|movq\s+%(?!rbp)r\w+), %rsp")
_RETURN = re.compile(r"\s+(?:rep[ ;]*)?retq?\b")
_EPILOGUE = re.compile(
    r"\s+(?:leave|popq?\s|addq\s+\$\d+, %rsp|movq\s+%rbp, %rsp|leaq\s+\S+, %rsp)"
)
_DIRECTIVE = re.compile(r"\s*(?:\.|#|$)(?!L)")

# Lines of assembly in which the beginning of a function makes room for its variables, and bytes besides that.
_PROLOGUE = 60
_BESIDES = 64


class Location(NamedTuple):
    """A file, as the compiler names it, and a line of it."""

    file: str
    line: int


class Instrumented(NamedTuple):
    """Assembly with calls, and the names of the files that it numbers."""

    text: str
    files: Mapping[int, str]


def instrument(
    text: str, source: int = 0, marks: Mapping[int, Location] | None = None
) -> Instrumented:
    """Put calls into the assembly of one source file.

    Args:
        text: The assembly.
        source: The number of the source file among those of the program.
        marks: Marks that are not in the assembly as labels: each is before the first line, from this one on, that has
            code.
    """
    lines = text.split("\n")
    files = _files(lines)
    writer = _Writer(lines, source, _marked(lines, files, marks or {}))
    return Instrumented(writer.text(), files)


def _files(lines: Sequence[str]) -> dict[int, str]:
    """Return the names of the files, by their numbers."""
    matches = filter(None, map(_FILE.match, lines))
    return {int(match[1]): f"{match[2]}/{match[3]}" if match[2] else match[3] for match in matches}


def _marked(
    lines: Sequence[str], files: Mapping[int, str], marks: Mapping[int, Location]
) -> dict[tuple[int, int], list[int]]:
    """Return the marks at each position, a number of a file and a line."""
    if not marks:
        return {}
    places = set()
    is_statement = True
    for match in filter(None, map(_LOC.match, lines)):
        if "is_stmt" in match["rest"]:
            is_statement = "is_stmt 0" not in match["rest"]
        if is_statement:
            places.add((int(match[1]), int(match[2])))
    marked: dict[tuple[int, int], list[int]] = {}
    for mark, location in marks.items():
        later = [
            (file, line)
            for file, line in places
            if line >= location.line and plain(files.get(file, "")) == location.file
        ]
        if later:
            marked.setdefault(min(later, key=lambda place: place[1]), []).append(mark)
    return marked


def plain(path: str) -> str:
    """Return the name of a file of a job as the job has it, without the directories of the sandbox."""
    for directory in ("/tmp/", "./", ".assembled/"):  # noqa: S108 - a name in the sandbox
        path = path.removeprefix(directory)
    return path


class _Writer:
    """Writes assembly with calls, line by line."""

    def __init__(
        self, lines: Sequence[str], source: int, marked: Mapping[tuple[int, int], list[int]]
    ) -> None:
        self._lines = lines
        self._source = source
        self._marked = marked
        self._functions = {match[1] for match in map(_FUNCTION.match, lines) if match}
        self._out: list[str] = []
        self._table: list[str] = []
        self._function = ""
        self._place = (0, 0)
        self._last: tuple[int, int] | None = None
        self._entry: tuple[int, int, str | None] = (0, 0, None)
        self._is_statement = True
        self._begins = False
        self._is_authors = False

    def text(self) -> str:
        """Return all of it."""
        for index, line in enumerate(self._lines):
            self._is_authors = self._is_authors and line.strip() != "#NO_APP"
            if not self._is_authors and _GROWTH.match(line):
                self._out += ["\tcall\tc_runner_growing", line, "\tcall\tc_runner_grown"]
                continue
            if not self._is_authors and self._function == "main" and _RETURN.match(line):
                self._end_main()
            self._out.append(line)
            self._is_authors = self._is_authors or line.strip() == "#APP"
            self._follow(index, line)
        table = [f'\t.section\t{SECTION},"a",@progbits', *self._table] if self._table else []
        return "\n".join([*self._out[:-1], *table, ""])

    def _follow(self, index: int, line: str) -> None:
        """Put the calls behind a line of assembly."""
        if mark := _MARK.match(line.strip()):
            self._mark(int(mark[1]))
        elif (label := _LABEL.match(line)) and label[1] in self._functions:
            self._enter(index, label[1])
        elif location := _LOC.match(line):
            self._locate(location)

    def _enter(self, index: int, name: str) -> None:
        size = _BESIDES
        for line in self._lines[index + 1 : index + _PROLOGUE]:
            if room := _ROOM.match(line):
                size += int(room[1] or room[2] or 8)
            elif "cfi_endproc" in line:
                break
        for line in self._lines[index + 1 : index + _PROLOGUE]:
            if location := _LOC.match(line):
                self._place = (int(location[1]), int(location[2]))
                self._entry = (*self._place, location["column"])
                break
        self._function, self._begins, self._last = name, True, None
        self._out.append(f"\tmovl\t${min(size, (1 << 31) - 1)}, %r11d")
        self._call("c_runner_enter_main" if name == "main" else "c_runner_enter")

    def _locate(self, location: re.Match[str]) -> None:
        file, line = int(location[1]), int(location[2])
        if "is_stmt" in location["rest"]:
            self._is_statement = "is_stmt 0" not in location["rest"]
        if line == 0:
            return
        self._place = (file, line)
        if self._begins:  # its variables have no places yet
            self._begins = False
        elif self._entry == (file, line, location["column"]):
            return  # room for arrays of variable length
        elif self._is_statement and self._place != self._last and self._function:
            self._last = self._place
            self._call("c_runner_line")
            for mark in self._marked.get(self._place, ()):
                self._mark(mark)

    def _mark(self, number: int) -> None:
        self._out.append(f"\tpushq\t${number}")
        self._call("c_runner_mark")
        self._out.append("\tleaq\t8(%rsp), %rsp")

    def _end_main(self) -> None:
        """Put a call where the variables of `main` are still there, before the instructions that remove them."""
        index = len(self._out)
        begin = index
        while index and (match := _epilogue(self._out[index - 1])) is not None:
            index -= 1
            if match:
                begin = index
        removed = self._out[begin:]
        del self._out[begin:]
        self._call("c_runner_end")
        self._out += removed

    def _call(self, function: str) -> None:
        label = f".Lc_runner_{self._source}_{len(self._table)}"
        file, line = self._place
        self._out += [f"\tcall\t{function}", f"{label}:"]
        self._table.append(f"\t.long\t{label}-., {line}, {self._source * FILES + file % FILES}")


def _epilogue(line: str) -> bool | None:
    """Return whether a line is an instruction of the end of a function; None if it is neither that nor a directive."""
    if _EPILOGUE.match(line):
        return True
    return False if _DIRECTIVE.match(line) else None


def stops(section: bytes, address: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield the calls of a table: their address, the number of the source, and of the file in it, and the line.

    Args:
        section: The bytes of the section.
        address: Its address.
    """
    for offset in range(0, len(section) - 11, 12):
        relative = int.from_bytes(section[offset : offset + 4], "little", signed=True)
        line = int.from_bytes(section[offset + 4 : offset + 8], "little") % _LINES
        file = int.from_bytes(section[offset + 8 : offset + 12], "little")
        yield address + offset + relative, file // FILES, file % FILES, line
