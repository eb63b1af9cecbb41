"""Cures: the commands to type when the machine cannot make a sandbox or has no compiler.

bwrap prints in one line what the kernel refused. That line, and where it runs, tell what to change. The
wording differs between versions, so the patterns are loose; the source of each message is given beside it.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .errors import EngineError, SandboxUnavailable
from .toolchain.named_compilers import is_compiler, named

_INSTALLERS = {
    "apt-get": "apt-get install -y {}",
    "dnf": "dnf install -y {}",
    "pacman": "pacman -S --needed {}",
    "zypper": "zypper install -y {}",
    "apk": "apk add {}",
}


def install(*names: str) -> str:
    """Return the command that installs compilers or `bubblewrap` on this system."""
    sudo = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
    for manager, command in _INSTALLERS.items():
        if shutil.which(manager):
            packages = {name: _packages(name, manager) for name in names}
            needed = " ".join(dict.fromkeys(" ".join(packages.values()).split()))
            it = "them" if len(names) > 1 else "it"
            cures = [f"Install {it}: {sudo}{command.format(needed)}"] if needed else []
            return "\n".join([*cures, *_elsewhere([name for name in names if not packages[name]])])
    return f"Install {' and '.join(names)} with your system's package manager."


def _packages(name: str, manager: str) -> str:
    """Return the packages of a manager that a compiler or another program needs; nothing if it has none."""
    if not is_compiler(name):
        return name
    usual = "" if "-" in name or ":" in name else name
    return named(name).packages.get(manager, usual)


def _elsewhere(names: Sequence[str]) -> Iterator[str]:
    """Yield how to get what the system has no packages for."""
    for name in names:
        packages = named(name).packages.get("apt-get", name)
        yield (
            f"This system has no package for {name}: record the result on Debian or Ubuntu, where it is {packages}, "
            "or choose another compiler."
        )


class Diagnosis(NamedTuple):
    """One way in which a machine refuses a sandbox.

    Attributes:
        name: A short name for tests and for `doctor --json`.
        pattern: A regular expression for the message of bwrap.
        reason: Its meaning.
        cure: What to type or to change.
    """

    name: str
    pattern: str
    reason: str
    cure: str


_APPARMOR_PROFILE = """\
Allow it for bubblewrap alone:
  printf '%s\\n' 'abi <abi/4.0>,' 'include <tunables/global>' \\
    'profile bwrap /usr/bin/bwrap flags=(unconfined) { userns, }' | sudo tee /etc/apparmor.d/bwrap
  sudo apparmor_parser -r /etc/apparmor.d/bwrap
or, on a CI machine that is thrown away, for every program:
  sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"""

_DOCKER = """\
Run the container with
  --security-opt seccomp=unconfined --security-opt apparmor=unconfined \\
  --security-opt systempaths=unconfined
or build on the machine itself, or build from recorded results."""

UNMASK = "Run the container with --security-opt systempaths=unconfined (podman: unmask=ALL)."

_LAYERS = {"masked-proc", "read-only-proc"}
_LIMITS = {"process-limit", "open-files"}

_KILLED = "The compiler or the program was killed from outside, before it had ended."
_AFTER_KILL = (
    "Perhaps this machine has too little memory: type journalctl -k or dmesg to see whether the kernel has killed it. "
    "Let fewer blocks run at one time, with the setting concurrency, or give the machine more memory, and build again."
)

_ROOT_ONLY = (
    "Namespaces work for root here, but not for the unprivileged user that root's sandboxes run as."
)
_FOR_USERS = "Allow them for users: sudo sysctl -w kernel.unprivileged_userns_clone=1"

# The messages: bubblewrap issues 505, 632 and 689; the others as seen when the call was refused.
DIAGNOSES = (
    Diagnosis(
        "apparmor",
        r"setting up uid map: Permission denied|RTM_NEWADDR",
        "AppArmor lets no unprivileged program make a user namespace (Ubuntu 23.10 and later).",
        _APPARMOR_PROFILE,
    ),
    Diagnosis(
        "container",
        r"No permissions to creat\w* (a )?new namespace|new namespace failed: Operation not permitted",
        "Namespaces are refused: by a container's seccomp profile, in a chroot, or by the kernel's settings.",
        _DOCKER + "\nOn a plain Debian machine: sudo sysctl -w kernel.unprivileged_userns_clone=1",
    ),
    Diagnosis(
        "container-apparmor",
        r"Failed to make / slave: Permission denied",
        "The container's AppArmor profile refuses mounts.",
        "Run the container with --security-opt apparmor=unconfined.",
    ),
    Diagnosis(
        "masked-proc",
        r"Can't mount proc on",
        "The container hides parts of /proc, so the kernel refuses a fresh one.",
        UNMASK,
    ),
    Diagnosis(
        "read-only-proc",
        r"/proc/sys/user/max_user_namespaces",
        "The container's /proc/sys is read-only, so bwrap cannot forbid further namespaces.",
        UNMASK,
    ),
    Diagnosis(
        "selinux",
        r"Failed to mount tmpfs: Permission denied",
        "SELinux refuses mounts in this container.",
        "Run the container with --security-opt label=disable.",
    ),
    Diagnosis(
        "namespace-limit",
        r"max_\*_namespaces exceeded|\(ENOSPC\)|No space left on device",
        "The kernel allows no further user namespaces.",
        "sudo sysctl -w user.max_user_namespaces=10000",
    ),
    Diagnosis(
        "process-limit",
        r"Resource temporarily unavailable|Cannot fork|can't start new thread",
        "The user's process limit is reached.",
        "Raise it (ulimit -u), or end other programs of this user.",
    ),
    Diagnosis(
        "open-files",
        r"Too many open files",
        "The limit on open files of one process is reached.",
        "Raise it: ulimit -n 1024",
    ),
    Diagnosis(
        "no-user-namespaces",
        r"kernel does not support user namespaces|Function not implemented",
        "This kernel has no user namespaces (WSL 1, gVisor, or a kernel built without them).",
        "Use WSL 2 or another kernel, or build from recorded results.",
    ),
    Diagnosis(
        "old-bwrap",
        r"Unknown option",
        "This bubblewrap is too old: version 0.8.0 or later is needed.",
        "Upgrade bubblewrap, or build it from source.",
    ),
    Diagnosis(
        "setuid-bwrap",
        r"setuid use of bubblewrap is not supported|Unexpected capabilities but not setuid",
        "bwrap is installed setuid or with capabilities, which it does not want.",
        "sudo chmod u-s /usr/bin/bwrap; sudo setcap -r /usr/bin/bwrap",
    ),
)


def diagnose(message: str) -> Diagnosis | None:
    """Return the known reason behind a message of bwrap, if it is known."""
    return next((item for item in DIAGNOSES if re.search(item.pattern, message)), None)


def exhausted(message: object) -> SandboxUnavailable | None:
    """Return the error for a message that says that this machine's own limits are too low, or None for any other."""
    known = diagnose(str(message))
    if known is None or known.name not in _LIMITS:
        return None
    return unavailable(str(message))


def is_refused_layer(message: str) -> bool:
    """Return whether a message is about a layer that can be left out."""
    known = diagnose(message)
    return known is not None and known.name in _LAYERS


def require_ends_of_children() -> None:
    """Make sure that bwrap, which inherits what is ignored here, learns when its sandbox ends. It waits forever else.

    Raises:
        SandboxUnavailable: If nobody learns that.
    """
    if signal.getsignal(signal.SIGCHLD) == signal.SIG_IGN:
        raise SandboxUnavailable(
            "SIGCHLD is ignored, so that no process learns when another one ends.",
            "Put env --default-signal=CHLD before the command, or, where Python code of a hook or a plugin ignores it: "
            "signal.signal(signal.SIGCHLD, signal.SIG_DFL)",
        )


def killed(reason: str = _KILLED) -> EngineError:
    """Return the error for a sandbox, or a process in it, that was killed and not by any limit of ours."""
    return EngineError(reason, _AFTER_KILL)


def unavailable(message: str, *, root_could: bool = False) -> SandboxUnavailable:
    """Return the error for a sandbox that could not be made, with its cure where one is known.

    Args:
        message: The message of bwrap.
        root_could: Whether root can make one, so that it is the drop to an unprivileged user that fails.
    """
    quoted = " ".join(message.split()) or "bwrap ended without a message."
    known = diagnose(message)
    if root_could and not (known and known.name in _LIMITS):
        cure = f"{known.cure}\n{_FOR_USERS}" if known else _FOR_USERS
        return SandboxUnavailable(f"{_ROOT_ONLY} ({quoted})", cure)
    if known is None:
        cure = "" if message else _AFTER_KILL
        return SandboxUnavailable(f"The sandbox could not be made: {quoted}", cure)
    return SandboxUnavailable(f"{known.reason} ({quoted})", known.cure)
