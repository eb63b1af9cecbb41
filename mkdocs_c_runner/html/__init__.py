"""The HTML of a block: its parts, each with a file of its own where it takes more than a few lines.

Goes in: a block that was run and checked, in each way in which it is compiled, and its highlighted source. Comes out:
HTML, final and escaped; see `block.render`. All class names and all structure are here, but for what a terminal or a
kind of results draws. The only files that are read are our own: the style sheets and the page scripts. Nothing is run,
and nothing knows of a Markdown build.

- `block`: arranges the parts around the source. `shown`: a block as its parts see it.
- `source`, `notes`, `code_lines`: the highlighted source, and messages beneath its lines.
- `figure`, `tabs`, `matrix`: everything beneath the source, also where it is compiled in several ways.
- `parts`, `command`, `data`, `figures`, `frames`, `reports`, `views`, `toolchain`: what can stand there.
- `ending`, `status`: how the block ended.
- `changes`, `whole_program`, `page_code`: code of a program that grows, or that several blocks make up.
- `pieces`, `folding`, `excerpts`, `emphasis`: the elements that these are made of.
- `session`: the lines of a session. `playground_session`: what the page script knows of it.
- `memory`: pictures of a program's memory.
- `explorer`, `playground`: where else, or how, readers can run it. `playground_head`: what the page script knows.
- `publishing`, `search`, `style_sheet`: what a host can do, what its search finds, and what it has to link.
"""
