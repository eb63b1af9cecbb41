"""Compilers: their command lines, their identities, the headers and libraries they read, the views they print.

Goes in: a `Job`. Comes out: commands for a sandbox, digests for the cache key, views of the code. A compiler is one row
of `compilers.py`, a machine one of `machines.py`, and a language one of `languages.py`. All are data that every room
may read, as is `flags.py`: the flags that a page may use, on which safety depends. `identity.py` asks a compiler about
itself, in a sandbox, and reads the files that it names; `headers.py` reads headers and libraries. Nothing here starts a
process by itself.

- `named_compilers`: the rows of compilers in a version and for a machine.
- `command_line`: the commands of a job. `stubs`: a faster way to link. `symbol_order`: whether it changes no byte.
- `killed`: whether a compiler was killed from outside.
- `identity`, `headers`, `system_files`: digests of all that a job takes from the system.
- `views`, `asm_filter`, `preprocessed`, `program_file`: what is seen of the code and of the program, made readable.
"""
