"""Turns a policy into a command line of bwrap.

The options travel through a file descriptor, and so does every injected file: a command line and an environment could
be read inside, and a directory of the host that is mounted writable would be a door.
"""

from __future__ import annotations

import contextlib
import functools
import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..job import WORKING_DIRECTORY
from .layers import Layers
from .memory_file import memory_file
from .policy import InjectedFile, Mount, SandboxPolicy
from .seccomp import SUPPORTED_MACHINES, SeccompPolicy, program

USER_ID = 1000
HOST_NAME = "sandbox"

HAS_FILTER = platform.machine() in SUPPORTED_MACHINES
"""Whether there is a seccomp filter for this machine."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """An injected file, with the descriptor that holds its bytes."""

    fd: int
    file: InjectedFile


@contextlib.contextmanager
def command_line(
    executable: str,
    policy: SandboxPolicy,
    files: Sequence[InjectedFile],
    layers: Layers,
    command: Sequence[str],
    *,
    status: int,
    block: int | None = None,
) -> Iterator[tuple[list[str], list[int]]]:
    """Yield the command line of a sandbox and the descriptors that it must inherit, open while the context lasts.

    Args:
        executable: The path of bwrap.
        policy: The rules.
        files: The files to be put into the sandbox.
        layers: The layers that this machine allows.
        command: The command that becomes process 1.
        status: A descriptor; see `arguments`.
        block: A descriptor; see `arguments`.

    Raises:
        ValueError: If a value holds NUL.
    """
    with contextlib.ExitStack() as stack:

        def hold(content: bytes) -> int:
            return stack.enter_context(memory_file(content))

        data = [DataFile(hold(file.content), file) for file in files]
        seccomp = hold(_filter(policy)) if HAS_FILTER else None
        options = arguments(policy, data, layers, status=status, block=block, seccomp=seccomp)
        lines = "".join(f"{option}\0" for option in options)
        if lines.count("\0") != len(options):
            # The value could go on with an option of its own: a mount, say.
            raise ValueError("a value holds NUL, which ends the options of bwrap")
        args = hold(lines.encode())
        fds = [args, *(file.fd for file in data)] + ([] if seccomp is None else [seccomp])
        yield [executable, "--args", str(args), "--", *command], fds


def arguments(
    policy: SandboxPolicy,
    files: Sequence[DataFile],
    layers: Layers,
    *,
    status: int,
    block: int | None = None,
    seccomp: int | None,
) -> list[str]:
    """Return the options of bwrap for a policy: a pure function, so that tests can read it.

    Args:
        policy: The rules.
        files: The injected files; bwrap closes each descriptor when it has read it.
        layers: The layers that this machine allows.
        status: The descriptor on which bwrap names the process that is process 1 inside.
        block: The descriptor on which bwrap waits before it starts the command, or None.
        seccomp: The descriptor that holds the filter, or None where there is none for the machine.
    """
    options = [*_isolation(layers), "--clearenv"]
    for name, value in policy.environment:
        options += ["--setenv", name, value]
    options += _file_system(policy, files, layers)
    options += ["--chdir", WORKING_DIRECTORY, "--json-status-fd", str(status)]
    if seccomp is not None:
        options += ["--seccomp", str(seccomp)]
    if block is not None:
        options += ["--block-fd", str(block)]
    return options


def _filter(policy: SandboxPolicy) -> bytes:
    return program(SeccompPolicy(platform.machine(), policy.trace, reused=policy.reusable))


def _isolation(layers: Layers) -> list[str]:
    """Return the options that are the same for every policy."""
    return [
        *("--unshare-all", "--unshare-user"),
        *(["--disable-userns"] if layers.no_further_namespaces else []),
        # Not --die-with-parent: a bwrap that dies while it sets up leaves its child waiting for ever. Process 1 ends
        # with the build, and the sandbox with process 1.
        *("--new-session", "--as-pid-1"),
        *("--cap-drop", "ALL"),
        *("--uid", str(USER_ID), "--gid", str(USER_ID), "--hostname", HOST_NAME),
    ]


def _file_system(policy: SandboxPolicy, files: Sequence[DataFile], layers: Layers) -> list[str]:
    """Return the options for everything that has a path in the sandbox."""
    options = [*_mounted(policy.mounts)]
    for device in policy.devices:
        options += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    if "urandom" in policy.devices:  # the same since Linux 5.6, and one mount less
        options += ["--symlink", "urandom", "/dev/random"]
    if policy.shared_memory:
        options += [*_tmpfs("/dev/shm", policy.shared_memory)]  # noqa: S108
    if policy.proc and layers.proc:
        options += ["--proc", "/proc"]
    options += _tmpfs(WORKING_DIRECTORY, policy.scratch)
    # Copies, not bind mounts: those would appear as deleted files to a sanitizer that looks for itself.
    for data in files:
        options += ["--perms", f"{data.file.mode:04o}", "--file", str(data.fd), data.file.path]
    # Last: until here bwrap has made directories, links and files in the root.
    return [*options, "--remount-ro", "/"]


@functools.cache
def _mounted(mounts: tuple[Mount, ...]) -> list[str]:
    """Return the options for directories of the system, which are looked at once a process."""
    options: list[str] = []
    for mount in mounts:
        if os.path.islink(mount.path):
            options += ["--symlink", os.readlink(mount.path), mount.path]
        elif os.path.isfile(mount.path) or (os.path.isdir(mount.path) and os.listdir(mount.path)):
            options += ["--ro-bind-try", mount.path, mount.path]
    return options


def _tmpfs(path: str, size: int) -> list[str]:
    return ["--size", str(size), "--perms", "1777", "--tmpfs", path]
