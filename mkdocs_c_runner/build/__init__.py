"""One build: pages are read, blocks run, checked, rendered and reported.

Goes in: a host, its settings and a `Runner`. Comes out: HTML for each fence, failures with their places, a closing
line. It knows no MkDocs: `plugin.py` and `extension.py` are thin hosts around it.
"""
