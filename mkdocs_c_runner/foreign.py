"""Foreign text in logs, on terminals and in annotations: everything that this package prints goes through this file.

Runners of CI services read commands in the log: set a variable, mask or fail a step, begin a section. Terminals act on
control characters. Anything that pages, files, records, compilers or programs bring may hold both. So control
characters become visible symbols, and each word that a runner takes gets a space before its last character: `##vso [`,
`: :error`, `section_start :1`. All other text stays as it is.

`LogText` is the type of what may be printed. `line` and `lines` make it, `styled` colors it, and every call that prints
takes nothing else.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable
from typing import Any

import click

from .terminal.screen import symbol

# Control characters, those that end a line or reorder text, and halves of characters, which cannot be encoded.
_CONTROL = re.compile(
    r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)

# The words that runners take, without their last character.
_BEGIN = r"""(?P<begin>
    \#\#\w*(?=\[)                  # anywhere: ##[…] of GitHub, ##vso[…] of Azure, ##teamcity[…] of TeamCity
  | section_(?:start|end)(?=:\d)   # GitLab
  | travis_(?:fold|time)(?=:)      # Travis
  | ^[^\S\n]*:(?=:)                # at the beginning of a line: ::…:: of GitHub, Gitea and Forgejo
  | ^[^\S\n]*(?P<sign>[-+~^])(?P=sign)(?=(?P=sign)(?:\s|$))  # ---, +++, ~~~ and ^^^ of Buildkite
)"""
_COMMAND = re.compile(_BEGIN, re.VERBOSE | re.MULTILINE)
# In JSON, the last character too, and the one control character that is not escaped there.
_IN_JSON = re.compile(rf"{_BEGIN}(?P<end>.)|(?P<delete>\x7f)", re.VERBOSE | re.MULTILINE)

_Logger = logging.Logger | logging.LoggerAdapter[logging.Logger]


class LogText(str):
    """Text that may be printed: no terminal and no runner acts on it."""

    __slots__ = ()


def line(text: object) -> LogText:
    """Return text as one line for a log; line feeds in it become symbols too."""
    return LogText(without_commands(_CONTROL.sub(_symbol_of, str(text))))


def lines(text: object) -> LogText:
    """Return text of several lines for a log."""
    return joined(map(line, str(text).split("\n")))


def joined(parts: Iterable[LogText]) -> LogText:
    """Return lines below each other."""
    return LogText("\n".join(parts))


def json_text(value: Any) -> LogText:
    """Return a value as JSON, in which words that runners take are written with an escape: the value is the same."""
    text = json.dumps(value, indent=2)
    return LogText(_IN_JSON.sub(_with_escape, text))


def styled(text: LogText, first: int = 0, last: int | None = None, **style: Any) -> LogText:
    """Return text with a style, which is not printed where there is no terminal or nobody wants color.

    The style is put around a part of text that is harmless as a whole: two pieces that are harmless alone may be a
    command together.

    Args:
        text: The text, of one line. Of several parts the last one is styled first.
        first: The index of the first character that is styled.
        last: The index after the last one; by default the end of the text.
        style: The style, as click calls it, such as `fg="red"` or `bold=True`.
    """
    end = len(text) if last is None else last
    return LogText(f"{text[:first]}{click.style(text[first:end], **style)}{text[end:]}")


def without_commands(text: str) -> str:
    """Return text with a space in each word that a runner takes, and nothing else changed."""
    return _COMMAND.sub(r"\g<0> ", text)


def echo(text: LogText, *, err: bool = False) -> None:
    """Print a line, or several."""
    click.echo(text, err=err)


class Log:
    """A logger that takes nothing but `LogText`.

    Args:
        logger: The logger.

    Attributes:
        has_warned: Whether there was a warning.
    """

    def __init__(self, logger: _Logger) -> None:
        self._logger = logger
        self.has_warned = False

    def debug(self, text: LogText) -> None:
        """Log text that helps to find mistakes of ours."""
        self._logger.debug("%s", text)

    def info(self, text: LogText) -> None:
        """Log text that an author may want to know."""
        self._logger.info("%s", text)

    def warning(self, text: LogText) -> None:
        """Log a warning."""
        self.has_warned = True
        self._logger.warning("%s", text)

    def error(self, text: LogText) -> None:
        """Log an error."""
        self._logger.error("%s", text)


def _symbol_of(found: re.Match[str]) -> str:
    return symbol(found[0])


def _with_escape(found: re.Match[str]) -> str:
    # Not the first character: it may be the end of an escape.
    return f"{found['begin'] or ''}\\u{ord(found['end'] or found['delete']):04x}"
