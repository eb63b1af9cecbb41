"""Writes the tables of `syscalls.py` from the headers of the kernel.

Run it from the root of the project, with a C compiler and Linux's headers installed (linux-libc-dev on Debian):

    python -m tests.engine.sandbox.syscall_tables

It replaces the tables in place. Calls that are newer than the headers stay. Then judge each new name in `seccomp.py`:
a name that it does not mention is allowed.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from mkdocs_c_runner.engine.sandbox import syscalls

# From this number on, a call has the same number on every machine.
FIRST_COMMON = 424

_WIDTH = 98

# The headers of each machine. All machines that came late share one, and say in macros which calls they have; these
# are the macros of arch/arm64/include/uapi/asm/unistd.h.
_SOURCES = {
    "x86_64": "#include <asm/unistd_64.h>\n",
    "aarch64": (
        "#define __BITS_PER_LONG 64\n"
        "#define __ARCH_WANT_RENAMEAT\n"
        "#define __ARCH_WANT_NEW_STAT\n"
        "#define __ARCH_WANT_SET_GET_RLIMIT\n"
        "#define __ARCH_WANT_TIME32_SYSCALLS\n"
        "#define __ARCH_WANT_SYS_CLONE3\n"
        "#define __ARCH_WANT_MEMFD_SECRET\n"
        "#include <asm-generic/unistd.h>\n"
    ),
}
_DEFINITION = re.compile(r"#define (__NR\w*?_(\w+)) (?:(\d+)|(__NR\w+))$", re.MULTILINE)
_NO_CALLS = {"syscalls", "arch_specific_syscall"}


def numbers_of_header(machine: str) -> dict[str, int]:
    """Return name -> number of every system call that the installed headers know.

    Raises:
        OSError: If there is no compiler.
        subprocess.CalledProcessError: If the headers are not installed.
    """
    line = ["cc", "-E", "-dM", "-x", "c", "-"]
    done = subprocess.run(line, input=_SOURCES[machine], capture_output=True, text=True, check=True)
    names: dict[str, tuple[str, str]] = {}
    values: dict[str, int] = {}
    for macro, name, number, alias in _DEFINITION.findall(done.stdout):
        names[macro] = (name, alias)
        if number:
            values[macro] = int(number)
    return {
        name: values[alias or macro]
        for macro, (name, alias) in names.items()
        if macro.startswith("__NR_") and name not in _NO_CALLS and (alias or macro) in values
    }


def merged(table: Mapping[str, int], header: Mapping[str, int]) -> dict[str, int]:
    """Return the calls of a header, and those of the table whose numbers it does not know yet."""
    known = set(header.values())
    return dict(header) | {name: n for name, n in table.items() if n not in known}


def text_of(numbers: Mapping[str, int]) -> str:
    """Return a table as it stands in `syscalls.py`: each line starts with the number of its first name."""
    lines: list[str] = []
    expected = -1
    for name, number in sorted(numbers.items(), key=lambda item: item[1]):
        if number != expected or len(lines[-1]) + 1 + len(name) > _WIDTH:
            lines.append(f"{number:3}")
        lines[-1] += f" {name}"
        expected = number + 1
    return "".join(f"{line}\n" for line in lines)


def updated(text: str, tables: Mapping[str, Mapping[str, int]]) -> str:
    """Return the text of `syscalls.py` with these tables in it, by machine."""
    blocks = {
        "_X86_64": {name: n for name, n in tables["x86_64"].items() if n < FIRST_COMMON},
        "_AARCH64": {name: n for name, n in tables["aarch64"].items() if n < FIRST_COMMON},
        "_COMMON": {
            name: n for table in tables.values() for name, n in table.items() if n >= FIRST_COMMON
        },
    }
    for variable, numbers in blocks.items():
        pattern = rf'(?<=^{variable} = """\\\n)[^"]*'
        text = re.sub(pattern, text_of(numbers), text, flags=re.MULTILINE)
    return text


def main() -> None:
    """Rewrite `syscalls.py`."""
    path = Path(syscalls.__file__)
    tables = {
        machine: merged(table, numbers_of_header(machine))
        for machine, table in syscalls.SYSCALLS.items()
    }
    path.write_text(updated(path.read_text("utf-8"), tables), "utf-8")


if __name__ == "__main__":
    main()
