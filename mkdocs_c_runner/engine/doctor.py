"""Tries the real sandbox with the real options, and reports which layers hold, which do not, and their cures."""

from __future__ import annotations

import glob
import os
import platform
import re
import stat
from collections.abc import Iterator
from importlib import resources

from .cures import UNMASK, install
from .errors import CompilerNotFound, EngineError
from .examination import Examination, FoundCompiler, Layer, State, webassembly
from .job import RUN_LIMITS, Job, SourceFile
from .native import bubblewrap, execute
from .sandbox.bwrap import Bubblewrap
from .sandbox.host_paths import TIME_ZONES, has_time_zones
from .sandbox.layers import Layers
from .sandbox.process import capture
from .sandbox.seccomp import SUPPORTED_MACHINES
from .toolchain.compilers import COMPILERS, MUSL
from .toolchain.identity import PATH, Identities
from .toolchain.named_compilers import for_machines, is_compiler


def examine() -> Examination:
    """Examine this machine."""
    examination = Examination()
    try:
        sandbox = bubblewrap()
        examination.layers.append(_version(sandbox))
        layers = sandbox.layers
    except EngineError as error:
        examination.layers.append(Layer("sandbox", "off", error.reason, error.cure))
        examination.compilers.append(webassembly())
        return examination
    examination.layers += _namespaces(layers)
    examination.layers.append(_user())
    examination.compilers = list(_compilers(sandbox))
    try:
        examination.layers += _probed(sandbox, examination.compilers)
    except EngineError as error:
        examination.layers.append(Layer("program", "off", error.reason, error.cure))
    examination.compilers.append(webassembly())
    return examination


def _namespaces(layers: Layers) -> Iterator[Layer]:
    yield Layer("namespaces", "on", "user, pid, network, ipc, host name, mounts")
    name = "no further namespaces"
    if layers.no_further_namespaces:
        yield Layer(name, "on", "bwrap forbids them, and the filter does")
    else:
        reason = "the filter forbids them; bwrap cannot, because /proc/sys is read-only here"
        yield Layer(name, "reduced", reason, UNMASK)
    if layers.proc:
        yield Layer("proc", "on", "sanitizers get a /proc of the sandbox's own")
    else:
        reason = "/proc cannot be mounted here, so the leak sanitizer does not work; all else does"
        yield Layer("proc", "reduced", reason, UNMASK)


def _version(sandbox: Bubblewrap) -> Layer:
    version = capture([sandbox.executable, "--version"]).stdout.decode(errors="replace").strip()
    numbers = tuple(map(int, re.findall(r"\d+", version)[:3]))
    if os.stat(sandbox.executable).st_mode & stat.S_ISUID:
        return Layer(
            "bubblewrap",
            "reduced",
            f"{version}. It is installed setuid, which it does not need, and which versions before 0.11.2 should "
            "not be (CVE-2026-41163)",
            f"sudo chmod u-s {sandbox.executable}",
        )
    if numbers < (0, 12, 0):
        reason = (
            f"{version}; CVE-2026-87766 of versions before 0.12 does no harm here, "
            "because no directory of the host is writable in the sandbox"
        )
        return Layer("bubblewrap", "on", reason)
    return Layer("bubblewrap", "on", version)


def _user() -> Layer:
    if os.geteuid() == 0:
        return Layer(
            "user", "on", "the build runs as root, each sandbox as an unprivileged user of its own"
        )
    return Layer("user", "on", f"the build runs as user {os.geteuid()}")


def _compilers(sandbox: Bubblewrap) -> Iterator[FoundCompiler]:
    identities = Identities(None)
    machines = [compiler.name for compiler in for_machines()]
    for name in [*COMPILERS, MUSL.name, *_versions(), *machines]:
        try:
            identity = identities.of(name, lambda: sandbox)
        except CompilerNotFound as error:
            yield FoundCompiler(name, "", "", error.cure)
        else:
            yield FoundCompiler(name, identity.version, identity.digest)


def _versions() -> list[str]:
    """Return the names of the compilers that are installed in a version of their own."""
    names = [os.path.basename(path) for path in glob.glob(f"{PATH}/*-[1-9]*")]
    return sorted(name for name in names if is_compiler(name))


def _probed(sandbox: Bubblewrap, compilers: list[FoundCompiler]) -> Iterator[Layer]:
    """Compile and run a program that tries the sandbox from inside, twice."""
    usable = [compiler.name for compiler in compilers if compiler.version]
    if not usable:
        yield Layer("compiler", "off", "no compiler is installed", install("gcc"))
        return
    source = resources.files(__package__).joinpath("doctor.c").read_bytes()
    job = Job((SourceFile("doctor.c", source),), compiler=usable[0])
    results = [execute(job, sandbox) for _ in range(2)]
    texts = [result.run.text().decode() for result in results if result.run]
    if len(texts) < 2 or results[0].verdict != "ok":
        messages = results[0].compile.text().decode(errors="replace")
        reason = f"a program could not be run: {results[0].verdict} {messages}"
        yield Layer("program", "off", reason)
        return
    facts = dict(line.split(" ", 1) for line in texts[0].splitlines())
    yield _isolated(facts)
    yield _filter(facts)
    limited = facts["memory"] == "0"
    behind = (
        "a control group" if sandbox.groups.available else "monitoring of all processes' memory"
    )
    yield Layer(
        "memory limit",
        "on" if limited else "off",
        f"an address-space limit, plus {behind}",
    )
    yield _processes(int(facts["processes"]))
    yield Layer("terminal", "on" if facts["terminal"] == "1" else "off", "programs get a terminal")
    yield _addresses(texts)
    yield _time_zones()


def _isolated(facts: dict[str, str]) -> Layer:
    """Judge whether the program found itself alone."""
    expected = {"files": "0", "network": "0", "pid": "2", "uid": "1000", "written": "0"}
    wrong = [name for name, value in expected.items() if facts.get(name) != value]
    if wrong:
        return Layer("isolation", "off", f"a program got through: {', '.join(wrong)}")
    return Layer("isolation", "on", "a program finds no files, no network and no other process")


def _filter(facts: dict[str, str]) -> Layer:
    machine = platform.machine()
    if machine not in SUPPORTED_MACHINES:
        known = ", ".join(sorted(SUPPORTED_MACHINES))
        reason = f"there is no seccomp filter for {machine}, only for {known}"
        return Layer("seccomp", "reduced", reason)
    state: State = "off" if facts["unfiltered"] == "1" else "on"
    return Layer("seccomp", state, f"a filter for {machine}")


def _processes(count: int) -> Layer:
    limit = RUN_LIMITS.processes
    if count <= limit:
        return Layer("process limit", "on", f"at most {limit} at one time")
    return Layer(
        "process limit",
        "reduced",
        f"{count} processes could be started; kernels before 5.14 do not count by sandbox",
        "Use a newer kernel. Until then time and memory limits end a fork bomb.",
    )


def _addresses(texts: list[str]) -> Layer:
    addresses = [text.rpartition("address ")[2] for text in texts]
    if addresses[0] == addresses[1]:
        return Layer("reproducible addresses", "on", "address randomization is switched off")
    return Layer(
        "reproducible addresses",
        "reduced",
        "printed pointers differ from run to run, because personality() is refused here",
        "Run the container with --security-opt seccomp=unconfined.",
    )


def _time_zones() -> Layer:
    if has_time_zones():
        return Layer("time zones", "on", f"programs find those of {TIME_ZONES}")
    reason = f"there are none in {TIME_ZONES}: programs take each named time zone for UTC"
    return Layer("time zones", "reduced", reason, install("tzdata"))
