"""How much a picture shows. What goes beyond is left out, and the picture says so."""

from __future__ import annotations

# The elements of an array, and the members of a struct.
ELEMENTS = 16
MEMBERS = 32
# The values in one variable or block.
CELLS = 500
# How deep arrays and structs are nested in a value.
DEPTH = 6
# The characters of a text, and the bytes of a block of which no type is known.
TEXT = 40
BYTES = 16
# The calls that run: the outermost, and the innermost.
OUTER_CALLS, INNER_CALLS = 4, 20
# The variables of a call, and the variables that live as long as the program.
VARIABLES = 40
# The blocks of the heap.
BLOCKS = 40
# The digits of an address.
DIGITS = 4
# The bytes of a variable that is recorded wherever it lies.
LARGEST = 4096
