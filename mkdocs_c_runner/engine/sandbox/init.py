"""Compiles `init.c`, the program that becomes process 1 of every sandbox."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import resources

from ..cures import install
from ..errors import SandboxUnavailable
from .policy import WORKING_DIRECTORY, InjectedFile
from .process import Completed

INIT = "/supervisor"
"""The path of the program in a sandbox."""

# Without a C library where the compiler and the architecture allow it, else with one.
_BUILD = """
bare="-DFREESTANDING -ffreestanding -fno-stack-protector -nostdlib -static -s"
for how in "$bare" -static ""; do
  for compiler in gcc clang cc tcc; do
    if command -v $compiler >/dev/null && $compiler $how init.c -o init 1>&2
    then exec cat init
    fi
  done
done
exit 1
"""


def build(run: Callable[[Sequence[str], Sequence[InjectedFile]], Completed]) -> InjectedFile:
    """Return the program.

    Args:
        run: Runs a trusted command, with files, where compilers are.

    Raises:
        SandboxUnavailable: If no compiler can make it.
    """
    source = resources.files(__package__).joinpath("init.c").read_bytes()
    file = InjectedFile(f"{WORKING_DIRECTORY}/init.c", source)
    done = run(("/bin/sh", "-c", _BUILD), (file,))
    if done.returncode != 0:
        reason = f"The program that starts in every sandbox could not be compiled: {done.stderr}"
        raise SandboxUnavailable(reason, install("gcc"))
    return InjectedFile(INIT, done.stdout, 0o555)
