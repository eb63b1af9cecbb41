"""Turns a policy into a bubblewrap command line, and runs commands in it.

The options travel through a file descriptor and so does every injected file: what stands on a command
line or in an environment could be read inside, and a directory of the host that is mounted writable
is a door. The layers, and what each is for:

- namespaces of everything (user, pid, net, ipc, uts, cgroup, mount), and no further ones inside;
- a root of its own, read-only, with system directories and single files in it;
- no capabilities, an empty environment, a session of its own, a fixed host name and user id;
- a seccomp filter;
- the supervisor as process 1: resource limits, and the end of everything when it ends.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import platform
import shutil
import threading
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources

from ..cures import install, is_refused_layer, unavailable
from ..errors import SandboxUnavailable
from ..job import MEBIBYTE, Limits
from ..result import Segment, Stage, Stream
from .box import Enclosure, Pool, order
from .cgroup import ControlGroups
from .monitor import Supervised, Supervision
from .policy import (
    WORKING_DIRECTORY,
    Command,
    Execution,
    InjectedFile,
    Mount,
    SandboxPolicy,
    compile_policy,
)
from .process import Completed, capture
from .seccomp import SUPPORTED_MACHINES, SeccompPolicy, program

SUPERVISOR = "/supervisor"
USER_ID = 1000
HOST_NAME = "sandbox"

_FURTHER_PATH = "/usr/local/bin"


@dataclass(frozen=True, slots=True)
class DataFile:
    """An injected file with the descriptor that holds its bytes."""

    fd: int
    file: InjectedFile


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers that some containers refuse. Without them a sandbox is still safe by the others.

    Attributes:
        no_further_namespaces: Whether bwrap itself forbids namespaces inside; the filter does too.
        proc: Whether a /proc of the sandbox's own can be mounted; the leak sanitizer needs one.
    """

    no_further_namespaces: bool = True
    proc: bool = True


# From best to still safe, in the order in which they are tried.
_LAYERS = (
    Layers(),
    Layers(proc=False),
    Layers(no_further_namespaces=False),
    Layers(no_further_namespaces=False, proc=False),
)


def arguments(
    policy: SandboxPolicy,
    files: Sequence[DataFile],
    layers: Layers,
    *,
    status: int,
    block: int | None = None,
    seccomp: int | None,
) -> list[str]:
    """The options of bwrap for a policy: a pure function, so that tests can read it.

    Args:
        policy: The rules.
        files: The injected files; bwrap closes each descriptor when it has read it.
        layers: What this machine allows.
        status: The descriptor on which bwrap names the sandbox's first process.
        block: The descriptor on which bwrap waits before it starts the command, or None.
        seccomp: The descriptor that holds the filter, or None where there is none for the machine.
    """
    options = [
        *("--unshare-all", "--unshare-user"),
        *(["--disable-userns"] if layers.no_further_namespaces else []),
        # Not --die-with-parent: a bwrap that dies while it sets up leaves its child waiting for ever. The
        # supervisor ends with the build, and the sandbox with the supervisor.
        *("--new-session", "--as-pid-1"),
        *("--cap-drop", "ALL"),
        *("--uid", str(USER_ID), "--gid", str(USER_ID), "--hostname", HOST_NAME),
        "--clearenv",
    ]
    for name, value in policy.environment:
        options += ["--setenv", name, value]
    options += _mounted(policy.mounts)
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
    options += ["--remount-ro", "/", "--chdir", WORKING_DIRECTORY]
    if seccomp is not None:
        options += ["--seccomp", str(seccomp)]
    if block is not None:
        options += ["--block-fd", str(block)]
    return [*options, "--json-status-fd", str(status)]


@functools.cache
def _mounted(mounts: tuple[Mount, ...]) -> list[str]:
    """The options for system directories, which are looked at once."""
    options: list[str] = []
    for mount in mounts:
        if os.path.islink(mount.path):
            options += ["--symlink", os.readlink(mount.path), mount.path]
        elif os.path.isfile(mount.path) or (os.path.isdir(mount.path) and os.listdir(mount.path)):
            options += ["--ro-bind-try", mount.path, mount.path]
    return options


def _tmpfs(path: str, size: int) -> list[str]:
    return ["--size", str(size), "--perms", "1777", "--tmpfs", path]


class Bubblewrap:
    """The sandbox: bwrap around the supervisor around a command.

    Args:
        executable: The path of bwrap, or None to look for it.

    Raises:
        SandboxUnavailable: If bwrap is not installed.
    """

    def __init__(self, executable: str | None = None) -> None:
        found = executable or shutil.which("bwrap", path=f"{os.defpath}:{_FURTHER_PATH}")
        if found is None:
            raise SandboxUnavailable("bubblewrap (bwrap) is not installed.", install("bubblewrap"))
        self.executable = found
        self._machine = platform.machine()
        self._layers: Layers | None = None
        self._supervisor: bytes | None = None
        self._layers_lock, self._supervisor_lock = threading.Lock(), threading.Lock()
        self.groups = ControlGroups()
        self._pool = Pool()
        weakref.finalize(self, self._pool.end)

    def run(self, command: Command, policy: SandboxPolicy, limits: Limits) -> Execution:
        """Executes a command under the supervisor; see `Sandbox.run`."""
        injected = sum(len(file.content) for file in command.files)
        # Only the filter keeps what a command does to the kernel from outlasting it.
        reusable = policy.reusable and self._machine in SUPPORTED_MACHINES
        if reusable:  # one size for all but the largest
            injected = max(1, -(-injected // MEBIBYTE)) * MEBIBYTE
        policy = replace(policy, reusable=reusable, scratch=policy.scratch + injected)
        with _held(order(command, policy, limits)) as fd:
            while True:
                enclosure = self._pool.take(policy, limits) or self._start(policy, limits)
                done, said = self._supervise(enclosure, fd, command)
                if done.started:
                    break
                if enclosure.orders == 1:
                    raise unavailable(said or (os.strerror(done.failure) if done.failure else ""))
        if done.failure is not None:
            return Execution(_not_executed(command, done.failure))
        return Execution(done.stage, done.measured, done.artifact)

    def rest(self) -> None:
        """Ends the sandboxes that wait for a command; see `Sandbox.rest`."""
        self._pool.end()

    def _start(self, policy: SandboxPolicy, limits: Limits) -> Enclosure:
        """Starts a sandbox with the supervisor in it."""
        supervisor = InjectedFile(SUPERVISOR, self.supervisor, 0o555)
        layers = self.layers
        enclosure = Enclosure(policy, limits, self.groups.create(limits))
        handles = enclosure.handles
        try:
            with self._prepared(
                policy,
                [supervisor],
                layers,
                [SUPERVISOR, str(handles.orders)],
                status=handles.status,
                block=handles.block,
            ) as (argv, fds):
                enclosure.start(argv, fds)
        except BaseException:
            enclosure.close()
            raise
        if enclosure.init < 0:
            raise unavailable(enclosure.close())
        return enclosure

    def _supervise(self, enclosure: Enclosure, fd: int, command: Command) -> tuple[Supervised, str]:
        """Runs a command in a sandbox, lets that wait for another one or ends it, and returns what bwrap said then."""
        waits = False
        try:
            done = Supervision(enclosure, command.stdin, command.stdio).run(fd)
            waits = done.started and done.emptied
        finally:
            said = "" if waits else enclosure.close()
        if waits:
            self._pool.put(enclosure)
        return done, said

    @property
    def layers(self) -> Layers:
        """What this machine allows, found out by trying when it is first asked.

        Raises:
            SandboxUnavailable: If it allows no sandbox that is safe.
        """
        with self._layers_lock:
            if self._layers is None:
                self._layers = self._try_layers()
            return self._layers

    @property
    def supervisor(self) -> bytes:
        """The supervisor's program, compiled when it is first needed.

        Raises:
            SandboxUnavailable: If there is no sandbox, or no compiler in it that can make it.
        """
        with self._supervisor_lock:
            if self._supervisor is None:
                files = (_supervisor_source(),)
                done = self._ask(("/bin/sh", "-c", _BUILD), compile_policy(), self.layers, files)
                if done.returncode != 0:
                    reason = f"The sandbox's supervisor could not be compiled: {done.stderr}"
                    raise SandboxUnavailable(reason, install("gcc"))
                self._supervisor = done.stdout
            return self._supervisor

    def ask(self, script: str) -> str:
        """What a script of ours prints; see `Sandbox.ask`."""
        done = self._ask(("/bin/sh", "-c", script), compile_policy(), self.layers)
        return done.stdout.decode(errors="replace")

    def get_ready(self) -> None:
        """Begins to make what every run needs, while other things are done."""

        def make() -> None:
            with contextlib.suppress(Exception):  # whoever needs it is told
                self.supervisor  # noqa: B018

        threading.Thread(target=make, name="c-runner", daemon=True).start()

    def _try_layers(self) -> Layers:
        policy = replace(compile_policy(), proc=True)
        said = ""
        for layers in _LAYERS:
            done = self._ask(("/usr/bin/true",), policy, layers)
            if done.returncode == 0:
                return layers
            said = said or done.stderr
            if not is_refused_layer(done.stderr):
                break
        as_root = self._ask(("/usr/bin/true",), policy, _LAYERS[-1], unprivileged=False)
        raise unavailable(said, root_could=os.geteuid() == 0 and as_root.returncode == 0)

    def _ask(
        self,
        argv: Sequence[str],
        policy: SandboxPolicy,
        layers: Layers,
        files: Sequence[InjectedFile] = (),
        *,
        unprivileged: bool = True,
    ) -> Completed:
        """Runs a trusted command of ours without the supervisor."""
        with (
            open(os.devnull, "wb") as nowhere,
            self._prepared(policy, files, layers, argv, status=nowhere.fileno()) as (line, fds),
        ):
            try:
                return capture(line, [*fds, nowhere.fileno()], unprivileged=unprivileged)
            except OSError as error:
                return Completed(-1, b"", f"{self.executable}: {error}")

    @contextlib.contextmanager
    def _prepared(
        self,
        policy: SandboxPolicy,
        files: Sequence[InjectedFile],
        layers: Layers,
        command: Sequence[str],
        *,
        status: int,
        block: int | None = None,
    ) -> Iterator[tuple[list[str], list[int]]]:
        """The command line and the descriptors of a sandbox, open while the context lasts."""
        with contextlib.ExitStack() as stack:

            def hold(content: bytes) -> int:
                return stack.enter_context(_held(content))

            data = [DataFile(hold(file.content), file) for file in files]
            seccomp = None
            if self._machine in SUPPORTED_MACHINES:
                seccomp = hold(
                    program(SeccompPolicy(self._machine, policy.trace, reused=policy.reusable))
                )
            options = arguments(policy, data, layers, status=status, block=block, seccomp=seccomp)
            lines = "\0".join([*options, ""])
            if lines.count("\0") != len(options):
                raise ValueError("a value holds NUL, which stands between the options of bwrap")
            args = hold(lines.encode())
            fds = [args, *(file.fd for file in data)] + ([] if seccomp is None else [seccomp])
            yield [self.executable, "--args", str(args), "--", *command], fds


def _not_executed(command: Command, error: int) -> Stage:
    """What a shell makes of a program that cannot be executed: a message and a status."""
    said = f"{command.argv[0]}: {os.strerror(error)}\n".encode()
    status = 127 if error == errno.ENOENT else 126
    stream: Stream = "terminal" if command.stdio == "terminal" else "stderr"
    return Stage(status, segments=(Segment(stream, said),), total_chars=len(said))


# Without a C library where the compiler and the architecture allow it, else with one.
_BUILD = """
bare="-DFREESTANDING -ffreestanding -fno-stack-protector -nostdlib -static -s"
for how in "$bare" -static ""; do
  for compiler in gcc clang cc tcc; do
    if command -v $compiler >/dev/null && $compiler $how supervisor.c -o supervisor 1>&2
    then exec cat supervisor
    fi
  done
done
exit 1
"""


def _supervisor_source() -> InjectedFile:
    source = resources.files(__package__).joinpath("init.c").read_bytes()
    return InjectedFile(f"{WORKING_DIRECTORY}/supervisor.c", source)


@contextlib.contextmanager
def _held(content: bytes) -> Iterator[int]:
    """A file in memory that holds these bytes, open while the context lasts."""
    fd = os.memfd_create("c-runner", os.MFD_CLOEXEC)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(fd, view) :]
        os.lseek(fd, 0, os.SEEK_SET)
        yield fd
    finally:
        os.close(fd)
