"""The sandbox, made of bubblewrap.

Its layers:

- namespaces of everything (user, pid, net, ipc, uts, cgroup, mount), and no further ones inside;
- a root of its own, read-only, with system directories and single files in it;
- no capabilities, an empty environment, a session of its own, a fixed host name and user id;
- a seccomp filter;
- our own process 1 (`init.c`): resource limits, and the end of everything when it ends.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..cures import exhausted, install, killed, require_ends_of_children, unavailable
from ..errors import SandboxUnavailable
from ..job import Limits
from . import init
from .ahead import Ahead
from .box import Box
from .cgroup import ControlGroups
from .command_line import command_line
from .enforced import enforced
from .execution import execution
from .layers import Layers, probe
from .memory_file import memory_file
from .monitor import Monitored, monitor
from .order import order
from .policy import Command, Execution, InjectedFile, Next, SandboxPolicy, Waiting, compile_policy
from .pool import Pool
from .process import Completed, capture
from .trusted import shelled
from .user_ids import UserIds

_FURTHER_PATH = "/usr/local/bin"


class Bubblewrap:
    """The sandbox: bwrap around our process 1 around a command.

    Args:
        executable: The path of bwrap, or None to look for it.

    Attributes:
        executable: The path of bwrap.
        groups: The control groups that can be made here.

    Raises:
        SandboxUnavailable: If bwrap is not installed, or nobody would learn that it ends.
    """

    def __init__(self, executable: str | None = None) -> None:
        path = executable or shutil.which("bwrap", path=f"{os.defpath}:{_FURTHER_PATH}")
        if path is None:
            raise SandboxUnavailable("bubblewrap (bwrap) is not installed.", install("bubblewrap"))
        require_ends_of_children()
        self.executable = path
        self.groups = ControlGroups()
        self._users = UserIds()
        self._layers: Layers | None = None
        self._init_program: InjectedFile | None = None
        self._layers_lock, self._init_program_lock = threading.Lock(), threading.Lock()
        self._pool = Pool()
        weakref.finalize(self, self._pool.close)

    def ahead(self, policy: SandboxPolicy, limits: Limits, size: int) -> Ahead:
        """Begin to start a sandbox for a command that is not known yet; see `Sandbox.ahead`."""
        rules = enforced(policy, size)
        return Ahead(lambda: self._start(rules, limits))

    def run(
        self,
        command: Command,
        policy: SandboxPolicy,
        limits: Limits,
        ahead: Waiting | None = None,
    ) -> Execution:
        """Execute a command under process 1; see `Sandbox.run`."""
        rules = enforced(policy, _size(command))
        deaths = 0
        with memory_file(order(command, rules, limits)) as fd:
            while True:
                pooled = self._pool.take(rules, limits)
                if pooled is None and ahead is not None:
                    pooled, ahead = ahead.take(rules, limits), None
                done, message = self._monitor(pooled or self._start(rules, limits), fd, command)
                if command.partner and command.partner.is_stopped:
                    break
                if done.started and not done.died:
                    break
                # A sandbox may be killed at any time: by the kernel when memory runs out, or by anybody who may do so.
                # Another sandbox gets the order, if nobody has seen what this one printed.
                deaths += done.started
                if deaths > (0 if command.live else 1):
                    raise killed()
                # If the command has not begun, a fresh sandbox has no such excuse. Each retry empties the pool further,
                # so this ends.
                if pooled is None and not done.started:
                    failure = os.strerror(done.failure) if done.failure else ""
                    raise unavailable(message or failure)
        return execution(done, command)

    def run_each(
        self,
        commands: Sequence[Command],
        policy: SandboxPolicy,
        limits: Limits,
        ahead: Waiting | None = None,
    ) -> list[Execution]:
        """Execute runs of one program in one sandbox; see `Sandbox.run_each`."""
        rules = enforced(policy, max(_size(command) for command in commands))
        box = ahead.take(rules, limits) if ahead else None
        executed = []
        try:
            for number, command in enumerate(commands, 1):
                followed = replace(command, is_followed=number < len(commands))
                box = box or self._start(rules, limits)
                with memory_file(order(followed, rules, limits)) as fd:
                    done = monitor(box, fd, followed)
                if not done.emptied:
                    box.close()
                    box = None
                # As in `run`: one that was emptied may have died since.
                is_whole = done.started and not done.died
                again = None if is_whole else self.run(command, policy, limits)
                executed.append(again or execution(done, command))
        finally:
            if box is not None:
                box.close()
        return executed

    @contextlib.contextmanager
    def session(self, policy: SandboxPolicy, limits: Limits, size: int) -> Iterator[Next]:
        """Open a sandbox for commands that follow each other; see `Sandbox.session`."""
        rules = enforced(policy, size)
        box = self._start(rules, limits)

        def execute(command: Command) -> tuple[Execution, bool]:
            kept = replace(command, keeps=True)
            with memory_file(order(kept, rules, limits)) as fd:
                done = monitor(box, fd, kept)
            is_stopped = command.partner is not None and command.partner.is_stopped
            if done.started and done.died and not is_stopped:
                raise killed()
            if not done.started and not is_stopped:
                raise unavailable(os.strerror(done.failure) if done.failure else box.close())
            return execution(done, command), done.emptied

        try:
            yield execute
        finally:
            box.close()

    def close_idle(self) -> None:
        """Close the idle sandboxes; see `Sandbox.close_idle`."""
        self._pool.close()

    def capture(self, argv: Sequence[str], sysroot: str = "") -> bytes:
        """Execute a trusted command of ours; see `Sandbox.capture`."""
        policy = compile_policy(sysroot=sysroot)
        done = self._capture(shelled(argv), policy, self.layers)
        if done.was_killed:
            done = self._capture(shelled(argv), policy, self.layers)
        if done.returncode != 0 and (error := exhausted(done.stderr)):
            raise error
        if done.was_killed:
            raise killed()
        if done.returncode != 0 and not done.stdout:
            raise unavailable(done.stderr)
        return done.stdout

    def prepare(self) -> None:
        """Start to compile the program of process 1 in the background."""

        def make() -> None:
            # The first run meets the same error, and reports it.
            with contextlib.suppress(Exception):
                self.init_program  # noqa: B018

        with contextlib.suppress(RuntimeError):  # there can be no more threads: it is made later
            threading.Thread(target=make, name="c-runner", daemon=True).start()

    @property
    def layers(self) -> Layers:
        """The layers that this machine allows, found out by trying when they are first asked for.

        Raises:
            SandboxUnavailable: If it allows no sandbox that is safe.
        """
        with self._layers_lock:
            if self._layers is None:
                self._layers = probe(self._start_anything)
            return self._layers

    @property
    def init_program(self) -> InjectedFile:
        """The program of process 1, compiled when it is first needed.

        Raises:
            SandboxUnavailable: If there is no sandbox, or no compiler in it that can make it.
        """
        with self._init_program_lock:
            if self._init_program is None:
                self._init_program = init.build(self._run_trusted)
            return self._init_program

    def _start(self, policy: SandboxPolicy, limits: Limits) -> Box:
        """Start a sandbox that waits for its first order.

        Raises:
            SandboxUnavailable: If it has no process 1.
        """
        files, layers = [self.init_program], self.layers
        # The environment goes with each order to the command alone. Process 1 has none: what a page may set there
        # would be read by the C library that starts process 1.
        bare = replace(policy, environment=())
        box = Box(policy, limits, self.groups.create(limits), self._users.take())
        try:
            with command_line(
                self.executable,
                bare,
                files,
                layers,
                [init.INIT, str(box.handles.orders)],
                status=box.handles.status,
                block=box.handles.block,
            ) as (argv, fds):
                box.start(argv, fds)
        except BaseException:
            box.close()
            raise
        if box.init < 0:
            raise unavailable(box.close())
        return box

    def _monitor(self, box: Box, order_fd: int, command: Command) -> tuple[Monitored, str]:
        """Run a command in a sandbox, then put that into the pool or close it.

        Returns:
            The outcome, and the messages of bwrap if the sandbox was closed.
        """
        is_clean, is_stopped, message = False, False, ""
        try:
            done = monitor(box, order_fd, command)
            is_clean = done.started and done.emptied
            is_stopped = command.partner is not None and command.partner.is_stopped
        finally:
            if is_clean:
                self._pool.put(box)
            elif is_stopped:
                box.close_later()
            else:
                message = box.close()
        return done, message

    def _start_anything(self, layers: Layers, *, unprivileged: bool = True) -> Completed:
        """Run the smallest command in a sandbox with everything that a machine may refuse."""
        rules = replace(compile_policy(), proc=True)
        return self._capture(("/usr/bin/true",), rules, layers, unprivileged=unprivileged)

    def _run_trusted(self, argv: Sequence[str], files: Sequence[InjectedFile] = ()) -> Completed:
        """Run a command of ours where compilers are, without our process 1."""
        return self._capture(shelled(argv), compile_policy(), self.layers, files)

    def _capture(
        self,
        argv: Sequence[str],
        policy: SandboxPolicy,
        layers: Layers,
        files: Sequence[InjectedFile] = (),
        *,
        unprivileged: bool = True,
    ) -> Completed:
        with contextlib.ExitStack() as stack:
            nowhere = stack.enter_context(open(os.devnull, "wb")).fileno()
            line, fds = stack.enter_context(
                command_line(self.executable, policy, files, layers, argv, status=nowhere)
            )
            user = self._users.take() if unprivileged else None
            if user:
                stack.callback(user.close)
            try:
                return capture(line, [*fds, nowhere], user=user.number if user else None)
            except OSError as error:
                return Completed(-1, b"", f"{self.executable}: {error}")


def _size(command: Command) -> int:
    """Return the bytes of the files that are injected for a command."""
    return sum(len(file.content) for file in command.files)
