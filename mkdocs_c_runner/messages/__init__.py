"""Compiler messages: read once, and led back to the lines of the page.

Goes in: a compile stage, and the program that was compiled. Comes out: `Messages`, that is diagnostics with their
notes, source excerpts and places. `grammar.py` alone knows how compilers write. Nothing here is HTML, and nothing
decides whether a message is a failure.
"""
