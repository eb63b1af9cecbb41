"""What a terminal would show of bytes that a program printed.

Goes in: any bytes. Comes out: runs of text with a style, or text alone. Control characters act, are shown as
symbols or are dropped here, and nowhere else.
"""
