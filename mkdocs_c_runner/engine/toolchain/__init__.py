"""Compilers: their command lines, their identities, the headers and libraries they read, the views they print.

Goes in: a `Job`. Comes out: commands for a sandbox, digests for the cache key, views of the code. A compiler is one
row of `compilers.py`, which is data that every room may read, as is `flags.py`. Nothing here executes anything.
"""
