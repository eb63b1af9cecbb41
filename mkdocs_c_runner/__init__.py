"""Compiles and runs the C code of a documentation site at build time and prints its real output.

CONTRIBUTING.md has the map of the rooms. `ROOMS` in tests/test_architecture.py is their order: a room imports only
rooms before it.
"""

__version__ = "0.1.0"
