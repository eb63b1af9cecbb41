"""The text that a terminal shows for the bytes that a program prints.

Goes in: any bytes. Comes out: runs of text with a style, HTML, or text alone. Control characters act, become symbols or
are dropped here, and nowhere else.
"""
