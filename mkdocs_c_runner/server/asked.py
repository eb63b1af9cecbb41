"""The request to run a program, as it was understood: plain data, checked for its types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from ..bounds import MEMORY_STEPS
from .refused import Refused

Value = TypeVar("Value")


class Text(NamedTuple):
    """A file of a program.

    Attributes:
        name: Its name.
        text: Its content.
        edited: Whether it is the block that is edited, among the parts that it uses.
    """

    name: str
    text: str
    edited: bool = False


class Named(NamedTuple):
    """A block of a site.

    Attributes:
        page: The path of its page below the directory of the pages.
        name: The name of its group on the page.
    """

    page: str
    name: str


class AskedSession(NamedTuple):
    """What a session finds that a client wants to be executed.

    Attributes:
        programs: The programs, each with its name.
        files: The files.
    """

    programs: tuple[Asked, ...] = ()
    files: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """The program that a client wants to be run, and how; None stands for what it does not say.

    Attributes:
        code: The source of the block itself.
        files: The files of the program.
        prelude: Code that is compiled before that of the block.
        block: The block of the site that is edited.
        session: What the session finds whose commands the code has, or None for a program.
        stdin: The input.
        program: The name of the program.
        args: The arguments.
        env: Further environment variables.
        std: The standard.
        flags: The flags of the compiler.
        libs: The flags of the linker.
        compiler: The compiler.
        main: `wrap` puts statements into a `main`.
        stdio: `pipes` or `terminal`.
        show: The parts that the HTML shows.
        steps: The steps that pictures of memory go through, or 0 for single pictures.
        addresses: Whether these pictures show the last digits of addresses.
        timeout: Seconds that it may run.
        language: The tag of the language of the labels.
    """

    code: str | None = None
    files: tuple[Text, ...] = ()
    prelude: str = ""
    block: Named | None = None
    session: AskedSession | None = None
    stdin: str | None = None
    program: str | None = None
    args: tuple[str, ...] | None = None
    env: Mapping[str, str] | None = None
    std: str | None = None
    flags: tuple[str, ...] | None = None
    libs: tuple[str, ...] | None = None
    compiler: str | None = None
    main: str | None = None
    stdio: str | None = None
    show: tuple[str, ...] | None = None
    steps: int | None = None
    addresses: bool | None = None
    timeout: float | None = None
    language: str | None = None

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Asked:
        """Read a JSON object; fields of other names are left alone.

        Raises:
            Refused: If a field is not of its type, or there is no program.
        """
        given: dict[str, Any] = {}
        for name, read in _FIELDS.items():
            value = values.get(name)
            if value is None and name != "code":
                continue
            if name in values:
                given[name] = read(name, value)
        asked = cls(**given)
        if asked.code is None and not asked.files:
            raise Refused(400, 'There is no program: send its text as "code", or "files".')
        return asked


def text(name: str, value: object) -> str:
    """Return a text, which has to be possible in UTF-8."""
    if not isinstance(value, str):
        raise Refused(400, f'"{name}" must be a string.')
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Refused(400, f'"{name}" holds half a character, which UTF-8 cannot hold.') from None
    return value


def _texts(name: str, value: object) -> tuple[str, ...]:
    return tuple(text(name, item) for item in _list(name, value))


def _list(name: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise Refused(400, f'"{name}" must be a list.')
    return value


def _object(name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refused(400, f'"{name}" must be an object.')
    return value


def _variables(name: str, value: object) -> Mapping[str, str]:
    return {text(name, key): text(name, item) for key, item in _object(name, value).items()}


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(400, f'"{name}" must be a number.')
    if not 0 < value < 1e9:
        raise Refused(400, f'"{name}" must be a number of seconds above 0.')
    return float(value)


def _whole(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MEMORY_STEPS:
        raise Refused(400, f'"{name}" must be a number from 0 to {MEMORY_STEPS}.')
    return value


def _truth(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise Refused(400, f'"{name}" must be true or false.')
    return value


def _files(name: str, value: object) -> tuple[Text, ...]:
    files = []
    for item in _list(name, value):
        file = _object(name, item)
        edited = file.get("edited") is True
        content = text(f"{name}.text", file.get("text"))
        files.append(Text(text(f"{name}.name", file.get("name")), content, edited))
    return tuple(files)


def _session(name: str, value: object) -> AskedSession:
    session = _object(name, value)
    programs = []
    for item in _list(f"{name}.programs", session.get("programs", [])):
        program = _object(f"{name}.programs", item)
        # A program of a session is none itself.
        programs.append(Asked.of({key: program[key] for key in program if key != "session"}))
    return AskedSession(tuple(programs), _files(f"{name}.files", session.get("files", [])))


def named(name: str, value: object) -> Named:
    """Return the name of a block of a site."""
    block = _object(name, value)
    return Named(text(f"{name}.page", block.get("page")), text(f"{name}.name", block.get("name")))


_FIELDS: Mapping[str, Callable[[str, object], Any]] = {
    "code": text,
    "files": _files,
    "prelude": text,
    "block": named,
    "session": _session,
    "stdin": text,
    "program": text,
    "args": _texts,
    "env": _variables,
    "std": text,
    "flags": _texts,
    "libs": _texts,
    "compiler": text,
    "main": text,
    "stdio": text,
    "show": _texts,
    "steps": _whole,
    "addresses": _truth,
    "timeout": _number,
    "language": text,
}
