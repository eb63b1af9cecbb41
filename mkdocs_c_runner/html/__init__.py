"""What readers see of a block: its parts, each with a file of its own where it takes more than a few lines.

Goes in: what came of a block. Comes out: HTML, final and escaped. All class names and all structure are here; no
file is read, and nothing is run.
"""
