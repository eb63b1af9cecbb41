"""The filter of system calls, run by an interpreter and by the kernel.

`seccomp/calls.txt` says what must come. The interpreter checks it for every call and every machine,
the kernel for the one at hand. `seccomp/ordinary/*.c` are programs that must not notice the filter.
"""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import shutil
import struct
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

from mkdocs_c_runner.engine.sandbox.seccomp import (
    SUPPORTED_MACHINES,
    SeccompPolicy,
    UnsupportedMachine,
    program,
)
from mkdocs_c_runner.engine.sandbox.syscalls import SYSCALLS

DIRECTORY = Path(__file__).parent / "seccomp"
ORDINARY = sorted(DIRECTORY.glob("ordinary/*.c"))
HERE = platform.machine()
MACHINES = sorted(SUPPORTED_MACHINES)
SWITCHES_OF_PROGRAMS = ("trace_own_children", "shared_memory")
SWITCHES = (*SWITCHES_OF_PROGRAMS, "reused")

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
AUDIT_ARCH_I386, AUDIT_ARCH_ARM = 0x40000003, 0x40000028
X32 = 0x40000000

# --- What must come -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Call:
    """A line of calls.txt."""

    name: str
    answer: str
    arguments: tuple[int, ...]

    @property
    def label(self) -> str:
        return ":".join([self.name, *map(hex, self.arguments)])


@cache
def calls(switch: str | None = None) -> tuple[Call, ...]:
    """The lines that hold for a policy with one switch on, or none."""
    sections: dict[str, list[Call]] = {}
    section = ""
    for line in (DIRECTORY / "calls.txt").read_text(encoding="utf-8").splitlines():
        words = line.partition("#")[0].split()
        if line.startswith("["):
            section = line.strip("[]")
        elif words:
            name, answer, *arguments = words
            call = Call(name, answer, tuple(int(argument, 0) for argument in arguments))
            sections.setdefault(section, []).append(call)
    special = sections.get(switch or "", [])
    replaced = {call.name for call in special}
    return *special, *(call for call in sections["default"] if call.name not in replaced)


def policy(machine: str, switch: str | None = None) -> SeccompPolicy:
    return SeccompPolicy(machine, **dict.fromkeys([switch] if switch else [], True))


# --- What the program says: an interpreter --------------------------------------------------------


def decoded(filter_program: bytes) -> list[tuple[int, int, int, int]]:
    return list(struct.iter_unpack("<HBBI", filter_program))


def answer(
    filter_program: bytes, machine: str, number: int, arguments: Sequence[int] = (), arch: int = 0
) -> str:
    """Runs the program on a call, as the kernel would: bpf(4), linux/bpf_common.h, seccomp(2)."""
    registers = [argument % 2**64 for argument in (*arguments, 0, 0, 0, 0, 0, 0)][:6]
    data = struct.pack("<IIQ6Q", number % 2**32, arch or AUDIT_ARCH[machine], 0, *registers)
    code, at, accumulator = decoded(filter_program), 0, 0
    while True:
        operation, if_true, if_false, operand = code[at]
        match operation:
            case 0x20:  # load a word
                (accumulator,) = struct.unpack_from("<I", data, operand)
                jump = 0
            case 0x54:  # and
                accumulator &= operand
                jump = 0
            case 0x15 | 0x25 | 0x35 | 0x45:  # jump if equal, greater, at least, any bit
                holds = {
                    0x15: accumulator == operand,
                    0x25: accumulator > operand,
                    0x35: accumulator >= operand,
                    0x45: accumulator & operand != 0,
                }[operation]
                jump = if_true if holds else if_false
            case 0x06:  # return
                return action(operand)
            case _:
                raise AssertionError(f"instruction {at}: unknown operation {operation:#x}")
        at += 1 + jump


def action(value: int) -> str:
    """The name that calls.txt has for an action of linux/seccomp.h."""
    match value & 0xFFFF0000, value & 0xFFFF:
        case 0x7FFF0000, 0:
            return "ALLOW"
        case 0x80000000, 0:
            return "KILL"
        case 0x00050000, 0:
            return "DONE"
        case 0x00050000, error:
            return errno.errorcode[error]
    raise AssertionError(f"unknown action {value:#x}")


each_machine = pytest.mark.parametrize("machine", MACHINES)
each_switch = pytest.mark.parametrize("switch", [None, *SWITCHES])


@each_machine
@each_switch
def test_every_known_call_gets_the_listed_answer(machine: str, switch: str | None) -> None:
    made = program(policy(machine, switch))
    listed = {call.name for call in calls(switch)}
    for call in calls(switch):
        if call.name not in SYSCALLS[machine]:
            continue
        number = SYSCALLS[machine][call.name]
        for arguments in [call.arguments] if call.arguments else [(), [2**64 - 1] * 6]:
            assert answer(made, machine, number, arguments) == call.answer, call
    for name, number in SYSCALLS[machine].items():
        if name not in listed:
            assert answer(made, machine, number) == "ALLOW", name
            assert answer(made, machine, number, [2**64 - 1] * 6) == "ALLOW", name


@each_machine
@each_switch
def test_a_number_that_nobody_knows_is_not_implemented(machine: str, switch: str | None) -> None:
    made = program(policy(machine, switch))
    unknown = set(range(1100)) - set(SYSCALLS[machine].values())
    x32 = {X32 + number for number in range(1100)}
    for number in unknown | x32 | {X32 - 1, 0x7FFFFFFF, 0x80000000, -1}:
        assert answer(made, machine, number) == "ENOSYS", number


@each_machine
def test_another_architecture_is_killed(machine: str) -> None:
    others = {AUDIT_ARCH_I386, AUDIT_ARCH_ARM, *AUDIT_ARCH.values()} - {AUDIT_ARCH[machine]}
    for arch in others:
        for number in SYSCALLS[machine].values():
            assert answer(program(policy(machine)), machine, number, arch=arch) == "KILL"


@each_machine
def test_namespaces_are_refused_whatever_else_is_asked_of_clone(machine: str) -> None:
    made, clone = program(policy(machine)), SYSCALLS[machine]["clone"]
    for bit in range(64):
        refused = bool(1 << bit & 0x7E020000)
        for others in (0, 0x11, 0x3D0F00, 0xFFFFFFFF << 32):
            expected = "EPERM" if refused else "ALLOW"
            assert answer(made, machine, clone, [1 << bit | others]) == expected, (bit, others)


@each_machine
@pytest.mark.parametrize("trace", [False, True])
@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("reused", [False, True])
def test_the_kernel_would_load_the_program(
    machine: str, trace: bool, shared: bool, reused: bool
) -> None:
    """The rules of bpf_check_classic() and seccomp_check_filter() in the kernel."""
    code = decoded(program(SeccompPolicy(machine, trace, shared, reused)))
    assert len(code) <= 4096
    assert code[-1][0] == 0x06
    for at, (operation, if_true, if_false, operand) in enumerate(code):
        assert operation in {0x20, 0x54, 0x15, 0x25, 0x35, 0x45, 0x06}
        if operation == 0x20:
            assert operand in range(0, 64, 4)
        elif operation != 0x06:
            assert at + 1 + max(if_true, if_false) < len(code)


def test_every_listed_name_is_a_system_call() -> None:
    names = {name for table in SYSCALLS.values() for name in table}
    listed = {call.name for switch in (None, *SWITCHES) for call in calls(switch)}
    assert listed <= names


@each_machine
def test_no_number_has_two_names(machine: str) -> None:
    numbers = SYSCALLS[machine]
    assert len(set(numbers.values())) == len(numbers)


@pytest.mark.parametrize("machine", ["i686", "armv7l", "riscv64", "s390x", "arm64"])
def test_other_machines_are_unsupported(machine: str) -> None:
    with pytest.raises(UnsupportedMachine, match=machine):
        program(SeccompPolicy(machine))


# --- What the kernel says: real programs in a real sandbox ----------------------------------------

Build = Callable[..., bytes]


def unavailable(reason: str) -> NoReturn:
    """Skips and says why; in CI nothing may be left out."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def tool(name: str) -> str:
    return shutil.which(name) or unavailable(f"{name} is not installed")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Compiles a file of the directory, once, with further options."""
    gcc, directory = tool("gcc"), tmp_path_factory.mktemp("programs")

    @cache
    def build_it(source: str, *options: str) -> bytes:
        target = directory / "program"
        line = [gcc, "-std=gnu17", "-O1", "-pthread", *options, str(DIRECTORY / source)]
        line += ["-o", str(target), "-lrt"]
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            unavailable(f"gcc {' '.join(options)} {source}: {done.stderr}")
        return target.read_bytes()

    return build_it


@contextlib.contextmanager
def memory_file(content: bytes) -> Iterator[int]:
    fd = os.memfd_create("test")
    try:
        with os.fdopen(os.dup(fd), "wb") as file:
            file.write(content)
        os.lseek(fd, 0, os.SEEK_SET)
        yield fd
    finally:
        os.close(fd)


def sandboxed(
    seccomp: SeccompPolicy | None,
    binary: bytes,
    command: Sequence[str] = ("/tmp/program",),
    stdin: str = "",
) -> subprocess.CompletedProcess[str]:
    """Runs a program or another command in a sandbox, as an unprivileged user."""
    options = [
        *("--unshare-all", "--unshare-user", "--die-with-parent", "--new-session"),
        *("--cap-drop", "ALL", "--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin"),
        *("--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"),
        *("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/tmp"),
        *("--setenv", "PATH", "/usr/bin"),
    ]
    with contextlib.ExitStack() as stack:
        fds = [stack.enter_context(memory_file(binary))]
        options += ["--perms", "0555", "--ro-bind-data", str(fds[0]), "/tmp/program"]
        if seccomp:
            fds.append(stack.enter_context(memory_file(program(seccomp))))
            options += ["--seccomp", str(fds[1])]
        drop = os.geteuid() == 0
        return subprocess.run(
            [tool("bwrap"), *options, "--", *command],
            env={},
            cwd="/",
            input=stdin,
            capture_output=True,
            text=True,
            pass_fds=fds,
            user=65534 if drop else None,
            group=65534 if drop else None,
            extra_groups=[] if drop else None,
            timeout=60,
            check=False,
        )


@pytest.fixture(scope="module")
def kernel() -> None:
    """A sandbox without a filter works here, so what fails in one with a filter fails by it."""
    if HERE not in SUPPORTED_MACHINES:
        unavailable(f"there is no filter for {HERE}")
    done = sandboxed(None, b"", ["/usr/bin/true"])
    if done.returncode != 0:
        unavailable(f"no sandbox: {done.stderr}")


needs_kernel = pytest.mark.usefixtures("kernel")


@needs_kernel
@each_switch
def test_the_kernel_gives_the_listed_answers(build: Build, switch: str | None) -> None:
    binary = build("call.c")
    refused = [call for call in calls(switch) if call.answer != "ALLOW"]
    lines, expected = [], {}
    for call in refused:
        if (number := SYSCALLS[HERE].get(call.name)) is not None:
            arguments = (*call.arguments, 0, 0, 0, 0, 0, 0)[:6]
            lines.append(" ".join(map(str, (call.label, number, *arguments))))
            expected[call.label] = call.answer
    for number in (463, 1000, X32, X32 + SYSCALLS[HERE]["getpid"], X32 + 512):
        lines.append(f"number:{number:#x} {number} 0 0 0 0 0 0")
        expected[f"number:{number:#x}"] = "ENOSYS"

    done = sandboxed(policy(HERE, switch), binary, stdin="\n".join(lines))

    words = dict(line.split() for line in done.stdout.splitlines())
    found = {label: errno.errorcode.get(int(error), "DONE") for label, error in words.items()}
    assert found == expected
    assert done.returncode == 0


@needs_kernel
@pytest.mark.parametrize("switch", [None, *SWITCHES_OF_PROGRAMS])
@pytest.mark.parametrize("source", ORDINARY, ids=lambda path: path.stem)
def test_an_ordinary_program_does_not_notice(
    build: Build, source: Path, switch: str | None
) -> None:
    binary = build(f"ordinary/{source.name}", *(["-fopenmp"] if source.stem == "threads" else []))
    done = sandboxed(policy(HERE, switch), binary)
    assert (done.stdout, done.stderr) == (f"{source.stem}: ok\n", "")
    assert done.returncode == 0


@needs_kernel
@pytest.mark.skipif(HERE != "x86_64", reason="x86 alone has int $0x80")
def test_the_32_bit_entry_kills(build: Build) -> None:
    done = sandboxed(policy(HERE), build("int80.c"))
    # SIGSYS by the filter; SIGSEGV where the kernel has no 32-bit entry at all.
    assert done.returncode in {128 + 31, 128 + 11}
    assert done.stdout == ""


@needs_kernel
def test_the_leak_sanitizer_works_if_it_may_trace(build: Build) -> None:
    binary = build("leak.c", "-fsanitize=address")
    allowed = sandboxed(policy(HERE, "trace_own_children"), binary)
    assert "detected memory leaks" in allowed.stderr
    assert "1234 byte(s) leaked in 1 allocation(s)" in allowed.stderr
    denied = sandboxed(policy(HERE), binary)
    assert "LeakSanitizer has encountered a fatal error" in denied.stderr


@needs_kernel
def test_the_compiler_works_under_the_filter() -> None:
    tool("gcc")
    script = "gcc -O2 -g -x c - -o hello && exec ./hello"
    source = '#include <stdio.h>\nint main(void) { puts("hello"); }\n'
    done = sandboxed(policy(HERE), b"", ["/bin/sh", "-c", script], stdin=source)
    assert (done.stdout, done.stderr, done.returncode) == ("hello\n", "", 0)
