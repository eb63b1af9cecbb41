"""Commands as users type them, in this process or as one of their own."""

from __future__ import annotations

import subprocess
import sys

from click.testing import CliRunner, Result

from mkdocs_c_runner import cli

HELLO = '```c run\n#include <stdio.h>\nint main(void) { puts("hello"); }\n```\n'
CRASH = '```c run expect="SIGSEGV"\nint main(void) { *(volatile int *)0 = 1; }\n```\n'


def command(*arguments: str) -> Result:
    """What a command did; errors of ours are not hidden in an exit code."""
    return CliRunner().invoke(cli.main, arguments, catch_exceptions=False)


def run_it(*arguments: str, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own."""
    line = [sys.executable, "-m", "mkdocs_c_runner", *arguments]
    return subprocess.run(line, input=typed, capture_output=True, check=False)
