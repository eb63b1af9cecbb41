"""From fences to the program that is compiled, and back from its lines to the page.

Goes in: options and code. Comes out: a `Snippet` with its `Job`, and for each line of the program the place where it
was written. Nothing here runs anything or knows of compiler messages.

`snippet` is the block, `assemble` puts fences and their `surroundings` together, and `numbered_file` writes one file of
them; `hidden_lines`, `c_source` (comments) and `columns` know what lines mean. `unfinished` finds code that ends too
early, and `definitions` the names that code defines.

`session` is a block whose lines are commands: `session_text` finds them in its text, `compile_line` reads
those of compilers, and `session_commands` says how all of them are executed.

`growth` is a program that blocks extend: `growing` puts the definitions of a block into it, `placing` finds the places
of new ones, and `order` moves up what they need. `units` finds definitions in C, by the nodes that `c_tree` reads, and
`gathered` puts those together that belong together; `unit` is one of them. `changes` are what a block defines anew,
beside what it replaces.

`whole` is the program as people read it, and `exported` and `makefile` are what it takes to compile it elsewhere.
"""
