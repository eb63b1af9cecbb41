"""Lets `python -m mkdocs_c_runner` be the command `mkdocs-c-runner`."""

from .cli import main

main(prog_name="mkdocs-c-runner")
