"""The definitions of some C at the top level of a file: where each stands, what it defines, and what it needs.

tree-sitter's grammar tells where definitions begin and end, and the compiler judges whether they are right. So an error
inside of a definition does no harm here. Lines that the grammar takes for something else are blanked out before, by as
many bytes; the text that is compiled stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from . import c_tree
from .gathered import apart, guarded, with_comments
from .unit import Kind, Unit

if TYPE_CHECKING:
    from tree_sitter import Node


# What the grammar does not know in these places, and what it knows; both are of the same length.
_REPLACED = ((rb"\b_Thread_local\b", b" thread_local"), (rb"\b_Complex\b", b"        "))

# Attributes between a name and its value are not known there.
_ATTRIBUTE = re.compile(rb"\b__attribute__[ \t]*\(\([^=;{}\n]{0,200}\)\)(?=[ \t]*=)")

# A call of a macro that makes definitions stands alone on a line. It is taken for the type of what follows. The head of
# a function may stand alone, too, but then its body follows.
_MACRO_CALL = re.compile(
    rb"^[A-Z_][A-Z0-9_]+[ \t]*(?:\([^()\n]*\))?[ \t]*$(?=\n)(?!\s*\{)", re.MULTILINE
)

# Authors write it in place of a body that is as it was.
_DOTS = re.compile(rb"(?<=\{)\s{0,200}(?:\.\.\.|\xe2\x80\xa6)\s{0,200}(?=\})")

# The bodies for which it may stand, by the names of the grammar.
_BODIES = frozenset(
    {"compound_statement", "field_declaration_list", "enumerator_list", "initializer_list"}
)

_MACRO = re.compile(rb"^[ \t]*#[ \t]*define[ \t]+(\w+)", re.MULTILINE)

# How deep conditionals are looked into: the grammar nests them, and each level calls itself.
_DEEPEST = 20

_CONDITIONALS = frozenset({"preproc_if", "preproc_ifdef"})
_BRANCHES = frozenset({"preproc_else", "preproc_elif", "preproc_elifdef"})
_SIMPLE = {
    "preproc_include": Kind.INCLUDE,
    "preproc_def": Kind.MACRO,
    "preproc_function_def": Kind.MACRO,
    "function_definition": Kind.FUNCTION,
    "declaration": Kind.VARIABLE,
    "type_definition": Kind.TYPE,
    "struct_specifier": Kind.TYPE,
    "union_specifier": Kind.TYPE,
    "enum_specifier": Kind.TYPE,
    "preproc_call": Kind.DIRECTIVE,
    "comment": Kind.COMMENT,
    "ERROR": Kind.UNKNOWN,
    "compound_statement": Kind.UNKNOWN,
}

# Types and words of C that the grammar takes for names where it does not understand a declaration.
_KEYWORDS = frozenset(
    {"char", "double", "float", "int", "long", "short", "signed", "unsigned", "void"}
)


def units(text: str) -> tuple[Unit, ...]:
    """Return the units of some C, in their order. Empty lines between them belong to none.

    Raises:
        ValueError: If so much of it is not C that it takes too long to be read.
    """
    found = _units_of(text)
    if found is None:
        raise ValueError("too much of this is not C")
    return found


@lru_cache(maxsize=4096)
def _units_of(text: str) -> tuple[Unit, ...] | None:
    """Return the units of some C, or None if it cannot be read."""
    content = f"{text}\n".encode()
    for pattern, known in _REPLACED:
        content = re.sub(pattern, known, content)
    calls = list(_lines_of_calls(content))
    content = _ATTRIBUTE.sub(lambda attribute: b" " * len(attribute[0]), content)
    content = _MACRO_CALL.sub(lambda call: b" " * len(call[0]), content)
    dots = [found.start() for found in _DOTS.finditer(content)]
    content = _DOTS.sub(lambda found: re.sub(rb"\S", b" ", found[0]), content)
    root = c_tree.parsed(content)
    if root is None:
        return None
    folded = set(_lines_of_folded(root, dots))
    macros = frozenset(name.decode() for name in _MACRO.findall(content))
    found = [*(_with_macros(one, macros) for one in _units(root)), *map(_other, calls)]
    gathered = with_comments(apart(found), text.split("\n"))
    node = _guard(root)
    if node is not None:
        inner = with_comments(apart([*_units(node), *map(_other, calls)]), text.split("\n"))
        gathered = tuple(
            unit
            for one in gathered
            for unit in (guarded(one, inner) if one.kind is Kind.CONDITIONAL else [one])
        )
    return tuple(_with_folds(unit, folded) for unit in gathered) if folded else gathered


def _lines_of_folded(root: Node, dots: Sequence[int]) -> Iterator[int]:
    """Yield the numbers of the lines with a body that is nothing but dots, by the bytes at which these begin."""
    for begin in dots:
        brace = root.descendant_for_byte_range(begin - 1, begin)
        body = brace.parent if brace else None
        if body is None or body.type not in _BODIES or body.named_child_count:
            continue
        if _is_of_definition(body):
            yield body.start_point[0] + 1


def _is_of_definition(body: Node) -> bool:
    """Whether it is the body of a whole definition, and not that of something within."""
    around = body.parent
    if body.type == "compound_statement" and around and around.type != "function_definition":
        return False
    for _ in range(_DEEPEST):
        if around is None or around.type in _BODIES:
            break
        around = around.parent
    return around is None


def _with_folds(unit: Unit, folded: set[int]) -> Unit:
    """Return a unit that says whether it has one of these bodies, given by their lines."""
    if unit.kind in (Kind.FUNCTION, Kind.TYPE, Kind.VARIABLE) and not folded.isdisjoint(
        range(unit.code, unit.last + 1)
    ):
        return replace(unit, folded=True)
    return unit


def _guard(root: Node) -> Node | None:
    """Return the conditional that keeps a header from being included twice, or None if it has none."""
    found = [child for child in root.named_children if child.type != "comment"]
    if len(found) != 1 or not c_tree.text(found[0]).startswith("#ifndef"):
        return None
    name = found[0].child_by_field_name("name")
    below = [child for child in found[0].named_children if child.type != "comment"][1:]
    if not below or below[0].type != "preproc_def" or below[-1].type in _BRANCHES:
        return None
    if below[0].child_by_field_name("value"):
        return None  # a macro that flags of the compiler may set
    macro = below[0].child_by_field_name("name")
    return found[0] if c_tree.text(macro) == c_tree.text(name) else None


def _with_macros(unit: Unit, macros: frozenset[str]) -> Unit:
    """Return a unit whose enum does not define a macro that stands for its constants, but needs it."""
    listed = unit.optional & macros if unit.kind in (Kind.TYPE, Kind.VARIABLE) else frozenset()
    if not listed:
        return unit
    return replace(
        unit,
        defines=unit.defines - listed,
        optional=unit.optional - listed,
        needs=unit.needs | listed,
    )


def _lines_of_calls(content: bytes) -> Iterator[int]:
    """Yield the numbers of the lines that are calls of macros."""
    line, end = 1, 0
    for call in _MACRO_CALL.finditer(content):
        line += content.count(b"\n", end, call.start())
        end = call.start()
        yield line


def _other(line: int) -> Unit:
    return Unit(Kind.OTHER, line, line, line)


def _units(node: Node, depth: int = 0) -> Iterator[Unit]:
    """Yield the units that are children of a node, which is in as many conditionals."""
    implicit: Node | None = None
    heads = [node.child_by_field_name(field) for field in ("name", "condition")]
    of_head = {head.id for head in heads if head}
    for child, following in pairwise([*node.children, None]):
        if child is None or child.id in of_head or not (child.is_named or child.type == ";"):
            continue
        if child.type == "compound_statement" and implicit:
            yield _implicit_function(implicit, child)
        elif child.type in _BRANCHES:
            yield from _units(child, depth)
        elif child.type == "linkage_specification":
            yield from _units(child.child_by_field_name("body") or child, depth)
        elif child.type == "expression_statement" and _is_head(child, following):
            pass  # with its body
        else:
            yield _unit(child, depth)
        implicit = child if child.type == "expression_statement" else None


def _is_head(node: Node, following: Node | None) -> bool:
    """Whether a call is the head of a function without a type, as C had them before 1999."""
    has_body = following is not None and following.type == "compound_statement"
    return has_body and bool(re.match(rb"\w+\s*\(", node.text or b""))


def _implicit_function(head: Node, body: Node) -> Unit:
    text = (head.text or b"").decode(errors="replace")
    name = text.partition("(")[0].strip()
    unit = _lines(Kind.FUNCTION, head)
    needs = frozenset(c_tree.needed(body))
    return replace(unit, last=_last(body), defines=frozenset({name}), needs=needs, head=text)


def _unit(node: Node, depth: int) -> Unit:
    if node.type in _CONDITIONALS:
        return _conditional(node, depth + 1)
    kind = _SIMPLE.get(node.type, Kind.OTHER)
    unit = _lines(kind, node)
    if kind in (Kind.COMMENT, Kind.OTHER, Kind.UNKNOWN):
        return replace(unit, needs=frozenset(c_tree.needed(node)))
    if kind is Kind.INCLUDE:
        path = node.child_by_field_name("path")
        return replace(unit, defines=frozenset({c_tree.text(path)}))
    if kind is Kind.DIRECTIVE:
        words = c_tree.text(node).split()
        return replace(unit, declares=frozenset(words[1:2] if words[:1] == ["#undef"] else ()))
    defined, optional = set(c_tree.tags(node)), set(c_tree.constants(node))
    declared: set[str] = set()
    names = set(c_tree.declared(node))
    if kind is Kind.VARIABLE and c_tree.only_declares(node):
        declared |= names
        kind = Kind.DECLARATION
    elif kind is Kind.FUNCTION or kind is Kind.MACRO or names or defined or optional:
        defined |= names
    elif name := node.child_by_field_name("name"):
        declared |= {c_tree.TAG + c_tree.text(name)}  # struct node;
        kind = Kind.DECLARATION
    if any(name in _KEYWORDS for name in names):
        kind = Kind.UNKNOWN
    body = node.child_by_field_name("body") if kind is Kind.FUNCTION else None
    if body and body.children and body.children[-1].is_missing:
        kind = Kind.UNKNOWN  # compilers would look for its end in the definitions of other fences
    head = c_tree.head(node, body) if body else ""
    needs = frozenset(c_tree.needed(node)) - defined - optional - declared
    return replace(
        unit,
        kind=kind,
        defines=frozenset(defined | optional),
        declares=frozenset(declared),
        optional=frozenset(optional),
        needs=needs,
        head=head,
        prototypes=tuple(c_tree.prototypes(node)) if kind is Kind.DECLARATION else (),
    )


def _conditional(node: Node, depth: int) -> Unit:
    found = _units(node, depth) if depth < _DEEPEST else iter(())
    inner = with_comments(apart(list(found)), None)
    names = [unit for unit in inner if unit.kind is not Kind.COMMENT]
    union: frozenset[str] = frozenset()
    return replace(
        _lines(Kind.CONDITIONAL, node),
        defines=union.union(*(unit.defines for unit in names)),
        declares=union.union(*(unit.declares for unit in names)),
        optional=union.union(*(unit.optional for unit in names)),
        needs=union.union(*(unit.needs for unit in names)),
        inner=inner,
    )


def _lines(kind: Kind, node: Node) -> Unit:
    first = node.start_point[0] + 1
    return Unit(kind, first, _last(node), first)


def _last(node: Node) -> int:
    """Return the number of the last line of a node. Directives end where the next line begins."""
    row, column = node.end_point
    return max(node.start_point[0] + 1, row if column == 0 else row + 1)
