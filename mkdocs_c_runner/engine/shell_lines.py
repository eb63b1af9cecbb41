"""Commands of a shell that go on in further lines: quotes, texts behind `<<`, pipes, loops, functions.

The same reading finds the functions that a command defines, since a shell tells their names and not their texts.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<blank>[ \t]+)"
    r"|(?P<arithmetic>\$\(\()"
    r"|(?P<head>\([ \t]*\))"
    r"|(?P<opens>\$?\()"
    r"|(?P<text>(?<!<)<<(?P<dash>-?)(?!<)[ \t]{0,9}(?P<end>(?:[\w.!/-]|\\.|'[^']{0,99}'|\"[^\"]{0,99}\")+))"
    r"|(?P<goes_on>&&|\|\|?)"
    r"|(?P<ends>;;?|&)"
    r"|(?P<sign>['\"`)\\<>])"
    r"|(?P<word>(?:[^\s;&|()<>'\"`\\$]|\$(?!\())+)"
)
# What may stand behind the body of a function and still be a part of it.
_REDIRECTIONS = re.compile(
    r"""(?:[ \t]*\d?(?:>>|>\||[<>]&?)[ \t]*"""
    r"""(?:[^\s;&|()<>'"`\\$]|\$\w|\${\w++}|\\.|'[^']*+'|"(?:[^"$`\\]|\$\w|\${\w++})*+")++)*+"""
)
_TEXT_BEHIND = re.compile(
    r"[ \t]*+<<-?[ \t]*+(?:[^\s;&|()<>'\"]|'[^']{0,99}'|\"[^\"]{0,99}\")++[ \t]*+"
)
_ANOTHER = re.compile(r"[ \t]*+\d?[<>]")
_NAME = re.compile(r"[A-Za-z_]\w{0,60}", re.ASCII)
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


class _Head(NamedTuple):
    """The head of a function.

    Attributes:
        name: Its name.
        start: The index of its first character in the command.
        depth: How many things are open around it.
        texts: How many texts behind `<<` began before it.
    """

    name: str
    start: int
    depth: int
    texts: int


def lines_of_shell(command: str) -> ShellLines:
    """Return what the lines of a whole command leave open, close and define."""
    shell = ShellLines()
    for line in command.split("\n"):
        shell.add(line)
    return shell


def functions_in(command: str) -> dict[str, str]:
    """Return the functions that a command may define in its shell, each with its whole text."""
    functions = lines_of_shell(command).functions
    return {name: command[start:end] for name, start, end in functions}


@dataclass
class ShellLines:
    """What the lines of a command that were read so far leave open.

    Attributes:
        last: The index of the last line that is no part of a text behind `<<`.
        functions: The functions that the command defines, with the indexes where the text of each begins and ends.
        closes_more: Whether it closes something that it has not opened.
        redirects_both: Whether it has the sign `&>` of bash, which means something else to other shells.
    """

    last: int = 0
    functions: list[tuple[str, int, int]] = field(default_factory=list)
    closes_more: bool = False
    redirects_both: bool = False
    _count: int = 0
    _open: list[str] = field(default_factory=list)
    _texts: deque[tuple[str, bool]] = field(default_factory=deque)
    _goes_on: bool = False
    _joined: bool = False
    _at_start: bool = True
    _begin_of_line: int = 0
    _word_at_start: tuple[str, int] | None = None
    _head: _Head | None = None
    _lacks_body: bool = False
    _with_text: _Head | None = None
    _last: str = ""
    _begun_texts: int = 0

    def add(self, line: str) -> None:
        """Read the next line of the command."""
        number = self._count
        self._count += 1
        self._take(line, number)
        self._begin_of_line += len(line) + 1

    def _take(self, line: str, number: int) -> None:
        is_same = self._joined or self._open[-1:] in (["'"], ['"'])
        self._joined = False
        if self._texts and number and not is_same:
            end, strips_tabs = self._texts[0]
            if (line.lstrip("\t") if strips_tabs else line) == end:
                self._texts.popleft()
            if not self._texts and self._with_text:
                self._found(self._with_text, len(line))
                self._with_text = None
            return
        self.last = number
        self._at_start = self._at_start or not is_same
        self._word_at_start = self._word_at_start if is_same else None
        self._read(line)

    @property
    def goes_on(self) -> bool:
        """Whether the command needs a further line."""
        return bool(self._open or self._texts or self._goes_on or self._joined)

    @property
    def ends_in_background(self) -> bool:
        """Whether nothing waits for the last program of the command."""
        return self._last == "&" and not self.goes_on

    @property
    def lacks(self) -> str:
        """What the command needs for certain; empty if nothing."""
        if self._texts:
            return f'a text behind << has no end: write its lines, and then the line {self._texts[0][0]}, behind "> "'
        if self._open and self._open[-1] in ("'", '"', "`"):
            return f'the quote {self._open[-1]} is not closed: write another one, or the next line behind "> "'
        return (
            'the command goes on: write the next line behind "> "'
            if self.goes_on and not self._open
            else ""
        )

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
        if token["blank"]:
            return token.end()
        lacked_body, self._lacks_body = self._lacks_body, False
        end = self._token(token, line, index)
        if lacked_body and self._head and len(self._open) <= self._head.depth:
            self._head = None  # its body is a single command
        return end

    def _token(self, token: re.Match[str], line: str, index: int) -> int:
        kind = str(token.lastgroup)
        of_redirection, self._last = self._last in ("<", ">"), token[0]
        begun, self._word_at_start = self._word_at_start, None
        self._goes_on = kind == "goes_on"
        if kind == "arithmetic":
            end = line.find("))", token.end())
            return len(line) if end < 0 else end + 2
        if kind == "head":
            self._begin_function(begun)
        elif kind == "opens":
            self._begin(")")
        elif kind in ("goes_on", "ends"):
            self._at_start = True
            if token[0] == "&" and of_redirection:
                self._last = ""
            elif token[0] == "&" and line.startswith(">", token.end()):
                self.redirects_both = True
        elif kind == "text":
            end_of_text = re.sub(r"[\\'\"]", "", token["end"])
            self._texts.append((end_of_text, bool(token["dash"])))
            self._begun_texts += 1
        elif kind == "word":
            return self._word(token[0], line, index)
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
            self._at_start = True
            return self._end(")", line, index + 1)
        if sign == "`" and self._open[-1:] == ["`"]:
            self._open.pop()
        elif sign in "'\"`":
            self._begin(sign)
        return index + 1

    def _word(self, word: str, line: str, index: int) -> int:
        end = index + len(word)
        if self._at_start and word in _CLOSED_BY:
            self._open.append(_CLOSED_BY[word])
        elif self._at_start and word in _CLOSED_BY.values():
            return self._end(word, line, end)
        elif self._at_start and _NAME.fullmatch(word):
            self._word_at_start = word, self._begin_of_line + index
        self._at_start = self._at_start and word in _BEFORE_COMMANDS
        return end

    def _begin(self, end: str) -> None:
        self._open.append(end)
        self._at_start = end in ")`"

    def _begin_function(self, begun: tuple[str, int] | None) -> None:
        """Read `()` behind the word with which a command begins: a body follows."""
        self._at_start = True
        if begun is None:
            return
        self._goes_on = self._lacks_body = True
        in_subshell = not {")", "`", '"'}.isdisjoint(self._open)
        if self._head is None and not in_subshell:
            self._head = _Head(*begun, len(self._open), self._begun_texts)

    def _end(self, sign: str, line: str, end: int) -> int:
        """Read the sign that closes what was opened last, if it does, and what else belongs to a function."""
        if self._open[-1:] != [sign]:
            self.closes_more = self.closes_more or not self._open
            return end
        self._open.pop()
        if self._head is None or len(self._open) != self._head.depth:
            return end
        behind = _REDIRECTIONS.match(line, end)
        end = behind.end() if behind else end
        has_text = bool(self._texts) and self._begun_texts > self._head.texts
        if _TEXT_BEHIND.fullmatch(line, end) or (has_text and not line[end:].strip()):
            is_first = self._begun_texts - len(self._texts) >= self._head.texts
            self._with_text = self._head if is_first else None
        elif not (has_text or _ANOTHER.match(line, end)):
            self._found(self._head, end)
        self._head = None
        return end

    def _found(self, head: _Head, end: int) -> None:
        """Note a function whose text ends at an index of this line."""
        self.functions.append((head.name, head.start, self._begin_of_line + end))
