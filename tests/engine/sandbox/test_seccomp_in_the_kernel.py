"""The filter of system calls in this machine's kernel, under real programs in a real sandbox.

`seccomp/ordinary/*.c` are programs that must not notice the filter.
"""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import shutil
import subprocess
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

from mkdocs_c_runner.engine.sandbox.memory_file import memory_file
from mkdocs_c_runner.engine.sandbox.seccomp import SUPPORTED_MACHINES, SeccompPolicy, program
from mkdocs_c_runner.engine.sandbox.syscalls import SYSCALLS

from .listed_calls import DIRECTORY, SWITCHES_OF_PROGRAMS, X32, calls, each_switch, policy

ORDINARY = sorted(DIRECTORY.glob("ordinary/*.c"))
HERE = platform.machine()

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
