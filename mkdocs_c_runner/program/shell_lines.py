"""Commands of a shell that go on in further lines: quotes, texts behind `<<`, pipes, loops."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"(?P<blank>[ \t]+)"
    r"|(?P<arithmetic>\$\(\()"
    r"|(?P<opens>\$?\()"
    r"|(?P<text>(?<!<)<<(?P<dash>-?)(?!<)[ \t]{0,9}(?P<end>(?:[\w.!/-]|\\.|'[^']{0,99}'|\"[^\"]{0,99}\")+))"
    r"|(?P<goes_on>&&|\|\|?)"
    r"|(?P<ends>;;?|&)"
    r"|(?P<sign>['\"`)\\<>])"
    r"|(?P<word>(?:[^\s;&|()<>'\"`\\$]|\$(?!\())+)"
)
_IN_QUOTES = re.compile(r'[^"\\$`]+|\$\((?!\()|.')

# Words that begin something, with the words that end it.
_CLOSED_BY = {
    "if": "fi",
    "for": "done",
    "while": "done",
    "until": "done",
    "case": "esac",
    "{": "}",
}
# Words behind which another command begins.
_BEFORE_COMMANDS = {"if", "while", "until", "{", "do", "then", "else", "elif", "!"}


@dataclass
class ShellLines:
    """What the lines of a command that were read so far leave open.

    Attributes:
        last: The index of the last line that is no part of a text behind `<<`.
    """

    last: int = 0
    _count: int = 0
    _open: list[str] = field(default_factory=list)
    _texts: deque[tuple[str, bool]] = field(default_factory=deque)
    _goes_on: bool = False
    _joined: bool = False
    _at_start: bool = True

    def add(self, line: str) -> None:
        """Read the next line of the command."""
        number = self._count
        self._count += 1
        is_same = self._joined or self._open[-1:] in (["'"], ['"'])
        self._joined = False
        if self._texts and number and not is_same:
            end, strips_tabs = self._texts[0]
            if (line.lstrip("\t") if strips_tabs else line) == end:
                self._texts.popleft()
            return
        self.last = number
        self._at_start = self._at_start or not is_same
        self._read(line)

    @property
    def goes_on(self) -> bool:
        """Whether the command needs a further line."""
        return bool(self._open or self._texts or self._goes_on or self._joined)

    @property
    def lacks(self) -> str:
        """What the command needs for certain, in words that follow "line 1 of the session"; empty if nothing."""
        if self._texts:
            return f'has a text behind <<: write its lines, and then the line {self._texts[0][0]}, behind "> "'
        if self._open and self._open[-1] in ("'", '"', "`"):
            return f'has a {self._open[-1]} that is not closed: write another one, or the next line behind "> "'
        return 'goes on: write the next line behind "> "' if self.goes_on and not self._open else ""

    def _read(self, line: str) -> None:
        index = 0
        while index < len(line):
            top = self._open[-1] if self._open else ""
            if top == "'":
                index = self._in_single_quotes(line, index)
            elif top == '"':
                index = self._in_double_quotes(line, index)
            elif line[index] == "#" and (index == 0 or line[index - 1] in " \t;&|()"):
                return
            else:
                index = self._plain(line, index)

    def _in_single_quotes(self, line: str, index: int) -> int:
        end = line.find("'", index)
        if end < 0:
            return len(line)
        self._open.pop()
        return end + 1

    def _in_double_quotes(self, line: str, index: int) -> int:
        token = _IN_QUOTES.match(line, index)
        if token is None:
            return len(line)
        sign = token[0]
        if sign == '"':
            self._open.pop()
        elif sign == "$(":
            self._begin(")")
        elif sign == "`":
            self._begin("`")
        return token.end() + (sign == "\\")

    def _plain(self, line: str, index: int) -> int:
        token = _TOKEN.match(line, index)
        if token is None:
            return index + 1
        kind = str(token.lastgroup)
        if kind == "blank":
            return token.end()
        self._goes_on = kind == "goes_on"
        if kind == "arithmetic":
            end = line.find("))", token.end())
            return len(line) if end < 0 else end + 2
        if kind == "opens":
            self._begin(")")
        elif kind in ("goes_on", "ends"):
            self._at_start = True
        elif kind == "text":
            end_of_text = re.sub(r"[\\'\"]", "", token["end"])
            self._texts.append((end_of_text, bool(token["dash"])))
        elif kind == "word":
            self._word(token[0])
        else:
            return self._sign(line, index)
        return token.end()

    def _sign(self, line: str, index: int) -> int:
        sign = line[index]
        if sign == "\\":
            self._joined = index == len(line) - 1
            self._at_start = self._at_start and self._joined
            return index + 2
        if sign == ")":
            self._end(")")
            self._at_start = True
        elif sign == "`" and self._open[-1:] == ["`"]:
            self._end("`")
        elif sign in "'\"`":
            self._begin(sign)
        return index + 1

    def _word(self, word: str) -> None:
        if self._at_start and word in _CLOSED_BY:
            self._open.append(_CLOSED_BY[word])
        elif self._at_start and word in _CLOSED_BY.values():
            self._end(word)
        self._at_start = self._at_start and word in _BEFORE_COMMANDS

    def _begin(self, end: str) -> None:
        self._open.append(end)
        self._at_start = end in ")`"

    def _end(self, sign: str) -> None:
        if self._open[-1:] == [sign]:
            self._open.pop()
