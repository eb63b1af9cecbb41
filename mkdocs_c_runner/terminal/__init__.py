"""The text that a terminal shows for the bytes that a program prints.

Goes in: any bytes. Comes out: runs of text with a style, HTML, or text alone. Control characters act, become symbols or
are dropped here, and nowhere else.

- `tokens`, `sequences`, `sgr`: what stands in the bytes: text, control sequences, styles.
- `screen`, `grid`, `rows`: what they do to lines, and to a whole screen. `seen`: what is shown of long output.
"""
