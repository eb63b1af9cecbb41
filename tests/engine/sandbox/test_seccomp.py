"""The filter of system calls, run by an interpreter: the answer to every call on every machine."""

from __future__ import annotations

import errno
import struct
from collections.abc import Sequence

import pytest

from mkdocs_c_runner.engine.sandbox.seccomp import (
    SeccompPolicy,
    UnsupportedMachine,
    program,
)
from mkdocs_c_runner.engine.sandbox.syscalls import SYSCALLS

from .listed_calls import MACHINES, SWITCHES, X32, calls, each_switch, policy

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
AUDIT_ARCH_I386, AUDIT_ARCH_ARM = 0x40000003, 0x40000028


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
