"""Compiles `init.c`, the program that becomes process 1 of every sandbox."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import resources

from ..cures import exhausted, install, killed
from ..errors import SandboxUnavailable
from ..job import WORKING_DIRECTORY
from .policy import InjectedFile
from .process import Completed

INIT = "/init"
"""The path of the program in a sandbox."""

SOURCES = ("init.c", "init_chain.h", "init_clean.h", "init_order.h", "init_warm.h")
WAITER = "warm.c"
"""The source of the library that makes compilers wait."""

# Linked with the shared C library, which every sandbox has for its programs anyway. A static program would not need it,
# but it is 35 times as large, and the copy that each sandbox gets takes longer than the loader. Static
# linking is the fallback where the loader is not visible. Run without arguments, the program exits with 124, which
# proves that it starts.
_BUILD = """
for compiler in gcc clang cc tcc; do
  command -v $compiler >/dev/null || continue
  for how in "-s" "-s -static"; do
    if $compiler $how init.c -o init 1>&2 && { ./init; test $? = 124; }
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
    files = [source(name) for name in SOURCES]
    done = run(("/bin/sh", "-c", _BUILD), files)
    if done.was_killed:
        raise killed()
    if done.returncode != 0:
        if error := exhausted(done.stderr):
            raise error
        reason = f"The program that starts in every sandbox could not be compiled: {done.stderr}"
        raise SandboxUnavailable(reason, install("gcc"))
    return InjectedFile(INIT, done.stdout, 0o555)


def source(name: str) -> InjectedFile:
    """Return a source of ours as a file for a compiler."""
    content = resources.files(__package__).joinpath(name).read_bytes()
    return InjectedFile(f"{WORKING_DIRECTORY}/{name}", content)
