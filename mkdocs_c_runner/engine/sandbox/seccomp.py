"""The filter of system calls: a policy in, the bytes that `bwrap --seccomp FD` loads out.

Namespaces decide what a program can see; the filter decides how much of the kernel it can talk to.
Every call has one of these answers:

- a call of another architecture (32-bit code on a 64-bit kernel) kills the process;
- calls that only an administrator's program needs fail with EPERM, as they do for any user;
- calls that a C library or a program falls back from fail with ENOSYS, as on a kernel without them;
- of a few calls the arguments decide;
- the other calls that were known when this was written are allowed;
- any other number (a newer kernel's call, x32) fails with ENOSYS: what nobody has judged is not
  there.

That is Docker's default profile made narrower, with the deny list of `flatpak run` in it; it allows
one thing that Docker does not, switching address randomisation off. The program is classic BPF: a
search tree over ranges of numbers, whose leaves are the answers. All numbers come from the kernel's
uapi headers, named where they stand; Linux's errors are written out so that the bytes do not depend
on the system that makes them.
"""

from __future__ import annotations

import functools
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from .syscalls import SYSCALLS

SUPPORTED_MACHINES = frozenset(SYSCALLS)
"""The machines there is a filter for, as `platform.machine()` names them."""


class UnsupportedMachine(ValueError):
    """There is no filter for this architecture."""


@dataclass(frozen=True, slots=True)
class SeccompPolicy:
    """What a filter depends on.

    Attributes:
        machine: The architecture, as `platform.machine()` names it.
        trace_own_children: Whether a process may stop another one of the sandbox and read its
            memory and registers, as the leak sanitizer does to find pointers. None may ever write.
        shared_memory: Whether memfd_create and shmget are allowed. Their memory escapes the limit
            on the address space, so something else must limit it.
        reused: Whether another command follows in the same sandbox: then nothing may outlast a process, or change
            what the sandbox's first process hands down.
    """

    machine: str
    trace_own_children: bool = False
    shared_memory: bool = False
    reused: bool = False


@functools.cache
def program(policy: SeccompPolicy) -> bytes:
    """Makes the filter.

    Returns:
        An array of `struct sock_filter`, little endian.

    Raises:
        UnsupportedMachine: If there is no table of system calls for the machine.
    """
    if policy.machine not in SUPPORTED_MACHINES:
        raise UnsupportedMachine(f"There is no system call filter for {policy.machine}.")
    code = (
        _load(_ARCHITECTURE),
        *_choose((_AUDIT_ARCH[policy.machine],), (_load(_NUMBER), *_answers(policy)), _KILL),
    )
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in code)


# An instruction of linux/bpf_common.h: operation, jump if true, jump if false, operand. Code
# returns on every path, so one piece can be put behind another.
_Instruction = tuple[int, int, int, int]
_Code = tuple[_Instruction, ...]

_LOAD_WORD, _AND, _RETURN = 0x20, 0x54, 0x06
_JUMP_IF_EQUAL, _JUMP_IF_GREATER, _JUMP_IF_AT_LEAST, _JUMP_IF_ANY_BIT = 0x15, 0x25, 0x35, 0x45

# struct seccomp_data and the actions, from linux/seccomp.h; AUDIT_ARCH_* from linux/audit.h.
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_ALLOW: _Code = ((_RETURN, 0, 0, 0x7FFF0000),)
_KILL: _Code = ((_RETURN, 0, 0, 0x80000000),)


def _fail(error: int) -> _Code:
    return ((_RETURN, 0, 0, 0x00050000 | error),)


# From asm-generic/errno-base.h and errno.h.
_EPERM, _EINVAL, _ENOSYS = _fail(1), _fail(22), _fail(38)
_EOPNOTSUPP = _fail(95)
_EPROTONOSUPPORT, _ESOCKTNOSUPPORT, _EAFNOSUPPORT = _fail(93), _fail(94), _fail(97)
_DO_NOTHING = _fail(0)  # skips the call and reports success


def _load(offset: int) -> _Instruction:
    return (_LOAD_WORD, 0, 0, offset)


def _load_argument(index: int) -> _Instruction:
    """Loads the low half of an argument.

    The parameters that are judged here are ints to the kernel, or it looks at their low half alone.
    A filter that saw the high half could be talked past with it (CVE-2019-10063).
    """
    return _load(_ARGUMENTS + 8 * index)


def _choose(values: Sequence[int], chosen: _Code, otherwise: _Code) -> _Code:
    """Goes on with one of two pieces, depending on whether what was loaded is among the values."""
    last = len(values) - 1
    return (
        *((_JUMP_IF_EQUAL, last - i + len(otherwise), 0, value) for i, value in enumerate(values)),
        *otherwise,
        *chosen,
    )


def _answers(policy: SeccompPolicy) -> _Code:
    """Answers the call whose number is loaded."""
    special = dict(_BY_ARGUMENT)
    special |= dict.fromkeys(_NOT_PERMITTED, _EPERM)
    special |= dict.fromkeys(_NOT_IMPLEMENTED, _ENOSYS)
    special |= dict.fromkeys(_NOT_SUPPORTED, _EOPNOTSUPP)
    special |= dict.fromkeys(_DONE_ALREADY, _DO_NOTHING)
    if policy.trace_own_children:
        special |= {"ptrace": _PTRACE, "process_vm_readv": _ALLOW}
    if not policy.shared_memory:
        special |= {"memfd_create": _ENOSYS, "shmget": _ENOSYS}
    if policy.reused:
        special |= dict.fromkeys(_OUTLASTING, _ENOSYS)
        special |= dict.fromkeys(_TO_A_PROCESS, _TO_ITSELF)
        special |= {"setpriority": _PRIORITY_OF_ITSELF, "ioprio_set": _EPERM}
    known = {number: special.get(name, _ALLOW) for name, number in SYSCALLS[policy.machine].items()}
    ranges: list[tuple[int, _Code]] = []
    for number in range(max(known) + 2):
        answer = known.get(number, _ENOSYS)
        if not ranges or answer != ranges[-1][1]:
            ranges.append((number, answer))
    return _search(ranges)


def _search(ranges: Sequence[tuple[int, _Code]]) -> _Code:
    """A binary search among answers, each of which holds from its number up to the next one's.

    A conditional jump spans 255 instructions, which is twice what the tables need.
    """
    if len(ranges) == 1:
        return ranges[0][1]
    middle = len(ranges) // 2
    below, above = _search(ranges[:middle]), _search(ranges[middle:])
    return ((_JUMP_IF_AT_LEAST, len(below), 0, ranges[middle][0]), *below, *above)


def _names(*groups: str) -> frozenset[str]:
    return frozenset(" ".join(groups).split())


_NOT_PERMITTED = _names(
    # What the sandbox is made of: mounts, namespaces, the root.
    "chroot mount pivot_root setns umount2 unshare",
    # Things that no namespace covers: keys, clocks, names, accounting, quotas, the kernel's log.
    "acct add_key adjtimex clock_adjtime clock_settime keyctl quotactl quotactl_fd request_key",
    "setdomainname sethostname settimeofday syslog",
    # The machine: modules, swap, ports, other kernels, terminals.
    "delete_module finit_module init_module ioperm iopl kexec_file_load kexec_load reboot swapoff",
    "swapon uselib vhangup",
    # Where memory lies, which tells and changes how the machine is used.
    "get_mempolicy mbind migrate_pages move_pages set_mempolicy set_mempolicy_home_node",
    # Looking at processes and files by other ways than their permissions.
    "fanotify_init fanotify_mark kcmp lookup_dcookie name_to_handle_at open_by_handle_at",
    "process_vm_readv process_vm_writev ptrace",
    # Hides pages in a pipe, where no limit counts them.
    "vmsplice",
    # Parts of the kernel that attacks have come through, again and again.
    "bpf modify_ldt perf_event_open userfaultfd",
)

_NOT_IMPLEMENTED = _names(
    # Its flags lie in memory, out of a filter's sight; C libraries fall back to clone.
    "clone3",
    # The new mount calls; the two queries also name what the sandbox's mounts are made from.
    "fsconfig fsmount fsopen fspick listmount mount_setattr move_mount open_tree statmount",
    # Does what the filter forbids, behind its back.
    "io_uring_enter io_uring_register io_uring_setup",
    # Reserves memory of the kernel by the megabyte; POSIX asynchronous input and output uses threads.
    "io_setup",
    # Other processes' descriptors and memory, memory that no limit counts, the host's page cache.
    "cachestat memfd_secret pidfd_getfd process_madvise",
    # The host's security modules.
    "landlock_add_rule landlock_create_ruleset landlock_restrict_self",
    "lsm_get_self_attr lsm_list_modules lsm_set_self_attr",
    # Calls that modern kernels have lost, or only ever reserved.
    "_sysctl afs_syscall create_module epoll_ctl_old epoll_wait_old get_kernel_syms getpmsg",
    "nfsservctl putpmsg query_module security sysfs tuxcall ustat vserver",
)

# Attributes of files in memory are memory that no limit counts; many file systems have none.
_NOT_SUPPORTED = _names("fsetxattr lsetxattr setxattr")

# What stays when its maker has ended: memory of the kernel with a name of its own, and descriptors on their way
# through sockets, with the files that they hold open.
_OUTLASTING = _names("mq_open msgget semget shmget socket socketpair")

# What a process can do to any other of its user, and children inherit: limits, processors, priority.
_TO_A_PROCESS = _names(
    "prlimit64 sched_setaffinity sched_setattr sched_setparam sched_setscheduler"
)

# These flush every disk of the host. Nothing that a sandbox can write outlives it, so there is
# nothing to flush, and success is the truth.
_DONE_ALREADY = _names("sync syncfs")


# linux/sched.h: CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET. (CLONE_NEWTIME
# has no bit here.) Both machines take the flags first.
_CLONE: _Code = (_load_argument(0), (_JUMP_IF_ANY_BIT, 0, 1, 0x7E020000), *_EPERM, *_ALLOW)

# asm-generic/ioctls.h: TIOCSTI types into the terminal, TIOCLINUX does it on a console, TIOCSETD
# loads line disciplines, TIOCCONS takes the console's output, TIOCSCTTY a controlling terminal, and
# TIOCVHANGUP takes the terminal from whoever reads it.
_TERMINAL_REQUESTS = (0x5412, 0x541C, 0x5423, 0x541D, 0x540E, 0x5437)
_IOCTL: _Code = (_load_argument(1), *_choose(_TERMINAL_REQUESTS, _EPERM, _ALLOW))

# linux/personality.h: none, ADDR_NO_RANDOMIZE, and the question which it is. Others help exploits:
# they map page zero, or make all data executable.
_PERSONALITY: _Code = (_load_argument(0), *_choose((0, 0x0040000, 0xFFFFFFFF), _ALLOW, _EPERM))

# linux/prctl.h: PR_SET_MM changes what the host sees of a process, PR_SCHED_CORE keeps the host off
# a processor's other threads. New options come as new calls do; PR_PPC_SET_DEXCR is the last of
# Linux 6.12. PR_SET_VMA (names of mappings) and PR_SET_PTRACER stand outside the row.
_PR_SET_MM, _PR_SCHED_CORE, _PR_LAST = 35, 62, 73
_PR_SET_VMA, _PR_SET_PTRACER = 0x53564D41, 0x59616D61
_PRCTL: _Code = (
    _load_argument(0),
    *_choose(
        (_PR_SET_MM, _PR_SCHED_CORE),
        _EPERM,
        _choose(
            (_PR_SET_VMA, _PR_SET_PTRACER),
            _ALLOW,
            ((_JUMP_IF_GREATER, 0, 1, _PR_LAST), *_EINVAL, *_ALLOW),
        ),
    ),
)

# linux/socket.h, net.h and in.h. Another type or protocol makes the kernel load modules (DCCP,
# SCTP, SMC …), and the obsolete SOCK_PACKET turns into AF_PACKET. SOCK_RAW fails as it does for any
# user. The type shares its argument with flags.
_AF_UNIX, _AF_INET, _AF_INET6 = 1, 2, 10
_SOCK_STREAM, _SOCK_DGRAM, _SOCK_RAW, _SOCK_TYPE_MASK = 1, 2, 3, 0xF
_IPPROTO_IP, _IPPROTO_TCP, _IPPROTO_UDP = 0, 6, 17
_INTERNET_PROTOCOL: _Code = (
    _load_argument(2),
    *_choose((_IPPROTO_IP, _IPPROTO_TCP, _IPPROTO_UDP), _ALLOW, _EPROTONOSUPPORT),
)
_INTERNET: _Code = (
    _load_argument(1),
    (_AND, 0, 0, _SOCK_TYPE_MASK),
    *_choose(
        (_SOCK_STREAM, _SOCK_DGRAM),
        _INTERNET_PROTOCOL,
        _choose((_SOCK_RAW,), _EPERM, _ESOCKTNOSUPPORT),
    ),
)
_SOCKET: _Code = (
    _load_argument(0),
    *_choose((_AF_UNIX,), _ALLOW, _choose((_AF_INET, _AF_INET6), _INTERNET, _EAFNOSUPPORT)),
)

# linux/ptrace.h: PTRACE_CONT, KILL, GETREGS, ATTACH, DETACH and GETREGSET, all that the leak
# sanitizer of LLVM and gcc uses (sanitizer_stoptheworld_linux_libcdep.cpp). The request is a long,
# but with anything in the high half the kernel knows none.
_PTRACE: _Code = (_load_argument(0), *_choose((7, 8, 12, 16, 17, 0x4204), _ALLOW, _EPERM))

# Zero is the process itself; of setpriority it is the second argument, behind PRIO_PROCESS (sys/resource.h).
_TO_ITSELF: _Code = (_load_argument(0), *_choose((0,), _ALLOW, _EPERM))
_PRIORITY_OF_ITSELF: _Code = (
    _load_argument(0),
    *_choose((0,), (_load_argument(1), *_choose((0,), _ALLOW, _EPERM)), _EPERM),
)

# A set of semaphores is memory of the kernel. There can be 32,000 sets, so none may be large.
_SEMGET: _Code = (_load_argument(1), (_JUMP_IF_GREATER, 0, 1, 32), *_EINVAL, *_ALLOW)

_BY_ARGUMENT = {
    "clone": _CLONE,
    "ioctl": _IOCTL,
    "personality": _PERSONALITY,
    "prctl": _PRCTL,
    "semget": _SEMGET,
    "socket": _SOCKET,
    "socketpair": _SOCKET,
}
