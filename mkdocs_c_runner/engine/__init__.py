"""Compiles and runs C programs in a sandbox: a `Job` goes in, a `Result` comes out.

Theory of operation. A `Runner` looks a job up: in the records, by a key of the job without its limits; then in the
cache, by a key of the job and of the conditions that it meets on this machine; else a thread of its pool has a `Maker`
make it, in this process or in one beside it: an `Executor` executes it, and the result is kept. A job or a result knows
nothing of pages, and a runner nothing of compilers.

An executor is the seam behind which a kind of sandbox stands. It tells the conditions of a job (its own name and the
version of its rules, a digest of whatever it takes from the system, and the compiler's version for people), and it
executes jobs. Because its name and rules are in the key, executors can share a cache. There are two. `native` hashes
the compilers, headers and libraries of this machine, and runs programs on its processor. `wasm` compiles them to
WebAssembly with a compiler that is WebAssembly too, and runs both in wasmtime: as the browsers of readers do, and on
systems that have no sandbox. A site chooses it; nothing else does. `cluster` is `native` on other machines: its
conditions are those of this machine, and a worker that meets others refuses.

The native executor takes two stages, in two sandboxes: the compile stage gets the sources and hands back the program
through a pipe, the run stage gets the program and nothing else. No directory of the host is mounted but read-only
system ones, so nothing that a stage writes can outlive it or be mistaken for a file of ours. A program for another
machine is run by qemu, in the same sandbox: `emulation.py` adds what that takes to the limits, and takes what it says
out of the output.

A sandbox is bwrap, started unprivileged and with an empty environment, and in it, as process 1, our `init`: a small
program in C, which takes an order, sets the limits, starts the command, reports how it ended, and ends everything with
it. bwrap makes the namespaces, the mounts and the seccomp filter that a `SandboxPolicy` asks for; it knows nothing of
compilers, and a policy nothing of jobs. A program has a sandbox for itself, always. So has a session, whose lines share
its directory: `init` kills what a line has left before the next one begins, and keeps its files. Compilers, which
execute nothing that an author wrote, follow each other in one as long as there is work: in between `init` kills
whatever is left, but compilers that wait for the next program and have read no other, and empties the only directory
that they can write to, or, where it cannot, ends the sandbox.

Outside, a `Box` holds a live sandbox, and `monitor` reads what is printed, types the input when the program waits for
it, watches clock, memory and output, and kills the sandbox by its process 1. The verdict is derived from the two stages
by one pure function. A failure of the machine is an `EngineError` that names its cure; a failure of the program is a
result.

The rooms: `toolchain` turns a job into command lines of a compiler, and compilers into digests; `sandbox` executes one
command under one policy; `memory` has a program record itself, and reads the record; `errands` has another machine
execute a job; `store` keeps results. `native` joins the first two behind `executor`, `maker` joins that with the last,
and `runner` has it make what is not there yet; `executors` chooses for it. `processes` are those that do so beside a
build, when many jobs have to run. Beside them: `doctor` tries everything and says what holds, in the values of
`examination`, `cures` says what to type where something is missing, `workers` is the pool of threads, `answers` holds
the outcomes of a build, `forgotten` what is left of them, and `patterns`, with `pattern_process` and `pattern_worker`,
finds the regular expressions of authors in output. Of the native executor, `compile_stage` and `run_stage` are the two
stages, and `program_image` is the memory that a program takes for itself. `session_stage` executes lines, which
`shell_lines` reads, at a shell; `session_shell` hands on what the shell had, `session_files` compares and writes
files, and `session_audience` is who waits. `working_files` are those that a program finds, however it is executed.
`compiler_run` asks a compiler again that was killed: what somebody kills from outside has no result. `shortcut`
compiles usual programs without the driver of gcc, `waiting_compilers` has compilers make their tables before their
programs come, and `stand_ins` makes what links programs in half the time. The values are in `job`, `artifacts`,
`result`, `session`, `figures`, `runner_settings` and `errors`; `job_text`, `canonical`, `text_in_json` and
`json_checks` are about their JSON. Nothing here imports Markdown or MkDocs. Nothing here refuses a compiler flag
either: pages are held to the list in `toolchain/flags.py` by the room `fence`, and other callers choose their own.

Where things that may come have their place. Another compiler: a row in `toolchain/compilers.py`. Another executor:
a file beside `native.py` or a room as `wasm`, a name in `runner_settings.py`, the choice in `executors.py`, and
what `doctor.py` says of it. Live runs, those of `server/` and of the command `run`, name the native executor, whose
`converse` is no part of the interface. Another view of a run: a room beside `memory`, whose text is one more artifact
of the result. A server that runs edited code is no part of the engine: it makes jobs as the pages do and calls
`converse` of the executor, without a runner and its cache. Somebody waits then: `sandbox.ahead` starts the sandbox of
the program while it is compiled.
"""

from .errors import CompilerNotFound, EngineError, SandboxUnavailable
from .job import COMPILE_LIMITS, RUN_LIMITS, Job, Limits, SourceFile
from .result import Measured, Outcome, Result, Segment, Stage, Verdict
from .runner import Runner
from .runner_settings import RunnerSettings

__all__ = [
    "COMPILE_LIMITS",
    "RUN_LIMITS",
    "CompilerNotFound",
    "EngineError",
    "Job",
    "Limits",
    "Measured",
    "Outcome",
    "Result",
    "Runner",
    "RunnerSettings",
    "SandboxUnavailable",
    "Segment",
    "SourceFile",
    "Stage",
    "Verdict",
]
