"""Compiler messages: parsed once, and mapped to the lines of the page.

Goes in: a compile stage, and the program that was compiled. Comes out: `Messages` (`read.py`), that is diagnostics with
their notes; on demand the excerpt of one (`excerpts.py`) and its place (`places.py`, `locate.py`). `grammar.py` has the
patterns of messages. `reports.py` finds the places that a program names when it fails, and `inline_expectations.py` the
comments that expect a message. Nothing here is HTML, and nothing decides whether a message is a failure.
"""
