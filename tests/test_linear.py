"""Every regular expression of the package takes time in proportion to what it reads, whatever that is.

The hostile texts are made from the expression itself: its characters and its words, repeated, in pairs, and behind each
other. An expression is used as its module uses it, with `search` or with `match`.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import product
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import mkdocs_c_runner

from .linear import LENGTHS, assert_linear

METHODS = ("search", "match", "fullmatch", "sub", "finditer", "findall", "split")
# Words of one expression that are combined.
MOST_WORDS = 18
# Characters that belong to no expression, and to many of their classes.
USUAL = ' \na0-"\\<'


class Use(NamedTuple):
    """A way in which a module uses one of its expressions."""

    module: str
    name: str
    method: str
    pattern: re.Pattern[Any]

    def __str__(self) -> str:
        return f"{self.module.removeprefix('mkdocs_c_runner.')}.{self.name}.{self.method}"

    def cost(self, text: str) -> float:
        """Return the CPU seconds that it takes for a text."""
        hostile: Any = text.encode() if isinstance(self.pattern.pattern, bytes) else text
        begin = time.process_time()
        if self.method == "sub":
            self.pattern.sub(hostile[:0], hostile)
        elif self.method == "finditer":
            for _ in self.pattern.finditer(hostile):
                pass
        else:
            getattr(self.pattern, self.method)(hostile)
        return time.process_time() - begin


def uses() -> Iterator[Use]:
    """Find the expressions of all modules, those that stand in a call of `re` too."""
    for found in pkgutil.walk_packages(mkdocs_c_runner.__path__, "mkdocs_c_runner."):
        if not found.name.endswith("__main__"):
            module = importlib.import_module(found.name)
            source = Path(str(module.__file__)).read_text("utf-8")
            yield from named(module, source)
            yield from called(module, source)


def named(module: ModuleType, source: str) -> Iterator[Use]:
    for name, value in vars(module).items():
        patterns = list(patterns_in(value))
        if not patterns or not re.search(rf"^{re.escape(name)}\b", source, re.MULTILINE):
            continue  # or it is imported
        used = set(re.findall(rf"\b{name}\.({'|'.join(METHODS)})\b", source)) or {"search"}
        for pattern in patterns:
            yield from (Use(module.__name__, name, one, pattern) for one in sorted(used))


def patterns_in(value: object) -> Iterator[re.Pattern[Any]]:
    """Yield the expressions in a value of a module: in tables and records too."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from patterns_in(item)
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from patterns_in(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from patterns_in(getattr(value, field.name))


def called(module: ModuleType, source: str) -> Iterator[Use]:
    if not re.search(rf"\bre\.(?:{'|'.join(METHODS)})\b", source):
        return  # as in most modules, which then need not be parsed
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        is_of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        if is_of_re and node.func.attr in METHODS:
            try:
                text = eval(ast.unparse(node.args[0]), vars(module).copy())
            except NameError:
                continue  # it is made of an argument
            yield Use(
                module.__name__, f"line{node.lineno}", node.func.attr, re.compile(text, re.DOTALL)
            )


def words_of(pattern: re.Pattern[Any]) -> list[str]:
    """Return the literal texts in an expression, and some characters of its classes."""
    words = [""]

    def visit(item: Any) -> None:
        if isinstance(item, tuple) and len(item) == 2 and str(item[0]) == "LITERAL":
            words[-1] += chr(item[1])
        elif isinstance(item, tuple) and len(item) == 2 and str(item[0]) == "RANGE":
            words.extend([chr(item[1][0]), ""])
        elif isinstance(item, tuple | list | parser.SubPattern):
            words.append("")
            for inner in item:
                if isinstance(inner, tuple) and str(inner[0]) == "LITERAL":
                    words[-1] += chr(inner[1])
                else:
                    words.append("")
                    visit(inner)
                    words.append("")

    visit(parser.parse(pattern.pattern, pattern.flags))
    return list(dict.fromkeys(filter(None, words)))


def hostile(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Yield the beginnings and the repeated pieces of hostile texts, with a line between them."""
    own = words_of(pattern)
    words = list(dict.fromkeys([*own, *USUAL]))[:MOST_WORDS]
    pairs = ("".join(pair) for pair in product(words, repeat=2) if pair[0] != pair[1])
    yield from (f"|{unit}" for unit in (*words, *pairs))
    starts = (*own[:12], "".join(own))
    yield from (f"{start}|{unit}" for start, unit in product(starts, words))


def text_of(recipe: str, length: int) -> str:
    """Return a hostile text of about a length; nothing that ends an expression ends it."""
    start, _, unit = recipe.rpartition("|") if len(recipe) > 1 else ("", "", recipe)
    return start + (unit or "|") * (length // max(1, len(unit))) + "\0"


@pytest.mark.parametrize("use", list(uses()), ids=str)
def test_an_expression_takes_time_in_proportion_to_the_text(use: Use) -> None:
    for recipe in hostile(use.pattern):

        def cost(length: int, recipe: str = recipe) -> float:
            return use.cost(text_of(recipe, length))

        assert_linear(cost, repr(recipe), LENGTHS)
