"""Compiles and runs the C code of a documentation site at build time and prints its real output."""

__version__ = "0.1.0"
