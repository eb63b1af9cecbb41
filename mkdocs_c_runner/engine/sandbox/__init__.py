"""Runs one command where it can reach nothing: a policy and a command go in, a stage comes out.

Few people need to enter this room. What is promised stands in SECURITY.md, each promise with an attack in
`tests/attacks`. Nothing here knows what a compiler is; a new mount, device or system call needs its reason beside it.
"""
