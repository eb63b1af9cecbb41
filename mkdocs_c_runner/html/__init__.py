"""The HTML of a block: its parts, each with a file of its own where it takes more than a few lines.

Goes in: a block that was run and checked, in each way in which it is compiled, and its highlighted source. Comes out:
HTML, final and escaped; see `block.render`. All class names and all structure are here, but for what a terminal or a
kind of results draws. The one file that is
read is our style sheet. Nothing is run, and nothing knows of a Markdown build.

`block` arranges the parts (`parts`, `views`, `frames`, `reports`, `status`, `tabs`, `matrix`), which are made of
`pieces`; `source`, `notes` and `code_lines` are about the highlighted source; `publishing` is what a host can do.
"""
