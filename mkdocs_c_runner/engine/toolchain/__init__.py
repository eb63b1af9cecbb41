"""Compilers: their command lines, their identity, what they read, what they can show.

Goes in: a `Job`. Comes out: commands for a sandbox, digests for the cache key, views of the code. A compiler is one
row of `compilers.py`.
"""
