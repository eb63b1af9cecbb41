"""A program to compile and run: its source files, the flags of the compiler, and the process of the program.

A `Job` holds everything that decides the result and nothing else. It knows no page, no title and no
display option, so that changing those never runs anything again.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, Literal

from . import job_text
from .artifacts import NO_PICTURES, Pictures

Stdio = Literal["terminal", "pipes"]

MEBIBYTE = 1024 * 1024

# Suffix of the name for code that we put around the author's, such as `int main(void) {`. A function that begins there
# contains the author's code.
AROUND = "(around)"

# The directories that a file may be in, and itself.
_DEEPEST = 5

WORKING_DIRECTORY = "/tmp"  # noqa: S108 - a file system of the program's own

# The variable by which compilers know the time of `__DATE__`. Files have that time, too, which is `__TIMESTAMP__`.
TIME_OF_FILES = "SOURCE_DATE_EPOCH"

# The name of the compiled program in the directory where it runs unless a page gives it another one, and so of no file
# of an author.
PROGRAM_NAME = "a.out"

# Names that begin with a dot are those of files of ours.
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_+][A-Za-z0-9._+-]{0,99}")


@dataclass(frozen=True, slots=True)
class Limits:
    """The resources that one stage may use.

    Attributes:
        wall_time: Seconds on the clock; the stage is killed when they are over (`time-limit`).
        cpu_time: Seconds of processor time for each process; more of one ends them all (`time-limit`).
        memory: Bytes of address space for each process: `malloc` returns NULL. The memory that all
            processes really hold is watched too, and kills the stage (`memory-limit`).
        output: Bytes of both streams together; more of them kill the stage (`output-limit`).
        truncate: Characters of output that are kept; the rest is counted and dropped. Output that moves the cursor of
            a terminal is kept whole, since only all of it tells which text is seen.
        file_size: Bytes of the largest file it may write: SIGXFSZ.
        processes: Processes and threads at one time: `fork` fails with EAGAIN.
        open_files: Descriptors of each process: `open` fails with EMFILE.
    """

    wall_time: float
    cpu_time: float
    memory: int
    output: int
    truncate: int
    file_size: int
    processes: int
    open_files: int

    def __post_init__(self) -> None:
        # 5 and 5.0 are equal, and so must be their keys.
        object.__setattr__(self, "wall_time", float(self.wall_time))
        object.__setattr__(self, "cpu_time", float(self.cpu_time))

    def lasting(self, seconds: float) -> Limits:
        """Return these limits with another time limit; processor time is twice that, enough for two busy threads."""
        return replace(self, wall_time=seconds, cpu_time=2 * seconds)


COMPILE_LIMITS = Limits(
    wall_time=10,
    cpu_time=10,
    memory=2048 * MEBIBYTE,
    output=MEBIBYTE,
    truncate=20_000,
    file_size=64 * MEBIBYTE,
    processes=64,
    open_files=256,
)

# Processor time beyond the wall time: a program with busy threads spends it faster than the clock.
RUN_LIMITS = Limits(
    wall_time=5,
    cpu_time=10,
    memory=512 * MEBIBYTE,
    output=MEBIBYTE,
    truncate=10_000,
    file_size=8 * MEBIBYTE,
    processes=64,
    open_files=64,
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file that the compiler sees, under a plain name, perhaps in directories with plain names.

    Attributes:
        name: Its name.
        content: Its bytes.
        quoted: If `#line` directives in it number its lines as those of other texts: these texts by the
            names that the directives use. Compilers quote the offending line from them.

    Raises:
        ValueError: If a name is not a plain file name.
    """

    name: str
    content: bytes
    quoted: tuple[tuple[str, bytes], ...] = ()

    def __post_init__(self) -> None:
        if not is_plain_path(self.name) or self.name.partition("/")[0] == PROGRAM_NAME:
            raise ValueError(f"not a plain file name: {self.name!r}")
        for name, _ in self.quoted:
            if not _is_quotable(name):
                raise ValueError(f"not a name for a text: {name!r}")


def is_plain_name(name: str) -> bool:
    """Return whether a file of this name stays in its directory and cannot be taken for an option."""
    return _PLAIN_NAME.fullmatch(name) is not None


@lru_cache(maxsize=256)
def is_plain_path(path: str) -> bool:
    """Return whether a file of this name, perhaps in directories, stays below the working directory."""
    names = path.split("/")
    return len(names) <= _DEEPEST and all(map(is_plain_name, names))


def _is_quotable(name: str) -> bool:
    """Return whether a text of this name stays in its directory: a plain path, perhaps with remarks."""
    plain, *remarks = name.split(" ")
    return is_plain_path(plain) and all(re.fullmatch(r"\([a-z]+\)", text) for text in remarks)


@dataclass(frozen=True)
class Job:
    """A program to compile and run.

    Attributes:
        sources: The files of the program. Those that end in `.c` are handed to the compiler, in order.
        compiler: One of `compilers.COMPILER_NAMES`.
        std: The value of `-std=`, or empty for the compiler's own.
        flags: Further flags of the compiler, already checked.
        libs: Linker flags that follow the sources.
        program: The name of the program, which it sees as `argv[0]`.
        args: The arguments of the program, without `argv[0]`.
        env: Further environment variables of the program.
        stdin: The text that is typed, or piped, into the program.
        stdio: One terminal for all three streams, or pipes that keep stdout and stderr apart.
        data: Files in the working directory of the program.
        tools: Whether the program may execute the commands of /usr/bin.
        artifacts: The members of `ARTIFACTS` that the result is to have, or `PROGRAM_FILE`.
        pictures: The pictures of memory that are wanted, if `memory` is an artifact.
        dated: Whether `__DATE__`, `__TIME__` and `__TIMESTAMP__` are those of the run, and not always the same.
        objects: The object files that a line of a session links into it.
        session: The lines of a session, which has no sources of its own, or None.
        runs: Whether it is a program, to be linked and run; otherwise its code is only compiled.
        compile_limits: The limits of the compile stage.
        run_limits: The limits of the run stage.
    """

    sources: tuple[SourceFile, ...]
    compiler: str = "gcc"
    std: str = ""
    flags: tuple[str, ...] = ()
    libs: tuple[str, ...] = ()
    program: str = PROGRAM_NAME
    args: tuple[str, ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    stdin: bytes = b""
    stdio: Stdio = "terminal"
    data: tuple[SourceFile, ...] = ()
    tools: bool = False
    artifacts: tuple[str, ...] = ()
    pictures: Pictures = NO_PICTURES
    dated: bool = False
    objects: tuple[str, ...] = ()
    session: Session | None = None
    runs: bool = True
    compile_limits: Limits = COMPILE_LIMITS
    run_limits: Limits = RUN_LIMITS

    def to_json(self, *, limits: bool = True) -> dict[str, Any]:
        """Return the job as JSON values, the raw material of both keys.

        Only fields that differ from their defaults are in it, so that a new field in a later version changes no
        key. The limits are always in it; with `limits=False`, never.
        """
        values: dict[str, Any] = job_text.json_of_fields(self)
        if limits:
            values |= {name: asdict(getattr(self, name)) for name in job_text.LIMITS_OF_STAGES}
        return values

    def __hash__(self) -> int:
        """Hash the digest, which is made once."""
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """A digest of everything that decides the result, except the limits: that of `to_json` without them."""
        return hashlib.sha256(job_text.text_without_limits(self)).hexdigest()

    @property
    def sanitizers(self) -> frozenset[str]:
        """The sanitizers that the program runs under."""
        return sanitizers_in(self.flags)


@dataclass(frozen=True)
class Line:
    """One line of a session.

    Attributes:
        command: What is typed, and what a shell executes.
        builds: The program that the line makes, under its name, or None.
        parts: The files that the line makes of single sources, such as object files, under their names.
    """

    command: str
    builds: Job | None = None
    parts: tuple[Job, ...] = ()

    @property
    def compiled(self) -> tuple[Job, ...]:
        """All that the line has compiled; nothing if a shell executes it."""
        return (*self.parts, *([self.builds] if self.builds else []))


@dataclass(frozen=True)
class Session:
    """Lines that are executed one after the other in one directory, and the programs that they find there.

    Attributes:
        lines: The lines.
        programs: The programs, each compiled as its job says, under the name that its job has for it.
    """

    lines: tuple[Line, ...]
    programs: tuple[Job, ...] = ()


@lru_cache(maxsize=256)
def sanitizers_in(flags: tuple[str, ...]) -> frozenset[str]:
    """Return the sanitizers that flags turn on."""
    names = (flag.partition("=")[2] for flag in flags if flag.startswith("-fsanitize="))
    return frozenset(name for value in names for name in value.split(","))


def environment(further: tuple[tuple[str, str], ...] = ()) -> tuple[tuple[str, str], ...]:
    """Return all environment variables of a program; further ones replace the usual ones of the same name."""
    usual = {
        "PATH": "/usr/bin",
        "HOME": WORKING_DIRECTORY,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "dumb",
    }
    return tuple((usual | dict(further)).items())
