"""The files of a session that compilers read and make: the scripts that compare, fetch and write them there."""

from __future__ import annotations

from .job import Job

# Puts a file into the directory of a session, whatever a line has left under its name but a directory: compilers leave
# those alone.
PUT = (
    'if test -d "./$1"; then printf %s "$3" >&2; exit 1; fi; '
    'rm -f -- "./$1" && cat > "./$1" && chmod "$2" "./$1"'
)
PROGRAM_MODE, PART_MODE = "755", "644"

# Compares a file with its standard input. A compiler gets the sources as pages have them, whatever lines did to them.
COMPARE = (
    'test -f "./$1" && cmp -s -- "./$1" - || '
    '{ echo "a command has changed $1; compilers get it as the page has it: write the change into its block"; exit 1; }'
)
IS_THERE = 'test -f "./$1" && test ! -L "./$1"'

_REASON = "Is a directory"
_OF_LINKER = "/usr/bin/ld: cannot open output file {name}: {reason}\n"
_OF_CLANG = "error: unable to open output file '{name}': '{reason}'\n1 error generated.\n"

# What a compiler says of a directory where it is to make a file, by what it makes: a program, or a part of one.
_REFUSALS = {
    ("gcc", ""): f"{_OF_LINKER}collect2: error: ld returned 1 exit status\n",
    ("gcc", "-c"): "Assembler messages:\nFatal error: can't create {name}: {reason}\n",
    ("gcc", "-S"): (
        "cc1: fatal error: cannot open ‘{name}’ for writing: {reason}\ncompilation terminated.\n"
    ),
    ("clang", ""): (
        f"{_OF_LINKER}clang: error: linker command failed with exit code 1 (use -v to see invocation)\n"
    ),
    ("clang", "-c"): _OF_CLANG,
    ("clang", "-S"): _OF_CLANG,
}
_OTHERS = "{compiler}: error: could not write '{name}': {reason}\n"


def refusal(job: Job) -> str:
    """Return what the compiler of a job says where a directory has the name of the file that it is to make."""
    kind = next((flag for flag in job.flags if flag in ("-c", "-S")), "")
    words = _REFUSALS.get((job.compiler, kind), _OTHERS)
    return words.format(compiler=job.compiler, name=job.program, reason=_REASON)
