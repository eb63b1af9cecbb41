"""The filter of system calls: a policy in, the bytes that `bwrap --seccomp FD` loads out.

Namespaces decide what a program can see; the filter decides how much of the kernel it can talk to.
Every call has one of these answers:

- a call of another architecture (32-bit code on a 64-bit kernel) kills the process;
- calls that only an administrator's program needs fail with EPERM, as they do for any user;
- calls that a C library or a program falls back from fail with ENOSYS, as on a kernel without them;
- of a few calls the arguments decide;
- the other calls that were known when this was written are allowed;
- any other number (a newer kernel's call, x32) fails with ENOSYS: a call that nobody has judged
  does not exist.

That is Docker's default profile made narrower, with the deny list of `flatpak run` in it; it allows
one thing that Docker does not, switching address randomization off. The program is a search tree
over ranges of numbers, whose leaves are the answers. All numbers come from the kernel's uapi
headers, named where they stand; Linux's errors are written out so that the bytes do not depend on
the system that makes them.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from . import bpf
from .syscalls import SYSCALLS

SUPPORTED_MACHINES = frozenset(SYSCALLS)
"""The machines there is a filter for, as `platform.machine()` names them."""


class UnsupportedMachine(ValueError):
    """There is no filter for this architecture."""


@dataclass(frozen=True, slots=True)
class SeccompPolicy:
    """The choices that a filter depends on.

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


@functools.cache  # the same few filters serve all sandboxes, and making one takes half a millisecond
def program(policy: SeccompPolicy) -> bytes:
    """Return the filter, as an array of `struct sock_filter`.

    Raises:
        UnsupportedMachine: If there is no table of system calls for the machine.
    """
    if policy.machine not in SUPPORTED_MACHINES:
        raise UnsupportedMachine(f"There is no system call filter for {policy.machine}.")
    code = (
        bpf.load(bpf.ARCHITECTURE),
        *bpf.choose(
            (_AUDIT_ARCH[policy.machine],), (bpf.load(bpf.NUMBER), *_answers(policy)), bpf.KILL
        ),
    )
    return bpf.encode(code)


# AUDIT_ARCH_* of linux/audit.h.
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# From asm-generic/errno-base.h and errno.h.
_EPERM, _EINVAL, _ENOSYS = bpf.fail(1), bpf.fail(22), bpf.fail(38)
_EOPNOTSUPP = bpf.fail(95)
_EPROTONOSUPPORT, _ESOCKTNOSUPPORT, _EAFNOSUPPORT = bpf.fail(93), bpf.fail(94), bpf.fail(97)
_DO_NOTHING = bpf.fail(0)


def _answers(policy: SeccompPolicy) -> bpf.Code:
    """Return the code that answers the call whose number is loaded."""
    special = dict(_BY_ARGUMENT)
    special |= dict.fromkeys(_NOT_PERMITTED, _EPERM)
    special |= dict.fromkeys(_NOT_IMPLEMENTED, _ENOSYS)
    special |= dict.fromkeys(_NOT_SUPPORTED, _EOPNOTSUPP)
    special |= dict.fromkeys(_DONE_ALREADY, _DO_NOTHING)
    if policy.trace_own_children:
        special |= {"ptrace": _PTRACE, "process_vm_readv": bpf.ALLOW}
    if not policy.shared_memory:
        special |= {"memfd_create": _ENOSYS, "shmget": _ENOSYS}
    if policy.reused:
        special |= dict.fromkeys(_OUTLASTING, _ENOSYS)
        special |= dict.fromkeys(_TO_A_PROCESS, _TO_ITSELF)
        special |= {"setpriority": _PRIORITY_OF_ITSELF, "ioprio_set": _EPERM}
    known = {
        number: special.get(name, bpf.ALLOW) for name, number in SYSCALLS[policy.machine].items()
    }
    ranges: list[tuple[int, bpf.Code]] = []
    for number in range(max(known) + 2):
        answer = known.get(number, _ENOSYS)
        if not ranges or answer != ranges[-1][1]:
            ranges.append((number, answer))
    return bpf.search(ranges)


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
    # Parts of the kernel that attacks have come through again and again.
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
    # A user of the host has few instances, for all of the programs that run; and the libraries that a sandbox sees are
    # the host's own files, whose every use a watch would tell. Programs know kernels without inotify, and poll.
    "inotify_add_watch inotify_init inotify_init1 inotify_rm_watch",
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

# Calls that make things which outlive their maker: memory of the kernel with a name of its own, and descriptors on
# their way through sockets, with the files that they hold open.
_OUTLASTING = _names("mq_open msgget semget shmget socket socketpair")

# Calls that change any other process of the same user, in ways that children inherit: limits, processors, priority.
_TO_A_PROCESS = _names(
    "prlimit64 sched_setaffinity sched_setattr sched_setparam sched_setscheduler"
)

# These flush every disk of the host. Nothing that a sandbox can write outlives it, so there is
# nothing to flush, and success is the truth.
_DONE_ALREADY = _names("sync syncfs")


# linux/sched.h: CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET. (CLONE_NEWTIME
# has no bit here.) Both machines take the flags first.
_CLONE: bpf.Code = (bpf.load_argument(0), *bpf.if_any_bit(0x7E020000, _EPERM, bpf.ALLOW))

# asm-generic/ioctls.h: TIOCSTI types into the terminal, TIOCLINUX does it on a console, TIOCSETD
# loads line disciplines, TIOCCONS takes the console's output, TIOCSCTTY a controlling terminal, and
# TIOCVHANGUP takes the terminal from its reader.
_TERMINAL_REQUESTS = (0x5412, 0x541C, 0x5423, 0x541D, 0x540E, 0x5437)
_IOCTL: bpf.Code = (bpf.load_argument(1), *bpf.choose(_TERMINAL_REQUESTS, _EPERM, bpf.ALLOW))

# linux/personality.h: none, ADDR_NO_RANDOMIZE, and the query of the present one. Others help exploits:
# they map page zero, or make all data executable.
_PERSONALITY: bpf.Code = (
    bpf.load_argument(0),
    *bpf.choose((0, 0x0040000, 0xFFFFFFFF), bpf.ALLOW, _EPERM),
)

# linux/prctl.h: PR_SET_MM changes what the host sees of a process, PR_SCHED_CORE keeps the host off
# a processor's other threads. New options come as new calls do; PR_PPC_SET_DEXCR is the last of
# Linux 6.12. PR_SET_VMA (names of mappings) and PR_SET_PTRACER stand outside the row.
_PR_SET_MM, _PR_SCHED_CORE, _PR_LAST = 35, 62, 73
_PR_SET_VMA, _PR_SET_PTRACER = 0x53564D41, 0x59616D61
_PRCTL: bpf.Code = (
    bpf.load_argument(0),
    *bpf.choose(
        (_PR_SET_MM, _PR_SCHED_CORE),
        _EPERM,
        bpf.choose(
            (_PR_SET_VMA, _PR_SET_PTRACER),
            bpf.ALLOW,
            bpf.if_greater(_PR_LAST, _EINVAL, bpf.ALLOW),
        ),
    ),
)

# linux/socket.h, net.h and in.h. Another type or protocol makes the kernel load modules (DCCP,
# SCTP, SMC …), and the obsolete SOCK_PACKET turns into AF_PACKET. SOCK_RAW fails as it does for any
# user. The type shares its argument with flags.
_AF_UNIX, _AF_INET, _AF_INET6 = 1, 2, 10
_SOCK_STREAM, _SOCK_DGRAM, _SOCK_RAW, _SOCK_TYPE_MASK = 1, 2, 3, 0xF
_IPPROTO_IP, _IPPROTO_TCP, _IPPROTO_UDP = 0, 6, 17
_INTERNET_PROTOCOL: bpf.Code = (
    bpf.load_argument(2),
    *bpf.choose((_IPPROTO_IP, _IPPROTO_TCP, _IPPROTO_UDP), bpf.ALLOW, _EPROTONOSUPPORT),
)
_INTERNET: bpf.Code = (
    bpf.load_argument(1),
    bpf.mask(_SOCK_TYPE_MASK),
    *bpf.choose(
        (_SOCK_STREAM, _SOCK_DGRAM),
        _INTERNET_PROTOCOL,
        bpf.choose((_SOCK_RAW,), _EPERM, _ESOCKTNOSUPPORT),
    ),
)
_SOCKET: bpf.Code = (
    bpf.load_argument(0),
    *bpf.choose(
        (_AF_UNIX,), bpf.ALLOW, bpf.choose((_AF_INET, _AF_INET6), _INTERNET, _EAFNOSUPPORT)
    ),
)

# linux/ptrace.h: PTRACE_CONT, KILL, GETREGS, ATTACH, DETACH and GETREGSET, all that the leak
# sanitizer of LLVM and gcc uses (sanitizer_stoptheworld_linux_libcdep.cpp). The request is a long,
# but with anything in the high half the kernel knows none.
_PTRACE: bpf.Code = (
    bpf.load_argument(0),
    *bpf.choose((7, 8, 12, 16, 17, 0x4204), bpf.ALLOW, _EPERM),
)

# Zero is the process itself; of setpriority it is the second argument, behind PRIO_PROCESS (sys/resource.h).
_TO_ITSELF: bpf.Code = (bpf.load_argument(0), *bpf.choose((0,), bpf.ALLOW, _EPERM))
_PRIORITY_OF_ITSELF: bpf.Code = (
    bpf.load_argument(0),
    *bpf.choose((0,), (bpf.load_argument(1), *bpf.choose((0,), bpf.ALLOW, _EPERM)), _EPERM),
)

# A set of semaphores is memory of the kernel. There can be 32,000 sets, so none may be large.
_SEMGET: bpf.Code = (bpf.load_argument(1), *bpf.if_greater(32, _EINVAL, bpf.ALLOW))

# linux/fcntl.h: F_SETLEASE, F_NOTIFY and F_SET_RW_HINT tell of the uses of a file, or keep a note at it, and the file
# may be the host's. They fail as on a file system without them. F_SET_FILE_RW_HINT is Linux 6.12's last; new commands
# come as new calls do. Locks are not among these: a filter sees no file, and programs lock their own.
_F_SETLEASE, _F_NOTIFY, _F_SET_RW_HINT, _F_LAST = 1024, 1026, 1036, 1038
_FCNTL: bpf.Code = (
    bpf.load_argument(1),
    *bpf.choose(
        (_F_SETLEASE, _F_NOTIFY, _F_SET_RW_HINT),
        _EINVAL,
        bpf.if_greater(_F_LAST, _EINVAL, bpf.ALLOW),
    ),
)

# linux/fs.h: RWF_NOWAIT reads what the host has in memory, and so tells what that is; not every file system has it.
_RWF_NOWAIT = 0x8
_PREADV2: bpf.Code = (bpf.load_argument(5), *bpf.if_any_bit(_RWF_NOWAIT, _EOPNOTSUPP, bpf.ALLOW))

# linux/fadvise.h: POSIX_FADV_DONTNEED makes the host forget a file that all others use. Advice need not be taken.
_POSIX_FADV_DONTNEED = 4
_FADVISE: bpf.Code = (
    bpf.load_argument(3),
    *bpf.choose((_POSIX_FADV_DONTNEED,), _DO_NOTHING, bpf.ALLOW),
)

_BY_ARGUMENT = {
    "clone": _CLONE,
    "fadvise64": _FADVISE,
    "fcntl": _FCNTL,
    "ioctl": _IOCTL,
    "personality": _PERSONALITY,
    "prctl": _PRCTL,
    "preadv2": _PREADV2,
    "semget": _SEMGET,
    "socket": _SOCKET,
    "socketpair": _SOCKET,
}
