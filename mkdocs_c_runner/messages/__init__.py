"""What compilers say, read once and led back to the page.

Goes in: the text of a compile stage and the program it speaks of. Comes out: messages with their notes, excerpts and
places. Nothing here is HTML, and nothing decides whether a message is a failure.
"""
