"""Hostile code: what a stranger's pull request could hold, run for real.

`attacks/run/*.c` attack when they run and `attacks/compile/*.c` while they are compiled. `attacks/compiler/*.sh` are
what a compiler could do if it were taken over: each runs in its place. `attacks/flags.txt` are the flags that a page
is refused. A header says how an attack is run, as in `programs/`, and what must come of it:

- `expect`: the verdict, as an author would write it;
- `forbid`: a text that must not stand in any output;
- `require`: a text that must, so that an attack that did not even try is not taken for one that failed;
- `generate`: a Python expression whose value follows the header, for sources too long to be written down;
- `type`: a Python expression for what is typed, where that is too long;
- `left`: the memory that the machine is to seem to have left;
- `open`: why the attack succeeds at present.

Headers and scripts may name what stands outside and must not be reached: {port}, {name}, {socket}, {file},
{directory} and {pid}. In `compile/` and `compiler/` the limits are those of the compile stage.

An attack does no harm where it succeeds: it is bounded in size and time, sets things to what they are, and does not
kill everything where everything is more than the sandbox.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import json
import os
import re
import resource
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from mkdocs_c_runner.engine.errors import EngineError
from mkdocs_c_runner.engine.job import Job, Limits, SourceFile
from mkdocs_c_runner.engine.native import execute
from mkdocs_c_runner.engine.result import Result, Verdict
from mkdocs_c_runner.engine.runner import Runner
from mkdocs_c_runner.engine.runner_settings import RunnerSettings
from mkdocs_c_runner.engine.sandbox import proc
from mkdocs_c_runner.engine.sandbox.bwrap import Bubblewrap
from mkdocs_c_runner.engine.sandbox.policy import Command, Execution, Sandbox, SandboxPolicy
from mkdocs_c_runner.engine.sandbox.process import UNPRIVILEGED_ID
from mkdocs_c_runner.fence.expectation import Expectation
from mkdocs_c_runner.fence.header import parse
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.rules import Rules
from mkdocs_c_runner.fence.values import size
from mkdocs_c_runner.place import Place
from mkdocs_c_runner.program.snippet import Snippet

ROOT = Path(__file__).parents[3]
ATTACKS = ROOT / "tests" / "attacks"
FLAGS = [
    line
    for line in (ATTACKS / "flags.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
SECRET = "b5f1e0c2-only-the-build-knows"
ORDINARY_USER = 1234
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")

# Seconds in which the kernel may bury what was killed.
PATIENCE = 1.0
# Seconds to wait for what must happen, so that a test that fails does not hang.
LONG = 60.0

HELLO = Job((SourceFile("main.c", b'#include <stdio.h>\nint main(void) { puts("hello"); }\n'),))


# --- Attacks as data ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Attack:
    """A file of `attacks/`."""

    path: Path
    inputs: dict[str, str]
    forbid: tuple[str, ...]
    require: tuple[str, ...]
    source: bytes
    typed: bytes | None
    left: int | None

    def job(self) -> tuple[Job, Expectation]:
        """What is to be run, by way of the same parser that reads fences, and what is to come of it."""
        header = parse(self.inputs, Options(), Rules())
        assert header.problems == [], self.path.name
        job = Snippet("", header.options, Place(self.path.name)).job
        job = replace(job, sources=(SourceFile("main.c", self.source),))
        if self.typed is not None:
            job = replace(job, stdin=self.typed)
        asked = job.run_limits
        if "timeout" not in self.inputs:
            # That a machine is slow is no finding.
            asked = replace(asked, wall_time=LONG, cpu_time=LONG)
        if self.path.parent.name == "run":
            job = replace(job, run_limits=asked)
        else:
            limits = replace(job.compile_limits, wall_time=asked.wall_time, cpu_time=asked.cpu_time)
            if "memory" in self.inputs:
                limits = replace(limits, memory=asked.memory)
            job = replace(job, compile_limits=limits, run_limits=Job(()).run_limits)
        return job, header.options.expected.expect


def header_of(path: Path) -> list[tuple[str, str]]:
    """The lines `// key: value` with which a file begins."""
    lines = []
    for line in path.read_bytes().decode(errors="surrogateescape").splitlines():
        found = re.fullmatch(r"(?://|#) (\w+): ?(.*)", line)
        if not found:
            break
        lines.append((found[1], found[2]))
    return lines


def read(path: Path, names: Mapping[str, str]) -> Attack:
    """Reads an attack; `names` stand for the words in braces."""
    inputs: dict[str, str] = {}
    keys = ("forbid", "require", "generate", "type", "left")
    texts: dict[str, list[str]] = {key: [] for key in keys}
    for key, value in header_of(path):
        if key in texts:
            texts[key].append(filled(value, names))
        elif key != "open":
            inputs[key] = filled(value, names)
    source = path.read_bytes() + b"".join(map(value_of, texts["generate"]))
    if path.suffix == ".sh":
        source = filled(source.decode(), names).encode()
    typed = b"".join(map(value_of, texts["type"])) if texts["type"] else None
    left = size(texts["left"][0]) if texts["left"] else None
    return Attack(
        path, inputs, tuple(texts["forbid"]), tuple(texts["require"]), source, typed, left
    )


def filled(text: str, names: Mapping[str, str]) -> str:
    for name, meaning in names.items():
        text = text.replace(f"{{{name}}}", meaning)
    return text


def value_of(expression: str) -> bytes:
    made = eval(expression, {})
    return made if isinstance(made, bytes) else str(made).encode()


def attacks(pattern: str) -> list[Any]:
    """The files as parameters; those that succeed at present are expected to fail the test."""
    cases = []
    for path in sorted(ATTACKS.glob(pattern)):
        reasons = [value for key, value in header_of(path) if key == "open"]
        marks = [pytest.mark.xfail(strict=False, reason=reason) for reason in reasons]
        cases.append(pytest.param(path, id=path.stem, marks=marks))
    return cases


# --- What stands outside --------------------------------------------------------------------------


def processes_below_us() -> dict[int, tuple[int, str]]:
    """All our descendants, by their number: the parent and the state."""
    parents: dict[int, tuple[int, str]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdecimal():
            with contextlib.suppress(OSError):
                stat = Path(f"/proc/{entry}/stat").read_bytes()
                state, parent_of_it = stat[stat.rindex(b")") + 2 :].split()[:2]
                parents[int(entry)] = (int(parent_of_it), state.decode())
    found: dict[int, tuple[int, str]] = {}
    pending = [os.getpid()]
    while pending:
        parent = pending.pop()
        children = {pid: entry for pid, entry in parents.items() if entry[0] == parent}
        found |= children
        pending += children
    return found


def command_line(pid: int) -> str:
    with contextlib.suppress(OSError):
        return (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    return ""


def left_since(before: set[int]) -> list[str]:
    """What has been started since and is still there when our patience is over."""
    end = time.monotonic() + PATIENCE
    while True:
        left = []
        for pid, (parent, state) in processes_below_us().items():
            if pid in before:
                continue
            if state == "Z" and parent == os.getpid():
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, os.WNOHANG)
            else:
                left.append(f"{pid} {state} {command_line(pid)}")
        if not left or time.monotonic() > end:
            return left
        time.sleep(0.01)


@dataclass(frozen=True)
class Outside:
    """What is of interest to a program that has broken out."""

    directory: Path
    servers: list[socket.socket] = field(default_factory=list)

    @property
    def names(self) -> dict[str, str]:
        """What attacks call these things."""
        return {
            "port": str(self.servers[0].getsockname()[1]),
            "name": f"escaped-{os.getpid()}",
            "socket": str(self.directory / "socket"),
            "file": str(self.directory / "secret"),
            "directory": str(self.directory),
            "pid": str(os.getpid()),
        }

    def open(self) -> None:
        """Sets everything up."""
        (self.directory / "secret").write_text(SECRET)
        (self.directory / "secret").chmod(0o644)
        self.servers.append(socket.create_server(("127.0.0.1", 0)))
        for name in (f"\0{self.names['name']}", self.names["socket"]):
            server = socket.socket(socket.AF_UNIX)
            server.bind(name)
            server.listen()
            self.servers.append(server)
        for server in self.servers:
            server.settimeout(0)

    def visitors(self) -> int:
        """How many have connected to one of the servers."""
        count = 0
        for server in self.servers:
            with contextlib.suppress(BlockingIOError):
                server.accept()[0].close()
                count += 1
        return count

    def state(self) -> dict[str, object]:
        """All that must not change."""
        return {
            "secret": (self.directory / "secret").read_text(),
            "working directory": sorted(os.listdir(self.directory)),
            "host": os.uname().nodename,
            "devices": {
                path: (stat.st_mode, stat.st_uid, stat.st_rdev)
                for path in DEVICES
                for stat in [os.stat(path)]
            },
            "files": [path for place in _PUBLIC_PLACES for path in _suspicious_files(place)],
        }


_PUBLIC_PLACES = ("/", "/dev", "/dev/shm", "/run", "/tmp", "/usr/lib", "/var/tmp")


def _suspicious_files(directory: str) -> Iterator[str]:
    """Files that only an attack can have made: those of the sandbox's user, and those named so."""
    with contextlib.suppress(OSError), os.scandir(directory) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                owner = entry.stat(follow_symlinks=False).st_uid
                if entry.name.startswith("escaped") or owner == UNPRIVILEGED_ID:
                    yield entry.path


@pytest.fixture(scope="module", autouse=True)
def _adoption() -> Iterator[None]:
    """Makes orphans our children: a daemon of an attack cannot hide among those of the machine."""
    pr_set_child_subreaper = 36  # linux/prctl.h
    prctl = ctypes.CDLL(None).prctl
    assert prctl(pr_set_child_subreaper, 1, 0, 0, 0) == 0
    yield
    prctl(pr_set_child_subreaper, 0, 0, 0, 0)


@pytest.fixture
def outside(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    """The world around an attack. When the test ends it must be as it was, and nobody be left."""
    monkeypatch.setenv("GITHUB_TOKEN", SECRET)
    monkeypatch.chdir(tmp_path)
    world = Outside(tmp_path)
    with contextlib.ExitStack() as stack:
        world.open()
        for server in world.servers:
            stack.enter_context(server)
        sandbox.rest()
        processes, state = set(processes_below_us()), world.state()
        yield world
        sandbox.rest()
        assert left_since(processes) == []
        assert world.state() == state
        assert world.visitors() == 0


# --- The attacks ----------------------------------------------------------------------------------


def check(attack: Attack, expected: Expectation, result: Result) -> None:
    """Compares what came with what the header says."""
    output = result.compile.text() + (result.run.text() if result.run else b"")
    text = output.decode(errors="replace")
    told = f"{result.verdict} {result.run}\n{text[:4000]}"
    assert expected.is_met_by(result), told
    assert [line for line in (*attack.forbid, SECRET) if line in text] == [], told
    assert [line for line in attack.require if line not in text] == [], told


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.usefixtures("sandbox")
def test_all_of_this_as_an_ordinary_user() -> None:
    """Root's sandboxes belong to another user than the engine, an ordinary user's do not."""
    user: dict[str, Any] = {"user": ORDINARY_USER, "group": ORDINARY_USER, "extra_groups": []}
    with tempfile.TemporaryDirectory(prefix="c-runner-test-") as home:
        os.chown(home, ORDINARY_USER, ORDINARY_USER)
        variables = {
            "CI": "true",  # where root has a sandbox, everybody has to have one
            "GITHUB_TOKEN": SECRET,
            "HOME": home,
            "PATH": os.defpath,
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": os.pathsep.join([str(ROOT), sysconfig.get_path("purelib")]),
            "TMPDIR": home,
        }
        python = python_for(variables, user)
        options = ["-q", "-p", "no:cacheprovider", "-k", "not flag", f"--basetemp={home}/pytest"]
        if importlib.util.find_spec("xdist"):
            options += ["-n", "2"]
        done = subprocess.run(
            [python, "-m", "pytest", *options, __file__],
            cwd=ROOT,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
            **user,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def python_for(variables: dict[str, str], user: dict[str, Any]) -> str:
    """A Python that another user can start, and which can read these tests there."""
    # What is installed for this version may not be loaded by another one.
    test = (
        "import sys, mkdocs, pytest, yaml; open(sys.argv[1]).close(); "
        f"sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    )
    for python in (sys.executable, shutil.which("python3", path=os.defpath)):
        with contextlib.suppress(OSError):
            line = [python or "", "-c", test, __file__]
            quiet = subprocess.DEVNULL
            if not subprocess.run(
                line, env=variables, stderr=quiet, check=False, **user
            ).returncode:
                return line[0]
    pytest.skip("other users cannot read these tests, or have no Python for them")


@pytest.mark.parametrize("path", attacks("run/*.c"))
def test_a_hostile_program(
    path: Path, sandbox: Sandbox, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    attack = read(path, outside.names)
    job, expected = attack.job()
    if attack.left is not None:
        monkeypatch.setattr(proc, "memory_left", small_machine(attack.left))
    check(attack, expected, execute(job, sandbox))


def small_machine(left: int) -> Callable[[], tuple[int, int]]:
    """What a machine would say that has so little memory left, in the measure of one with 512 MiB.

    What others give back meanwhile does not count.
    """
    real, whole = proc.memory_left, 512 * 1024 * 1024
    most = 0

    def seen() -> tuple[int, int]:
        nonlocal most
        now = real()[0]
        most = max(most, now)
        return whole - (most - now) * whole // left, whole

    return seen


@pytest.mark.parametrize("path", attacks("compile/*.c"))
def test_a_hostile_source(path: Path, sandbox: Sandbox, outside: Outside) -> None:
    attack = read(path, outside.names)
    job, expected = attack.job()
    check(attack, expected, execute(job, sandbox))


@dataclass
class TakenOver:
    """A sandbox whose compiler is a script of the attacker's."""

    real: Sandbox
    script: str
    stages: int = 0

    def run(self, command: Command, policy: SandboxPolicy, limits: Limits) -> Execution:
        self.stages += 1
        if self.stages == 1:
            command = replace(command, argv=("/bin/sh", "-c", self.script))
        return self.real.run(command, policy, limits)

    def rest(self) -> None:
        self.real.rest()

    def ask(self, script: str) -> str:
        return self.real.ask(script)


LOOK_AROUND = """
umask; pwd; env | sort; ulimit -a; ulimit -Ha; nice; ionice
for show in taskset chrt; do $show -p $$ | sed 's/.*: //'; done
stat -c '%A %u %g %F' .
ls -lAn --time-style=+
kill -0 -1 && echo 'there are other processes'
exit 1
"""


def seen(job: Job, sandbox: Sandbox) -> str:
    """What a compiler finds around it."""
    return execute(job, TakenOver(sandbox, LOOK_AROUND)).compile.text().decode()


@pytest.mark.parametrize("path", attacks("compiler/*.sh"))
def test_a_hostile_compiler(path: Path, sandbox: Sandbox, outside: Outside) -> None:
    attack = read(path, outside.names)
    job, expected = attack.job()
    job = replace(job, sources=HELLO.sources)
    sandbox.rest()
    untouched = seen(job, sandbox)
    assert "main.c" in untouched, untouched

    check(attack, expected, execute(job, TakenOver(sandbox, attack.source.decode())))

    assert seen(job, sandbox) == untouched
    assert execute(HELLO, sandbox).verdict == "ok"


@pytest.mark.usefixtures("outside")
def test_compilers_follow_each_other_in_one_sandbox(sandbox: Sandbox) -> None:
    """Else the test above would not test what it is to test."""
    number = TakenOver(sandbox, "echo $$; exit 1")
    sandbox.rest()

    first = execute(HELLO, number).compile.text()
    again = execute(HELLO, replace(number, stages=0)).compile.text()
    sandbox.rest()
    after_a_rest = execute(HELLO, replace(number, stages=0)).compile.text()

    assert int(first) == int(after_a_rest) < int(again)


@pytest.mark.usefixtures("outside")
def test_programs_do_not(sandbox: Sandbox) -> None:
    source = b'#include <stdio.h>\n#include <unistd.h>\nint main(void) { printf("%d", getpid()); }'
    job = Job((SourceFile("main.c", source),))

    runs = [execute(job, sandbox).run for _ in range(2)]

    assert [run and run.text() for run in runs] == [b"2", b"2"]


@pytest.mark.usefixtures("outside")
def test_a_sandbox_that_has_died_while_it_waited_is_replaced(sandbox: Sandbox) -> None:
    sandbox.rest()
    before = set(processes_below_us())
    assert execute(HELLO, sandbox).verdict == "ok"
    for pid in set(processes_below_us()) - before:
        os.kill(pid, signal.SIGKILL)

    assert execute(HELLO, sandbox).verdict == "ok"


@pytest.mark.parametrize("option", ["flags", "libs"])
@pytest.mark.parametrize("line", FLAGS)
def test_a_flag_that_a_page_may_not_use(line: str, option: str) -> None:
    header = parse({"run": "", option: line}, Options(), Rules())
    said = " ".join(header.wrong_values)
    named = said.partition("may not use ")[2].partition("; the site")[0].split(", ")
    assert set(named) & set(shlex.split(line)), said
    (flags,), libs = header.options.toolchain.flags, header.options.toolchain.libs
    usual = Options().toolchain
    assert ((flags,), libs) == (usual.flags, usual.libs)


SMUGGLED = "x\0--ro-bind\0/etc\0/etc"
READ_PASSWD = b"""
#include <stdio.h>
int main(void)
{
    char line[80] = "nothing\\n";
    FILE *file = fopen("/etc/passwd", "r");
    if (file)
        fgets(line, sizeof line, file);
    fputs(line, stdout);
}
"""


@pytest.mark.parametrize("option", ["args", "env", "std", "flags", "libs", "file"])
def test_a_page_cannot_smuggle_in_an_option_of_bwrap(option: str) -> None:
    """The options of bwrap travel with NUL between them."""
    header = parse({"run": "", option: f"A={SMUGGLED}"}, Options(), Rules())
    assert len(header.wrong_values) == 1


@pytest.mark.usefixtures("outside")
def test_a_job_cannot_smuggle_in_an_option_of_bwrap(sandbox: Sandbox) -> None:
    job = Job((SourceFile("main.c", READ_PASSWD),), env=(("A", SMUGGLED),))
    with contextlib.suppress(ValueError, EngineError):
        result = execute(job, sandbox)
        assert result.run is None or b"root:" not in result.run.text()


# --- The engine under attack ----------------------------------------------------------------------


def script(function: str, *arguments: str) -> Sequence[str]:
    """A process of its own that calls a function of this file."""
    call = f"import sys; from {__name__} import {function}; {function}(*sys.argv[1:])"
    return [sys.executable, "-c", call, *arguments]


def environment() -> dict[str, str]:
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}


def run_one(path: str) -> None:
    """A build with one block."""
    job, _ = read(Path(path), {}).job()
    job = replace(job, run_limits=replace(job.run_limits, wall_time=LONG, cpu_time=LONG))
    Runner(RunnerSettings()).submit(job).result()


@pytest.mark.parametrize(
    ("path", "moment", "number"),
    [
        ("run/ignores_every_signal.c", "./a.out", signal.SIGKILL),
        ("run/ignores_every_signal.c", "./a.out", signal.SIGINT),
        ("run/ignores_every_signal.c", "./a.out", signal.SIGTERM),
        ("run/orphan_storm.c", "./a.out", signal.SIGKILL),
        ("run/traces_process_1.c", "bwrap", signal.SIGKILL),
        ("compile/many_branches.c", "cc1", signal.SIGKILL),
        ("compile/many_branches.c", "cc1", signal.SIGINT),
    ],
)
@pytest.mark.usefixtures("sandbox", "outside")
def test_nothing_outlives_the_build(path: str, moment: str, number: int) -> None:
    """The build is killed at the moment at which a certain process is first seen below it."""
    before = set(processes_below_us())
    line = script("run_one", str(ATTACKS / path))
    with subprocess.Popen(line, env=environment(), stderr=subprocess.DEVNULL) as build:
        end = time.monotonic() + LONG
        while not any(moment in command_line(pid).split(" ")[0] for pid in processes_below_us()):
            assert build.poll() is None
            assert time.monotonic() < end
            time.sleep(0.001)
        build.send_signal(number)
    assert left_since(before) == []


HOSTILE_BUILD = {
    "run/burns_processors.c": Verdict.TIME_LIMIT,
    "run/daemon_floods.c": Verdict.OUTPUT_LIMIT,
    "run/flood_by_many.c": Verdict.OUTPUT_LIMIT,
    "run/flood_zeros.c": Verdict.OUTPUT_LIMIT,
    "run/fork_bomb_classic.c": Verdict.TIME_LIMIT,
    "run/malloc_bomb_sanitized.c": Verdict.MEMORY_LIMIT,
    "run/orphan_storm.c": Verdict.TIME_LIMIT,
    "compile/large_program.c": Verdict.OK,
}


def build_with_hostile_blocks() -> None:
    """Runs them all at once, and an innocent program meanwhile; prints what came of it."""
    sandbox = Bubblewrap()
    execute(HELLO, sandbox)
    before = most_memory()
    runner = Runner(RunnerSettings(concurrency=len(HOSTILE_BUILD)), lambda: sandbox)
    futures = [runner.submit(read(ATTACKS / path, {}).job()[0]) for path in HOSTILE_BUILD]
    innocent = execute(HELLO, sandbox)
    verdicts = [future.result().result.verdict for future in futures]
    print(json.dumps([innocent.verdict, verdicts, most_memory() - before]))


def most_memory() -> int:
    """The most memory in bytes that this process has ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.usefixtures("sandbox", "outside")
def test_a_build_with_hostile_blocks_goes_on() -> None:
    done = subprocess.run(
        script("build_with_hostile_blocks"),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=LONG,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    innocent, verdicts, growth = json.loads(done.stdout)
    assert innocent == "ok"
    assert verdicts == [str(verdict) for verdict in HOSTILE_BUILD.values()]
    assert growth < 256 * 1024 * 1024
