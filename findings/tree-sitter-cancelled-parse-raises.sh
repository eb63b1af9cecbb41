#!/bin/sh
# A parse of py-tree-sitter that its progress callback ends raises a ValueError, while the documentation of
# `Parser.parse` says that it returns None. True ends it, and False lets it go on. The callback is asked only if the
# text comes from a function.
#
# What follows: `program/c_tree.py` hands the text over by a function, catches the error and resets the parser.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet tree-sitter==0.26.1 tree-sitter-c==0.24.2
venv/bin/python - <<'END'
from importlib import metadata

import tree_sitter
import tree_sitter_c

print("tree-sitter", metadata.version("tree-sitter"), "tree-sitter-c", metadata.version("tree-sitter-c"))
parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_c.language()))
text = b"int f(void) { return 1; }\n" * 100
promised = "or ``None``" in parser.parse.__doc__


def outcome(ends):
    try:
        tree = parser.parse(
            lambda byte, _point: text[byte : byte + 256],
            encoding="utf8",
            progress_callback=lambda *_: ends,
        )
    except ValueError as error:
        parser.reset()
        return f"ValueError: {error}"
    return f"{tree.root_node.child_count} functions"


print("None is promised:", promised)
print("True: ", outcome(True))
print("False:", outcome(False))
raise SystemExit(
    not (promised and outcome(True).startswith("ValueError") and outcome(False) == "100 functions")
)
END
