"""Nodes of tree-sitter's C grammar: the names that a definition gives, and those that it needs.

Where the grammar has no field for a part of a declarator, the part is found by its type.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

TAG = "struct "
"""What the keys of structs, unions and enums begin with: their tags are names of their own."""

_TAGGED = frozenset({"struct_specifier", "union_specifier", "enum_specifier"})
_NAMES = frozenset({"identifier", "type_identifier"})


# The parser asks whether it may go on after each 100 steps. C of so many bytes needs a tenth of what it may ask here.
_BYTES_PER_LOOK = 10
_LOOKS = 50

# The bytes that the parser reads at once; the text of each node is read so, too.
_CHUNK = 1 << 8


def parsed(content: bytes) -> Node | None:
    """Return the root of a syntax tree, or None if too many steps are needed: errors cost their square."""
    looks = itertools.count(-_LOOKS - len(content) // _BYTES_PER_LOOK)
    parser = _parser()
    try:
        tree = parser.parse(
            lambda byte, _point: content[byte : byte + _CHUNK],
            encoding="utf8",
            progress_callback=lambda *_: next(looks) > 0,  # it stops at True
        )
    except ValueError:
        parser.reset()
        return None
    return tree.root_node


@lru_cache(maxsize=1)
def _parser() -> Parser:
    # Loaded for the sites whose programs grow alone.
    import tree_sitter  # noqa: PLC0415
    import tree_sitter_c  # noqa: PLC0415

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_c.language()))


def text(node: Node | None) -> str:
    """Return the text of a node, or nothing without one."""
    return (node.text or b"").decode(errors="replace") if node else ""


def head(node: Node, body: Node) -> str:
    """Return a function up to its body, on one line; one of the old style without the types of its parameters."""
    declarator = node.child_by_field_name("declarator")
    is_old = any(child.type == "declaration" for child in node.children)
    end = declarator.end_byte if is_old and declarator else body.start_byte
    text = (node.text or b"")[: end - node.start_byte].decode(errors="replace")
    if is_old:
        text = re.sub(r"\([^()]*\)\s*$", "()", text)
    return " ".join(text.split())


def only_declares(node: Node) -> bool:
    """Whether a declaration defines nothing: a prototype, or a variable that is `extern`."""
    declarators = node.children_by_field_name("declarator")
    if any(child.type == "init_declarator" for child in declarators):
        return False
    words = {text(child) for child in node.children if child.type == "storage_class_specifier"}
    return "extern" in words or all(map(_is_prototype, declarators))


def _is_prototype(declarator: Node) -> bool:
    """Whether a declarator is that of a function: `f(void)`, `*f(void)`, but not `(*f)(void)`."""
    node: Node | None = declarator
    while node is not None and node.type == "pointer_declarator":
        node = node.child_by_field_name("declarator")
    if node is None or node.type != "function_declarator":
        return False
    inner = node.child_by_field_name("declarator")
    return inner is None or inner.type != "parenthesized_declarator"


def prototypes(node: Node) -> Iterator[tuple[str, str]]:
    """Yield the functions that a declaration declares, each with a prototype of its own; none if it has variables."""
    declarators = node.children_by_field_name("declarator")
    if not declarators or not all(map(_is_prototype, declarators)):
        return
    kind = (node.text or b"")[: declarators[0].start_byte - node.start_byte].decode(
        errors="replace"
    )
    for name, declarator in zip(declared(node), declarators, strict=False):
        yield name, " ".join(f"{kind}{text(declarator)}".split())


def declared(node: Node) -> Iterator[str]:
    """Yield the names that a definition gives to functions, variables, types or macros."""
    if node.type.startswith("preproc"):
        yield text(node.child_by_field_name("name"))
        return
    for declarator in node.children_by_field_name("declarator"):
        inner: Node | None = declarator
        while inner is not None and inner.type not in _NAMES:
            inner = inner.child_by_field_name("declarator") or _only_child(inner)
        if inner is not None:
            yield text(inner)


def _only_child(node: Node) -> Node | None:
    """Return the declarator in brackets or beside attributes, for which the grammar has no name."""
    named = [child for child in node.named_children if "declarator" in child.type]
    named += [child for child in node.named_children if child.type in _NAMES]
    return named[0] if named else None


def tags(node: Node) -> Iterator[str]:
    """Yield the keys of the structs, unions and enums that a definition defines."""
    for tagged in _tagged(node):
        name = tagged.child_by_field_name("name")
        if name and tagged.child_by_field_name("body"):
            yield TAG + text(name)


def constants(node: Node) -> Iterator[str]:
    """Yield the constants of an enum that a definition defines."""
    for tagged in _tagged(node):
        body = tagged.child_by_field_name("body") if tagged.type == "enum_specifier" else None
        for item in body.named_children if body else ():
            if item.type == "enumerator":
                yield text(item.child_by_field_name("name"))


def _tagged(node: Node) -> Iterator[Node]:
    """Yield the struct, union or enum that a definition has as its type."""
    if node.type in _TAGGED:
        yield node
    kind = node.child_by_field_name("type")
    if kind is not None and kind.type in _TAGGED:
        yield kind


def needed(node: Node) -> Iterator[str]:
    """Yield the names in a node that others may define, without recursion: code may be very deep."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current.type in _NAMES:
            yield text(current)
        elif current.type == "preproc_arg":
            yield from re.findall(r"[A-Za-z_]\w*", text(current))
        elif _points_to_tag(current):
            waiting += current.children_by_field_name("declarator")
        elif current.type in _TAGGED and not current.child_by_field_name("body"):
            yield TAG + text(current.child_by_field_name("name"))
        else:
            waiting += current.children


def _points_to_tag(node: Node) -> bool:
    """Whether a member is a pointer to a struct, or a type another name of one: that may be defined later."""
    kind = node.child_by_field_name("type")
    if kind is None or kind.type not in _TAGGED or kind.child_by_field_name("body"):
        return False
    declarators = node.children_by_field_name("declarator")
    if node.type == "type_definition":
        return kind.type != "enum_specifier" and not any(map(_takes_parameters, declarators))
    return node.type == "field_declaration" and all(
        one.type == "pointer_declarator" and not _takes_parameters(one) for one in declarators
    )


def _takes_parameters(declarator: Node) -> bool:
    """Whether a declarator is that of a function or of a pointer to one."""
    inner: Node | None = declarator
    while inner is not None and inner.type != "function_declarator":
        inner = inner.child_by_field_name("declarator") or _only_child(inner)
    return inner is not None
